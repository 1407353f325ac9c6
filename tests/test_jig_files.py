"""Guides as files: read back, the same each time, and a lost hole is noticed."""

from __future__ import annotations

import ezdxf
import pytest

pytest.importorskip("OCP")

import math
from dataclasses import replace
from pathlib import Path

from generator import jig_files, template_file
from generator.errors import VerifyError
from generator.formats import step
from generator.jig import Jig, Tool, drill_guides, guides
from generator.jig_files import RECESSED, written
from generator.layout import Dot, Layout, Role
from generator.pockets import Pocket
from generator.variant import made_for
from tests.solids import kernel_volume

TOOL = Tool(None, 0.3)


def jigs(name: str) -> tuple[Jig, ...]:
    """The guides of a full plate."""
    plate = template_file.find(name)
    return guides(made_for(plate, plate.most()), TOOL)


@pytest.mark.parametrize(
    "name", ["washer-m6", "disc-6", pytest.param("tinyseed", marks=pytest.mark.prove)]
)
@pytest.mark.parametrize("format_name", RECESSED)
def test_a_guide_comes_back_from_its_file(name: str, format_name: str) -> None:
    """All of its holes, its recess and its labels, and the same bytes again."""
    jig = jigs(name)[0]
    file = written(jig, format_name)
    assert file.verified == f"read back: {len(jig.layout.of(Role.HOLE))} holes"
    assert written(jig, format_name) == file


def test_a_lost_hole_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that forgets one does not get its file handed over."""
    jig = jigs("washer-m6")[0]
    write = step.write_recessed
    less = replace(
        jig,
        layout=Layout(
            "front",
            jig.layout.thickness,
            tuple(m for m in jig.layout.marks if m is not jig.layout.of(Role.HOLE)[-1]),
        ),
    )
    monkeypatch.setattr(step, "write_recessed", lambda _: write(less.plate))
    with pytest.raises(VerifyError, match="lacks 1 of its marks and shows 0 that"):
        written(jig, "step")


def mouth(pocket: Pocket) -> float:
    """Square millimetres of a pocket's or hole's mouth."""
    if isinstance(pocket, Dot):
        return math.pi / 4 * pocket.diameter**2
    return pocket.outline.area() + sum(hole.area() for hole in pocket.holes)


def test_the_kernel_finds_one_valid_solid_of_the_right_volume() -> None:
    """Slab less recess, holes above it and labels, to a millionth."""
    from generator import cad

    for name in ("washer-m6", "disc-6"):
        jig = jigs(name)[0]
        plate = jig.plate
        floor = jig.layout.thickness - jig.depth
        assert jig.recess is not None
        expected = plate.outline.area() * plate.thickness - jig.recess.area() * jig.depth
        expected -= sum(mouth(hole) for hole in plate.through) * floor
        expected -= sum(mouth(pocket) * pocket.cut.depth for pocket in plate.front)
        assert kernel_volume(cad.plate_solid(plate)) == pytest.approx(expected, rel=1e-9)


def test_a_drill_guide_is_any_flat_file(tmp_path: Path) -> None:
    """SVG, DXF and STEP; another reader counts the same holes in the DXF."""
    plate = template_file.find("disc-6")
    (jig, *_) = drill_guides(made_for(plate, plate.most()), TOOL)
    for format_name in ("svg", "dxf", "step"):
        assert written(jig, format_name).verified == "read back: 36 holes"
    file = written(jig, "dxf")
    path = tmp_path / file.name
    path.write_bytes(file.data)
    drawing = ezdxf.readfile(path)  # type: ignore[attr-defined]  # public, yet not re-exported
    assert len(drawing.modelspace().query("CIRCLE[layer=='hole']")) == 36
    assert jig_files.written(jig, "dxf") == file
