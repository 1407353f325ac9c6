"""Formats drawn for the kerf of one machine of one's own, and read as the parts that it cuts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from generator.formats import Format
from generator.formats.kerf import check
from generator.formats.kerf_read import parts
from generator.layout import Face, Layout


def format_for(nominal: Format, kerf: float) -> Format:
    """The format `lbrn2` or `dxf-cut` drawn for a kerf in millimetres; its files' names say so.

    Its view is that of parts in their own size.
    """
    return replace(
        nominal,
        ending=f".kerf{nominal.ending}",
        write=partial(_write, name=nominal.name, kerf=kerf),
        read=partial(_read, nominal=nominal, kerf=kerf),
        check=partial(check, kerf=kerf),
    )


def _write(layouts: tuple[Layout, ...], name: str, kerf: float) -> bytes:
    if name == "lbrn2":
        from generator.formats import lightburn

        return lightburn.write_for_kerf(layouts, kerf)
    from generator.formats import dxf

    return dxf.write_cut_for_kerf(layouts, kerf)


def _read(data: bytes, nominal: Format, kerf: float) -> tuple[Face, ...]:
    return tuple(parts(face, kerf) for face in nominal.read(data))
