"""What a lost, extra, moved or swapped shape in a file does: it is always noticed.

Files are changed as text, shape by shape, so that nothing of the program helps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from generator.errors import ReadError, SecretError, VerifyError
from generator.formats import Format
from generator.geometry import Point, Vec
from generator.layout import Area, Dot, Layout, Mark, Role, Stroke
from generator.pipeline import Found, make, read
from generator.template import Template
from tests.plates.road import FLAT, NAMES, files, format_of, found, phrases, plain


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file as text: what comes before, in and after its shapes, and how each is drawn."""

    before: str
    shapes: tuple[str, ...]
    after: str
    layer: Callable[[str], str]
    moved: Callable[[str, float], str]
    relayered: Callable[[str, str], str]

    def of(self, layer: str) -> list[int]:
        """The places of all shapes of a layer."""
        return [place for place, shape in enumerate(self.shapes) if self.layer(shape) == layer]

    def with_(self, place: int, *shapes: str) -> bytes:
        """The file with one shape replaced by any number of others."""
        changed = (*self.shapes[:place], *shapes, *self.shapes[place + 1 :])
        return (self.before + "".join(changed) + self.after).encode()


# --------------------------------------------------------------------------------------------- SVG

COLOUR = {
    "mark": "#000000",
    "legend": "#0000FF",
    "outline": "#FF0000",
    "guide": "#00E000",
    "hole": "#FF8000",
    "fiducial": "#FF00FF",
}


def svg_of(data: bytes) -> Drawing:
    """Each shape stands in a layer of its own here; readers don't mind layers of equal name."""
    text = data.decode()
    start = text.index("<g ")
    shapes, layer = [], ""
    for line in text[start:].splitlines():
        if line.startswith("<g "):
            layer = re.findall(r'id="(\w+)"', line)[0]
        elif line.startswith(("<circle", "<path")):
            shapes.append(f'<g id="{layer}">{line}</g>\n')
    return Drawing(text[:start], tuple(shapes), "</svg>\n", _svg_layer, _svg_moved, _svg_relayered)


def _svg_layer(shape: str) -> str:
    return re.findall(r'<g id="(\w+)"', shape)[0]


def _svg_moved(shape: str, by: float) -> str:
    def shifted(match: re.Match[str]) -> str:
        return f"{match[1]}{float(match[2]) + by:.3f}"

    shape = re.sub(r'(cx=")([\d.]+)', shifted, shape)
    shape = re.sub(r"([ML] )([\d.]+)", shifted, shape)
    return re.sub(r"(A [\d.]+ [\d.]+ 0 0 [01] )([\d.]+)", shifted, shape)


def _svg_relayered(shape: str, layer: str) -> str:
    old = _svg_layer(shape)
    return shape.replace(f'id="{old}"', f'id="{layer}"').replace(COLOUR[old], COLOUR[layer])


# --------------------------------------------------------------------------------------------- DXF


def dxf_of(data: bytes) -> Drawing:
    """Each shape is a run of pairs of lines that begins with a code 0."""
    text = data.decode()
    start = text.index("ENTITIES\n") + len("ENTITIES\n")
    end = text.index("  0\nENDSEC\n", start)
    shapes = [f"  0\n{part}" for part in text[start:end].split("  0\n")[1:]]
    assert all(shape.startswith(("  0\nCIRCLE\n", "  0\nLWPOLYLINE\n")) for shape in shapes)
    return Drawing(text[:start], tuple(shapes), text[end:], _dxf_layer, _dxf_moved, _dxf_relayered)


def _dxf_layer(shape: str) -> str:
    return re.findall(r"\n  8\n(\w+)\n", shape)[0]


def _dxf_moved(shape: str, by: float) -> str:
    return re.sub(r"(\n 10\n)(-?[\d.]+)", lambda m: f"{m[1]}{float(m[2]) + by:.3f}", shape)


def _dxf_relayered(shape: str, layer: str) -> str:
    return shape.replace(f"\n  8\n{_dxf_layer(shape)}\n", f"\n  8\n{layer}\n")


DRAWINGS = {"svg": svg_of, "dxf": dxf_of}


# ----------------------------------------------------------------------------------------- mutants


