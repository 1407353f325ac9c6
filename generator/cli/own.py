"""What a user brings: templates and fonts of their own, and the shop that they go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator import template_file as templates
from generator.cli import screen
from generator.errors import OutputError, ReadError, UnknownPlateError
from generator.formats import Format, for_machine, in_colours
from generator.pipeline import Product
from generator.template import Template
from generator.template_file import Asked

if TYPE_CHECKING:
    from generator.geometry import Size
    from generator.layout import Layout
    from generator.machine import Machine
    from generator.outline_font import Font
    from generator.outlines import Outlines
    from generator.shop import Shop


def plate(asked: Asked, width: float | None) -> Template:
    """The template asked for; one that doesn't ship is held against its encodings first."""
    found = templates.find(asked, width)
    agree(found, asked)
    return found


def is_untested(asked: Asked, width: float | None) -> bool:
    """Whether it is not a plate that ships, as it ships: all choices of those are in our tests."""
    return bool(asked.settings) or width is not None or asked.name not in templates.names()


def agree(found: Template, asked: Asked) -> None:
    """Refuse a template of the user's own whose labels or legend say what its marks don't mean."""
    if is_untested(asked, None):
        from generator import inspection

        inspection.check(found)


def notes(asked: Asked, font: Path | None) -> Iterator[str]:
    """What the owner of a plate of such a template, or in such letters, should know."""
    if asked.settings:
        yield "to read these files, give read the same --template and --set"
    if font is not None:
        yield "to read these files, give read the same --font"


def letter(made: Template) -> Product:
    """The page on how to read a plate by hand, read back."""
    from generator.letter import ENDING, letter  # a plate without one does not wait for it

    return Product(f"{made.name}{ENDING}", "letter", letter(made, None), "read back: one page")


@contextmanager
def looked_for(asked: Asked | None) -> Iterator[None]:
    """Add to the refusal of an unknown plate what would make a plate of the user's own known."""
    try:
        yield
    except UnknownPlateError as error:
        hint = "one of your own needs its --template, and --set as it was made"
        if asked is not None:
            hint = "give --set as it was made"
        raise ReadError(f"{error}; {hint}") from None


def outlines(font: Path | None, language: str | None) -> Outlines | None:
    """The letters of a font, if there is one: those of the language, or all words it can draw."""
    opened = font_in(font)
    if opened is None:
        return None
    from generator.inscription import outlines_of

    return outlines_of(opened, language)


def font_in(path: Path | None) -> Font | None:
    """The font of a file, if one was named."""
    if path is None:
        return None
    from generator.outline_font import load

    opened = load(path)
    if opened.variable:
        screen.note("the font has several styles; its default is drawn")
    return opened


def formats(names: Iterable[str], shop: Shop | None) -> list[Format]:
    """The formats of these names, as the shop's machine needs them where it is one's own.

    Raises `OutputError` for G-code where the shop has none.
    """
    return coloured((format_for(name, shop) for name in names), shop)


def format_for(name: str, shop: Shop | None) -> Format:
    """One of them in no colours but ours; raises as `formats` does."""
    return for_machine(name, _machine(name, shop))


def coloured(plain: Iterable[Format], shop: Shop | None) -> list[Format]:
    """The formats in the colours that the shop goes by, if it names any."""
    return [in_colours(each, shop.colours if shop is not None else None) for each in plain]


def opened(kind: str, number: int, data: bytes, shop: Shop | None) -> Format:
    """The format of a file that was given, which only its machine can read if it is G-code.

    Raises `ReadError` where that was not named.
    """
    if kind == "gcode" and shop is None:
        known = _whose(data)
        hint = f", as in --shop {known}, which it says that it is for" if known else ""
        raise ReadError(
            f"file {number} is G-code: name the machine that it is for with --shop{hint}"
        )
    try:
        (found,) = formats((kind,), shop)
    except OutputError as error:
        raise ReadError(f"file {number} is G-code, and {error}") from None
    return found


def title(kind: str, data: bytes, shop: Shop | None) -> str:
    """What to call the format of a file in messages; of G-code with whose it is.

    Only names that ship are repeated: any other text of a file could be somebody's secret.
    """
    if kind != "gcode" or shop is None or shop.machine is None:
        return kind
    from generator.formats.gcode_read import whose

    said = whose(data)
    if not said:
        return f"gcode, read as for --shop {shop.name}"
    if said == shop.machine.sign:
        return f"gcode for {shop.name}"
    if known := _whose(data):
        return f"gcode for {known}, but --shop is {shop.name}"
    return f"gcode for another machine than {shop.name}, as it says"


def _whose(data: bytes) -> str:
    """The machine that G-code is for, if its comment says one that ships."""
    from generator import shop_file
    from generator.formats.gcode_read import whose

    said = whose(data)
    return said if said in shop_file.with_machines() else ""


def _machine(name: str, shop: Shop | None) -> Machine | None:
    """The machine that a format is for, if a shop was named that is one."""
    if shop is None or shop.machine is not None or name != "gcode":
        return shop.machine if shop is not None else None
    from generator import shop_file

    known = ", ".join(shop_file.with_machines())
    raise OutputError(
        f"{shop.name} has no [machine] in its profile, which G-code is made by; {known} have one"
    )


def risks(made: Template, shop: Shop | None) -> tuple[str, ...]:
    """What to say where the shop can make the plate only at a risk; refuses what it can't make."""
    if shop is None:
        return ()
    from generator.cli import shop as shops

    return tuple(shops.risks(made, shop))


def check_reach(size: Size, shop: Shop | None, what: str) -> None:
    """Refuse a piece of metal that a machine of one's own does not reach."""
    if shop is not None:
        from generator import shop_check

        shop_check.check_reach(size, shop, what)


def check_drawing(layouts: Iterable[Layout], shop: Shop | None, what: str) -> None:
    """Refuse a drawing that a machine of one's own can't make, or does not reach."""
    if shop is not None:
        from generator import shop_check

        for layout in layouts:
            shop_check.check_drawing(layout, shop, what)
