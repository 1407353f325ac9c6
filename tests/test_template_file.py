from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import template_file
from generator.choice import CODES, STYLES, Choice, sign
from generator.encodings import DERIVED
from generator.errors import TemplateError
from generator.inscription import LABEL
from generator.rules import problems
from generator.template import SIDES
from generator.variant import made_for
from tests.plates.road import FOLDER, NAMES, choices, template_of

TINY = (FOLDER / "tinyseed.toml").read_text(encoding="utf-8")


def loading(text: str | bytes, folder: Path, name: str = "tinyseed") -> str:
    """The message with which a file of this content is refused."""
    path = folder / f"{name}.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(TemplateError) as caught:
        template_file.load(path)
    return str(caught.value)


# ------------------------------------------------------------------------------------ what ships


@pytest.mark.parametrize("name", NAMES)
def test_every_template_loads_with_a_source_for_each_table(name: str) -> None:
    """Plate, marks, guides, engraving, fields and legends say where numbers come from."""
    template = template_of(name)
    assert template.name == name
    tables = [table for table, _ in template.sources]
    assert all(source.strip() for _, source in template.sources)
    lists = [x for side in template.sides for x in (side.fields, side.fiducials, side.frames)]
    named = ("fields", "fiducials", "frames")
    sourced = [table for table in tables if any(each in table for each in named)]
    assert len(sourced) == sum(map(len, lists))
    assert len([table for table in tables if "legend" in table]) == len(template.sides)
    assert {"[plate]", "[engraving]"} <= set(tables)
    assert any(table.startswith("[marks.") for table in tables)
    assert template.title
    assert template.summary
    assert template.readers


@pytest.mark.parametrize("name", NAMES)
def test_every_full_plate_can_be_made(name: str) -> None:
    """All words, every code: no rule is broken in strokes, and in dots only by their size."""
    for choice in choices(name):
        found = list(problems(made_for(template_of(name), choice)))
        if choice.style == "dots":
            found = [each for each in found if "use --style stroke" not in each]
            found = [each for each in found if "closer" not in each]
        assert found == [], choice


SPELLED = {"alphabet", "alphabet-quarters", "letters-4", "letters-8", "codex32-grid"}
"""Encodings without numbers, and so without a base."""
FROM_ONE = {"bits-12", "bits-12-reversed", "digits-1", "digits-1248", "keypads"}
OF_LINES = {"text", "qr"}
SPREAD = {"alphabet-quarters", "digits-1", "digits-1248", "keypads", "rails-11"}
"""Encodings whose words may stand in several fields, a digit or a letter in each."""


@pytest.mark.parametrize("name", NAMES)
def test_every_legend_says_side_and_base(name: str) -> None:
    """Who finds a plate sees which side it is, and from where numbers count, on the metal."""
    for choice in choices(name):
        template = made_for(template_of(name), choice)
        for side in template.sides:
            printed = " ".join(text.text for text in side.texts)
            one_of_a_set = template.plate.lattice is not None and len(template.sides) == 1
            assert one_of_a_set or side.name.upper() in printed
            assert str(choice.words or sign(choice.kind)) in printed
            assert "{" not in printed
            names = {field.encoding for field in side.fields} - {LABEL}
            if all(encoding in DERIVED or encoding in OF_LINES for encoding in names):
                continue  # characters as they are, and what follows from them
            if any(name in names for name in SPELLED):
                continue
            if choice.code == "compact":
                assert "BYTES" in printed  # which have no numbers, so no base
                continue
            base = "1" if names & FROM_ONE else "0"
            assert f"{base}-BASED" in printed


@pytest.mark.parametrize("name", NAMES)
def test_every_word_has_its_place(name: str) -> None:
    """For each number of words, the fields that stay hold all of them and each word once."""
    for choice in choices(name):
        template = made_for(template_of(name), choice)
        ranges: dict[str, list[int]] = {}
        for side in template.sides:
            for field in side.fields:
                if field.words is not None:
                    first, last = field.words
                    ranges.setdefault(field.encoding, []).extend(range(first, last + 1))
        for encoding, numbers in ranges.items():
            if encoding not in SPREAD:
                assert len(numbers) == len(set(numbers))
            assert sorted(set(numbers))[: choice.words] == list(range(1, choice.words + 1))


