from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations

import pytest

from generator.choice import Choice
from generator.errors import ReadError, RuleError, SecretError, TemplateError, VerifyError
from generator.formats import Format
from generator.grid import Grid
from generator.inscription import inscribed, label_of
from generator.layout import Layout, Role
from generator.pipeline import Found, blank, make, prepared, read, reads_as_text, same
from generator.place import place
from generator.words.payload import Phrase
from tests.encodings.phrases import boxed, published, vectors
from tests.plates.drawings import svg_of
from tests.plates.road import (
    NAMES,
    files,
    format_of,
    found,
    phrases,
    plain,
    reading,
    template_of,
)

VARIED = phrases(24)["varied"]


def shown(name: str, count: int, format_name: str, kind: str = "varied") -> list[Found]:
    """The files of a plate, as `read` takes them."""
    return found(files(phrases(count)[kind], plain(name, count), format_name))


def test_files_may_come_in_any_order_and_format() -> None:
    """Front and back in SVG, in DXF, mixed, in any order, and all four together."""
    svg, dxf = shown("tinyseed", 24, "svg"), shown("tinyseed", 24, "dxf")
    for given in (*permutations(svg), *permutations(dxf), (svg[1], dxf[0]), (*svg, *dxf)):
        back = read(list(given), NAMES, "english")
        assert back.sides == ("front", "back")
        assert same(back, VARIED)
        assert not same(back, phrases(24)["dense"])


def test_a_missing_side_is_asked_for() -> None:
    """Half a plate is no phrase: the message names the side that is missing."""
    front, back = shown("tinyseed", 24, "svg")
    with pytest.raises(ReadError, match="^this is the front of the plate tinyseed for 24"):
        read([front], NAMES, "english")
    with pytest.raises(ReadError, match="^this is the back of the plate tinyseed for 24"):
        read([back], NAMES, "english")


def test_one_side_of_a_blank_is_a_blank() -> None:
    """Of a blank each side says that it is one."""
    for each in found(tuple(blank(plain("tinyseed", 24), [format_of("svg")]))):
        back = read([each], NAMES, None)
        assert back.payloads == ()
        assert not same(back, VARIED)


def test_the_same_side_twice_must_be_the_same() -> None:
    """A second file of a side agrees with the first, or the files are refused."""
    front, back = shown("tinyseed", 24, "svg")
    assert same(read([front, back, front], NAMES, "english"), VARIED)
    other = replace(shown("tinyseed", 24, "svg", "dense")[0], name="other.svg")
    with pytest.raises(ReadError, match="^other.svg shows another front than the file before it$"):
        read([front, back, other], NAMES, "english")


def test_sides_of_two_phrases_are_refused_by_the_checksum() -> None:
    """The front of one plate and the back of another are no phrase."""
    front, back = shown("tinyseed", 24, "svg")[0], shown("tinyseed", 24, "svg", "dense")[1]
    with pytest.raises(SecretError, match="^checksum does not match, 24 words"):
        read([front, back], NAMES, "english")


@pytest.mark.parametrize("other", ["keytag", "tinyseed"])
def test_files_of_two_plates_are_refused(other: str) -> None:
    """Two templates, and one template for two numbers of words, are two plates."""
    count = 24 if other == "keytag" else 12
    with pytest.raises(ReadError, match=f"^files of two different plates: .* the plate {other}"):
        read(shown("tinyseed", 24, "svg") + shown(other, count, "svg"), NAMES, "english")


def test_a_plate_given_with_the_wrong_template_is_refused() -> None:
    """The message names the file and the size that it has."""
    said = (
        r"^tinyseed.SECRET.front.svg: no template has an outline like this one of 27.2 × 34.5 mm$"
    )
    with pytest.raises(ReadError, match=said):
        read(shown("tinyseed", 12, "svg"), ("keytag",), "english")
    with pytest.raises(ReadError, match="^digits-24.*: nearest is alphabet-24"):
        read(shown("digits-24", 12, "svg"), ("alphabet-24",), "english")


def test_errors_of_a_file_name_the_file() -> None:
    """Of several files the damaged one is told."""
    front, back = shown("tinyseed", 24, "svg")
    with pytest.raises(ReadError, match="^tinyseed.SECRET.back.svg: the SVG is not well-formed"):
        read([front, replace(back, data=back.data[:-40])], NAMES, "english")


# ----------------------------------------------------------------------------- other programs' SVG


