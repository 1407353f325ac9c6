from __future__ import annotations

import hashlib
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator import drawing as module
from generator import drawing_tables as tables
from generator import drawing_views as views
from generator.drawing import Facts, drawing
from generator.drawing_views import View
from generator.errors import GeneratorError, TemplateError, VerifyError
from generator.formats.paper import Item, Page, Shape, Words
from generator.formats.pdf_canvas import write
from generator.formats.pdf_look import look
from generator.geometry import Path, Point, Vec, circle
from generator.layout import Mark
from generator.shop_check import as_thick
from generator.template import Template
from tests.plates.road import NAMES, last_of

ROOT = pathlib.Path(__file__).parent.parent


def said(data: bytes) -> list[str]:
    """Every text of a drawing."""
    return [i.text for page in look(data) for i in page.items if isinstance(i, Words)]


@pytest.mark.parametrize("name", ["tinyseed", "disc-24", "washer-m6"])
def test_a_drawing_tells_what_a_workshop_asks(name: str) -> None:
    """Size, thickness, material, finish, tolerance, quantity, scale, units and no secret."""
    plate = as_thick(last_of(name), 3.5)
    facts = Facts("stainless steel 304", 7, shop="Some shop")
    told = said(drawing(plate, facts))
    width = f"{plate.size.width:g}"
    assert width in told or f"Ø{width}" in told
    assert {"3.5", "stainless steel 304", "7", "mm", "ISO 2768-m", "1 of 1"} <= set(told)
    assert "deburred, no sharp edges; passivated after engraving" in told
    assert any("no secret" in text for text in told)
    assert any("Some shop" in text for text in told)


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_every_plate_has_a_drawing(name: str) -> None:
    """Each template fits on A4 or A3 at a standard scale, and measures back."""
    assert drawing(last_of(name), Facts()).startswith(b"%PDF-")


def test_texts_of_a_drawing_lie_apart() -> None:
    """No two words of the frame and its tables begin at the same place."""
    (page,) = look(drawing(last_of("washer-m6"), Facts("brass")))
    places = [(round(i.at.x, 1), round(i.at.y, 1)) for i in page.items if isinstance(i, Words)]
    assert len(places) == len(set(places))


def test_a_drawing_is_the_same_everywhere() -> None:
    """Another process with another hash seed gives the same bytes."""
    program = (
        "import hashlib; from tests.plates.road import last_of; from generator.drawing import *; "
        "print(hashlib.sha256(drawing(last_of('keytag'), Facts('brass'))).hexdigest())"
    )
    here = hashlib.sha256(drawing(last_of("keytag"), Facts("brass"))).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert there.strip() == here


@pytest.mark.parametrize(
    "facts",
    [
        Facts("钢"),
        Facts("a\nb"),
        Facts("x" * 81),
        Facts(quantity=0),
    ],
)
def test_facts_that_can_not_be_drawn_are_refused(facts: Facts) -> None:
    """What the font lacks, what breaks a line, and numbers out of reach."""
    with pytest.raises(TemplateError):
        drawing(last_of("tinyseed"), facts)


def test_many_holes_go_on_a_second_sheet() -> None:
    """A table that is too long for the first sheet goes on on the next ones."""
    plate = last_of("seedqr")
    (hole,) = last_of("tinyseed").plate.holes
    places = [Point(3 + 2 * (n % 30), 3 + 2 * (n // 30)) for n in range(90)]
    holes = tuple(replace(hole, centre=place, diameter=1.0) for place in places)
    data = drawing(replace(plate, plate=replace(plate.plate, holes=holes)), Facts())
    assert len(look(data)) == 2
    assert "2 of 2" in said(data)


def spoiled(pages: list[Page], old: str, new: str) -> list[Page]:
    """Pages on which one text is another."""
    return [
        Page(
            page.size,
            tuple(
                replace(i, text=new) if isinstance(i, Words) and i.text == old else i
                for i in page.items
            ),
        )
        for page in pages
    ]


@pytest.mark.parametrize("old", ["32.3", "1", "2:1"])
def test_a_wrong_figure_is_noticed(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of the hole table, of a hole or of the scale that is not the plate's."""

    def wrong(pages: list[Page]) -> bytes:
        return write(spoiled(pages, old, "99"))

    monkeypatch.setattr(module, "write", wrong)
    with pytest.raises(VerifyError):
        drawing(last_of("tinyseed"), Facts())


@pytest.mark.parametrize("by", [0.03, -0.03])
def test_a_view_that_is_off_is_noticed(by: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundredths of a millimetre are seen in the outline and in each hole."""
    real = views.View.loops
    made = 0

    def off(self: views.View, mark: Mark) -> tuple[Path, ...]:
        nonlocal made
        made += 1
        loops = real(self, mark)
        return tuple(loop.moved(Vec(by, 0)) for loop in loops) if made == 1 else loops

    monkeypatch.setattr(views.View, "loops", off)
    with pytest.raises(VerifyError):
        drawing(last_of("tinyseed"), Facts())


def _no_marks(view: View, name: str) -> Iterator[Item]:
    yield from (item for item in FACE(view, name) if not getattr(item, "round_tool", False))


def _a_mark_twice(view: View, name: str) -> Iterator[Item]:
    items = list(FACE(view, name))
    yield from (*items, next(item for item in items if getattr(item, "round_tool", False)))


def _another_hole(view: View, name: str) -> Iterator[Item]:
    yield Shape((circle(view.box.centre, 4.0),), width=views.HOLE)
    yield from FACE(view, name)


FACE = views.face
WRONG: list[tuple[object, str, object, str]] = [
    (views, "face", _no_marks, "elsewhere"),
    (views, "face", _a_mark_twice, "not there"),
    (views, "face", _another_hole, "not there"),
    (tables, "_depth", lambda _: "9.9", "table"),
    (tables, "_size", lambda _: "width 1", "table"),
    (module, "_dimensions", lambda *_: iter([("999", "width")]), "width or thickness"),
    (module, "_dimensions", lambda *_: iter([("34.5", "width")]), "width or thickness"),
]


@pytest.mark.parametrize(("where", "name", "wrong", "reason"), WRONG, ids=range(len(WRONG)))
def test_what_is_composed_wrongly_is_noticed(
    where: object, name: str, wrong: object, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof goes by the layouts, and not by what was meant to be drawn of them."""
    monkeypatch.setattr(where, name, wrong)
    with pytest.raises(VerifyError, match=reason):
        drawing(last_of("tinyseed"), Facts())


@pytest.mark.parametrize("lost", ["height", "corner"])
def test_a_lost_dimension_is_noticed(lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them is asked for."""
    real = module._dimensions

    def fewer(template: Template, plan: module._Plan) -> list[tuple[str, str]]:
        return [each for each in real(template, plan) if each[1] != lost]

    monkeypatch.setattr(module, "_dimensions", fewer)
    with pytest.raises(VerifyError, match={"height": "height", "corner": "radius"}[lost]):
        drawing(last_of("tinyseed"), Facts())


@pytest.mark.parametrize("data", [b"%PDF-1.3", b"%PDF-1.3\nxref\n", b"", b"%PDF-" + bytes(1000)])
def test_a_damaged_pdf_is_refused(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """With one error of ours, and nothing on the terminal."""
    with pytest.raises(GeneratorError):
        look(data)
    assert capfd.readouterr() == ("", "")
