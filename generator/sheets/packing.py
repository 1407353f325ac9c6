"""Where rectangles lie on as few sheets as a quick search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import OutputError, RuleError
from generator.geometry import MICROMETRE, Point, Rect, Size, rounded


@dataclass(frozen=True, slots=True)
class Stock:
    """The sheets to nest on: all of one size, in millimetres.

    `margin` stays free along the edges, `spacing` between plates; `turning` allows quarter turns.
    """

    size: Size
    margin: float
    spacing: float
    turning: bool

    @property
    def room(self) -> Rect:
        """Where plates may lie."""
        return Rect(0.0, 0.0, self.size.width, self.size.height).grown(-self.margin)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one rectangle lies: its number in what was asked for, 0-based, and its sheet's."""

    index: int
    sheet: int
    at: Point
    """The lower left corner, once it is turned."""
    turned: bool
    """By a quarter, counter-clockwise."""


def check_room(name: str, size: Size, stock: Stock) -> None:
    """Raise `RuleError` for a rectangle larger than a sheet, with the smallest sheet that does."""
    room = stock.room
    ways = [size, Size(size.height, size.width)] if stock.turning else [size]
    if any(
        w.width <= room.width + MICROMETRE / 2 and w.height <= room.height + MICROMETRE / 2
        for w in ways
    ):
        return
    # The way round in which the sheet at hand has to grow least.
    least = min(ways, key=lambda w: max(w.width - room.width, w.height - room.height))
    width, height = (rounded(each + 2 * stock.margin) for each in (least.width, least.height))
    raise RuleError(
        f"{name} of {size.width:g} × {size.height:g} mm is larger than the sheet, which has room "
        f"for {max(0.0, room.width):g} × {max(0.0, room.height):g} mm inside its margin; the "
        f"smallest that would do is {width:g} × {height:g} mm"
    )


def packed(sizes: Sequence[Size], stock: Stock) -> tuple[Spot, ...]:
    """The spot of each rectangle, in their order; each has to fit, see `check_room`.

    Counted in whole micrometres, so that neighbours without spacing meet exactly.
    Raises `OutputError` where rectpack is not installed.
    """
    try:
        from rectpack import PackingBin, PackingMode, newPacker
    except ModuleNotFoundError:
        raise OutputError('sheets need rectpack: pip install "metalstamp[sheet]"') from None
    packer = newPacker(PackingMode.Offline, PackingBin.BBF, rotation=stock.turning)
    gap, room = stock.spacing, stock.room
    for index, size in enumerate(sizes):
        packer.add_rect(_whole(size.width + gap), _whole(size.height + gap), rid=index)
    packer.add_bin(_whole(room.width + gap), _whole(room.height + gap), count=len(sizes))
    packer.pack()
    spots = [
        Spot(
            index,
            sheet,
            Point(room.left + x * MICROMETRE, room.bottom + y * MICROMETRE).rounded(),
            _whole(sizes[index].width + gap) != width,
        )
        for sheet, x, y, width, _, index in packer.rect_list()
    ]
    assert len(spots) == len(sizes)  # there is a sheet for each, and each fits
    return tuple(sorted(spots, key=lambda spot: spot.index))


def _whole(length: float) -> int:
    return round(length / MICROMETRE)