def numbers_changed(data: bytes, by: float) -> bytes:
    """Each number of a drawing written in another way and up to a micrometre away."""
    text = data.decode()
    head, tail = text[: text.index("<g ")], text[text.index("<g ") :]

    def other(match: re.Match[str]) -> str:
        return f"{float(match[0]) + by:.5f}".rstrip("0").rstrip(".")

    places = re.compile(r"(?<=[ \"])\d+\.\d+")
    keep = re.compile(r'(stroke-width="[^"]*"|r="[^"]*")')
    parts = [part if keep.fullmatch(part) else places.sub(other, part) for part in keep.split(tail)]
    return (head + "".join(parts)).encode()


@pytest.mark.parametrize("by", [0.001, -0.001, 0.0004])
@pytest.mark.parametrize("name", ["tinyseed", "letters-24", "words-85"])
def test_numbers_may_be_written_in_another_way(name: str, by: float) -> None:
    """What another program saves within a micrometre is the same metal."""
    (file,) = shown(name, 12, "svg")
    changed = numbers_changed(file.data, by)
    assert changed != file.data
    back = read([replace(file, data=changed)], NAMES, "english")
    assert same(back, phrases(12)["varied"])


@pytest.mark.parametrize("by", [7.0, 123.456])
def test_a_drawing_may_stand_elsewhere_on_its_page(by: float) -> None:
    """The outline says where the plate is, not the page."""
    (file,) = shown("tinyseed", 12, "svg")
    drawing = svg_of(file.data)
    text = drawing.before
    for side in ("width", "height"):
        text = re.sub(rf'{side}="[\d.]+mm"', f'{side}="300.000mm"', text)
    text = re.sub(r'viewBox="[^"]*"', 'viewBox="0 0 300 300"', text)
    text += "".join(drawing.moved(shape, by) for shape in drawing.shapes) + drawing.after
    back = read([replace(file, data=text.encode())], NAMES, "english")
    assert same(back, phrases(12)["varied"])


# ---------------------------------------------------------------------------------------- languages


def test_a_plate_of_numbers_takes_its_list_from_the_caller() -> None:
    """Marks that are numbers are English words unless another list is named."""
    given = shown("tinyseed", 12, "svg")
    back = read(given, NAMES, None)
    assert not back.tells_language
    (one,) = (each.reveal() for each in back.payloads)
    (other,) = (each.reveal() for each in read(given, NAMES, "french").payloads)
    assert isinstance(one, Phrase)
    assert one.language == "english"
    assert other == Phrase("french", one.indices)


def test_letters_tell_their_language() -> None:
    """A plate of letters is found in the lists that have its words."""
    back = read(shown("words-85", 12, "svg"), NAMES, None)
    assert back.tells_language
    assert same(back, phrases(12)["varied"])


# ---------------------------------------------------------------------------------------- refusals


def test_a_plate_that_breaks_a_rule_is_never_begun() -> None:
    """The rules are asked before there is any secret."""
    with pytest.raises(RuleError, match="--style stroke"):
        prepared(template_of("tinyseed"), Choice(12, "dots"))


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    """A template of the user's own may name a scheme that there is not."""
    own = template_of("tinyseed")
    fields = (replace(own.sides[0].fields[0], encoding="bits-13"),)
    odd = replace(own, sides=(replace(own.sides[0], fields=fields),))
    with pytest.raises(
        TemplateError, match="^tinyseed: there is no encoding bits-13; did you mean bits-12"
    ):
        prepared(odd, Choice(12))


def test_a_code_that_reads_as_text_is_known_beforehand() -> None:
    """SeedSigner refuses the CompactSeedQR of `abandon … about`; Standard SeedQR is fine."""
    for case in vectors("seedqr")["cases"]:
        if len(case["mnemonic"].split()) == 12:
            made = prepared(template_of("seedqr"), Choice(12, code="compact"))
            assert not reads_as_text(boxed(case["mnemonic"]), made)
    about = boxed(published()["abandon_about_12"])
    assert reads_as_text(about, prepared(template_of("seedqr"), Choice(12, code="compact")))
    assert not reads_as_text(about, prepared(template_of("seedqr"), Choice(12)))


def test_nothing_that_is_made_tells_in_its_repr() -> None:
    """Products and readings stay silent where they are printed."""
    products = files(phrases(12)["varied"], plain("tinyseed", 12), "svg")
    for value in (*products, *found(products), reading(products)):
        assert "circle" not in repr(value)
        assert "Secret" not in repr(value)


def without_rings(file: Found) -> Found:
    """An SVG whose guides somebody took away."""
    text = re.sub(rb'<circle [^>]*stroke="#00E000"[^>]*/>\n', b"", file.data)
    assert text != file.data
    return replace(file, data=text)


