"""Packages that some formats can't do without, looked for before any work."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.errors import OutputError

_PDF = ("pypdf", "reportlab"), 'a PDF needs: pip install "metalstamp[pdf]"'

_MESH = ("lib3mf", "manifold3d"), 'a mesh needs: pip install "metalstamp[mesh]"'

_NEEDS: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "step": (("OCP",), 'STEP needs the CAD kernel: pip install "metalstamp[cad]"'),
        "stencil": _PDF,
        "stl": _MESH,
        "3mf": _MESH,
        "drawing": _PDF,
    }
)
"""Packages by what needs them, and what to say where one is missing."""


def are_there(name: str) -> bool:
    """Whether all that something needs is installed."""
    packages, _ = _NEEDS.get(name, ((), ""))
    return all(importlib.util.find_spec(package) for package in packages)


def check(names: Iterable[str]) -> None:
    """Raise `OutputError`, which says what to install, where something is missing."""
    for name in names:
        if not are_there(name):
            raise OutputError(_NEEDS[name][1])
