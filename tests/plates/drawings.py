"""Files as text, taken apart into shapes that tests move, double and drop."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file as text: what comes before, in and after its shapes, and how each is drawn."""

    before: str
    shapes: tuple[str, ...]
    after: str
    layer: Callable[[str], str]
    moved: Callable[[str, float], str]
    relayered: Callable[[str, str], str]

    def of(self, layer: str) -> list[int]:
        """The places of all shapes of a layer."""
        return [place for place, shape in enumerate(self.shapes) if self.layer(shape) == layer]

    def with_(self, place: int, *shapes: str) -> bytes:
        """The file with one shape replaced by any number of others."""
        changed = (*self.shapes[:place], *shapes, *self.shapes[place + 1 :])
        return (self.before + "".join(changed) + self.after).encode()


# --------------------------------------------------------------------------------------------- SVG

COLOUR = {
    "mark": "#000000",
    "legend": "#0000FF",
    "outline": "#FF0000",
    "guide": "#00E000",
    "hole": "#FF8000",
    "fiducial": "#FF00FF",
}


def svg_of(data: bytes) -> Drawing:
    """Each shape stands in a layer of its own here; readers don't mind layers of equal name."""
    text = data.decode()
    start = text.index("<g ")
    shapes, layer = [], ""
    for line in text[start:].splitlines():
        if line.startswith("<g "):
            layer = re.findall(r'id="(\w+)"', line)[0]
        elif line.startswith(("<circle", "<path")):
            shapes.append(f'<g id="{layer}">{line}</g>\n')
    return Drawing(text[:start], tuple(shapes), "</svg>\n", _svg_layer, _svg_moved, _svg_relayered)


def _svg_layer(shape: str) -> str:
    return str(re.findall(r'<g id="(\w+)"', shape)[0])


def _svg_moved(shape: str, by: float) -> str:
    def shifted(match: re.Match[str]) -> str:
        return f"{match[1]}{float(match[2]) + by:.3f}"

    shape = re.sub(r'(cx=")([\d.]+)', shifted, shape)
    shape = re.sub(r"([ML] )([\d.]+)", shifted, shape)
    return re.sub(r"(A [\d.]+ [\d.]+ 0 0 [01] )([\d.]+)", shifted, shape)


def _svg_relayered(shape: str, layer: str) -> str:
    old = _svg_layer(shape)
    return shape.replace(f'id="{old}"', f'id="{layer}"').replace(COLOUR[old], COLOUR[layer])


# --------------------------------------------------------------------------------------------- DXF


def dxf_of(data: bytes) -> Drawing:
    """Each shape is a run of pairs of lines that begins with a code 0."""
    text = data.decode()
    start = text.index("ENTITIES\n") + len("ENTITIES\n")
    end = text.index("  0\nENDSEC\n", start)
    shapes = [f"  0\n{part}" for part in text[start:end].split("  0\n")[1:]]
    assert all(shape.startswith(("  0\nCIRCLE\n", "  0\nLWPOLYLINE\n")) for shape in shapes)
    return Drawing(text[:start], tuple(shapes), text[end:], _dxf_layer, _dxf_moved, _dxf_relayered)


def _dxf_layer(shape: str) -> str:
    return str(re.findall(r"\n  8\n(\w+)\n", shape)[0])


def _dxf_moved(shape: str, by: float) -> str:
    return re.sub(r"(\n 10\n)(-?[\d.]+)", lambda m: f"{m[1]}{float(m[2]) + by:.3f}", shape)


def _dxf_relayered(shape: str, layer: str) -> str:
    return shape.replace(f"\n  8\n{_dxf_layer(shape)}\n", f"\n  8\n{layer}\n")


DRAWINGS = {"svg": svg_of, "dxf": dxf_of}
