from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator import template_file
from generator.choice import Choice
from generator.errors import RuleError
from generator.layout import Cut
from generator.pipeline import prepared
from generator.rules import check, cone_height, problems
from generator.variant import made_for
from tests.plates.road import FOLDER, NAMES, makeable

CASES = [
    # template, what of it, is replaced by, what the rule says
    ("tinyseed", "size = [27.2, 34.5]", "size = [25.6, 34.5]",
     "a mark of field 1 on the front is closer than 0.4 mm to the plate's edge"),
    ("tinyseed", "at = [4.6, 32.6]", "at = [0.2, 30.6]",
     "the text 'WORDS 1-12 OF 12 BIP-39' on the front is closer than 0.4 mm to the plate's edge"),
    ("tinyseed", "centre = [2.2, 32.3]", "centre = [0.9, 32.3]",
     "hole 1 on the front is closer than 0.4 mm to the plate's edge"),
    ("tinyseed", "centre = [2.2, 32.3]", "centre = [5.4, 27.0]",
     "hole 1 and a mark of field 1 on the front are closer than 0.1 mm"),
    ("tinyseed", "at = [4.6, 32.6]", "at = [2.6, 32.6]",
     "hole 1 and the text 'WORDS 1-12 OF 12 BIP-39' on the front are closer than 0.1 mm"),
    ("tinyseed", "cap_height = 1.1", "cap_height = 0.4",
     "letters of 0.40 mm; at least 0.5 mm can be read"),
    ("tinyseed", "width = 0.12", "width = 0.3",
     "a stroke of 0.30 mm fills letters of 0.90 mm; at most 0.18"),
    ("tinyseed", "width = 0.12", "width = 0",
     "a stroke of 0.00 mm fills letters of 0.90 mm; at most 0.18"),
    ("tinyseed", "diameter = 1.5", "diameter = 1.3",
     "dots of 0.74 of the pitch; Krux's camera reads 0.8 to 0.95"),
    ("tinyseed", "diameter = 1.5", "diameter = 1.7",
     "marks of 1.70 × 1.70 mm in slots of 1.75 × 2.00 mm; at least 0.1 mm must stay between them"),
    ("tinyseed", "depth = 0.35", "depth = 0",
     "marks without depth; 0.3 mm or more is what we propose"),
    ("tinyseed", "depth = 0.35", "depth = 0.85",
     "pockets 0.85 mm deep in 1 mm of metal; at most 0.80 in all, or metal of 1.05 mm"),
    ("tinyseed", "depth = 0.35", "depth = 0.35\npoint_deg = 90",
     "a point of 90° that is 1.5 mm across is 0.75 mm deep, more than the 0.35 mm asked for"),
    ("letters-24", "cap_height = 3.0", "cap_height = 5.3", "marks of "),
    ("alphabet-12", "block_step = [8.8, 0]", "block_step = [7.0, 0]",
     "marks of 1.40 × 1.40 mm leave 0.00 mm to those of other rows, columns or blocks; at least"),
    ("alphabet-12", "block_step = [8.8, 0]", "block_step = [0, 0]",
     "marks of 1.40 × 1.40 mm leave 0.00 mm to those of other rows, columns or blocks; at least"),
    ("binary-grid", "column_step = [3.0, 0]\nrow_step = [0, -3.0]",
     "column_step = [2.1, 1.0]\nrow_step = [1.0, -2.1]",
     "marks of 2.60 × 2.60 mm leave 0.00 mm to those of other rows, columns or blocks; at least"),
    ("letters-24", "width = 0.4", "width = 0.7",
     "a stroke of 0.70 mm fills letters of 3.00 mm; at most 0.60"),
    ("seedqr", "column_step = [1.7, 0]", "column_step = [1.6, 0]", "modules that are not square"),
    ("seedqr", "first_slot = [9.2, 81.3]", "first_slot = [7.2, 81.3]",
     "the QR code has no quiet zone of 6.80 mm within the plate"),
    ("seedqr", "corner_radius = 3.0", "corner_radius = 12.0",
     "the QR code has no quiet zone of 6.80 mm within the plate"),
    ("seedqr", "at = [33.0, 19.0]", "at = [33.0, 27.5]",
     "the text 'STANDARD SEEDQR' stands in the quiet zone of 6.80 mm around the QR code"),
    ("seedcard", "first = [45.0, 77.5]", "first = [41.0, 77.5]",
     "a mark of field 1 and a fiducial on the front are closer than 0.1 mm"),
    ("letters-24", "first_slot = [38.4, 44.6]", "first_slot = [14.4, 47.2]",
     "a mark of field 1 and a mark of field 2 on the front are closer than 0.1 mm"),
    ("tinyseed", "corner_radius = 1.0", "corner_radius = 13.0",
     "hole 1 on the front is closer than 0.4 mm to the plate's edge"),
    ("letters-24", "size = [3.9, 4.7]", "size = [1.6, 2.2]",
     "guides of 1.6 × 2.2 mm touch marks of 3.02 × 3.40 mm; at least 0.1 mm must stay between"),
    ("letters-24", "size = [3.9, 4.7]", "size = [4.3, 4.7]",
     "guides of 4.42 × 4.82 mm in slots of 4.40 × 5.40 mm; at least 0.1 mm must stay between them"),
    ("card", "column_step = [0.68, 0]\nrow_step = [0, -0.68]",
     "column_step = [0.4, 0]\nrow_step = [0, -0.4]",
     "modules of 0.4 mm; at least 0.5 mm can be read from metal"),
    ("seedqr", "inset = 0.085", "inset = 0.84",
     "an inset of 0.84 mm in modules of 1.7 mm; 0.01 to 0.085 mm keep corners apart"),
    ("seedqr", "inset = 0.085", "inset = 0",
     "an inset of 0 mm in modules of 1.7 mm; 0.01 to 0.085 mm keep corners apart"),
    ("seedqr", "columns = 29\n", "columns = 29\nblocks = 2\nblock_step = [1, 0]\n",
     "modules of one code in 2 blocks; a code is one block"),
    ("seedqr", "column_step = [1.7, 0]", "column_step = [1.7, 0.1]", "modules that are not square"),
    ("codl", "diameter = 0.8", "diameter = 1.1",
     "a guide and a mark of field 1 on the front are closer than 0.1 mm"),
    ("codl", "size = [2.3, 2.3]", "size = [3.0, 3.0]",
     "guides of 3.10 × 3.10 mm in slots of 3.15 × 3.15 mm; at least 0.1 mm must stay between them"),
    ("words-85", "first_slot = [19.555, 73.025]", "first_slot = [23.055, 73.025]",
     "a mark of field 1 stands in the quiet zone of 3.60 mm around the QR code"),
    ("disc-6", "radii = [11.6, 11", "radii = [14.8, 11",
     "a mark of field 1 on the front is closer than 0.5 mm to the plate's edge"),
    ("disc-6", "diameter = 0.5", "diameter = 1.2",
     "marks of 1.20 × 1.20 mm on a ring leave 0.07 mm between them; at least 0.1 mm must stay"),
    ("disc-6", "turn_deg = -60", "turn_deg = -6",
     "marks of 0.50 × 0.50 mm on a ring leave 0.00 mm between them; at least 0.1 mm must stay"),
    ("disc-12", "turn_deg = -30 }", "turn_deg = -8 }",
     "marks of 0.50 × 0.50 mm on a ring leave 0.06 mm between them; at least 0.1 mm must stay"),
    ("disc-6", "size = [0.22, 0.22]", "size = [1.3, 1.3]",
     "guides of 1.36 × 1.36 mm on a ring leave 0.00 mm between them"),
    ("disc-6", "radius = 13.6", "radius = 12.9",
     "the text 'DISC-6  FRONT  WORDS 1-6 OF 12 BIP-39  1-BASED' and the label 5 on the front"),
    ("disc-6", "radius = 13.6", "radius = 13.8",
     "the text 'DISC-6  FRONT  WORDS 1-6 OF 12 BIP-39  1-BASED' on the front is closer than"),
    ("disc-6", "gap = 0.45,", "gap = 0.25,",
     "the label 2048 and a mark of field 1 on the front are closer than 0.1 mm"),
    ("disc-6", 'readers = ["a person', 'readers = ["Krux camera", "a person',
     "dots on a ring; Krux's camera reads straight rows"),
    ("washer-m6", "angles_deg = [345, 295", "angles_deg = [345, 302",
     "guides of 3.50 × 3.90 mm on a ring leave 0.00 mm between them; at least 0.1 mm must stay"),
    ("washer-m6", "size = [3.4, 3.8]", "size = [3.1, 3.8]",
     "guides of 3.1 × 3.8 mm touch marks of 2.97 × 3.35 mm; at least 0.1 mm must stay between"),
    ("washer-m6", "diameter = 6.4", "diameter = 9.2",
     "a guide and hole 1 on the front are closer than 0.1 mm"),
    ("washer-m6", "margin = 0.4", "margin = 0.8",
     "a guide on the front is closer than 0.8 mm to the plate's edge"),
    ("washer-m8", "radius = 10.4", "radius = 9.4",
     "the text 'BIP39  FIRST 4 LETTERS' and the text '01/12' on the front are closer than 0.1 mm"),
]  # fmt: skip


