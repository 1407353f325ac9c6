"""Workshops and machines as frozen values: what one of them can make, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from generator.colours import Colours
from generator.machine import DOTS_ONLY, Machine

PROCESSES = ("laser cutting", "laser marking", "milling", "punching")

CUT_RULES = ("hole", "web", "edge", "hole-pitch", "corner")
"""What can be said about whatever goes right through the metal."""

MARK_RULES = (
    "dot",
    "dot-pitch",
    "stroke",
    "letter",
    "gap",
    "margin",
    "depth",
    "slenderness",
    "inner-corner",
    "floor",
)
"""What can be said about marks that go into the metal and not through it."""

SIZE_RULES = ("short-side", "long-side")
"""What can be said about the plate's size."""

SHEET_RULES = ("thickness", *SIZE_RULES)
"""What can be said about the metal, whatever is done to it."""

RULES = (*SHEET_RULES, *CUT_RULES, *MARK_RULES)


@dataclass(frozen=True, slots=True)
class Amount:
    """A length that is the largest of several: as it is, by thickness, or by a hole's diameter."""

    mm: float = 0.0
    per_thickness: float = 0.0
    per_diameter: float = 0.0

    def of(self, thickness: float, diameter: float) -> float:
        """Millimetres, for metal of this thickness and a hole or pocket of this diameter."""
        return max(self.mm, self.per_thickness * thickness, self.per_diameter * diameter)


@dataclass(frozen=True, slots=True)
class Limit:
    """What one rule says; `None` where nothing is said.

    Below `least` and above `most` it can't be made; below `advised` it is a risk.
    Millimetres, but for `slenderness`, which is depth over diameter.
    """

    rule: str
    least: Amount | None
    advised: Amount | None
    most: Amount | None
    source: str


@dataclass(frozen=True, slots=True)
class Material:
    """A metal that the shop has, in the thicknesses listed or in any between two."""

    name: str
    title: str
    thicknesses: tuple[float, ...]
    between: tuple[float, float] | None
    source: str


@dataclass(frozen=True, slots=True)
class Shop:
    """What a shop or machine can make; what it does not say is among `unknown`.

    `cuts` and `marks` tell what it does; rules about the other are not its own.
    `formats` are those of its files by their endings, empty where it does not say.
    """

    name: str
    title: str
    process: str
    cuts: bool
    marks: bool
    evidence: str
    checked: str
    sources: tuple[str, ...]
    limits: tuple[Limit, ...]
    materials: tuple[Material, ...]
    formats: tuple[str, ...]
    refuses: tuple[str, ...]
    kerf: str
    notes: tuple[str, ...]
    unknown: tuple[str, ...]
    colours: Colours | None = None
    """Those that it goes by in SVG and DXF, where it says so."""
    machine: Machine | None = None
    """What G-code for it needs, where it is a machine of one's own."""

    @property
    def dots_only(self) -> bool:
        """Whether it makes dots alone: such a machine, or a punch that says nothing of lines."""
        if self.machine is not None:
            return self.machine.operation in DOTS_ONLY
        lines = self.limit("stroke") or self.limit("letter")
        return self.process == "punching" and lines is None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules about what this shop does."""
        mine = (SHEET_RULES, CUT_RULES if self.cuts else (), MARK_RULES if self.marks else ())
        return tuple(rule for rules in mine for rule in rules)

    def limit(self, rule: str) -> Limit | None:
        """What it says about a rule, if anything."""
        return next((each for each in self.limits if each.rule == rule), None)

    def material(self, name: str) -> Material | None:
        """The material of that name, if it has it."""
        return next((each for each in self.materials if each.name == name), None)
