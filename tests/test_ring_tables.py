from __future__ import annotations

from pathlib import Path

import pytest

from generator import template_file
from generator.errors import TemplateError
from tests.plates.road import FOLDER

BROKEN = [
    # template, what, is replaced by, and the message names
    ("disc-6", "radii = [11.6, ", "radii = [",
     "[ring] radii: must be one number, or one for each of 12"),
    ("disc-6", "radii = [11.6, ", "radii = [-11.6, ",
     "[ring] radii: must not be negative"),
    ("disc-6", "angles_deg = [90, ", "angles_deg = [90, 1, ",
     "[ring] angles_deg: must be one number"),
    ("disc-6", "angles_deg = [90, ", "angles_deg = [361, ",
     "[ring] angles_deg: must be from -360"),
    ("disc-6", "turn_deg = -60", "turn_deg = -600",
     "[ring] turn_deg: must be from -360 to 360"),
    ("disc-6", "turn_deg = -60 }", "turn_deg = -60, pitch = 1 }",
     "[ring]: unknown key pitch"),
    ("disc-6", "turn_deg = -60 }", 'letters = "down" }',
     "[ring] letters: must be one of follow"),
    ("disc-6", "centre = [15.0, 15.0]", "first_slot = [15.0, 15.0]",
     "key centre is missing"),
    ("disc-6", "rows = 6\n", "rows = 6\ncolumn_step = [1, 0]\n",
     "unknown key column_step"),
    ("disc-6", "rows = 6\n", 'rows = 6\nfit = "centre"\n',
     "fit: a ring has no middle for"),
    ("disc-6", 'shape = "dot"\ndiameter = 0.5', 'shape = "module"\ninset = 0.1',
     "mark: modules of a code stand in straight rows"),
    ("disc-6", 'per = "row", edge = "first"', 'per = "row", edge = "left"',
     "edge: must be one of first, last"),
    ("disc-6", 'per = "row", edge = "first"', 'per = "block", edge = "first"',
     "per: must be one of row"),
    ("disc-6", "turn_deg = 270", "turn_deg = 180",
     "turn_deg: must be 0, 90 to read away"),
    ("disc-6", "turn_deg = 270", "turn_deg = 271",
     "turn_deg: must be 0, 90, 180 or 270"),
    ("disc-6", "away_deg = 153", "away_deg = 400",
     "away_deg: must be from -360 to 360 degrees"),
    ("disc-6", "WORDS 1-6 OF", "WORD {word} OF",
     "sides: {word} is the number of a piece, and this"),
    ("disc-6", "turn_deg = 90 }", "turn_deg = 361 }",
     "turn_deg: must be from -360 to 360 degrees"),
    ("tinyseed", 'edge = "left", ', 'edge = "first", ',
     "edge: must be one of left, right, top"),
    ("tinyseed", 'edge = "left", ', 'edge = "left", away_deg = 1, ',
     "unknown key away_deg"),
    ("washer-m6", "step = [21.0, 21.0]", "step = [18.0, 21.0]",
     "set: its step must be more than the"),
    ("washer-m6", "step = [21.0, 21.0]", "step = [21.0, -21.0]",
     "set: its step must be more than the"),
    ("washer-m6", "across = 6", "across = 0",
     "[set] across: at least one piece lies in a row"),
    ("washer-m6", "across = 6", "across = 6, words = 1",
     "[set]: unknown key words"),
    ("washer-m6", "rows = 1\n", "rows = 2\n",
     "sides: a piece of a set holds one word"),
    ("washer-m6", "rows = 1\n", "rows = 1\nwords = [1, 12]\n",
     "sides: a piece of a set holds one"),
    ("washer-m6", "rows = 1\n", "rows = 1\nfrom_row = 2\n",
     "sides: a piece of a set holds one word"),
    ("washer-m6", "[engraving]\n", "[any_size]\nleast_width = 9\nmost_width = 30\n\n[engraving]\n",
     "any_size: a set of pieces has one size"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), BROKEN, ids=range(1, len(BROKEN) + 1))
def test_a_broken_ring_or_set_is_refused_by_table_and_key(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """One wrong line is told with the table and the key where it stands."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        template_file.load(path)
    assert str(caught.value).startswith(f"{name}.toml")
    assert message in str(caught.value)


def test_a_ring_of_very_many_columns_fills_no_memory(tmp_path: Path) -> None:
    """A number of columns is looked at before anything is made for each of them."""
    text = (FOLDER / "washer-m6.toml").read_text(encoding="utf-8")
    path = tmp_path / "washer-m6.toml"
    text = text.replace("angles_deg = [345, 295, 245, 195]", "angles_deg = [90]")
    path.write_text(text.replace("columns = 4", "columns = 999999"), encoding="utf-8")
    with pytest.raises(TemplateError, match="rows: a field has at most 10000 slots"):
        template_file.load(path)
