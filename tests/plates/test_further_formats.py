"""Words to metal and back in the formats that are made when they are asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator import shop_file
from generator.errors import ReadError, RuleError, SecretError, VerifyError
from generator.formats import DEFAULT, FORMATS, Format, for_machine
from generator.geometry import Vec
from generator.layout import Dot, Layout, Role
from generator.pipeline import Found, Product, blank, make, read
from generator.product import check_formats, file_names, omitted
from generator.template import Template
from tests.plates.road import (
    NAMES,
    chosen,
    files,
    first_of,
    format_of,
    last_of,
    phrases,
    plain,
    secrets,
    travels,
)

ROOT = Path(__file__).parent.parent.parent
FURTHER = ("dxf-mark", "dxf-r12", "lbrn2")
MACHINES = tuple(name for name in shop_file.names() if shop_file.find(name).machine is not None)
OF_LINES = ("grbl-laser", "grbl-drag", "grbl-v-bit")
SOME = (("tinyseed", 24), ("words-85", 12), ("washer-m6", 12))
"""Dots on two sides, letters with a code, and a set of pieces."""


def gcode(shop: str) -> Format:
    """The format of a machine that ships."""
    return for_machine("gcode", shop_file.find(shop).machine)


def back_from(format_: Format, template: Template, kind: str = "varied") -> None:
    """Fails unless the files of a plate for a machine say what was put on it."""
    check_formats(template, [format_])
    secret = secrets(chosen(template))[kind]
    made = [Found(p.name, format_, p.data) for p in make(secret, template, [format_])]
    said = read(made, (template.name,), "english")
    assert said.template == template
    assert [each.reveal() for each in said.payloads] == [secret.reveal()]


def test_formats_made_by_default_are_the_three_of_old() -> None:
    """All others are made when they are asked for."""
    assert DEFAULT == ("svg", "dxf", "step")
    assert {*DEFAULT, *FURTHER, "dxf-cut", "gcode"} <= set(FORMATS)


@pytest.mark.parametrize(("name", "count"), SOME)
@pytest.mark.parametrize("format_name", FURTHER)
def test_a_plate_comes_back(name: str, count: int, format_name: str) -> None:
    """Marks alone, R12 and a LightBurn project say the words, the plate named."""
    travels(phrases(count)["varied"], plain(name, count), format_name, (name,))


def test_a_plate_without_an_outline_is_found_among_some() -> None:
    """Marks alone tell their plate by its legend."""
    names = ("keytag", "tinyseed", "seedcard", "disc-6")
    travels(phrases(12)["sparse"], plain("tinyseed", 12), "dxf-mark", names)


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FURTHER)
def test_every_plate_comes_back(name: str, format_name: str) -> None:
    """The first and the last choice of each plate."""
    for template in (first_of(name), last_of(name)):
        travels(secrets(chosen(template))["varied"], template, format_name, (name,))


@pytest.mark.parametrize("shop", OF_LINES)
def test_a_machine_of_lines_makes_a_plate(shop: str) -> None:
    """Dots on two sides come back from what a laser, a diamond and a cutter do."""
    back_from(gcode(shop), plain("tinyseed", 24))


@pytest.mark.parametrize("shop", [name for name in MACHINES if name not in OF_LINES])
def test_a_machine_of_dots_makes_letters_in_dots(shop: str) -> None:
    """Letters in dots come back from drills and needles; strokes are refused before."""
    back_from(gcode(shop), last_of("letters-24"))
    with pytest.raises(RuleError, match="makes dots only"):
        check_formats(plain("letters-24", 24), [gcode(shop)])


@pytest.mark.parametrize("shop", [name for name in MACHINES if name not in OF_LINES])
def test_a_machine_of_dots_proves_dots_without_their_legend(shop: str) -> None:
    """A lost, doubled or moved dot is noticed when the file is made, before it is written."""
    template, format_ = plain("tinyseed", 24), gcode(shop)
    assert proved_only(format_, template, "varied")
    for change in (lambda dots: dots[1:], lambda dots: [*dots, dots[0]], shifted):
        worse = replace(format_, write=partial(spoilt, format_=format_, change=change))
        with pytest.raises(VerifyError):
            list(make(phrases(24)["varied"], template, [worse]))


def shifted(dots: list[Dot]) -> list[Dot]:
    """The same with the first of them a hundredth of a millimetre to the right."""
    return [replace(dots[0], centre=dots[0].centre + Vec(0.01, 0.0)), *dots[1:]]


def spoilt(
    layouts: tuple[Layout, ...], format_: Format, change: Callable[[list[Dot]], list[Dot]]
) -> bytes:
    """The file of a layout whose dots were changed."""
    (layout,) = layouts
    dots = [mark for mark in layout.marks if isinstance(mark, Dot) and mark.role is Role.MARK]
    rest = [mark for mark in layout.marks if mark not in dots]
    return format_.write((replace(layout, marks=(*rest, *change(dots))),))


def proved_only(format_: Format, template: Template, kind: str) -> bool:
    """Whether the files of a plate are proved when they are made, and refused to be read later."""
    check_formats(template, [format_])
    made = make(secrets(chosen(template))[kind], template, [format_])
    found = [Found(p.name, format_, p.data) for p in made]
    with pytest.raises(ReadError, match="the file shows dots alone"):
        read(found, (template.name,), "english")
    return True


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shop", MACHINES)
def test_each_machine_makes_what_it_does_not_refuse(shop: str, name: str) -> None:
    """The first and the last choice of each plate, or one line that says why not."""
    refused = 0
    for template in (first_of(name), last_of(name)):
        try:
            check_formats(template, [gcode(shop)])
        except RuleError:
            refused += 1
        else:
            legend = omitted(template, [gcode(shop)])
            assert not legend or shop not in OF_LINES
            if legend:
                assert proved_only(gcode(shop), template, "dense")
            else:
                back_from(gcode(shop), template, "dense")
    assert not refused or shop not in ("grbl-laser", "grbl-drag")


def test_a_cut_file_holds_no_secret() -> None:
    """It is the same for each phrase and for a blank, and so is its name."""
    template = plain("tinyseed", 12)
    one, other = (files(phrases(12)[kind], template, "dxf-cut") for kind in ("sparse", "dense"))
    told = [(each.name, each.data) for each in one]
    assert told == [(each.name, each.data) for each in other]
    bare = blank(template, [format_of("dxf-cut")])
    assert told == [(each.name, each.data) for each in bare]
    assert file_names(template, format_of("dxf-cut"), "SECRET") == (
        "tinyseed.blank.front.cut_mm.dxf",
    )


# ------------------------------------------------------------------------------------------ mutants


def noticed(product: Product, format_: Format, data: bytes, template: Template) -> bool:
    """Whether a changed file is refused, or at least says something else."""
    try:
        said = read([Found(product.name, format_, data)], (template.name,), "english")
    except (ReadError, SecretError):
        return True
    return not said.payloads


@pytest.mark.parametrize("format_name", ["lbrn2", "gcode"])
def test_a_lost_moved_or_added_shape_is_noticed(format_name: str) -> None:
    """One shape of each kind and layer, or one move in fifty, is enough."""
    template = plain("tinyseed", 12)
    format_ = gcode("grbl-laser") if format_name == "gcode" else format_of(format_name)
    (product,) = make(phrases(12)["varied"], template, [format_])
    text = product.data.decode()
    moves, drawn = r"G0 .*\n(?:G[123] .*\n)+", r"    <Shape(?s:.*?)</Shape>\n"
    pattern = moves if format_name == "gcode" else drawn
    shapes = list(re.finditer(pattern, text))
    assert len(shapes) > 100
    for shape in shapes[:: max(1, len(shapes) // 5)]:
        moved = re.sub(r"(\d+)\.(\d)", lambda n: f"{n[1]}.{(int(n[2]) + 1) % 10}", shape[0])
        for instead in ("", shape[0] * 2, moved):
            changed = text[: shape.start()] + instead + text[shape.end() :]
            assert noticed(product, format_, changed.encode(), template)


# -------------------------------------------------------------------------------------- determinism

PROGRAM = """
import hashlib
from tests.plates.road import files, phrases, plain
from tests.plates.test_further_formats import FURTHER, gcode
from generator.pipeline import make
template = plain("tinyseed", 24)
for name in (*FURTHER, "dxf-cut"):
    for product in files(phrases(24)["varied"], template, name):
        print(product.name, hashlib.sha256(product.data).hexdigest())
for product in make(phrases(24)["varied"], template, [gcode("grbl-laser"), gcode("grbl-v-bit")]):
    print(product.name, hashlib.sha256(product.data).hexdigest())
"""


def printed(**environment: str) -> str:
    """Names and digests of the files that a fresh process makes."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_each_format_is_the_same_everywhere() -> None:
    """Another hash seed, time zone and locale change no byte."""
    here = printed(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert len(here.splitlines()) == 11  # two a format, one of what is cut
    assert printed(PYTHONHASHSEED="4", TZ="Pacific/Auckland", LC_ALL="C.UTF-8") == here