def edited(name: str, old: str, new: str, folder: Path) -> list[str]:
    """What the rules say about a template with one edit."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(problems(made_for(template_file.load(path), Choice(12))))


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    CASES,
    ids=range(1, len(CASES) + 1),
)
def test_one_edit_breaks_one_rule(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """The message names the feature, what it is, and the nearest value that would do."""
    found = edited(name, old, new, tmp_path)
    assert any(each.startswith(message) for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("margin = 1", "margin = 1\nholes = [{ centre = [6.6, 59.55], diameter = 0.8 }]",
         "hole 1 and a guide on the front are closer than 0.1 mm"),
        ("cap_height = 1.3, gap = 0.7", "cap_height = 1.3, gap = 0.02",
         "the label B and a guide on the front are closer than 0.1 mm"),
    ],
)  # fmt: skip
def test_rings_larger_than_a_mark_are_looked_at_too(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    """A full plate shows none of them, but a plate with a secret does, wherever nothing stands."""
    assert edited("alphabet-12", old, new, tmp_path) == []
    text = (FOLDER / "alphabet-12.toml").read_text(encoding="utf-8").replace(old, new, 1)
    path = tmp_path / "alphabet-12.toml"
    path.write_text(text.replace("size = [0.5, 0.5]", "size = [1.8, 1.8]"), encoding="utf-8")
    found = list(problems(made_for(template_file.load(path), Choice(12))))
    assert message in found


def test_rings_keep_the_margin_where_marks_do(tmp_path: Path) -> None:
    """A ring that reaches farther than its mark is held against the edge of the plate too."""
    text = (FOLDER / "alphabet-12.toml").read_text(encoding="utf-8")
    labels = [line for line in text.splitlines(keepends=True) if 'edge = "right"' in line]
    text = text.replace("".join(labels), "").replace("size = [118, 68]", "size = [112.2, 68]")
    path = tmp_path / "alphabet-12.toml"
    path.write_text(text, encoding="utf-8")
    assert list(problems(made_for(template_file.load(path), Choice(12)))) == []
    path.write_text(text.replace("size = [0.5, 0.5]", "size = [1.8, 1.8]"), encoding="utf-8")
    found = list(problems(made_for(template_file.load(path), Choice(12))))
    assert found == ["a guide on the front is closer than 1 mm to the plate's edge"] * 27


def test_both_sides_share_the_metal(tmp_path: Path) -> None:
    """Pockets of front and back together leave a floor between them."""
    text = (FOLDER / "tinyseed.toml").read_text(encoding="utf-8")
    path = tmp_path / "tinyseed.toml"
    path.write_text(text.replace("depth = 0.35", "depth = 0.45"), encoding="utf-8")
    template = template_file.load(path)
    assert list(problems(made_for(template, Choice(12)))) == []
    (problem,) = problems(made_for(template, Choice(24)))
    assert problem == (
        "pockets 0.45 and 0.45 mm deep in 1 mm of metal; at most 0.80 in all, or metal of 1.10 mm"
    )


def test_dots_too_small_are_told_with_what_would_do() -> None:
    """Where letters are too small for dots, the message names the other style."""
    template = made_for(template_file.find("tinyseed"), Choice(12, "dots"))
    with pytest.raises(RuleError, match=r"^tinyseed can't be made: letters of 0\.90 mm .* --style"):
        check(template)


def test_the_first_problem_is_raised_before_any_secret() -> None:
    """`prepared` asks the rules, and they need nothing but the template and the choice."""
    broken = template_file.find("tinyseed")
    thin = replace(broken, plate=replace(broken.plate, thickness=0.3))
    with pytest.raises(RuleError, match="^tinyseed can't be made: pockets 0.35 mm deep in 0.3 mm"):
        prepared(thin, Choice(12))


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_has_no_problem(name: str) -> None:
    """`check` returns for each plate that `make` offers: it is what `prepared` asks of all."""
    assert makeable(name)
    check(makeable(name)[0])


def test_a_cone_is_as_deep_as_its_angle_says() -> None:
    """A right angle is as deep as the radius, a flat floor has no cone."""
    assert cone_height(3.0, Cut(2.0, 90.0)) == pytest.approx(1.5)
    assert cone_height(3.0, Cut(2.0, 60.0)) == pytest.approx(2.598, abs=0.001)
    assert cone_height(3.0, Cut(2.0, 180.0)) == 0
