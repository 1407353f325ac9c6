"""Which slots hold a mark: each is held against what marks and blanks look like on this plate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from generator.scan.lens import Lens
from generator.scan.pixels import Pixels, Points, blurred, warped
from generator.scan.targets import Target

_ACROSS = 17
"""Samples a side of the square around a slot."""

_REACH = 0.75
"""Half of that square, in diameters of a mark."""

_BLANK, _MARK = 0.33, 0.62
"""Up to where a slot is surely blank, and from where it surely holds a mark: 0 and 1 are what
these look like on this plate."""

_WELL_APART, _WIDE = 4.0, (0.25, 0.72)
"""Where marks and blanks are less far from each other, more slots are doubtful."""

_FAINT = 0.42
"""From where on a slot is a mark, if it has the shape of one."""

_STRANGE = 0.75
"""How far a slot may look unlike both, in the same measure."""


class Sign(Enum):
    """What stands in a slot."""

    BLANK = "blank"
    MARK = "mark"
    DOUBT = "doubt"
    LOST = "lost"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What all slots of a side look like."""

    signs: tuple[Sign, ...]
    likeness: Points
    """0 as a blank, 1 as a mark."""
    apart: float
    """How far marks and blanks are from each other, in spreads of either; large is sure."""


def look(picture: Pixels, lens: Lens, target: Target) -> Look:
    """What stands in each slot of a side, seen through a lens in a grey picture."""
    patches, disc, lost = _patches(picture, lens, target)
    weight = disc.ravel().astype(float)
    flat = patches.reshape(len(patches), -1)
    power = np.sqrt((flat**2 * weight).sum(axis=1) / weight.sum())
    usable = ~lost
    marked = (power > _parted(power[usable])) & usable
    wide = np.ones_like(weight)
    wide[~disc.ravel()] = 0.35
    signs = [Sign.LOST] * len(flat)
    likeness = np.zeros(len(flat))
    strange = np.zeros(len(flat))
    for _ in range(4):
        if not marked.any() or not (usable & ~marked).any():
            return Look(tuple(signs), likeness, 0.0)
        blank = np.median(flat[usable & ~marked], axis=0)
        typical = _typical(flat - blank, marked, target.places)
        size = (typical**2 * wide).sum(axis=1)
        off = flat - blank
        likeness = (off * typical * wide).sum(axis=1) / size
        rest = off - likeness[:, None] * typical
        strange = np.sqrt((rest**2 * wide).sum(axis=1) / size)
        again = (likeness > 0.5) & usable
        if np.array_equal(again, marked):
            break
        marked = again
    apart = _apart(likeness, marked, usable)
    spread = float(np.median(strange[marked] / np.maximum(likeness[marked], 0.3)))
    judge = _Judge(
        max(_STRANGE, 2.5 * float(np.median(strange[marked]))),
        1.25 * spread,
        (_BLANK, _MARK) if apart >= _WELL_APART else _WIDE,
    )
    for at in np.flatnonzero(usable):
        signs[at] = judge.sign(float(likeness[at]), float(strange[at]))
    return Look(tuple(signs), likeness, apart)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is a mark on this plate, in this light."""

    strange: float
    usual: float
    """How strange a mark may be for its likeness, if it is faint."""
    band: tuple[float, float]

    def sign(self, likeness: float, strange: float) -> Sign:
        """A faint mark has the shape of the others; a pit has not."""
        low, high = self.band
        if strange > self.strange and likeness < 1.2 * strange + high:
            return Sign.DOUBT
        if likeness <= low:
            return Sign.BLANK
        if likeness >= high or (likeness >= _FAINT and strange <= self.usual * likeness):
            return Sign.MARK
        return Sign.DOUBT


def _apart(likeness: Points, marked: Pixels, usable: Pixels) -> float:
    one, other = likeness[marked], likeness[usable & ~marked]
    spread = np.hypot(one.std() + 1e-3, other.std() + 1e-3)
    return float((one.mean() - other.mean()) / spread) if len(one) and len(other) else 0.0


def _typical(off: Points, marked: Pixels, places: Points) -> Points:
    """What a mark looks like at each slot: light from the side makes it differ across a plate."""
    middle = places.mean(axis=0)
    across = (places - middle) / (np.abs(places - middle).max() or 1.0)
    terms = np.column_stack([np.ones(len(places)), across])
    known = terms[marked]
    # Slopes are held small: few marks tell little of them.
    held = np.diag([1e-9, 3.0, 3.0])
    usual = np.median(off[marked], axis=0)
    slopes = np.linalg.solve(known.T @ known + held, known.T @ (off[marked] - usual))
    slopes[0] *= 0.5
    return np.asarray(usual + terms @ slopes)


def _parted(values: Points) -> float:
    """Where two populations part, by Otsu's rule."""
    ordered = np.sort(values)
    counts = np.arange(1, len(ordered))
    sums = np.cumsum(ordered)
    low = sums[:-1] / counts
    high = (sums[-1] - sums[:-1]) / (len(ordered) - counts)
    between = counts * (len(ordered) - counts) * (high - low) ** 2
    at = int(np.argmax(between))
    return float((ordered[at] + ordered[at + 1]) / 2)


def _patches(picture: Pixels, lens: Lens, target: Target) -> tuple[Points, Pixels, Pixels]:
    """What is around each slot, where in it a mark would be, and which slots are lost.

    Brightness is over that beside the slot, less 1; lost is what lies in glare, or beyond the
    picture.
    """
    reach = min(_REACH * target.diameter, 0.62 * target.pitch)
    line = np.linspace(-reach, reach, _ACROSS)
    across, up = np.meshgrid(line, -line)
    offsets = np.stack([across, up], axis=-1)
    places = target.places[:, None, None, :] + offsets
    pixels = lens.to_pixels(places)
    step = np.abs(pixels[:, 0, 1] - pixels[:, 0, 0]).max()
    soft = blurred(picture, max(0.5, 0.45 * float(step))).astype(np.float32)
    count = len(places)
    seen = warped(
        soft, pixels[..., 0].reshape(-1, _ACROSS), pixels[..., 1].reshape(-1, _ACROSS)
    ).reshape(count, _ACROSS, _ACROSS)
    from_middle = np.hypot(across, up) / (target.diameter / 2)
    disc, rim = from_middle <= 0.95, from_middle >= 1.12
    beside = np.median(seen[:, rim], axis=1)
    height, width = picture.shape
    outside = (pixels < 0).any(axis=(1, 2, 3)) | (pixels > (width - 1, height - 1)).any(
        axis=(1, 2, 3)
    )
    dazzled = (seen >= 252).mean(axis=(1, 2)) > 0.6
    if np.median(beside) >= 240:
        # A drawing on white, or a flat scan: nothing there is glare.
        dazzled[:] = False
    return seen / np.maximum(beside, 8)[:, None, None] - 1, disc, outside | dazzled
