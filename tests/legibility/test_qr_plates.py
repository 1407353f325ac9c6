"""QR codes on plates, read by decoders that nobody here wrote.

A picture has so many pixels a module, so what is shown holds for modules of any millimetres.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from generator.choice import Choice
from generator.encodings.qr_segment import most_characters
from generator.encodings.qr_text import LEVEL, encode, encode_parts
from generator.grid import Grid
from generator.inscription import LABEL, inscribed
from generator.pipeline import prepared
from generator.place import shape
from generator.secret import Secret
from generator.template import Field, Module, Template
from generator.words.bip39 import entropy
from generator.words.payload import KeyText, Payload, Phrase
from tests.encodings.phrases import boxed, multisig, vectors
from tests.legibility import zbar
from tests.legibility.pictures import (
    BLURS,
    PIXELS_PER_MODULE,
    Pixels,
    blurred,
    code_field,
    divided,
    looked_at,
    picture,
    thinnest,
    with_field,
    zxing,
)
from tests.plates.road import NAMES, phrases, template_of

XPUB = (
    "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg"
    "7usUDFdp6W1EGMcet8"
)
"""BIP-32, test vector 1, chain m."""

TEXTS = {
    "codex32": "MS10TESTSXXXXXXXXXXXXXXXXXXXXXXXXXX4NZVCA9CMCZLW",
    "slip39": (
        "duckling enlarge academic academic agency result length solution fridge kidney coal piece "
        "deal husband erode duke ajar critical decision keyboard"
    ),
    "xpub": XPUB,
    "descriptor": f"pkh({XPUB}/1/*)#kczqajcv",
}
"""Published: BIP-93, SLIP-39 (vector 1), BIP-32 and the same key in a descriptor."""

CODES = [
    (name, code)
    for name in NAMES
    if template_of(name).counts("bip39")
    and any(isinstance(f.mark, Module) for s in template_of(name).sides for f in s.fields)
    for code in template_of(name).codes or ("standard",)
]
WORDS = (12, 15, 18, 21, 24)

Reader = Callable[[Pixels], list[bytes]]


def pool(words: int) -> Mapping[str, Secret[Phrase]]:
    """The published SeedQR phrases of this length, the emptiest, the fullest and another."""
    texts = {str(case["vector"]): str(case["mnemonic"]) for case in vectors("seedqr")["cases"]}
    known = {name: boxed(text) for name, text in texts.items() if len(text.split()) == words}
    return {**known, **phrases(words)}


def content(encoding: str, phrase: Secret[Phrase]) -> bytes:
    """What a wallet expects in the code, by the text of the specification."""
    if encoding == "compact-seedqr":
        return entropy(phrase).reveal()
    return "".join(f"{index:04d}" for index in phrase.reveal().indices).encode()


def plate(name: str, words: int, code: str) -> Template:
    """A plate with modules as small as the rules allow."""
    made = prepared(template_of(name), Choice(words, "stroke", code))
    return with_field(made, thinnest(code_field(made)))


def unread(pixels: Pixels, expected: bytes, readers: Mapping[str, Reader]) -> list[str]:
    """Which reader misses the code behind which blur; each has to find it and nothing else."""
    missed = []
    for blur, deviation in BLURS.items():
        seen = blurred(pixels, deviation * PIXELS_PER_MODULE)
        missed += [f"{who}, {blur}" for who, read in readers.items() if read(seen) != [expected]]
    return missed


def phrase_unread(
    template: Template, phrase: Secret[Phrase], readers: Mapping[str, Reader]
) -> list[str]:
    """`unread` of a plate with a phrase on it."""
    grids = inscribed(phrase, template)
    expected = content(code_field(template).encoding, phrase)
    return unread(picture(template, grids), expected, readers)


def text_unread(grid: Grid, expected: str, readers: Mapping[str, Reader]) -> list[str]:
    """`unread` of a plate that has a text where `seedqr` has a phrase."""
    template = plate("seedqr", 24, "standard")
    field = thinnest(divided(code_field(template), grid.width))
    shown = picture(with_field(template, field), {field.encoding: grid, LABEL: Grid(())})
    return unread(shown, expected.encode(), readers)


@pytest.mark.parametrize(("name", "code"), CODES)
@pytest.mark.parametrize("words", WORDS)
def test_a_plate_is_read_by_zxing(name: str, code: str, words: int) -> None:
    """A phrase of each length reads sharp and blurred, from a picture of the whole plate."""
    template = plate(name, words, code)
    assert phrase_unread(template, phrases(words)["varied"], {"zxing": zxing}) == []


def long_text_unread(
    name: str, parts: int, text: str, readers: Mapping[str, Reader]
) -> list[list[str]]:
    """`unread` of each code on a plate with a text that is misread, looked at one by one."""
    payload = Secret[Payload](KeyText("text", text))
    template = prepared(template_of(name), Choice(0, kind="text", parts=parts))
    seen = picture(template, inscribed(payload, template))
    length = -(-len(text) // parts)
    missed = []
    for part, field in enumerate(codes_of(template)):
        held = text[part * length : (part + 1) * length]
        expected = f"p{part + 1}of{parts} {held}" if parts > 1 else held
        missed.append(unread(looked_at(seen, template, field), expected.encode(), readers))
    assert len(missed) == parts
    return [each for each in missed if each]


def codes_of(template: Template) -> list[Field]:
    """The fields of a plate that are QR codes."""
    return [f for side in template.sides for f in side.fields if isinstance(f.mark, Module)]


def room(template: Template, parts: int) -> int:
    """The characters that a plate holds in so many codes."""
    made = prepared(template, Choice(0, kind="text", parts=parts))
    size = codes_of(made)[0].rows
    prefix = len("p1of2 ") if parts > 1 else 0
    in_codes = parts * (most_characters(size, LEVEL, "bytes") - prefix)
    return min(shape(made, "text")[1], in_codes)


LONG = [
    (name, parts)
    for name in NAMES
    if "text" in template_of(name).kinds
    for parts in template_of(name).parts("text")
]


@pytest.mark.parametrize(("name", "parts"), LONG)
def test_a_full_plate_of_text_is_read_by_zxing(name: str, parts: int) -> None:
    """As many letters as fit read from each of the codes, sharp and blurred."""
    template = template_of(name)
    text = (multisig(3, 5) * 2)[: room(template, parts)]
    assert long_text_unread(name, parts, text, {"zxing": zxing}) == []


@pytest.mark.prove
@pytest.mark.parametrize(("name", "parts"), LONG)
def test_a_full_plate_of_text_is_read_by_two_decoders(name: str, parts: int) -> None:
    """The same by zxing and by zbar, and so a text that is so short that its modules are large."""
    text = (multisig(3, 5) * 2)[: room(template_of(name), parts)]
    for each in (text, text[: 17 * parts]):
        assert long_text_unread(name, parts, each, BOTH) == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_by_zxing(name: str) -> None:
    """Keys, descriptors and shares read as phrases do."""
    assert text_unread(encode(TEXTS[name]), TEXTS[name], {"zxing": zxing}) == []


def test_a_missing_zbar_says_what_to_install() -> None:
    """The proofs below fail with one line where the library is not there, and skip nothing."""
    with pytest.raises(AssertionError, match="needs libnothing.so.0; on Debian and Ubuntu: apt"):
        zbar.library("libnothing.so.0")


BOTH: Mapping[str, Reader] = {"zxing": zxing, "zbar": zbar.read}


@pytest.mark.prove
@pytest.mark.parametrize(("name", "code"), CODES)
@pytest.mark.parametrize("words", WORDS)
def test_a_plate_is_read_by_two_decoders(name: str, code: str, words: int) -> None:
    """Every published phrase, the emptiest and the fullest read by zxing and by zbar alike."""
    template = plate(name, words, code)
    found = {who: phrase_unread(template, phrase, BOTH) for who, phrase in pool(words).items()}
    assert found == {who: [] for who in pool(words)}


@pytest.mark.prove
@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_by_two_decoders(name: str, level: str) -> None:
    """Keys, descriptors and shares at each level, in one code."""
    assert text_unread(encode(TEXTS[name], level), TEXTS[name], BOTH) == []


@pytest.mark.prove
def test_parts_are_read_by_two_decoders() -> None:
    """Each part of a text in several codes, with its prefix."""
    known = vectors("qr_parts")
    grids = encode_parts(known["text"], len(known["parts"]))
    for grid, content_of_part in zip(grids, known["parts"], strict=True):
        assert text_unread(grid, content_of_part, BOTH) == []


@pytest.mark.prove
def test_what_nobody_can_read_is_missed() -> None:
    """Behind a blur of a whole module both readers miss, so the tests above can fail."""
    template = plate("seedqr", 12, "standard")
    phrase = phrases(12)["varied"]
    grids = inscribed(phrase, template)
    seen = blurred(picture(template, grids), PIXELS_PER_MODULE)
    assert zxing(seen) == zbar.read(seen) == []
