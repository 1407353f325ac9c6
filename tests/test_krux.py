"""Limits measured on Krux's scanner, each with a plate that is just beyond it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import krux, template_file
from generator.choice import Choice
from generator.rules import problems
from generator.variant import made_for
from tests.encodings.phrases import vectors
from tests.plates.road import FOLDER, NAMES, last_of, template_of

GEOMETRY = vectors("grid_geometry")
MEASURED = GEOMETRY["krux_measured_tolerances"]

MOUNTED = 'margin = 0.4\nholes = [{ centre = [1.9, 40.1], diameter = %s }]'  # fmt: skip
CASES = [
    # template, what of it, is replaced by, what the rule says
    ("tinyseed", "size = [27.2, 34.5]", "size = [27.8, 34.5]",
     "an outline of 27.8 × 34.5 mm; Krux's camera knows 27.2 × 34.5 mm, 33.5 × 36 mm and squares"),
    ("keytag", "size = [33.5, 36.0]", "size = [33.5, 36.6]", "an outline of 33.5 × 36.6 mm; "),
    ("binary-grid", "size = [42.0, 42.0]", "size = [42.0, 42.6]", "an outline of 42 × 42.6 mm; "),
    ("tinyseed", "size = [27.2, 34.5]", "size = [26.7, 35.0]",
     "an outline 1.311 times as high as wide; for Tiny Seed Krux's camera takes 1.1 to 1.3"),
    ("keytag", "size = [33.5, 36.0]", "size = [33.0, 36.5]",
     "an outline 1.106 times as high as wide; for KeyTag Krux's camera takes 0.9 to 1.1"),
    ("tinyseed", "corner_radius = 1.0", "corner_radius = 5.1",
     "an outline with corners of 5.1 mm; Krux's camera stands 0 to 5 mm"),
    ("card", "width = 0.8", "width = 0.8\ncorner_radius = 5.1",
     "a frame with corners of 5.1 mm; Krux's camera stands 0 to 5 mm"),
    ("tinyseed", "first_slot = [5.375, 27.0]", "first_slot = [5.975, 27.0]",
     "begins at (5.10, 6.50) from the top left; for Tiny Seed Krux's camera looks at (4.50, 6.50)"),
    ("keytag", "column_step = [2.0, 0]", "column_step = [2.06, 0]",
     "ends at (31.19, 30.80) from the top left; for KeyTag Krux's camera looks at (30.50, 30.80)"),
    ("binary-grid", "first_slot = [4.5, 37.5]", "first_slot = [4.5, 36.9]",
     "(3.00, 3.60) from the top left; for Binary Grid Krux's camera looks at (3.00, 3.00), within"),
    ("card", "at = [2.8, 5.2]", "at = [2.8, 5.8]",
     "(3.00, 3.60) from the top left; for Binary Grid Krux's camera looks at (3.00, 3.00), within"),
    ("card", "size = [42.0, 42.0]", "size = [42.0, 42.6]", "a frame of 42 × 42.6 mm; "),
    ("card", "width = 0.8", "width = 0.4",
     "a frame with a ring of 0.4 mm; Krux's camera takes 0.5 to 5 mm for what is around a plate"),
    ("card", "width = 0.8", "width = 5.1", "a frame with a ring of 5.1 mm; Krux's camera takes "),
    ("card", "depth = 0.6\n\n[[sides.fields]]", "depth = 0\n\n[[sides.fields]]",
     "a frame without depth, which a solid plate would not have"),
    ("tinyseed", "diameter = 2.0", "diameter = 4.1",
     "hole 1 of 4.1 mm; on Tiny Seed of 27.2 × 34.5 mm Krux's camera stands 4.00 mm"),
    ("keytag", "diameter = 3.0", "diameter = 4.1",
     "hole 1 of 4.1 mm; on KeyTag of 33.5 × 36 mm Krux's camera stands 4.00 mm"),
    ("binary-grid", "margin = 0.4", MOUNTED % 3.1,
     "hole 1 of 3.1 mm; on Binary Grid of 42 × 42 mm Krux's camera stands 3.00 mm"),
    ("tinyseed", "at = [4.6, 32.6]", "at = [4.6, 20.6]",
     "the text 'WORDS 1-12 OF 12 BIP-39' of "),
    ("tinyseed", "size = [0.5, 0.5]", "size = [0.6, 0.6]",
     "a guide of 0.70 × 0.70 mm among the dots on the front; Krux's camera stands 0.60 mm"),
    ("binary-grid", "size = [0.7, 0.7]", "size = [0.8, 0.8]",
     "a guide of 0.92 × 0.92 mm among the dots on the front; Krux's camera stands 0.90 mm"),
    ("keytag", "centre = [2.6, 33.4]", "centre = [12.5, 20.2]",
     "hole 1 of 3.00 × 3.00 mm among the dots on the front; Krux's camera stands 0.60 mm"),
    ("tinyseed", 'encoding = "bits-12"', 'encoding = "bits-12-reversed"',
     "bits-12-reversed on the front; Krux's camera reads bits-12"),
    ("tinyseed", "first_slot = [5.375, 27.0]\ncolumn_step = [1.75, 0]\nrow_step = [0, -2.0]",
     "first_slot = [5.375, 5.0]\ncolumn_step = [1.75, 0]\nrow_step = [0, 2.0]",
     "columns by (1.75, 0) and rows by (0, 2) mm on the front; Krux's camera reads columns to"),
    ("tinyseed", "first_slot = [5.375, 27.0]\ncolumn_step = [1.75, 0]",
     "first_slot = [24.625, 27.0]\ncolumn_step = [-1.75, 0]",
     "columns by (-1.75, 0) and rows by (0, -2) mm on the front; Krux's camera reads columns to"),
    ("tinyseed", "from_row = 1", "from_row = 2",
     "dots of the words from 2 on the front; Krux's camera reads those from 1 there"),
    ("letters-24", "readers = [", 'readers = ["Krux camera", ',
     "0 grids of 12 × 12 dots on the front; Krux's camera"),
]  # fmt: skip

HARMLESS = [
    ("tinyseed", "size = [27.2, 34.5]", "size = [27.7, 34.5]"),
    ("tinyseed", "size = [0.5, 0.5]", "size = [0.49, 0.49]"),
    ("tinyseed", 'shape = "ring"\nsize = [0.5, 0.5]', 'shape = "corners"\nsize = [1.6, 1.8]'),
    ("binary-grid", "margin = 0.4", MOUNTED % 3.0),
    ("card", "width = 0.8", "width = 0.5"),
    ("card", "width = 0.8", "width = 0.8\ncorner_radius = 2.0"),
    ("card", "margin = 1.0", "margin = 1.0\nholes = [{ centre = [81.0, 50.0], diameter = 4.5 }]"),
]
"""Edits that stay within the limits, a hole outside the frame among them."""


def said(name: str, old: str, new: str, folder: Path) -> list[str]:
    """What the rules say about a template for twelve words with one edit."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(problems(made_for(template_file.load(path), Choice(12))))


