from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import assert_never

import pytest

from generator.errors import ReadError, RuleError
from generator.formats import sniff
from generator.formats.pdf_look import look
from generator.formats.stencil import read, view, write
from generator.geometry import Point, Rect, Size, rounded_rectangle
from generator.layout import Area, Dot, Face, Layout, Mark, Role, Stroke
from generator.match import differences
from generator.place import place
from tests.plates.road import NAMES, chosen, first_of, last_of, secrets, travels
from tests.plates.road import files as made

ROOT = Path(__file__).parent.parent.parent


def plate(*marks: Mark, size: Size = Size(40, 30)) -> Layout:  # noqa: B008  # frozen
    """A plate with some marks on its front."""
    return Layout("front", 2.0, (Area(Role.OUTLINE, rounded_rectangle(size, 3)), *marks))


def agree(layout: Layout, face: Face) -> bool:
    """Whether a face shows what a layout promises."""
    return differences(view(layout).marks, face.marks) == ([], [])


@pytest.mark.parametrize("name", ["tinyseed", "seedqr", "disc-6", "letters-24", "card"])
def test_a_stencil_gives_the_words_back(name: str) -> None:
    """A page for each side, measured, says what was put on the plate."""
    template = first_of(name)
    travels(secrets(chosen(template))["varied"], template, "stencil", NAMES)


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_every_plate_has_a_stencil(name: str) -> None:
    """Each template fits on A4 or A3, in the style that has most marks."""
    template = last_of(name)
    travels(secrets(chosen(template))["dense"], template, "stencil", (name,))


def test_what_is_written_is_read_to_the_micrometre() -> None:
    """Dots of an odd diameter, wide arcs and areas with holes come back as they are seen."""
    hole = rounded_rectangle(Size(4, 4), 1).reversed()
    layout = plate(
        Dot(Role.MARK, Point(5.001, 7.999), 1.575),
        Dot(Role.HOLE, Point(30, 20), 3.175),
        Area(
            Role.FIDUCIAL,
            rounded_rectangle(Size(9, 9), 4),
            (hole.moved(Point(2, 2) - Point(0, 0)),),
        ),
    )
    (face,) = read(write((layout,)))
    assert agree(layout, face)
    dots = {(m.role, m.centre, m.diameter) for m in face.marks if isinstance(m, Dot)}
    assert dots == {(m.role, m.centre, m.diameter) for m in layout.marks if isinstance(m, Dot)}


@pytest.mark.parametrize("by", [Point(0.01, 0), Point(0, -0.01)])
def test_a_mark_that_is_moved_or_lost_is_noticed(by: Point) -> None:
    """A hundredth of a millimetre differs, and so does a mark less or one twice."""
    dot = Dot(Role.MARK, Point(5, 7), 1.5)
    moved = replace(dot, centre=dot.centre + (by - Point(0, 0)))
    (face,) = read(write((plate(dot),)))
    assert agree(plate(dot), face)
    assert not agree(plate(moved), face)
    assert not agree(plate(), face)
    assert not agree(plate(dot, dot), face)


def test_paper_that_was_scaled_is_refused() -> None:
    """The check bars no longer measure 100 mm, so nothing on it is believed."""
    data = write((plate(),))
    assert data.count(b"2.834646 0 0 2.834646 0 0 cm") == 1
    scaled = data.replace(b"2.834646 0 0 2.834646 0 0 cm", b"2.830000 0 0 2.830000 0 0 cm")
    with pytest.raises(ReadError, match="100 mm"):
        read(scaled)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"1 0 0 RG", b"1 0 1 RG"),
        (b"1 0 0 RG", b".3 0 0 RG"),
        (b".05 w", b".25 w"),
        (b" c ", b" v "),
        (b" c ", b" c c "),
        (b"1 1 1 rg", b"0 0 0 rg"),
        (b"endstream", b"endstraem"),
    ],
)
def test_a_damaged_stencil_is_refused(old: bytes, new: bytes) -> None:
    """Other colours, lines, operators and broken objects end with an error of ours."""
    data = write((plate(Dot(Role.MARK, Point(5, 7), 1.5)),))
    assert old in data
    with pytest.raises(ReadError):
        read(data.replace(old, new))


def test_a_plate_that_is_too_large_is_refused() -> None:
    """What does not fit on A3 with its tabs has no stencil; A3 is taken where A4 is too small."""
    (page,) = look(write((plate(size=Size(195, 180)),)))
    assert {round(page.size.width), round(page.size.height)} == {297, 420}
    with pytest.raises(RuleError, match="A3"):
        write((plate(size=Size(400, 300)),))