def test_the_folder_is_what_ships() -> None:
    """The names that the program offers are those of the files."""
    assert template_file.names() == NAMES
    assert template_file.folder() == FOLDER
    assert len(NAMES) >= 9


def test_a_template_is_found_by_name_or_by_path() -> None:
    """A path to a template of the user's own loads as one that ships."""
    assert template_file.find("tinyseed") == template_file.find(str(FOLDER / "tinyseed.toml"))
    with pytest.raises(TemplateError, match="unknown template; metalstamp templates lists"):
        template_file.find("tinyseeds")
    with pytest.raises(TemplateError, match="the template can't be read: no such file"):
        template_file.find("nowhere/tinyseed.toml")


# ----------------------------------------------------------------------------------- broken files

PUNCH = "tinyseed.toml [marks.punch]"
FIELD = "tinyseed.toml [front] [fields 1]"

BROKEN = [
    # (what, is replaced by, and the message names)
    ("format = 1\n", "", "tinyseed.toml: key format is missing"),
    ("format = 1\n", "format = 2\n", "tinyseed.toml format: this program reads format 1"),
    ("format = 1\n", 'format = "1"\n', "tinyseed.toml format: must be a whole number"),
    ("format = 1\n", "format = true\n", "tinyseed.toml format: must be a whole number"),
    ('name = "tinyseed"', 'name = "keytag"', "tinyseed.toml name: must be the file's name"),
    ('title = "Tiny Seed"', 'title = " "', "tinyseed.toml title: must be a text"),
    ('title = "Tiny Seed"', "title = 7", "tinyseed.toml title: must be a text"),
    ('title = "Tiny Seed"', 'titel = "Tiny Seed"', "tinyseed.toml: key title is missing"),
    ("bip39 = [12, ", "bip39 = [12, 12, ", "tinyseed.toml [holds] bip39: must be numbers of"),
    ("bip39 = [12, ", "bip39 = [24, ", "tinyseed.toml [holds] bip39: must be numbers of"),
    ("bip39 = [12, 15, 18, 21, 24]", "bip39 = []", "tinyseed.toml [holds] bip39: must be a list"),
    ("bip39 = [12, 15, ", "bip39 = [1.5, ", "tinyseed.toml [holds] bip39: must be a list"),
    (
        "bip39 = [12, 15, 18, 21, 24]\nslip39 = [20]\n",
        "",
        "tinyseed.toml [holds] bip39: is missing",
    ),
    ('readers = ["Krux camera", ', "readers = [7, ", "tinyseed.toml readers: must be a list"),
    ("size = [27.2, 34.5]", "size = [27.2]", "tinyseed.toml [plate] size: must be two numbers"),
    ("size = [27.2, 34.5]", "size = [0, 34.5]", "tinyseed.toml [plate] size: must be positive"),
    ("size = [27.2, 34.5]", 'size = ["a", 1]', "tinyseed.toml [plate] size: must be a number"),
    ("size = [27.2, 34.5]", "size = [nan, 1]", "[plate] size: must be a number within a million"),
    ("thickness = 1.0", "thickness = inf", "[plate] thickness: must be a number within a million"),
    ("thickness = 1.0", "thickness = 0.0", "[plate] thickness: must be positive"),
    ("thickness = 1.0", "thickness = -1.0", "[plate] thickness: must not be negative"),
    ("thickness = 1.0", "thickness = true", "[plate] thickness: must be a number"),
    ("thickness = 1.0", "thicknes = 1.0", "tinyseed.toml [plate]: key thickness is missing"),
    ("thickness = 1.0", "thickness = 1.0\nhue = 3", "tinyseed.toml [plate]: unknown key hue"),
    ("diameter = 2.0 }]", "diameter = 2.0, x = 1 }]", "[plate] [holes 1]: unknown key x"),
    ("holes = [{", "holes = 3 #", "tinyseed.toml [plate] holes: must be a list of tables"),
    ("diameter = 1.5\n", "diameter = 1e9\n", f"{PUNCH} diameter: must be a number within"),
    ('shape = "dot"', 'shape = "star"', f"{PUNCH} shape: must be one of dot, letter, module"),
    ("depth = 0.35", "depth = 0.35\npoint_deg = 181", f"{PUNCH} point_deg: must be above 0"),
    ("depth = 0.35", "depth = 0.35\npoint_deg = 0", f"{PUNCH} point_deg: must be above 0"),
    ("[marks.punch]\nsource", "[marks.punch]\nsauce", f"{PUNCH}: key source is missing"),
    ('shape = "ring"', 'shape = "square"', "[guides.ring] shape: must be one of ring, corners"),
    ('name = "front"', 'name = "top"', "tinyseed.toml [sides 1] name: must be one of front, back"),
    ('name = "back"', 'name = "front"', "tinyseed.toml sides: must be a front, or a front and a"),
    ('mark = "punch"', 'mark = "drill"', f"{FIELD} mark: must be one of punch"),
    ('guide = "ring"', 'guide = "line"', f"{FIELD} guide: must be one of ring"),
    ("words = [1, 12]", "words = [12, 1]", f"{FIELD} words: must be the first and the last"),
    ("words = [1, 12]", "words = [1, 2, 3]", f"{FIELD} words: must be the first and the last"),
    ("rows = 12\n", "rows = 0\n", f"{FIELD} rows: a field has at least one row"),
    ("columns = 12\n", "columns = -1\n", f"{FIELD} columns: must be a whole number, at least 0"),
    ('texts = "1..12"', 'texts = "1..11"', f"{FIELD} labels: 11 texts for 12 rows"),
    ('texts = "1..12"', 'texts = "1..x"', f"{FIELD} [labels 1] texts: must be a range"),
    ('edge = "left"', 'edge = "top"', f"{FIELD} [labels 1] edge: rows are labelled left or"),
    ("turn_deg = 90", "turn_deg = 45", f"{FIELD} [labels 2] turn_deg: must be 0, 90, 180"),
    ("first_slot = [5.375, 27.0]", "first_slot = 5", f"{FIELD} first_slot: must be two numbers"),
    ("row_step = [0, -2.0]\n", "", f"{FIELD}: key row_step is missing"),
    ("[sides.legend]\n", "[sides.legends]\n", "tinyseed.toml [front]: key legend is missing"),
    ("at = [4.6, 32.6]", "at = [4.6, 32.6], font = 1", "[legend] [texts 1]: unknown key font"),
    ("[engraving]\n", "[engravings]\n", "tinyseed.toml: key engraving is missing"),
    ("[engraving]\n", "[any_size]\nleast_width = 9\nmost_width = 3\n\n[engraving]\n",
     "tinyseed.toml [any_size] least_width: must be positive and not above most_width"),
    ("[engraving]\n", "[colour]\nred = 1\n\n[engraving]\n", "tinyseed.toml: unknown key colour"),
    ('encoding = "bits-12"', "encoding = 12", f"{FIELD} encoding: must be a text"),
    ("from_row = 1\n", "from_row = 0\n", f"{FIELD} from_row: counts from 1"),
    ("from_row = 1\n", "from_column = 0\n", f"{FIELD} from_column: counts from 1"),
    ("from_row = 1\n", "block_columns = 11\n", f"{FIELD} block_columns: must be at least the"),
    ("size = [0.5, 0.5]", "size = [0.5, 0.5]\noffset = [0, 1]", "[guides.ring] offset: is for"),
    ("demo = true", "demo = 1", "tinyseed.toml demo: must be true or false"),
    ('per = "column", edge = "top"', 'per = "column", edge = "left"',
     f"{FIELD} [labels 2] edge: columns are labelled top or bottom here"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), BROKEN, ids=range(1, len(BROKEN) + 1))