@pytest.mark.parametrize(("name", "old", "new", "message"), CASES, ids=range(1, len(CASES) + 1))
def test_one_edit_goes_beyond_one_limit(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """The message names the limit, what is found, and what Krux's camera needs."""
    found = said(name, old, new, tmp_path)
    assert any(message in each for each in found), found


@pytest.mark.parametrize(("name", "old", "new"), HARMLESS, ids=range(1, len(HARMLESS) + 1))
def test_what_was_measured_to_pass_is_not_refused(
    name: str, old: str, new: str, tmp_path: Path
) -> None:
    """At the limit, and beside what the camera looks at, it says nothing."""
    assert [each for each in said(name, old, new, tmp_path) if "Krux" in each] == []


def test_a_plate_of_another_reader_has_other_limits(tmp_path: Path) -> None:
    """Without Krux's camera among its readers a plate may have any outline."""
    old, new = 'readers = ["Krux camera", ', "readers = ["
    text = (FOLDER / "keytag.toml").read_text(encoding="utf-8").replace(old, new)
    path = tmp_path / "keytag.toml"
    path.write_text(text.replace("size = [33.5, 36.0]", "size = [33.5, 37.0]"), encoding="utf-8")
    assert list(problems(made_for(template_file.load(path), Choice(12)))) == []


def test_limits_are_those_measured() -> None:
    """Each constant is the number that stands in the published measurements."""
    assert MEASURED["plate_outline_error_mm"] == krux.OUTLINE_ERROR
    assert MEASURED["corner_radius_mm_ok"] == [0, krux.CORNER_RADIUS]
    assert MEASURED["guide_dots_up_to_mm_ok"] == krux.SPECK
    ring = MEASURED["dark_ring_around_virtual_outline_inside_larger_bright_plate_mm_ok"]
    assert list(krux.RING) == ring
    assert MEASURED["dot_diameter_over_pitch"].startswith(f">={krux.DOT[0]:.2f}")
    assert f"0.85-{krux.DOT[1]}" in MEASURED["dot_diameter_over_pitch"]
    hole = MEASURED["binary_grid_corner_mount_hole_max_mm_at_2.2"]
    assert krux.binary_grid(28.0).hole == hole


@pytest.mark.parametrize(
    ("known", "key"), [(krux.TINY_SEED, "tinyseed"), (krux.KEY_TAG, "onekey_keytag")]
)
def test_outlines_are_those_of_krux(known: krux.Known, key: str) -> None:
    """Sizes, pitches, origins and aspects are those of Krux's settings."""
    told = GEOMETRY[key]
    assert [known.size.width, known.size.height] == told["plate"]
    assert [known.pitch.width, known.pitch.height] == told["pitch"]
    both = told.get("origin_both_sides")
    for side, origin in (("front", known.front), ("back", known.back)):
        due = both or told[f"{side}_origin"]
        assert [origin.x, origin.y] == due["krux_non_amigo"]
    assert list(known.aspects) == told["aspect_h_over_w_accepted"]


def test_a_binary_grid_is_fourteen_cells_wide() -> None:
    """Its cell and origin are a fourteenth of its side."""
    known = krux.binary_grid(140.0)
    cell = GEOMETRY["krux_binary_grid"]["template_svg_mm"]["cell"]
    assert (known.pitch.width, known.front.x, known.back.y) == (cell, cell, cell)
    assert list(known.aspects) == GEOMETRY["krux_binary_grid"]["aspect_accepted"]


def test_some_plates_are_read_by_krux() -> None:
    """The rule is asked on those that say so, on both sides."""
    read = [name for name in NAMES if krux.READER in template_of(name).readers]
    assert {"tinyseed", "keytag", "binary-grid", "card"} <= set(read)
    assert all(len(last_of(name).sides) == 2 for name in read)
