"""The foreign programs that judge our files: where they are, and what they say of many files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

HERE = Path(__file__).parent
SCRIPTS = HERE / "scripts"
PYTHON = HERE.parent.parent / ".venv-readers" / "bin" / "python"

Answers: TypeAlias = dict[str, Any]
"""By file name what a reader saw in it, still in the reader's own frame."""

EVERYTHING = os.environ.get("EVERYTHING") == "1"
"""Whether the slowest reader judges every plate, which takes most of an hour, and not a few."""

_PX = 25.4 / 96
"""Millimetres in a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A foreign program and a format that it reads.

    `program` is what has to be there; `package` says what brings it.
    `look` returns its version and its answers; each process reads many files.
    """

    name: str
    format: str
    program: str
    package: str
    look: Callable[[Sequence[Path], Path], tuple[str, Answers]]
    only: tuple[str, ...] = ()
    """Parts of a file's title of which it must hold one for this reader to be asked about it;
    without any it is asked about all."""

    shapes: bool = True
    """Whether it tells the ways of what it sees; else boxes only."""

    def missing(self) -> str:
        """What is not there, or nothing."""
        if (HERE / self.program).exists() or shutil.which(self.program):
            return ""
        return f"{self.name} is not installed; it comes with {self.package}"


def _script(*command: str) -> Callable[[Sequence[Path], Path], tuple[str, Answers]]:
    """A reader that is a script: it finds its job by the environment."""

    def look(files: Sequence[Path], room: Path) -> tuple[str, Answers]:
        job, answers = room / "job.json", room / "answers.json"
        asked = {"files": [str(file) for file in files], "answers": str(answers)}
        job.write_text(json.dumps(asked), encoding="utf-8")
        _run(command, room, {"READERS_JOB": str(job), "READERS_SCRIPTS": str(SCRIPTS)})
        said = json.loads(answers.read_text(encoding="utf-8"), object_hook=_packed)
        return said["version"], said["files"]

    return look


def _packed(told: dict[str, Any]) -> dict[str, Any]:
    """Ways as arrays, as soon as they are read: lists of so many numbers would fill the memory."""
    if "ways" in told:
        told["ways"] = [(role, np.array(way)) for role, way in told["ways"]]
    return told


def _run(command: Sequence[str], room: Path, more: Mapping[str, str], typed: str = "") -> str:
    """What a program says; its home is an empty folder, so that nobody's settings count."""
    surroundings = {**os.environ, "HOME": str(room), **more}
    surroundings.pop("PYTHONPATH", None)
    done = subprocess.run(
        command,
        env=surroundings,
        cwd=room,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stderr[-800:]}"
    return done.stdout


def _inkscape(files: Sequence[Path], room: Path) -> tuple[str, Answers]:
    """The visual boxes of all objects; those without a name are called after their element."""
    orders = "".join(f"file-open:{file}\nquery-all\nfile-close\n" for file in files)
    said = _run(("inkscape", "--shell"), room, {}, orders + "quit\n")
    answers: Answers = {}
    for part in said.split("> file-open:")[1:]:
        name = part.partition("\n")[0].strip()
        boxes: list[tuple[None, float, float, float, float]] = []
        circles: list[tuple[None, float, float, float]] = []
        for kind, numbers in re.findall(r"^(circle|path)\d+,([-\d.,e]+)$", part, re.MULTILINE):
            x, y, width, height = (float(number) * _PX for number in numbers.split(","))
            if kind == "circle":
                assert abs(width - height) < 1e-3
                circles.append((None, x + width / 2, y + height / 2, width))
            else:
                boxes.append((None, x, y, x + width, y + height))
        answers[name] = {"circles": circles, "boxes": boxes}
    return _version(("inkscape", "--version"), room), answers


def _ogr(files: Sequence[Path], room: Path) -> tuple[str, Answers]:
    """GDAL turns circles and arcs into chords: a circle's box gives its centre and diameter."""
    answers: Answers = {}
    for file in files:
        out = room / "drawing.json"
        out.unlink(missing_ok=True)
        fine = ("--config", "OGR_ARC_STEPSIZE", "1", "-lco", "COORDINATE_PRECISION=6")
        _run(("ogr2ogr", *fine, "-f", "GeoJSON", str(out), str(file)), room, {})
        circles, ways = [], []
        for feature in json.loads(out.read_text(encoding="utf-8"))["features"]:
            about, points = feature["properties"], feature["geometry"]["coordinates"]
            if feature["geometry"]["type"] == "Polygon":
                (points,) = points
            if "Circle" in about["SubClasses"]:
                xs, ys = [point[0] for point in points], [point[1] for point in points]
                left, low, right, high = min(xs), min(ys), max(xs), max(ys)
                at = ((left + right) / 2, (low + high) / 2, right - left)
                circles.append((about["Layer"], *at))
            else:
                ways.append((about["Layer"], [point[:2] for point in points]))
        answers[str(file)] = _packed({"circles": circles, "ways": ways})
    return _version(("ogr2ogr", "--version"), room), answers


_CANON = re.compile(r"^ *\d+ +\S+ +([A-Z_]+)\(([^)]*)\)", re.MULTILINE)
"""What LinuxCNC's interpreter tells the machine to do: the order, and its numbers."""

_TURNING = {
    "START_SPINDLE_CLOCKWISE": True,
    "START_SPINDLE_COUNTERCLOCKWISE": True,
    "STOP_SPINDLE_TURNING": False,
}


