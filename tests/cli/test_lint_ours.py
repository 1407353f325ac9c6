"""Every file that a command writes, looked through: a workshop would reject none of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.lint import lint, sniff
from tests.cli.running import PHRASE, Say

ALL = "svg,dxf,step,dxf-cut,dxf-mark,dxf-r12,lbrn2,gcode,stencil,stl,3mf"

PLATES = ("tinyseed", "washer-m6", "seedqr")
"""Two sides of dots, a set of rounds with words, and a code."""


def of_plate(name: str) -> Iterator[tuple[str, ...]]:
    """Each command that draws a plate, in all of its formats."""
    on_machine = ("--shop", "grbl-laser", "--format", ALL)
    yield "make", name, "--input", PHRASE, *on_machine
    yield "blank", name, *on_machine
    yield "sheet", f"{name}=3", "--size", "300x300", "--spacing", "0", "--serial", "A-"
    yield "sheet", f"{name}=3", "--size", "300x300", "--tabs", "3", "--serial", "A-"
    yield "destroy", name
    yield "drawing", name
    yield "order", name, "--shop", "grbl-laser", "--material", "304"
    yield "table", name, "--format", "svg"


JIGS = (
    ("jig", "tinyseed"),
    ("jig", "words-85"),
    ("jig", "washer-m6"),
    ("jig", "tinyseed", "--style", "drill"),
    ("jig", "disc-6", "--style", "drill"),
)

COUPONS = tuple(
    ("coupon", "--shop", shop)
    for shop in ("generic-laser", "fibre-laser", "grbl-v-bit", "grbl-peck", "centre-punch")
)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files of a folder, and all in its packs."""
    for path in sorted(folder.iterdir()):
        if path.suffix != ".zip":
            yield path.name, path.read_bytes()
            continue
        with zipfile.ZipFile(path) as pack:
            for name in pack.namelist():
                yield name, pack.read(name)


@pytest.mark.prove
@pytest.mark.parametrize(
    "given", [*(run for name in PLATES for run in of_plate(name)), *JIGS, *COUPONS], ids=" ".join
)
def test_no_file_of_a_command_has_a_finding(say: Say, given: tuple[str, ...]) -> None:
    """Neither an error nor a warning, in any format that has a linter."""
    ran = say(*given, "--out", "new")
    assert ran.code == 0, ran.err
    known = [(name, data) for name, data in files(Path("new")) if sniff(data, name)]
    assert known
    for name, data in known:
        assert lint(data, name)[1] == (), name


@pytest.mark.parametrize("given", [("sheet", "washer-m8", "--size", "300x300", "--tabs", "2")])
def test_a_sheet_has_no_finding(say: Say, given: tuple[str, ...]) -> None:
    """With numbers beside its plates and tabs in their edges, in both formats."""
    assert say(*given, "--serial", "A-", "--out", "new").code == 0
    for name, data in files(Path("new")):
        assert lint(data, name)[1] == (), name