def test_a_broken_file_is_refused_by_file_table_and_key(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    """One wrong line is told with the table and the key where it stands."""
    assert old in TINY
    assert message in loading(TINY.replace(old, new, 1), tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "tinyseed.toml: key format is missing"),
        (b"format = ", "tinyseed.toml: not TOML: "),
        (b"format = 1\nformat = 1", "tinyseed.toml: not TOML: "),
        (b'name = "\xff"', "tinyseed.toml: not text in UTF-8"),
        (TINY.encode("utf-16"), "tinyseed.toml: not text in UTF-8"),
        (b"\x00" * 100, "tinyseed.toml: not TOML: "),
        (b"#" * 1_000_001, "tinyseed.toml: over a million bytes is no template"),
        (b"a = " + b"[" * 100_000, "tinyseed.toml: not TOML"),
    ],
    ids=["empty", "half", "twice", "latin", "utf-16", "zeros", "large", "deep"],
)
def test_what_is_no_toml_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    """Anything else than TOML in UTF-8 is named and never half understood."""
    assert message in loading(content, tmp_path)


CARD = (FOLDER / "card.toml").read_text(encoding="utf-8")

BAD_FRAMES = [
    ("width = 0.8", "width = 0", "card.toml [front] [frames 1] width: must be positive"),
    ("width = 0.8", "", "card.toml [front] [frames 1]: key width is missing"),
    ("width = 0.8", "width = 0.8\ndeep = 1", "card.toml [front] [frames 1]: "),
    ("at = [2.8, 5.2]", "at = [2.8]", "card.toml [front] [frames 1] at: must be two numbers"),
    ("size = [42.0, 42.0]", "size = [42.0, 0]", "card.toml [front] [frames 1] size: must be pos"),
    (
        "width = 0.8",
        "width = 0.8\ncorner_radius = 21.1",
        "card.toml [front] [frames 1] corner_radius: must be at most half the shorter side",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), BAD_FRAMES)
