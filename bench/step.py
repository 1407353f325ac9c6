"""What a STEP file costs, as ratios: `python bench/step.py [runs]`.

Asked: the whole process, reading back included, within 2 × the CPU of a process that only imports
the kernel and writes the same finished solid; build and write growing no faster than the number of
marks to the power 1.3 between 300 and 3,000. CPU seconds of fresh processes, medians.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path as File
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the process that only writes with the kernel must not load us
    from generator.layout import Layout, Mark

ROOT = File(__file__).resolve().parents[1]
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
"""A published BIP-39 test vector, cut twice into the plate of words."""


def main(runs: int) -> None:
    """Print a line for each plate, then one for each kind of growth."""
    print(f"whole process / kernel alone, median of {runs}, asked: at most 2.0")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("points", "holes", "words", "letters"):
            solid = str(File(folder) / f"{name}.bin")
            run("keep", name, solid)
            ours, base = [], []
            for _ in range(runs):
                ours.append(run("whole", name))
                base.append(run("kernel", solid))
            net = statistics.median(cpu - told[0] for cpu, _, told in base)
            gross = statistics.median(cpu for cpu, _, _ in base)
            cpu = statistics.median(cpu for cpu, _, _ in ours)
            peak, floor = ours[0][1], base[0][1]
            print(
                f"  {name:8} {cpu / net:5.2f}  (loading the solid counted: {cpu / gross:.2f};"
                f" reading back is {ours[0][2][0] / cpu:.0%} of ours;"
                f" memory {peak:.0f} MB, kernel alone {floor:.0f} MB)"
            )
    print("build and write, 300 to 3,000 marks, exponent, asked: at most 1.3")
    for kind in ("points", "holes", "letters"):
        few = statistics.median(run("grow", kind, "300")[2][0] for _ in range(runs))
        many = statistics.median(run("grow", kind, "3000")[2][0] for _ in range(runs))
        print(f"  {kind:8} {math.log10(many / few):5.2f}")


def run(*arguments: str) -> tuple[float, float, list[float]]:
    """CPU seconds and peak megabytes of a fresh process, and the numbers it told."""
    reading, writing = os.pipe()
    command = [sys.executable, str(File(__file__).resolve()), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BENCH_TELL": str(writing)}
    actions = [(os.POSIX_SPAWN_CLOSE, reading)]
    os.set_inheritable(writing, True)
    pid = os.posix_spawn(sys.executable, command, environment, file_actions=actions)
    os.close(writing)
    with os.fdopen(reading) as told:
        numbers = [float(line) for line in told]
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, numbers


def tell(number: float) -> None:
    """Hand a number to the process that measures."""
    os.write(int(os.environ["BENCH_TELL"]), f"{number}\n".encode())


# ---------------------------------------------------------------------------- in fresh processes


def whole(name: str) -> None:
    """Build, write and read back one plate, as the tool does; tell what reading took."""
    from generator.formats import step

    data = step.write(PLATES[name](None))
    begin = time.process_time()
    step.read(data)
    tell(time.process_time() - begin)


def keep(name: str, path: str) -> None:
    """Leave a finished solid in the kernel's own binary form."""
    from OCP.BinTools import BinTools

    from generator import cad

    BinTools.Write_s(cad.solid(PLATES[name](None)), path)


def kernel(path: str) -> None:
    """Load a finished solid and write it with the kernel; tell what loading took."""
    import io

    from OCP.BinTools import BinTools
    from OCP.Interface import Interface_Static
    from OCP.Message import Message
    from OCP.STEPControl import (
        STEPControl_Controller,
        STEPControl_StepModelType,
        STEPControl_Writer,
    )
    from OCP.TopoDS import TopoDS_Shape

    begin = time.process_time()
    shape = TopoDS_Shape()
    BinTools.Read_s(shape, path)
    tell(time.process_time() - begin)
    Message.DefaultMessenger_s().ChangePrinters().Clear()
    STEPControl_Controller.Init_s()
    Interface_Static.SetIVal_s("write.surfacecurve.mode", 0)  # as ours, and faster for it
    writer = STEPControl_Writer()
    writer.Transfer(shape, STEPControl_StepModelType.STEPControl_ManifoldSolidBrep)
    writer.WriteStream(io.BytesIO())


