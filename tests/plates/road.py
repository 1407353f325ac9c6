"""Every plate that ships, phrases for it, and the road there and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator import template_file
from generator.choice import Choice
from generator.errors import RuleError
from generator.formats import FORMATS, Format
from generator.pipeline import Found, Product, Reading, make, prepared, read
from generator.secret import Secret
from generator.template import Template
from generator.words.kinds import words_of
from generator.words.payload import Payload, Phrase
from tests.encodings.phrases import boxed, completed, made, of_kind, published

FOLDER = Path(__file__).parent.parent.parent / "templates" / "plates"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
"""Found in the folder, so a plate that is added is tested with no line written here."""

ONE_CODE = 271
"""Characters of a text that stands in one code; longer ones are split."""

FLAT = ("svg", "dxf")
SOLID = ("step",)


@cache
def format_of(name: str) -> Format:
    """A format, loaded once."""
    return FORMATS[name]()


@cache
def template_of(name: str) -> Template:
    """A template that ships, at its own size."""
    return template_file.load(FOLDER / f"{name}.toml")


@cache
def choices(name: str) -> tuple[Choice, ...]:
    """All there is to choose about a plate, makeable or not."""
    return tuple(template_of(name).choices())


@cache
def makeable(name: str) -> tuple[Template, ...]:
    """The plate for each choice that its rules allow."""
    return tuple(_allowed(name, choices(name)))


def first_of(name: str) -> Template:
    """`makeable(name)[0]`, without making the others."""
    return next(_allowed(name, choices(name)))


def last_of(name: str) -> Template:
    """`makeable(name)[-1]`, without making the others."""
    return next(_allowed(name, choices(name)[::-1]))


def _allowed(name: str, chosen_: Iterable[Choice]) -> Iterator[Template]:
    for choice in chosen_:
        try:
            yield plate(name, choice)
        except RuleError as error:
            if choice.style == "stroke" or "use --style stroke" not in str(error):
                raise


@cache
def plate(name: str, choice: Choice) -> Template:
    """A template that ships made for a choice, its rules looked at once."""
    return prepared(template_of(name), choice)


def chosen(template: Template) -> Choice:
    """What a template was made for."""
    assert template.choice is not None
    return template.choice


def fewest_and_most(name: str, kind: str) -> set[int]:
    """The least and the largest number of words that a plate holds of a kind."""
    counts = template_of(name).counts(kind)
    return {counts[0], counts[-1]}


def solid_plates(name: str) -> Iterator[Template]:
    """What of a plate is worth a solid: its first kind with the fewest and the most words.

    In each code, style and check; other kinds differ in a word of the legend only. Of a text the
    most codes.
    """
    kind = template_of(name).kinds[0]
    ends = fewest_and_most(name, kind)
    return _allowed(
        name,
        [c for c in choices(name) if c.parts > 1 or (c.kind == kind and c.words in ends)],
    )


def plain(name: str, words: int) -> Template:
    """The plate in strokes, with the standard code."""
    return plate(name, Choice(words))


@cache
def phrases(words: int) -> dict[str, Secret[Phrase]]:
    """The fewest marks, the most marks, and a published phrase or the beginning of one."""
    texts = {12: "ss5_12", 24: "seedcard_24"}
    begun = boxed(published()["seedcard_24"]).reveal().indices
    other = completed(begun[: words - 1], begun[words - 1])
    return {
        "sparse": made(completed([0] * (words - 1)), "english"),
        "dense": made(completed([2047] * (words - 1), 2047), "english"),
        "varied": boxed(published()[texts[words]]) if words in texts else made(other, "english"),
    }


@cache
def secrets(choice: Choice) -> dict[str, Secret[Payload]]:
    """Secrets of the kind and length that a plate was made for, named like `phrases`."""
    if choice.kind == "bip39":
        return dict(phrases(choice.words))
    known = [
        each
        for each in of_kind(choice.kind, choice.words)
        if choice.words or (len(words_of(each).reveal()) > ONE_CODE) == (choice.parts > 1)
    ]
    return {"sparse": known[0], "dense": known[-1], "varied": known[len(known) // 2]}


def files(phrase: Secret[Payload], template: Template, name: str) -> tuple[Product, ...]:
    """The files of one plate in one format."""
    return tuple(make(phrase, template, [format_of(name)]))


def found(products: Iterator[Product] | tuple[Product, ...]) -> list[Found]:
    """Files as `read` takes them."""
    return [Found(each.name, format_of(each.format), each.data) for each in products]


def reading(products: tuple[Product, ...], names: tuple[str, ...] = NAMES) -> Reading:
    """What the files show, numbers taken for English words."""
    return read(found(products), names, "english")


def travels(phrase: Secret[Payload], template: Template, name: str, names: tuple[str, ...]) -> None:
    """Fails unless the files of a plate say what was put on it, and which plate it is."""
    back = reading(files(phrase, template, name), names)
    assert back.template == template
    assert back.sides == tuple(side.name for side in template.sides)
    assert [each.reveal() for each in back.payloads] == [phrase.reveal()]