def test_a_stencil_tells_nothing_about_its_maker() -> None:
    """No name, title, date or word stands in the file besides what is printed."""
    template = first_of("tinyseed")
    (product,) = made(secrets(chosen(template))["varied"], template, "stencil")
    assert product.name == "tinyseed.SECRET.stencil.pdf"
    assert sniff(product.data, "x") == "stencil"
    info = re.findall(rb"/(Author|Title|Subject|Creator|CreationDate) \(([^)]*)\)", product.data)
    assert {value for key, value in info if key != b"CreationDate"} <= {b"", b"unspecified"}
    assert dict(info)[b"CreationDate"].startswith(b"D:20000101")
    assert b"SECRET" in product.data
    (blank,) = look(write(place(None, first_of("seedqr"))))
    assert any(getattr(item, "text", "").startswith("This is a blank") for item in blank.items)


def test_a_stencil_is_the_same_everywhere() -> None:
    """Another process with another hash seed gives the same bytes."""
    program = (
        "import hashlib; from tests.plates.road import *; t = first_of('keytag'); "
        "(p,) = files(secrets(chosen(t))['varied'], t, 'stencil'); "
        "print(hashlib.sha256(p.data).hexdigest())"
    )
    template = first_of("keytag")
    (product,) = made(secrets(chosen(template))["varied"], template, "stencil")
    there = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert there.strip() == hashlib.sha256(product.data).hexdigest()


# ---------------------------------------------------------------------------------- foreign reader

COLOURS = {
    "0%,0%,0%": Role.MARK,
    "0%,0%,100%": Role.LEGEND,
    "100%,0%,0%": Role.OUTLINE,
    "0%,62.744141%,0%": Role.GUIDE,
    "100%,50.195312%,0%": Role.HOLE,
    "100%,0%,100%": Role.FIDUCIAL,
}


def rendered(data: bytes, page: int) -> str:
    """A page as poppler draws it; a machine without poppler fails here."""
    tool = shutil.which("pdftocairo")
    assert tool is not None, "poppler-utils is not installed"
    only = ["-f", str(page), "-l", str(page)]
    # Else it makes smaller what is larger than whole points of paper.
    command = [tool, "-svg", "-noshrink", "-nocenter", *only, "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def boxes(svg: str) -> Iterator[tuple[Role, Rect]]:
    """The ends of the steps of each coloured path, as a box in millimetres, y up."""
    for line in re.findall(r"<path [^>]*>", svg):
        colour = re.search(
            r"(?:stroke|fill):rgb\(([^)]*)\)", line.replace("fill:rgb(100%,100%,100%)", "")
        )
        if colour is None or colour[1] not in COLOURS or "glyph" in line:
            continue
        found = re.search(r'transform="matrix\(([^)]*)\)"', line)
        a, b, c, d, e, f = (float(v) for v in found[1].split(",")) if found else (1, 0, 0, 1, 0, 0)
        assert b == c == 0
        drawn = re.search(r' d="([^"]*)"', line)
        assert drawn is not None
        steps = re.findall(r"[MLC][^MLCZ]*", drawn[1])
        ends = [tuple(float(n) for n in step[1:].split()[-2:]) for step in steps]
        xs = [(a * x + e) * 25.4 / 72 for x, _ in ends]
        ys = [-(d * y + f) * 25.4 / 72 for _, y in ends]
        yield COLOURS[colour[1]], Rect(min(xs), min(ys), max(xs), max(ys))


def expected(mark: Mark) -> Rect:
    """The ends of the steps of a mark as a box."""
    match mark:
        case Dot():
            return mark.box()
        case Stroke():
            points = mark.path.points()
        case Area():
            points = tuple(p for loop in (mark.outline, *mark.holes) for p in loop.points())
        case _:
            assert_never(mark)
    xs, ys = [p.x for p in points], [p.y for p in points]
    return Rect(min(xs), min(ys), max(xs), max(ys))


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_poppler_draws_every_mark_where_it_is(name: str) -> None:
    """Each mark of each side, measured after `pdftocairo -svg`, lies within 0.05 mm."""
    template = first_of(name)
    layouts = place(None, template)
    data = write(layouts)
    for number, layout in enumerate(layouts, start=1):
        seen = list(boxes(rendered(data, number)))
        outline = Rect.around(box for role, box in seen if role is Role.OUTLINE)
        left = [
            (role, box.left - outline.left, box.bottom - outline.bottom, box.width, box.height)
            for role, box in seen
        ]
        assert len(left) == len(layout.marks)
        for mark in view(layout).marks:
            box = expected(mark)
            wanted = (box.left, box.bottom, box.width, box.height)
            near = min(
                (each for each in left if each[0] is mark.role),
                key=lambda each: max(abs(a - b) for a, b in zip(each[1:], wanted, strict=True)),
            )
            assert max(abs(a - b) for a, b in zip(near[1:], wanted, strict=True)) < 0.05
            left.remove(near)