def grow(kind: str, count: str) -> None:
    """Build and write so many marks; tell what that took, imports not counted."""
    from generator import cad

    layouts = PLATES[kind](int(count))
    begin = time.process_time()
    cad.part21(cad.solid(layouts))
    tell(time.process_time() - begin)


def _plate(width: float, height: float, marks: list[Mark]) -> tuple[Layout, ...]:
    from generator.geometry import Size, rounded_rectangle
    from generator.layout import Area, Cut, Layout, Role

    edge = Area(Role.OUTLINE, rounded_rectangle(Size(width, height), 3), (), Cut(2.0))
    return (Layout("front", 2.0, (edge, *marks)),)


def points(count: int | None) -> tuple[Layout, ...]:
    """Drill points; 130 on a bank card unless told."""
    from generator.geometry import Point
    from generator.layout import Cut, Dot, Role

    count = count or 130
    across = max(13, math.isqrt(count))
    marks: list[Mark] = [
        Dot(Role.MARK, Point(5 + 6 * (at % across), 5 + 4 * (at // across)), 1.2, Cut(0.8, 118))
        for at in range(count)
    ]
    return _plate(6 * across + 8, 4 * math.ceil(count / across) + 6, marks)


def holes(count: int | None) -> tuple[Layout, ...]:
    """Through holes; 26 × 96 unless told."""
    from generator.geometry import Point
    from generator.layout import Cut, Dot, Role

    count = count or 96 * 26
    across = 96 if count == 96 * 26 else math.isqrt(count)
    marks: list[Mark] = [
        Dot(Role.HOLE, Point(5 + 2 * (at % across), 5 + 2 * (at // across)), 1.0, Cut(2.0))
        for at in range(count)
    ]
    return _plate(2 * across + 8, 2 * math.ceil(count / across) + 8, marks)


def letters(count: int | None) -> tuple[Layout, ...]:
    """Letters as grooves, the words of a test vector over and over; 1,500 unless told."""
    text = PHRASE.replace(" ", "").upper()
    count = count or 1500
    return _lettered([text[at % len(text)] for at in range(count)], math.isqrt(count))


def words(_count: int | None) -> tuple[Layout, ...]:
    """Twenty-four words as grooves, one a line."""
    cells = [letter for word in PHRASE.split() * 2 for letter in word.upper().ljust(8)]
    return _lettered(cells, 8)


def _lettered(cells: list[str], across: int) -> tuple[Layout, ...]:
    from generator.geometry import Arc, Line, Path, Point, Segment
    from generator.glyphs import stroke_glyph
    from generator.layout import Cut, Role, Stroke

    def placed(path: Path, x: float, y: float) -> Path:
        def at(point: Point) -> Point:
            return Point(x + 2.5 * point.x, y + 2.5 * point.y).rounded()

        steps: list[Segment] = [
            Line(at(s.end))
            if isinstance(s, Line)
            else Arc(at(s.end), round(2.5 * s.radius, 3), s.ccw)
            for s in path.segments
        ]
        return Path(at(path.start), tuple(steps))

    marks: list[Mark] = [
        Stroke(
            Role.MARK, placed(path, 5 + 3.5 * (at % across), 5 + 4 * (at // across)), 0.4, Cut(0.3)
        )
        for at, letter in enumerate(cells)
        for path in stroke_glyph(letter).paths
    ]
    return _plate(3.5 * across + 9, 4 * math.ceil(len(cells) / across) + 8, marks)


PLATES: dict[str, Callable[[int | None], tuple[Layout, ...]]] = {
    "points": points,
    "holes": holes,
    "words": words,
    "letters": letters,
}

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["whole", name]:
            whole(name)
        case ["keep", name, path]:
            keep(name, path)
        case ["kernel", path]:
            kernel(path)
        case ["grow", kind, count]:
            grow(kind, count)
        case [runs]:
            main(int(runs))
        case _:
            main(3)
