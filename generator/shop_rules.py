"""Whether a shop can make a plate: its own rules on the full plate, feature by feature.

The plate is looked at with every slot marked, as in `rules`, so no finding can depend on a secret.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.place import full
from generator.shop import Limit, Shop
from generator.shop_measures import MEASURES, Feature, Seen
from generator.template import Template

PASS, WARNING, ERROR, UNKNOWN = "pass", "warning", "error", "unknown"
"""A verdict; unknown is a rule about which the shop says nothing."""

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "thickness": "thickness of the metal",
        "hole": "hole, across",
        "web": "metal between holes",
        "edge": "metal from hole to edge",
        "hole-pitch": "hole to hole, centres",
        "corner": "radius of the corners",
        "short-side": "shorter side",
        "long-side": "longer side",
        "dot": "dot or module, across",
        "dot-pitch": "dot to dot, centres",
        "stroke": "width of strokes",
        "letter": "height of letters",
        "gap": "metal between marks",
        "margin": "metal from mark to edge",
        "depth": "depth of marks",
        "slenderness": "depth over width of dots",
        "inner-corner": "radius of inside corners",
        "floor": "metal under the marks",
        "sheet": "sheets the shop has",
        "files": "files the shop takes",
        "machine": "work of the machine",
    }
)
"""What each rule is about, for people."""

_LEAST, _MOST, ONE_OF = "at least", "at most", "one of"

_SLACK = 1e-6
"""Millimetres; numbers in files are whole micrometres, so anything less is arithmetic."""

_HUNDREDTH = 100
"""The nearest passing value is told to a hundredth of a millimetre."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of a plate: its worst feature, and what would pass."""

    rule: str
    verdict: str
    what: str = ""
    found: float = 0.0
    bound: str = ""
    """`at least`, `at most` or `one of`; empty where the numbers say nothing."""
    required: float = 0.0
    nearest: float = 0.0
    """The value nearest to the one found that passes."""
    failing: int = 0
    """How many features do not pass."""
    source: str = ""

    @property
    def numbers(self) -> str:
        """What was found, and what is asked where that is one number."""
        asked = f", {self.bound} {_mm(self.required)}" if self.bound != ONE_OF else ""
        return f"{_mm(self.found)}{asked}"


def short(finding: Finding) -> str:
    """What is wrong in a few words: the rule and its numbers, or what it says without any."""
    title = TITLES[finding.rule]
    if not finding.bound:
        return f"{title}: {finding.what}"
    told = f": {finding.what}" if finding.bound == ONE_OF else ""
    return f"{title} {finding.numbers}{told}"


def _mm(number: float) -> str:
    """Millimetres to a micrometre, and no fewer than two places."""
    return f"{number:.3f}".removesuffix("0")


def findings(template: Template, shop: Shop) -> tuple[Finding, ...]:
    """What each rule of a shop says of a template that was made for a choice, in their order."""
    seen = Seen(template, full(template))
    return tuple(_finding(seen, rule, shop.limit(rule)) for rule in shop.rules)


def _finding(seen: Seen, rule: str, limit: Limit | None) -> Finding:
    if limit is None:
        return Finding(rule, UNKNOWN)
    judged = [_judged(feature, limit, seen) for feature in MEASURES[rule](seen)]
    if not judged:
        return Finding(rule, PASS, "nothing of the kind on this plate", source=limit.source)
    worst = max(judged, key=_badness)
    failing = sum(each.verdict == worst.verdict for each in judged) if _fails(worst) else 0
    return Finding(
        rule,
        worst.verdict,
        worst.what,
        worst.found,
        worst.bound,
        worst.required,
        worst.nearest,
        failing,
        limit.source,
    )


def _fails(finding: Finding) -> bool:
    return finding.verdict in (WARNING, ERROR)


def _badness(finding: Finding) -> tuple[int, float]:
    """Errors before warnings, and among equals what is farthest off."""
    off = finding.required - finding.found
    return (PASS, WARNING, ERROR).index(finding.verdict), off if finding.bound == _LEAST else -off


def _judged(feature: Feature, limit: Limit, seen: Seen) -> Finding:
    """The first limit that a feature doesn't keep, or the first that there is."""
    thickness = seen.template.plate.thickness
    limits = [
        (verdict, bound, amount.of(thickness, feature.across))
        for verdict, bound, amount in (
            (ERROR, _LEAST, limit.least),
            (ERROR, _MOST, limit.most),
            (WARNING, _LEAST, limit.advised),
        )
        if amount is not None
    ]
    what, found = feature.what, round(feature.found, 6)
    for verdict, bound, required in limits:
        if (required - found if bound == _LEAST else found - required) > _SLACK:
            nearest = _passing(required, bound)
            return Finding(limit.rule, verdict, what, found, bound, required, nearest)
    _, bound, required = limits[0]
    return Finding(limit.rule, PASS, what, found, bound, required, found)


def _passing(required: float, bound: str) -> float:
    """The nearest hundredth of a millimetre that passes."""
    hundredths = required * _HUNDREDTH
    towards = math.ceil(hundredths - _SLACK) if bound == _LEAST else math.floor(hundredths + _SLACK)
    return towards / _HUNDREDTH
