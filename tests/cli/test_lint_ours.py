"""Every file that a command writes, looked through: a workshop would reject none of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.lint import lint, sniff
from tests.cli.running import PHRASE, Say

ALL = "svg,dxf,step,dxf-cut,dxf-mark,dxf-r12,lbrn2,gcode,stencil,stl,3mf"

GRBL = ("--shop", "grbl-laser")

SIZE = ("--size", "300x300", "--serial", "A-")

PLATES = (
    ("make", "seedqr", "--input", PHRASE, *GRBL, "--format", ALL),
    ("make", "tinyseed", "--input", PHRASE, *GRBL, "--format", "svg,dxf,dxf-cut,dxf-mark,gcode"),
    ("blank", "seedqr", *GRBL, "--format", ALL),
    ("blank", "washer-m6", *GRBL, "--format", "svg,dxf-r12,lbrn2,stencil"),
    ("order", "seedqr", *GRBL, "--material", "304"),
    ("table", "digits-24", "--format", "svg"),
    *(
        run
        for name in ("tinyseed", "washer-m6", "seedqr")
        for run in (
            ("sheet", f"{name}=3", *SIZE, "--spacing", "0"),
            ("sheet", f"{name}=3", *SIZE, "--tabs", "3"),
            ("destroy", name),
            ("drawing", name),
        )
    ),
    ("destroy", "words-85", "--shop", "grbl-v-bit"),
    ("sheet", "card=2", "binary-grid=3", *SIZE, "--spacing", "0", "--tabs", "2"),
    ("sheet", "letters-24", *SIZE, "--style", "dots"),
)


JIGS = (
    ("jig", "washer-m6"),
    ("jig", "words-85", "--format", "3mf"),
    ("jig", "tinyseed", "--style", "drill", "--format", "svg,dxf"),
    ("jig", "disc-6", "--style", "drill", "--format", "svg,dxf,step"),
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
@pytest.mark.parametrize("given", [*PLATES, *JIGS, *COUPONS], ids=" ".join)
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
