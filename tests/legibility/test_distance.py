from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

import numpy as np
import pytest

from generator.alphabets import stroke
from generator.geometry import Vec
from generator.glyphs import (
    ASCII,
    LETTERS_AND_DIGITS,
    OPEN_BOX,
    SYMBOLS,
    dot_glyph,
    slot_glyph,
    stroke_glyph,
    symbols_of,
)
from generator.grid import FILLER
from generator.rules import MOST_STROKE
from tests.legibility.apart import (
    SIDEWAYS,
    STEP,
    UPWARDS,
    Skeleton,
    distance,
    skeleton,
    skeleton_of,
)
from tests.legibility.ink import X_SHIFTS, Y_SHIFTS, bare, ink, ink_of

WORDS = LETTERS_AND_DIGITS + FILLER
"""What may stand in the same field of a plate of words."""
TEXT = ASCII + OPEN_BOX
"""What may stand in the same field of a plate of text."""
EVERYTHING = SYMBOLS.replace(" ", "")
"""What may stand in the same line of a legend."""

LEAST = MOST_STROKE / 2
"""Cap heights between any two glyphs in strokes: half of the widest tool, see `apart`."""

LEAST_BARE = 0.2
"""Of the ink of two glyphs of a plate of words, that one leaves bare."""

CONFUSABLES = r"""
OQ 0.225  5    OD 0.140 12    OC 0.367  3    QD 0.240 17    QC 0.367  8    DC 0.367 15
IL 0.332 16    UV 0.228 13    MN 0.194  5    EF 0.377  4    PR 0.393  8    PB 0.343 12
RB 0.275  8    GC 0.306  5    HN 0.200  4    KX 0.167 15    VY 0.145 10
0O 0.193  3    0D 0.160 13    0Q 0.192  8    0C 0.367  6    1I 0.200  6    1L 0.160 12
17 0.327 18    2Z 0.244  6    5S 0.104 10    6G 0.216  7    6C 0.362  8    8B 0.117  3
8P 0.337 15    8R 0.267 11    38 0.261  8    08 0.160  6    IT 0.200  4    GO 0.253  4
FP 0.283  9    69 0.238 12
Cc 0.299 10    Kk 0.293 12    Oo 0.300 10    Pp 0.341 10    Ss 0.293 18    Uu 0.301  7
Vv 0.297 11    Ww 0.294 12    Xx 0.301 18    Yy 0.316 18    Zz 0.307 16    0o 0.299 11
1l 0.193 17    1i 0.309  6    Il 0.223 15    l| 0.240 15    I| 0.200  4    1| 0.300  6
Ll 0.177 15    il 0.249 13    ij 0.304 12    i! 0.138  6    1! 0.300  8    lt 0.202  3
ft 0.307 12    6b 0.292 11    9g 0.346 17    9q 0.416 19    gq 0.252 12    gy 0.255  4
2z 0.293 14    5s 0.301 16
ce 0.282  5    co 0.210  3    eo 0.287  4    ae 0.147  4    nh 0.293  4    nm 0.211  3
nr 0.337  5    hb 0.271  4    uv 0.204  9    vy 0.300  7
'` 0.140  4    '" 0.108  9    ', 0.870  7    ., 0.120  4    :; 0.160  2    ;, 0.660  4
.: 0.660  8    -~ 0.197  6    -_ 0.638  8    _␣ 0.247  2    () 0.165 10    [( 0.197  8
{( 0.164  4    [{ 0.134 12    [| 0.146 14    (C 0.209 16    <( 0.215 10    /| 0.259 10
\| 0.258 10    i; 0.213  7    !| 0.160  2    ^' 0.226  6    *× 0.271 18    x× 0.212 18
#% 0.232 21    &8 0.157 12    $S 0.236 18    @a 0.296 16
ÁÀ 0.157  -    ÁÂ 0.142  -    ÁÃ 0.111  -    ÂÃ 0.124  -    ÂÄ 0.150  -    ÊĚ 0.142  -
ÚŮ 0.127  -    ÑŇ 0.125  -    CÇ 0.261  -    ií 0.148  -    îï 0.146  -    óõ 0.119  -
óö 0.153  -    ñň 0.122  -    dď 0.125  -    tť 0.266  -    ÆE 0.232  -    ŒE 0.232  -
aæ 0.183  -    oœ 0.231  -    6ó 0.121  -
"""
"""Pairs that are often taken for each other: how far apart they are in strokes, and in how many
dots they differ. The first line turns words of the English list into other words of the list."""

MEASURED = {
    pair: (float(strokes), dots)
    for line in CONFUSABLES.strip().splitlines()
    for pair, strokes, dots in (entry.split() for entry in line.split("    "))
}


def too_close(glyphs: Mapping[str, Skeleton]) -> list[str]:
    """The pairs of glyphs that are nearer to each other than `LEAST`."""
    pairs = combinations(glyphs, 2)
    return [a + b for a, b in pairs if distance(glyphs[a], glyphs[b]) < LEAST]


def skeletons(symbols: Iterable[str]) -> dict[str, Skeleton]:
    """The centre lines of characters by name."""
    return {symbol: skeleton_of(symbol) for symbol in symbols}


# ------------------------------------------------------------------------------------- the measure


def test_a_glyph_is_no_way_from_itself_wherever_it_stands_in_its_slot() -> None:
    """The measure is 0 for a copy of a glyph moved by no more than readers are uncertain by."""
    paths = slot_glyph("E", 1.0)
    moved = tuple(path.placed(Vec(SIDEWAYS, -UPWARDS)) for path in paths)
    assert distance(skeleton(paths), skeleton(moved)) < STEP
    further = tuple(path.placed(Vec(SIDEWAYS + 0.2, 0)) for path in paths)
    assert distance(skeleton(paths), skeleton(further)) > 0.1


