"""How hard a picture makes it: what the camera, the light and time have done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

LOOKS = ("punched", "etched", "engraved", "bright")
"""Dimples that only light and shadow show; dark marks without depth; dark marks with depth; bright
marks on a dark plate."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The most of each; every picture takes some part of it, drawn by its seed."""

    tilt_deg: float
    """Between the plate's normal and the way to the camera, in any direction."""
    turn_deg: float
    """In the plane of the picture, either way."""
    barrel: float
    """By what part a corner of the picture is drawn inwards."""
    blur: float
    """Full width at half maximum of a Gaussian blur, in parts of the distance of two slots: what
    is seen of a point; at 0.5 two neighbouring marks just do not run together."""
    noise: float
    """Standard deviation of the sensor's noise, in grey levels of 255."""
    shade: float
    """By what part one side of the picture is darker than the other."""
    glare: float
    """Grey levels that the lamp's reflection adds, in a spot of a third of the plate."""
    pits: int
    """Rust pits of 0.2 to 0.9 mm across, anywhere on the plate."""
    stains: int
    """Dull spots of 4 to 12 mm."""
    quality: int
    """Of the JPEG, at least; 95 at most."""


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "mild": Setting(10, 20, 0.02, 0.15, 3, 0.2, 15, 4, 1, 85),
        "medium": Setting(25, 180, 0.06, 0.5, 7, 0.45, 60, 14, 3, 60),
        "harsh": Setting(35, 180, 0.1, 0.7, 12, 0.65, 110, 40, 8, 45),
    }
)
"""`medium` reaches the most that the scanner has to bear: 25°, half a pitch, JPEG 60."""
