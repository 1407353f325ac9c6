from __future__ import annotations

from pathlib import Path

import pytest

from generator import inspection, starting, template_file
from generator.errors import TemplateError
from generator.inspection import can_be_made, check, inspect
from generator.template_file import Asked, load
from tests.plates.road import FOLDER, NAMES, template_of

TEXTS = {name: (FOLDER / f"{name}.toml").read_text(encoding="utf-8") for name in NAMES}


def told(name: str, changes: list[tuple[str, str]], folder: Path) -> list[str]:
    """What is said of a plate that ships with a few changes."""
    text = TEXTS[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return [fault.line for fault in inspect(Asked(str(path))).faults]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_what_ships(name: str) -> None:
    """Each plate keeps to its file format, says what it means, and can be made."""
    seen = inspect(Asked(name))
    assert seen.faults == ()
    assert seen.template == template_of(name)
    check(template_of(name))
    assert can_be_made(template_of(name), "stroke")


WRONG = [
    ("tinyseed", '"2048", "1024"', '"1024", "2048"',
     "[front] [fields 1] labels: column label 1024 should be 2048 for bits-12, and 1 more"),
    ("tinyseed", 'texts = "1..12"', 'texts = "2..13"',
     "[front] [fields 1] labels: row label 2 should be 1 for bits-12, and 11 more"),
    ("tinyseed", 'texts = "13..24"', 'texts = "1..12"',
     "[back] [fields 1] labels: row label 1 should be 13 for bits-12, and 11 more"),
    ("seedcard", '"1024"', '"2048"',
     "[front] [fields 1] labels: column label 2048 should be 1024 for bits-11"),
    ("alphabet-24", '"A", "B"', '"B", "A"',
     "[front] [fields 1] labels: row label B should be A for alphabet, and 1 more"),
    ("alphabet-24", 'texts = "1..12"', 'texts = "13..24"',
     "[front] [fields 1] labels: block label 13 should be 1 for alphabet, and 11 more"),
    ("digits-24", 'texts = "0..9"', 'texts = "1..10"',
     "[front] [fields 1] labels: row label 1 should be 0 for digits-1, and 9 more"),
    ("letters-24", 'texts = "1..', 'texts = "0..', "[front] [fields 1] labels: "),
    ("tinyseed", "words = [13, 24]", "words = [12, 23]",
     "[back] [fields 1] words: says 12 to 23, but the slots hold words 13 to 24"),
    ("tinyseed", "from_row = 13", "from_row = 12",
     "[back] [fields 1] words: says 13 to 24, but the slots hold words 12 to 23"),
    ("tinyseed", "from_row = 13", "from_row = 12",
     "[holds]: bip39: word 24 is without a slot of bits-12 (24 words of bip39, "),
    ("tinyseed", "FRONT  1-BASED", "FRONT  0-BASED",
     "[front] [legend]: says 0-BASED, but the numbers count from 1"),
    ("tinyseed", "BACK  1-BASED", "BACK",
     "[back] [legend]: must say 1-BASED, from where the numbers count"),
    ("tinyseed", "SEED  BACK", "SEED", "[back] [legend]: must say BACK, the side"),
    ("tinyseed", "FRONT  1-BASED", "FRONT BACK  1-BASED",
     "[front] [legend]: says BACK, but this is the front"),
    ("tinyseed", "SEED  BACK", "SEED  FRONT  BACK",
     "[back] [legend]: says FRONT, but this is the back"),
    ("tinyseed", "WORDS 1-12 OF {words} {kind}", "WORDS",
     "[front] [legend] texts: plates for 12 words of bip39 and 15 words of bip39 look alike"),
    ("tinyseed", "slip39 = [20]", "slip39 = [20]\nelectrum = [11]",
     "[holds] electrum: must be some of 12"),
    ("tinyseed", "slip39 = [20]", "slip38 = [20]",
     "[holds] slip38: there is no kind slip38; there are bip39, "),
    ("tinyseed", 'encoding = "bits-12"', 'encoding = "bits-13"',
     "[front] [fields 1] encoding: there is no encoding bits-13; did you mean bits-12, "),
    ("tinyseed", 'encoding = "bits-12"', 'encoding = "bits-11"',
     "[front] [fields 1] encoding: bits-11 can't hold slip39, but bip39"),
    ("seedqr", "bip39 = [12, ", "xprv = \"text\"\nbip39 = [12, ",
     "encoding: seedqr can't hold xprv, but bip39"),
    ("tinyseed", "depth = 0.35", "depth = 0.95", ": pockets 0.95 and 0.95 mm deep in 1 mm of"),
    ("tinyseed", "margin = 0.4", "margin = 2.4", "on the front is closer than 2.4 mm to the"),
]  # fmt: skip

# The lines of a field, one of which a mutant turns around or moves.
MUTANTS = [
    ("stackbit", 'texts = ["1", "2"]', 'texts = ["2", "1"]',
     "[front] [fields 2] labels: column label 2 should be 1 for digits-1248, and 1 more"),
    ("stackbit", 'texts = ["4", "8"]', 'texts = ["8", "4"]',
     "[front] [fields 2] labels: column label 8 should be 4 for digits-1248, and 1 more"),
    ("stackbit", 'texts = "7..12"', 'texts = "1..6"',
     "[front] [fields 5] labels: block label 1 should be 7 for digits-1248, and 5 more"),
    ("ciphersechs-3x11", 'texts = "5..8"', 'texts = "1..4"', "labels: block label 1 should be 5"),
    ("ciphersechs-3x11", 'texts = "0..9"', 'texts = "1..10"',
     "labels: row label 1 should be 0 for digits-1, and 9 more"),
    ("codl", '["A", "B"', '["B", "A"',
     "labels: row label B should be A for alphabet-quarters, and "),
    ("letters-24", "column_step = [4.4, 0]", "column_step = [-4.4, 0]",
     "[front] [fields 1] column_step: letters must run to the right, or down"),
    ("letters-24", "column_step = [4.4, 0]", "column_step = [0, 4.4]",
     "[front] [fields 1] column_step: letters must run to the right, or down"),
    ("washer-m10", "[324, 288, 252, 216]", "[216, 252, 288, 324]",
     "[front] [fields 1] ring: letters must run to the right, or down"),
    ("seedqr", "row_step = [0, -1.7]", "row_step = [0, 1.7]",
     "[front] [fields 1] row_step: shows the code mirrored"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), MUTANTS)
def test_labels_and_ways_are_those_of_the_cells(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """Whatever part of a word a field holds, and whichever way its lines run."""
    lines = told(name, [(old, new)], tmp_path)
    assert any(message in line for line in lines), lines


def swapped(text: str) -> str:
    """A file whose two check rows have changed places."""
    parts = text.split('encoding = "parity-12"')
    assert len(parts) == 3
    parts[1] = parts[1].replace("from_row = 1\n", "from_row = 2\n", 1)
    parts[2] = parts[2].replace("from_row = 2\n", "from_row = 1\n", 1)
    return 'encoding = "parity-12"'.join(parts)


@pytest.mark.parametrize("name", ["tinyseed", "keytag"])
def test_a_check_row_is_that_of_the_words_on_its_side(name: str, tmp_path: Path) -> None:
    """Else the columns have no even number of marks, whatever the legend says."""
    lines = told(name, [(TEXTS[name], swapped(TEXTS[name]))], tmp_path)
    ours = [line for line in lines if "from_row" in line]
    front, back = "words 1 to 12", "words 13 to 24"
    said = "the check row of {} stands beside {}"
    assert ours == [
        f"{name}.toml [front] [fields 2] from_row: {said.format(back, front)}",
        f"{name}.toml [back] [fields 2] from_row: {said.format(front, back)}",
    ]


def test_a_check_row_stands_on_its_columns(tmp_path: Path) -> None:
    """The same words, but columns the other way, check nothing that can be counted."""
    head, _, tail = TEXTS["tinyseed"].partition('encoding = "parity-12"')
    turned = tail.replace("column_step = [1.75, 0]", "column_step = [-1.75, 0]", 1)
    lines = told("tinyseed", [(tail, turned)], tmp_path)
    assert head
    assert any(
        "first_slot: the columns of parity-12 must go on those of bits-12" in x for x in lines
    )


def test_marks_the_other_way_need_their_labels(tmp_path: Path) -> None:
    """Weights that run to the left are told by labels of columns, and by nothing else."""
    turn = ("column_step = [3.2, 0]", "column_step = [-3.2, 0]")
    assert not any("column_step:" in line for line in told("dots-33", [turn], tmp_path))
    head, mark, tail = TEXTS["dots-33"].partition("from_row = 13")
    (lost,) = [
        line
        for line in told("dots-33", [(mark + tail, mark + tail.replace(*turn, 1))], tmp_path)
        if "column_step:" in line
    ]
    assert head
    assert "[front] [fields 2] column_step: columns run to the left or up" in lost


def test_codes_that_nothing_tells_apart_are_refused(tmp_path: Path) -> None:
    """A plate of either code looks like the other, so its file could not be read."""
    lines = [line for line in TEXTS["seedqr"].splitlines() if 'only_code = "' not in line]
    lines = told("seedqr", [(TEXTS["seedqr"], "\n".join(lines))], tmp_path)
    assert any(
        "[front] [legend] texts: plates for 12 words of bip39 and 12 words of bip39 with compact "
        "code look alike; print a text with only_code" in line
        for line in lines
    )


@pytest.mark.parametrize(("name", "old", "new", "message"), WRONG)
def test_what_is_not_so_is_told(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """Labels, words, legend, capacity, kinds and rules, each with its table."""
    lines = told(name, [(old, new)], tmp_path)
    assert any(line.startswith(f"{name}.toml") and message in line for line in lines), lines


def test_all_of_it_is_told_at_once(tmp_path: Path) -> None:
    """A fault of the file hides neither wrong labels nor a broken rule elsewhere."""
    changes = [
        ('title = "Tiny Seed"', "title = 1"),
        ('"2048", "1024"', '"1024", "2048"'),
        ("depth = 0.35", "depth = 0.95"),
    ]
    lines = told("tinyseed", changes, tmp_path)
    assert [line.partition(":")[0] for line in lines] == [
        "tinyseed.toml title",
        "tinyseed.toml [front] [fields 1] labels",
        "tinyseed.toml",  # of 12 words, which are on the front alone
        "tinyseed.toml",
    ]


def test_a_rule_of_some_plates_only_says_of_which(tmp_path: Path) -> None:
    """What is in the way of the plate for 24 words alone names them."""
    lines = told("seedqr", [("rows = 29", "rows = 25"), ("columns = 29", "columns = 25")], tmp_path)
    (line,) = lines
    assert line == (
        "seedqr.toml [holds]: bip39: the code has 29 modules a side; 25 fit on seedqr "
        "(21 words of bip39, 24 words of bip39)"
    )


def test_a_legend_with_a_fault_is_not_told_to_lack_what_it_says(tmp_path: Path) -> None:
    """What is left out of it may have said the base."""
    lines = told("tinyseed", [("at = [2.0, 2.35]", "at = [2.0]")], tmp_path)
    assert lines == [
        "tinyseed.toml [front] [legend] [texts 2] at: must be two numbers in millimetres"
    ]


def test_without_metal_the_rules_wait(tmp_path: Path) -> None:
    """The labels are looked at, the full plate is not."""
    lines = told(
        "tinyseed", [("thickness = 1.0", ""), ('"2048", "1024"', '"1024", "2048"')], tmp_path
    )
    assert lines[0] == "tinyseed.toml [plate]: key thickness is missing"
    assert len(lines) == 2


def test_a_template_that_misleads_is_refused(tmp_path: Path) -> None:
    """A plate with wrong weights beside its columns is not made."""
    path = tmp_path / "tinyseed.toml"
    path.write_text(TEXTS["tinyseed"].replace('"2048", "1024"', '"1024", "2048"', 1))
    with pytest.raises(TemplateError, match="column label 1024 should be 2048"):
        check(load(path))


def test_the_start_of_a_template_has_no_fault(tmp_path: Path) -> None:
    """It can be made as it is, whatever it is called."""
    for name in ("new-plate", "a", "my-plate-7"):
        path = tmp_path / f"{name}.toml"
        path.write_text(starting.text(name), encoding="utf-8")
        assert inspect(Asked(str(path))).faults == ()
    for name in NAMES:
        path = tmp_path / f"my-{name}.toml"
        path.write_text(starting.text(f"my-{name}", name), encoding="utf-8")
        assert load(path).sides == template_of(name).sides


def test_dots_are_no_promise() -> None:
    """A plate whose letters are too small for dots has no fault, and can be made in strokes."""
    assert not can_be_made(template_of("tinyseed"), "dots")
    assert inspection.inspect(Asked("tinyseed")).faults == ()
    assert template_file.is_name("my-plate-7")
    assert not template_file.is_name("My-Plate-7")


def test_what_follows_from_a_fault_is_not_told(tmp_path: Path) -> None:
    """A field that is left out, or can't be of that kind, is not missed for the words as well."""
    for old, new, part in (
        ('shape = "dot"', 'shape = "dto"', "[marks.punch] shape: must be one of dot, letter"),
        ('encoding = "bits-11"', 'encoding = "bits-13"', "did you mean bits-12, "),
        ('guide = "ring"', 'guide = "rong"', "guide: must be one of "),
    ):
        (line,) = told("seedcard", [(old, new)], tmp_path)
        assert part in line


def test_what_does_not_follow_is_told(tmp_path: Path) -> None:
    """A kind that the marks can't say hides nothing that is wrong with another kind."""
    lines = told(
        "seedcard", [("[holds]\n", '[holds]\nxprv = "text"\n'), ("24]", "24, 25]")], tmp_path
    )
    assert any("can't hold xprv" in line for line in lines)
    assert not any("xprv: no field" in line for line in lines)
    assert any("must be some of 12, 15, 18, 21, 24" in line for line in lines)


def test_a_hole_over_marks_is_told_once(tmp_path: Path) -> None:
    """Whichever of the two pieces comes first, it is one fault for a side."""
    lines = told(
        "seedcard",
        [("margin = ", "holes = [{ centre = [27.0, 40.0], diameter = 2.0 }]\nmargin = ")],
        tmp_path,
    )
    close = [line for line in lines if "a mark of field" in line and "hole 1" in line]
    assert len(close) == 1


def test_many_choices_are_not_all_listed(tmp_path: Path) -> None:
    """Three are named, and the number of the others."""
    (line, *_) = told("seedqr", [("rows = 29", "rows = 21")], tmp_path)
    assert line.count("words of bip39") <= 3
    assert line.endswith(" more)")


def test_a_plate_that_is_too_small_is_said_to_be(tmp_path: Path) -> None:
    """Not each label beyond its edge."""
    lines = told("tinyseed", [("size = [27.2, 34.5]", "size = [10.0, 10.0]")], tmp_path)
    assert len(lines) == 2
    edges = "the right and the top of the size of 10 × 10 mm"
    assert lines[0] == f"tinyseed.toml: what stands on the front goes beyond {edges}"
