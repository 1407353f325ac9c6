"""A chart of the parts that were recovered, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import svgwrite

_WIDTH, _HEIGHT = 900, 420
_LEFT, _TOP, _RIGHT, _BOTTOM = 60, 76, 20, 90
_COLOURS = ("#b8c0c8", "#7f9bb3", "#3f6f9f", "#12355b", "#0b1f36")
"""From light to dark, so that they differ in a copy without colours too."""

_INK, _LINE = "#1b1f24", "#d5dade"
_FONT = "Helvetica, Arial, sans-serif"


def chart(title: str, bars: Mapping[str, Mapping[str, float]], notes: Sequence[str]) -> bytes:
    """Groups of bars, each from 0 to 1, with their percentages written over them.

    Each group has the same names in the same order; `notes` stand below.
    """
    drawing = svgwrite.Drawing(size=(_WIDTH, _HEIGHT), debug=False)
    drawing.viewbox(0, 0, _WIDTH, _HEIGHT)
    drawing.add(drawing.rect((0, 0), (_WIDTH, _HEIGHT), fill="white"))

    def write(text: str, at: tuple[float, float], size: int = 12, anchor: str = "middle") -> None:
        style = {"font_size": size, "text_anchor": anchor, "font_family": _FONT, "fill": _INK}
        drawing.add(drawing.text(text, at, **style))

    write(title, (_LEFT, 26), 16, "start")
    height = _HEIGHT - _TOP - _BOTTOM
    for percent in range(0, 101, 20):
        level = _TOP + height * (100 - percent) // 100
        drawing.add(drawing.line((_LEFT, level), (_WIDTH - _RIGHT, level), stroke=_LINE))
        write(f"{percent} %", (_LEFT - 8, level + 4), 11, "end")
    names = list(next(iter(bars.values())))
    for at, name in enumerate(names):
        start = _LEFT + at * 190
        drawing.add(drawing.rect((start, 36), (12, 12), fill=_COLOURS[at % len(_COLOURS)]))
        write(name, (start + 18, 46), 12, "start")
    group = (_WIDTH - _LEFT - _RIGHT) / len(bars)
    wide = group * 0.84 / len(names)
    for number, (label, shares) in enumerate(bars.items()):
        begin = _LEFT + number * group + group * 0.08
        write(label, (begin + wide * len(names) / 2, _TOP + height + 18), 13)
        for at, name in enumerate(names):
            tall, left = height * shares[name], begin + at * wide
            fill = _COLOURS[at % len(_COLOURS)]
            place = (round(left + 1, 2), round(_TOP + height - tall, 2))
            drawing.add(drawing.rect(place, (round(wide - 2, 2), round(tall, 2)), fill=fill))
            write(f"{100 * shares[name]:.1f}", (left + wide / 2, _TOP + height - tall - 4), 11)
    for line, note in enumerate(notes):
        write(note, (_LEFT, _HEIGHT - 42 + 16 * line), 11, "start")
    return str(drawing.tostring()).encode()
