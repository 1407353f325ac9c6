"""Flat drawings in the colours that one workshop goes by."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from generator.colours import Colours
from generator.formats import Format
from generator.layout import Layout


def format_for(plain: Format, colours: Colours) -> Format:
    """An SVG, or a DXF of R2010, in these colours; layers keep the names of their roles."""
    return replace(plain, write=partial(_write, name=plain.name, colours=colours))


def _write(layouts: tuple[Layout, ...], name: str, colours: Colours) -> bytes:
    if name == "svg":
        from generator.formats import svg

        return svg.write_coloured(layouts, colours)
    from generator.formats import dxf

    return dxf.write_coloured(layouts, name, colours)
