"""A machine of one's own, as far as G-code has to know it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from generator.geometry import Size, Vec

GRBL, LINUXCNC = "grbl", "linuxcnc"

DIALECTS = (GRBL, LINUXCNC)

LASER, DRAG, V_BIT, PECK, DOT_PEEN = "laser", "drag", "v-bit", "peck", "dot-peen"

OPERATIONS = (LASER, DRAG, V_BIT, PECK, DOT_PEEN)
"""A beam, a scratching diamond, a pointed cutter, a pointed drill, a needle that strikes."""

DOTS_ONLY = (PECK, DOT_PEEN)
"""Those that mark points and no lines."""

TURNING = (V_BIT, PECK)
"""Those whose tool turns."""

POINTED = (V_BIT, PECK)
"""Those whose mark is the wider the deeper it goes."""

WITH_DEPTH = (DRAG, V_BIT, PECK)
"""Those that move down into the metal."""


_LONGEST_SIGN = 40


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine does to metal, and where; millimetres, millimetres a minute, z = 0 on top.

    Numbers that its operation has no use for are 0.
    """

    name: str
    dialect: str
    operation: str
    header: tuple[str, ...]
    """Lines of the owner's, after the modes are set and before anything moves."""
    footer: tuple[str, ...]
    offset: Vec
    """Where the plate's datum stands in the machine's coordinates."""
    area: Size
    """What the tool reaches from the machine's origin, rightwards and upwards."""
    feed: float
    """Along a line."""
    tool: float
    """How wide a line or how large a dot the tool makes; of a pointed one, in an area."""
    plunge: float = 0.0
    """Feed downwards."""
    safe_height: float = 0.0
    depth: float = 0.0
    """The greatest; a tool that is not pointed always goes so deep."""
    peck: float = 0.0
    """Depth of each peck."""
    tip_deg: float = 0.0
    """Angle of a pointed tool."""
    spindle: int = 0
    """Turns a minute."""
    spin_up: float = 0.0
    """Seconds until the spindle turns so fast."""
    power: int = 0
    """S for marks: of the beam, or of the blow."""
    dwell: float = 0.0
    """Seconds that a blow takes."""
    cut_power: int = 0
    """S for holes and outline; 0 where they are not cut."""
    cut_feed: float = 0.0
    kerf: float = 0.0
    """Width of metal that the cut takes away, compensated for; 0 where it is not."""

    @property
    def sign(self) -> str:
        """Its name as a comment in a program may hold it."""
        return re.sub(r"[^A-Za-z0-9._-]", "-", self.name)[:_LONGEST_SIGN]

    def depth_for(self, width: float) -> float:
        """How deep the tool goes for a mark of some width at the face."""
        if self.operation not in POINTED:
            return self.depth
        return width / 2 / math.tan(math.radians(self.tip_deg) / 2)

    def width_at(self, depth: float) -> float:
        """How wide a mark is at the face where the tool goes so deep."""
        if self.operation not in POINTED:
            return self.tool
        return 2 * depth * math.tan(math.radians(self.tip_deg) / 2)
