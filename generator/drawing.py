"""The drawing of a blank plate, which a workshop reads without a question.

It is made of the template alone and can hold no secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import drawing_tables as tables
from generator import drawing_views as views
from generator.drawing_proof import measure
from generator.drawing_tables import figure
from generator.drawing_views import View
from generator.errors import TemplateError
from generator.finish import finish_for
from generator.formats.paper import A3, A4, Item, Page
from generator.formats.pdf_canvas import write
from generator.geometry import Point, Rect, Size
from generator.layout import Layout, Role
from generator.place import place
from generator.template import Template

ENDING = ".drawing.pdf"

ENLARGED = ((10, 1), (5, 1), (2, 1))
REDUCED = ((1, 2), (1, 5), (1, 10), (1, 20), (1, 50))
"""Scales of ISO 5455, drawing to metal."""

MOST_TEXT = 80
"""Characters of a material, finish or shop."""

_BLOCK = 40.0
"""Millimetres above the border that the title block and the notes take."""

_AFTER = 14.0
"""Millimetres from the side view to what follows, for the figure of the thickness."""

_MORE_ROWS = 36


@dataclass(frozen=True, slots=True)
class Facts:
    """What an order says besides the plate; an empty text is left for a hand to fill in.

    Without a `finish` it is what the material asks for.
    """

    material: str = ""
    quantity: int = 1
    finish: str = ""
    shop: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands."""

    sheet: Size
    scale: tuple[int, int]
    faces: tuple[View, ...]
    side: Rect


def drawing(template: Template, facts: Facts) -> bytes:
    """The drawing as PDF, measured back; the template is made for a choice, see `prepared`.

    Raises `TemplateError` for a plate that no standard scale brings onto A3 and for texts that the
    drawing's font can't write, `VerifyError` where it does not measure back.
    """
    _check(facts)
    layouts = place(None, template)
    plan = _plan(layouts)
    pages = tuple(_pages(template, facts, plan))
    data = write(pages)
    measure(data, pages, plan.faces, f"{plan.scale[0]}:{plan.scale[1]}")
    return data


def _check(facts: Facts) -> None:
    for name in ("material", "finish", "shop"):
        text = getattr(facts, name)
        try:
            text.encode("cp1252")
        except UnicodeEncodeError as error:
            strange = text[error.start]
            shown = f"{strange} " if strange.isprintable() else ""
            raise TemplateError(
                f"the {name} has {shown}(U+{ord(strange):04X}), which a drawing has not"
            ) from None
        if len(text) > MOST_TEXT or not text.isprintable():
            raise TemplateError(f"the {name} must be one line of at most {MOST_TEXT} characters")
    if not 1 <= facts.quantity <= 1_000_000:
        raise TemplateError("the quantity must be 1 to 1000000")


def _plan(layouts: tuple[Layout, ...]) -> _Plan:
    """The largest standard scale that fits on A4, or on A3 where not even 1:1 does."""
    tries = [(A4, scale) for scale in (*ENLARGED, (1, 1))] + [(A3, s) for s in ((1, 1), *REDUCED)]
    for sheet, scale in tries:
        plan = _placed(layouts, sheet, scale)
        if plan is not None:
            return plan
    raise TemplateError("the plate is too large for a drawing on A3 at 1:50")


def _placed(layouts: tuple[Layout, ...], sheet: Size, scale: tuple[int, int]) -> _Plan | None:
    """The views in first-angle projection: front, its left edge right of it, then the back."""
    room = _room(sheet)
    factor = scale[0] / scale[1]
    box = View(layouts[0], Point(0, 0), factor).box
    thick = layouts[0].thickness * factor
    wide = views.BESIDE + box.width + _AFTER + thick + _AFTER
    if layouts[1:]:
        wide += box.width + 6
    tall = views.BESIDE + box.height + views.ABOVE
    if wide > room.width or tall > room.height:
        return None
    # In the middle of what is left, whole millimetres, so that figures on paper stay plain.
    x = round(room.left + (room.width - wide) / 2 + views.BESIDE)
    y = round(room.bottom + (room.height - tall) / 2 + views.BESIDE)
    left = x + box.width + _AFTER
    faces = [View(layouts[0], Point(x, y), factor)]
    faces += [View(each, Point(left + thick + _AFTER, y), factor) for each in layouts[1:]]
    return _Plan(sheet, scale, tuple(faces), Rect(left, y, left + thick, y + box.height))


def _room(sheet: Size) -> Rect:
    """What is left for the views."""
    border = tables.frame(sheet)
    return Rect(
        border.left + 2,
        border.bottom + _BLOCK,
        border.right - tables.WIDE - 4,
        border.top - 2,
    )