@pytest.mark.parametrize(("pair", "way"), [("-_", 8 / 12), ("vV", 4 / 12), ("'\"", 1.3 / 12)])
def test_the_measure_is_the_way_to_the_mark_that_differs_most(pair: str, way: float) -> None:
    """Dash and underline are eight units apart, v and V four, and half of a quote stands aside."""
    one, other = (skeleton_of(symbol) for symbol in pair)
    assert distance(one, other) == pytest.approx(way, abs=UPWARDS + STEP / 2)
    assert distance(one, other) == distance(other, one)


def test_bare_sees_through_small_shifts_and_sees_a_lost_stroke() -> None:
    """The area left bare is 0 for a moved copy, symmetric, and all where nothing overlaps."""
    one, other = ink_of("E"), ink_of("F")
    assert bare(one, np.roll(one, (Y_SHIFTS, -X_SHIFTS), (0, 1))) == 0
    assert bare(one, other) == bare(other, one) > 0
    assert bare(ink_of("-"), ink_of("_")) == 1


# ------------------------------------------------------------------------------------- the strokes


def test_any_two_characters_are_apart() -> None:
    """Of all pairs, accented letters among them, none is nearer than half the widest tool."""
    assert too_close(skeletons(EVERYTHING)) == []


@pytest.mark.parametrize("pair", MEASURED)
def test_look_alikes_are_as_far_apart_as_listed(pair: str) -> None:
    """The listed distance is the measured one: who changes a glyph faces its look-alikes."""
    measured = distance(skeleton_of(pair[0]), skeleton_of(pair[1]))
    assert measured == pytest.approx(MEASURED[pair][0], abs=0.0006)


@pytest.mark.parametrize(
    ("symbol", "drawing", "caught"),
    [
        ("l", "0,13 0.8,13 0.8,-2.5", ["l|"]),
        ("0", stroke.GLYPHS["O"], ["0O"]),
        ("c", "7,4.5 <3.5,8 <0,4.5 0,3.5 <3.5,0 <7,3.5", ["co"]),
    ],
)
def test_a_glyph_made_like_another_is_caught(
    symbol: str, drawing: str, caught: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An l that is nearly a bar, a zero with no bar and a c all but closed are too close."""
    mutant = chr(0xE000 + ord(symbol))
    monkeypatch.setitem(stroke.GLYPHS, mutant, drawing)
    glyphs = {**skeletons(TEXT), symbol: skeleton_of(mutant)}
    assert sorted(too_close(glyphs)) == caught


def test_any_two_capitals_and_digits_leave_a_fifth_of_the_ink_bare() -> None:
    """Whichever part of the ink of a letter or digit is looked at, enough of it tells."""
    pairs = combinations(WORDS, 2)
    close = {a + b: bare(ink_of(a), ink_of(b)) for a, b in pairs}
    assert min(close.values()) > LEAST_BARE, sorted(close.items(), key=lambda item: item[1])[:5]


@pytest.mark.parametrize("symbol", [c for c in WORDS if len(stroke_glyph(c).paths) > 1])
def test_a_lost_path_never_makes_another_symbol(symbol: str) -> None:
    """What is left without one of its paths is unlike every other letter or digit, but for 0.

    O and 0 stand together in neither words, numbers, Bech32 nor Base58.
    """
    others = set(WORDS) - {symbol, "O" if symbol == "0" else symbol}
    paths = slot_glyph(symbol, 1.0)
    for lost in range(len(paths)):
        rest = ink(paths[:lost] + paths[lost + 1 :])
        nearest = min((bare(rest, ink_of(other)), other) for other in others)
        assert nearest[0] > 0.13, (symbol, lost, nearest)


# ---------------------------------------------------------------------------------------- the dots


def too_alike(dots: Mapping[str, frozenset[tuple[int, int]]], least: int) -> list[str]:
    """The pairs of characters that differ in fewer than so many dots."""
    return [a + b for a, b in combinations(dots, 2) if len(dots[a] ^ dots[b]) < least]


def dots_of(symbols: Iterable[str]) -> dict[str, frozenset[tuple[int, int]]]:
    """The dots of characters by name."""
    return {symbol: frozenset(dot_glyph(symbol)) for symbol in symbols}


def test_letters_and_digits_differ_in_three_dots() -> None:
    """A dropped or added dot leaves a letter, capital or small, or digit nearest to itself."""
    assert too_alike(dots_of(c for c in TEXT if c.isalnum()), 3) == []


def test_any_two_symbols_differ_in_two_dots() -> None:
    """A dropped or added dot never turns one character into another, the blank included."""
    assert too_alike(dots_of(symbols_of("dots")), 2) == []


@pytest.mark.parametrize("pair", [pair for pair, (_, dots) in MEASURED.items() if dots != "-"])
def test_look_alikes_differ_in_as_many_dots_as_listed(pair: str) -> None:
    """The listed number is the counted one."""
    assert len(set(dot_glyph(pair[0])) ^ set(dot_glyph(pair[1]))) == int(MEASURED[pair][1])


def test_dots_made_alike_are_caught() -> None:
    """An o with a single dot missing, and thus all but a c, is too close to the o."""
    dots = dots_of("abcdefghijklmnopqrstuvwxyz")
    dots["c"] = dots["o"] - {(4, 4)}
    assert too_alike(dots, 3) == ["co"]