def _rs274(files: Sequence[Path], room: Path) -> tuple[str, Answers]:
    """LinuxCNC's own interpreter without a machine; it ends with an error at what it refuses."""
    answers: Answers = {}
    for file in files:
        said = _CANON.findall(_run(("rs274", "-g", str(file)), room, {}))
        account = [step for order, numbers in said for step in _step(order, numbers.split(","))]
        faults = [] if ("PROGRAM_END", "") in said else ["it does not end"]
        answers[str(file)] = {"account": account, "faults": faults}
    asked = ("dpkg-query", "--show", "--showformat", "${Version}", "linuxcnc-uspace")
    return _version(asked, room), answers


def _step(order: str, numbers: Sequence[str]) -> Iterator[list[Any]]:
    match order:
        case "STRAIGHT_TRAVERSE" | "STRAIGHT_FEED":
            kind = "rapid" if order == "STRAIGHT_TRAVERSE" else "line"
            yield [kind, *map(float, numbers[:3])]
        case "ARC_FEED":
            x, y, centre_x, centre_y, turns, z = map(float, numbers[:6])
            assert turns in (1, -1)
            yield ["arc", x, y, z, centre_x, centre_y, turns > 0]
        case "SET_SPINDLE_SPEED":
            yield ["power", float(numbers[1])]
        case "DWELL":
            yield ["dwell", float(numbers[0])]
        case "USE_LENGTH_UNITS":
            assert numbers == ["CANON_UNITS_MM"]
        case _ if order in _TURNING:
            yield ["tool", _TURNING[order]]


def _version(command: Sequence[str], room: Path) -> str:
    found = re.search(r"\d+(\.\d+)+", _run(command, room, {}))
    return found[0] if found else "unknown"


_IN_ENVIRONMENT = "requirements/readers.txt, which `make readers` installs"
_PRUSA = "the Debian package prusa-slicer"
_BY_NPM = "tests/readers/package.json, which `make readers` installs"


def _python(script: str) -> Callable[[Sequence[Path], Path], tuple[str, Answers]]:
    return _script(str(PYTHON), str(SCRIPTS / script))


def _node(script: str) -> Callable[[Sequence[Path], Path], tuple[str, Answers]]:
    return _script("node", str(SCRIPTS / script))


READERS = (
    Reader("gmsh", "step", str(PYTHON), _IN_ENVIRONMENT, _python("read_gmsh.py")),
    Reader(
        "freecad",
        "step",
        "freecadcmd",
        "the Debian package freecad",
        _script("freecadcmd", str(SCRIPTS / "read_freecad.py")),
    ),
    Reader(
        "freecad-cam",
        "step",
        "freecadcmd",
        "the Debian package freecad",
        _script("freecadcmd", str(SCRIPTS / "read_freecad_cam.py")),
        only=() if EVERYTHING else ("alphabet-12", "disc-6", "keytag", "seedqr"),
    ),
    Reader("svgelements", "svg", str(PYTHON), _IN_ENVIRONMENT, _python("read_svgelements.py")),
    Reader("inkscape", "svg", "inkscape", "the Debian package inkscape", _inkscape, shapes=False),
    Reader("meerk40t", "svg", str(PYTHON), _IN_ENVIRONMENT, _python("read_meerk40t.py")),
    Reader("ezdxf", "dxf", str(PYTHON), _IN_ENVIRONMENT, _python("read_ezdxf.py")),
    Reader("ogr", "dxf", "ogr2ogr", "the Debian package gdal-bin", _ogr),
    Reader("dxf-parser", "dxf", "node_modules/dxf-parser", _BY_NPM, _node("read_dxf_parser.cjs")),
    Reader(
        "gcode-toolpath",
        "gcode",
        "node_modules/gcode-toolpath",
        _BY_NPM,
        _node("read_toolpath.cjs"),
        only=("grbl",),
    ),
    Reader(
        "gcode-machine",
        "gcode",
        str(PYTHON),
        _IN_ENVIRONMENT,
        _python("read_gcode_machine.py"),
        only=("grbl",),
    ),
    Reader("meerk40t", "lbrn2", str(PYTHON), _IN_ENVIRONMENT, _python("read_meerk40t.py")),
    Reader("lbrnts", "lbrn2", "node_modules/lbrnts", _BY_NPM, _node("read_lbrnts.mjs")),
    Reader("poppler", "stencil", "pdftocairo", "poppler-utils", _python("read_poppler.py")),
    Reader("pdfminer.six", "stencil", str(PYTHON), _IN_ENVIRONMENT, _python("read_pdfminer.py")),
    Reader("pdfium", "stencil", str(PYTHON), _IN_ENVIRONMENT, _python("read_pdfium.py")),
    Reader("poppler", "drawing", "pdftocairo", "poppler-utils", _python("read_poppler.py")),
    Reader("pdfminer.six", "drawing", str(PYTHON), _IN_ENVIRONMENT, _python("read_pdfminer.py")),
    Reader("pdfium", "drawing", str(PYTHON), _IN_ENVIRONMENT, _python("read_pdfium.py")),
    Reader("lib3mf", "3mf", str(PYTHON), _IN_ENVIRONMENT, _python("read_lib3mf.py")),
    Reader("prusa-slicer", "3mf", "prusa-slicer", _PRUSA, _python("read_prusa.py")),
    Reader("trimesh", "3mf", str(PYTHON), _IN_ENVIRONMENT, _python("read_trimesh.py")),
    Reader("prusa-slicer", "stl", "prusa-slicer", _PRUSA, _python("read_prusa.py")),
    Reader("trimesh", "stl", str(PYTHON), _IN_ENVIRONMENT, _python("read_trimesh.py")),
    Reader("rs274", "gcode", "rs274", "the Debian package linuxcnc-uspace", _rs274),
)
"""Each reader with the format it judges."""

IN_CI = os.environ.get("CI") == "true"
"""Whether every reader has to be there."""