def test_missing_guides_are_told() -> None:
    """Bits without rings are up to the checksum; one drawing of a side with rings is enough."""
    front, back = shown("tinyseed", 24, "svg")
    assert read([front, back], NAMES, "english").guides is True
    assert read([front, without_rings(back)], NAMES, "english").guides is False
    assert read([front, without_rings(back), back], NAMES, "english").guides is True
    digits = [without_rings(file) for file in shown("digits-24", 24, "svg")]
    assert read(digits, NAMES, "english").guides is None


def test_our_own_files_show_every_guide() -> None:
    """A writer that loses the guides is noticed, although a foreign file may do without them."""
    honest = format_of("svg")

    def write(layouts: tuple[Layout, ...]) -> bytes:
        kept = tuple(m for m in layouts[0].marks if m.role is not Role.GUIDE)
        return honest.write((replace(layouts[0], marks=kept),))

    careless = replace(honest, write=write)
    with pytest.raises(VerifyError, match="the front lost its guides$"):
        list(make(VARIED, plain("tinyseed", 24), [careless]))
    with pytest.raises(VerifyError, match="the front lost its guides$"):
        list(blank(plain("tinyseed", 24), [careless]))


def test_what_does_not_read_back_is_not_counted() -> None:
    """How many marks a writer loses may depend on the secret, so that no error says it."""
    honest = format_of("svg")

    def write(layouts: tuple[Layout, ...]) -> bytes:
        kept = tuple(m for m in layouts[0].marks if m.role is not Role.MARK)
        return honest.write((replace(layouts[0], marks=kept),))

    careless = replace(honest, write=write)
    with pytest.raises(VerifyError, match=r"^the svg did not read back; nothing was written$"):
        list(make(VARIED, plain("tinyseed", 24), [careless]))


def test_every_side_has_to_be_read() -> None:
    """A reader that gives fewer faces than the plate has sides proves nothing."""
    honest = format_of("svg")
    blind = replace(honest, read=lambda data: honest.read(data)[:0])
    with pytest.raises(VerifyError, match="more or fewer sides"):
        list(blank(plain("tinyseed", 24), [blind]))


def _lying(other: tuple[Layout, ...]) -> Format:
    """An SVG writer that draws the sides of another plate."""
    honest = format_of("svg")
    by_side = {layout.side: layout for layout in other}
    return replace(honest, write=lambda asked: honest.write((by_side[asked[0].side],)))


def test_a_writer_of_other_words_is_noticed() -> None:
    """Nothing is handed over that reads back to another phrase, or to another label."""
    plate = plain("letters-24", 24)
    other = place(inscribed(phrases(24)["sparse"], plate), plate)
    with pytest.raises(VerifyError, match="reads back to other words; nothing was written$"):
        list(make(VARIED, plate, [_lying(other)]))
    labelled = plain("words-85", 24)
    other = place(inscribed(VARIED, labelled, "MINE"), labelled)
    assert list(make(VARIED, labelled, [_lying(other)], "MINE"))
    for label in ("", "MIN", "YOURS"):
        with pytest.raises(VerifyError, match="reads back to other words"):
            list(make(VARIED, labelled, [_lying(other)], label))


def test_a_writer_of_marks_on_a_blank_is_noticed() -> None:
    """A blank is sent to strangers, so not one mark may be on it."""
    plate = plain("words-85", 24)
    other = place(inscribed(VARIED, plate), plate)
    with pytest.raises(VerifyError, match="of a blank shows marks; nothing was written$"):
        list(blank(plate, [_lying(other)]))


@pytest.mark.parametrize(
    ("count", "label", "reason"),
    [
        (12, "", "tinyseed was made for 24 words, not for so many"),
        (24, "MINE", "tinyseed has no room for a label"),
    ],
)
def test_a_plate_takes_what_it_was_made_for(count: int, label: str, reason: str) -> None:
    """Neither another number of words nor a label without room gets as far as a file."""
    with pytest.raises(SecretError, match=f"^{reason}$"):
        list(make(phrases(count)["varied"], plain("tinyseed", 24), [format_of("svg")], label))


def test_a_label_that_lost_its_end_is_noticed() -> None:
    """Its last mark says where it ends, so that a shorter one is never read."""
    plate = plain("words-85", 24)
    grids = inscribed(VARIED, plate, "FAMILY")
    assert label_of(grids) == "FAMILY"
    cut = Grid((grids["label"].rows[0][:-1],))
    with pytest.raises(SecretError, match="^the label has lost its end"):
        label_of(grids | {"label": cut})