def _pages(template: Template, facts: Facts, plan: _Plan) -> list[Page]:
    layouts = tuple(view.layout for view in plan.faces)
    made, rows = tables.mark_rows(layouts), tables.hole_rows(layouts[0])
    border, room = tables.frame(plan.sheet), _room(plan.sheet)
    fitting = max(0, int((room.height - tables.ROW * (len(made) + 5)) / tables.ROW))
    rest = rows[fitting:]
    across = int(border.width // (tables.WIDE + 4))
    lots = [rest[at : at + _MORE_ROWS] for at in range(0, len(rest), _MORE_ROWS)]
    sheets = [lots[at : at + across] for at in range(0, len(lots), across)]
    at = Point(border.right - tables.WIDE - 1, border.top - 1)
    items = list(_views(template, plan))
    if rows:
        items += tables.holes(rows[:fitting], at)
        at = Point(at.x, at.y - tables.ROW * (min(len(rows), fitting) + 3))
    items += tables.marks(made, at)
    notes_room = Rect(border.left + 2, border.bottom, border.right - 182, border.bottom + 38)
    items += tables.notes(_notes(template, facts), notes_room)
    pages = [items] + [
        [
            item
            for column, lot in enumerate(each)
            for item in tables.holes(
                lot, Point(border.left + 3 + column * (tables.WIDE + 4), border.top - 1)
            )
        ]
        for each in sheets
    ]
    return [
        Page(
            plan.sheet,
            (
                *tables.border(plan.sheet),
                *page,
                *tables.title_block(
                    plan.sheet, _titles(template, facts, plan, f"{number} of {len(pages)}")
                ),
            ),
        )
        for number, page in enumerate(pages, start=1)
    ]


def _views(template: Template, plan: _Plan) -> Iterator[Item]:
    for view, name in zip(plan.faces, ("Front", "Back"), strict=False):
        yield from views.face(view, name)
    yield from views.side(plan.side)
    front = plan.faces[0]
    yield from views.numbers(front)
    for text, dimension in _dimensions(template, plan):
        match dimension:
            case "width":
                yield from views.width(front.box, text)
            case "height":
                yield from views.height(front.box, text)
            case "corner":
                yield from views.corner(front.box, template.plate.corner_radius * front.scale, text)
            case "thickness":
                yield from views.width(plan.side, text)
    yield from views.datum(front.box)


def _dimensions(template: Template, plan: _Plan) -> Iterator[tuple[str, str]]:
    """Each figure with what it measures, from the layout and not from the template."""
    front = plan.faces[0].layout
    box = Rect.around(mark.box() for mark in front.of(Role.OUTLINE))
    one = len(front.of(Role.OUTLINE)) == 1
    disc = one and template.plate.is_disc
    yield f"{'Ø' if disc else ''}{figure(box.width)}", "width"
    if not disc:
        yield figure(box.height), "height"
    if one and not disc and template.plate.corner_radius:
        yield f"R{figure(template.plate.corner_radius)} (4×)", "corner"
    yield figure(front.thickness), "thickness"


def _notes(template: Template, facts: Facts) -> Iterator[str]:
    yield "This is a blank: no secret on it."
    plate, lattice = template.plate, template.plate.lattice
    if lattice is not None:
        size = (
            f"Ø{figure(plate.size.width)}"
            if plate.is_disc
            else f"{figure(plate.size.width)} × {figure(plate.size.height)}"
        )
        step = f"{figure(lattice.step.dx)} × {figure(lattice.step.dy)}"
        yield f"A set of {len(template.origins)} pieces, {size} each, {step} apart."
    yield "All dimensions in millimetres. Depths are measured from the face."
    yield "x and y run from the datum (0, 0), the lower left corner of the front."
    yield "Shape and place of all marks are in the files of the plate; here they are true to scale."
    if facts.shop:
        yield f"For {facts.shop}."


def _titles(template: Template, facts: Facts, plan: _Plan, sheet: str) -> tables.Titles:
    writable = template.title.encode("cp1252", "replace").decode("cp1252")
    return tables.Titles(
        title=f"Blank plate: {writable}",
        number=template.name,
        material=facts.material,
        thickness=figure(plan.faces[0].layout.thickness),
        finish=facts.finish or finish_for(facts.material, (view.layout for view in plan.faces)),
        quantity=str(facts.quantity),
        scale=f"{plan.scale[0]}:{plan.scale[1]}",
        sheet=sheet,
    )