def mutants(drawing: Drawing, pitch: float, places: int) -> Iterator[tuple[str, bytes]]:
    """Each kind of fault, at one mark or three, and at one shape of each other layer."""
    marks = drawing.of("mark")
    for place in (marks[len(marks) // 2], marks[0], marks[-1])[:places]:
        shape = drawing.shapes[place]
        yield "dropped", drawing.with_(place)
        yield "doubled", drawing.with_(place, shape, shape)
        yield "moved by 0.05 mm", drawing.with_(place, drawing.moved(shape, 0.05))
        yield "moved by a pitch", drawing.with_(place, drawing.moved(shape, pitch))
        yield "added a pitch on", drawing.with_(place, shape, drawing.moved(shape, -pitch))
    first = drawing.shapes[marks[0]]
    for layer in ("legend", "guide", "fiducial", "hole", "outline"):
        yield f"moved to {layer}", drawing.with_(marks[0], drawing.relayered(first, layer))
    for layer in ("legend", "guide", "fiducial", "hole", "outline"):
        for place in drawing.of(layer)[:1]:
            yield f"{layer} dropped", drawing.with_(place)
            yield f"{layer} doubled", drawing.with_(place, *[drawing.shapes[place]] * 2)
            as_mark = drawing.relayered(drawing.shapes[place], "mark")
            yield f"{layer} moved to mark", drawing.with_(place, as_mark)


def pitch_of(template: Template) -> float:
    """The step from one column of the last field to the next."""
    return template.sides[0].fields[-1].column_step.dx


PLACES = {"svg": 3, "dxf": 1}
"""How many marks of a file suffer each fault: the first, the middle and the last, or the middle."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FLAT)
def test_a_changed_file_is_always_noticed(name: str, format_name: str) -> None:
    """A file with one fault is refused, whatever the fault, whichever the plate."""
    template = plain(name, 12)
    originals = found(files(phrases(12)["varied"], template, format_name))
    drawing = DRAWINGS[format_name](originals[0].data)
    assert read([replaced(originals[0], drawing.with_(0, drawing.shapes[0]))], (name,), "english")
    unnoticed, count = [], 0
    for what, data in mutants(drawing, pitch_of(template), PLACES[format_name]):
        count += 1
        try:
            read([replaced(originals[0], data)], (name,), "english")
        except (ReadError, SecretError):
            continue
        unnoticed.append(what)
    assert unnoticed == []
    others = {drawing.layer(shape) for shape in drawing.shapes} - {"mark"}
    assert count == 5 * PLACES[format_name] + 5 + 3 * len(others)


def replaced(file: Found, data: bytes) -> Found:
    """The file with other bytes under the same name."""
    return replace(file, data=data)


# ------------------------------------------------------------------------------------ our own slips


def first_mark(layout: Layout) -> int:
    """The place of the first mark of the secret."""
    return next(at for at, mark in enumerate(layout.marks) if mark.role is Role.MARK)


def moved(mark: Mark, by: float) -> Mark:
    """A mark a little to the right."""
    match mark:
        case Dot():
            return replace(mark, centre=mark.centre + Vec(by, 0))
        case Stroke():
            return replace(mark, path=mark.path.moved(Vec(by, 0)))
        case Area():
            shift = Vec(by, 0)
            holes = tuple(hole.moved(shift) for hole in mark.holes)
            return replace(mark, outline=mark.outline.moved(shift), holes=holes)


SLIPS: dict[str, Callable[[Mark], tuple[Mark, ...]]] = {
    "dropped": lambda _: (),
    "doubled": lambda mark: (mark, mark),
    "moved": lambda mark: (moved(mark, 0.05),),
    "far away": lambda mark: (moved(mark, 1.0),),
    "of another role": lambda mark: (replace(mark, role=Role.LEGEND),),
    "with a speck beside it": lambda mark: (mark, Dot(Role.MARK, Point(3.3, 3.3), 0.2)),
}


def slipping(format_: Format, slip: Callable[[Mark], tuple[Mark, ...]]) -> Format:
    """A format whose writer gets the first mark of the secret wrong."""

    def write(layouts: tuple[Layout, ...]) -> bytes:
        first, *others = layouts
        at = first_mark(first)
        marks = (*first.marks[:at], *slip(first.marks[at]), *first.marks[at + 1 :])
        return format_.write((replace(first, marks=marks), *others))

    return replace(format_, write=write)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("format_name", FLAT)
@pytest.mark.parametrize("name", ["tinyseed", "letters-24", "seedqr"])
def test_a_writer_that_slips_hands_nothing_over(name: str, format_name: str, slip: str) -> None:
    """Dots, letters and modules that a writer got wrong never leave `make`."""
    made = make(
        phrases(12)["varied"], plain(name, 12), [slipping(format_of(format_name), SLIPS[slip])]
    )
    with pytest.raises(VerifyError, match=rf"^the {format_name} "):
        next(made)


def test_the_slips_are_not_refused_for_another_reason() -> None:
    """A writer that gets nothing wrong passes the same seam."""
    format_ = slipping(format_of("svg"), lambda mark: (mark,))
    assert list(make(phrases(12)["varied"], plain("tinyseed", 12), [format_]))