def test_frames_are_read_strictly(old: str, new: str, message: str, tmp_path: Path) -> None:
    """A frame has all its numbers and no others."""
    assert old in CARD
    assert message in loading(CARD.replace(old, new, 1), tmp_path, "card")


def test_a_name_must_be_plain(tmp_path: Path) -> None:
    """A name goes into file names, so it has letters, digits and hyphens only."""
    for name in ("tiny seed", "tiny_seed", "größe", "a.b", "-"):
        text = TINY.replace('name = "tinyseed"', f'name = "{name}"')
        assert "name: must be the file's name" in loading(text, tmp_path, name)


def test_a_folder_is_no_template(tmp_path: Path) -> None:
    """What can't be opened is told without its path."""
    (tmp_path / "tinyseed.toml").mkdir()
    with pytest.raises(TemplateError, match="^the template can't be read: is a directory$"):
        template_file.load(tmp_path / "tinyseed.toml")


# ------------------------------------------------------------------------------------- any size


@pytest.mark.parametrize("width", [28.0, 42.0, 61.7, 140.0])
def test_a_template_of_any_size_scales_all_but_depths(width: float) -> None:
    """Twice as wide is twice as high, twice the pitch and the diameter, and as thick and deep."""
    own, other = template_of("binary-grid"), template_file.find("binary-grid", width)
    factor = width / own.plate.size.width
    assert other.plate.size.width == pytest.approx(width)
    assert other.plate.size.height == pytest.approx(own.plate.size.height * factor)
    assert other.plate.thickness == own.plate.thickness
    for one, two in zip(own.sides, other.sides, strict=True):
        a, b = one.fields[0], two.fields[0]
        assert b.column_step.dx == pytest.approx(a.column_step.dx * factor)
        assert b.mark.cut == a.mark.cut
        assert two.texts[0].cap_height == pytest.approx(one.texts[0].cap_height * factor)
    assert list(problems(made_for(other, Choice(24)))) == []


def test_a_width_out_of_range_is_refused() -> None:
    """The message tells the range; templates of one size take none."""
    with pytest.raises(TemplateError, match="^binary-grid can be 28 to 140 mm wide, not 27.9$"):
        template_file.find("binary-grid", 27.9)
    with pytest.raises(TemplateError, match="^binary-grid can be 28 to 140 mm wide, not nan$"):
        template_file.find("binary-grid", float("nan"))
    with pytest.raises(TemplateError, match="^tinyseed has one size"):
        template_file.find("tinyseed", 30.0)


def test_a_choice_that_a_plate_does_not_offer_is_refused() -> None:
    """Words and codes of a plate are those that its template says."""
    with pytest.raises(TemplateError, match="^tinyseed holds 12, 15, 18, 21, 24 words, not 13$"):
        made_for(template_of("tinyseed"), Choice(13))
    with pytest.raises(TemplateError, match="^tinyseed has no QR that could be compact$"):
        made_for(template_of("tinyseed"), Choice(12, code="compact"))
    assert template_of("seedqr").codes == CODES
    assert SIDES == ("front", "back")
    assert STYLES == ("stroke", "dots")


def test_only_plain_files_are_read(tmp_path: Path) -> None:
    """A pipe, which would wait for a writer, is refused."""
    path = tmp_path / "tinyseed.toml"
    os.mkfifo(path)
    with pytest.raises(TemplateError, match="^the template can't be read: not a plain file$"):
        template_file.find(str(path))
