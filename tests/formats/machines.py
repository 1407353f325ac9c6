"""A machine of each kind to write for."""

from __future__ import annotations

from dataclasses import replace

from generator.geometry import Size, Vec
from generator.machine import Machine

LASER = Machine(
    name="mine",
    dialect="grbl",
    operation="laser",
    header=("M8",),
    footer=("M9",),
    offset=Vec(10, 20),
    area=Size(200, 100),
    feed=600,
    tool=0.1,
    power=800,
    cut_power=1000,
    cut_feed=100,
)
DRAG = replace(
    LASER, operation="drag", power=0, cut_power=0, cut_feed=0, plunge=60, safe_height=5, depth=0.1
)
V_BIT = replace(DRAG, operation="v-bit", depth=2.0, tip_deg=60, spindle=10000, spin_up=2)
PECK = replace(V_BIT, operation="peck", tool=3.0, tip_deg=90, peck=0.2)
MILL = replace(PECK, dialect="linuxcnc")
PEEN = replace(
    LASER, operation="dot-peen", power=500, cut_power=0, cut_feed=0, dwell=0.05, tool=0.4
)

OF_LINES = {"laser": LASER, "drag": DRAG, "v-bit": V_BIT}
OF_DOTS = {"peck": PECK, "mill": MILL, "dot-peen": PEEN}
