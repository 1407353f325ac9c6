"""The single-stroke engraving alphabet, drawn from lines and arcs.

Twelve units are the cap height; x runs to the right from the leftmost point of the glyph, y runs
up from the baseline. A glyph is one or more pen paths, separated by `|`. A path is its start and
then its steps, separated by blanks:

    x,y        a straight line to (x, y)
    <x,y       a quarter turn to (x, y), bending left (counter-clockwise)
    >x,y       a quarter turn to (x, y), bending right (clockwise)
    <x,y:r     less than a quarter turn with radius r; likewise >x,y:r

The radius of a quarter turn is the distance it covers in x, which equals the one it covers in y.

Rules kept: no piece is drawn twice; no arc reaches past its ends, so the points alone tell how wide
a glyph is; no piece is shorter than half a unit; letters and digits stand between 0 and 12; all
digits are seven units wide, so columns of numbers align. A dot is a short upright line, which every
machine can cut.

Look-alikes are pulled apart by parts that survive wear, not by proportions alone:
D has spurs at square corners; Q a tail from its middle to the baseline; 0 a slash, O none;
I two serifs, 1 a flag and a wide foot, J an arm, L a full foot; U is round, V pointed; the middle
of M comes down to a third, N has one diagonal; the bar of E is above the middle, that of F below;
P has a deep bowl, R a shallow one and a leg, B two and a square back, 8 a waist on both sides;
G has a bar and a square chin, C is open, 6 has a straight back; Z is crossed, 2 is not; 5 has
corners, S none; the leg of K springs from its arm; Y branches at the middle.
Where a bar could be lost, the pen paths are cut so that the rest is no other character.
"""

from __future__ import annotations

from typing import Final

UNITS_PER_CAP_HEIGHT: Final = 12

GLYPHS: Final[dict[str, str]] = {
    " ": "",
    "A": "0,0 4,12 8,0 | 1.25,3.75 6.75,3.75",
    "B": "0,6.5 4.25,6.5 <7,9.25 <4.25,12 0,12 0,0 4.75,0 <8,3.25 <4.75,6.5 4.25,6.5",
    "C": "7.2,10.4 <4,12:4 <0,8 0,4 <4,0 <7.2,1.6:4",
    "D": "0,12 4.75,12 >8.75,8 8.75,4 >4.75,0 0,0 | 1.5,12 1.5,0",
    "E": "7,12 0,12 0,0 7,0 | 0,6.5 5,6.5",
    "F": "7,12 0,12 0,0 | 0,5 5.5,5",
    "G": "6.4,11.2 <4,12:4 <0,8 0,4 <4,0 8,0 8,5 4,5",
    "H": "0,12 0,0 | 8,12 8,0 | 0,6 8,6",
    "I": "0,12 5,12 | 2.5,12 2.5,0 5,0 | 0,0 2.5,0",
    "J": "2.5,12 6.5,12 6.5,3.25 >3.25,0 >0,3.25",
    "K": "0,12 0,0 | 7.5,12 0,4.5 | 3,7.5 8,0",
    "L": "0,12 0,0 7,0",
    "M": "0,0 0,12 4.75,4 9.5,12 9.5,0",
    "N": "0,0 0,12 8,0 8,12",
    "O": "4,12 <0,8 0,4 <4,0 <8,4 8,8 <4,12",
    "P": "0,0 0,12 4.25,12 >7.75,8.5 >4.25,5 0,5",
    "Q": "4,5 6.828,2.172 <8,5:4 8,8 <4,12 <0,8 0,5 <4,1 <6.828,2.172:4 9,0",
    "R": "0,0 0,12 4.5,12 >7.5,9 >4.5,6 3.5,6 | 0,6 3.5,6 8,0",
    "S": "6.96,10.92 <4.8,12:2.7 2.7,12 <0,9.3 <1.727,6.781:2.7 5.773,5.219"
    " >7.5,2.7:2.7 >4.8,0 2.7,0 >0.54,1.08:2.7",
    "T": "0,12 8,12 | 4,12 4,0",
    "U": "0,12 0,4 <4,0 <8,4 8,12",
    "V": "0,12 4,0 8,12",
    "W": "0,12 2.625,0 5.25,7.5 7.875,0 10.5,12",
    "X": "0,12 8,0 | 0,0 8,12",
    "Y": "0,12 4,6 8,12 | 4,6 4,0",
    "Z": "0,12 8,12 0,0 8,0 | 1.5,6 6.5,6",
    "0": "0.7,1.4 6.3,10.6 <3.5,12:3.5 <0,8.5 0,3.5 <0.7,1.4:3.5 <3.5,0:3.5"
    " <7,3.5 7,8.5 <6.3,10.6:3.5",
    "1": "0.5,8.5 3.5,12 3.5,0 | 0,0 7,0",
    "2": "0,8.5 >3.5,12 >7,8.5 >5.985,6.036:3.5 0,0 7,0",
    "3": "0.5,10.9 >2.7,12:2.75 3.75,12 >6.5,9.25 >3.75,6.5 >7,3.25 >3.75,0 2.6,0 >0,1.3:3.25",
    "4": "5.25,0 5.25,12 0,3.5 7,3.5",
    "5": "6.5,12 0.5,12 0.5,7 3.5,7 >7,3.5 >3.5,0 0,0",
    "6": "5.5,12 0.7,5.6 <0,3.5:3.5 <3.5,0 <7,3.5 <3.5,7 <0.7,5.6:3.5",
    "7": "0,12 7,12 2.5,0",
    "8": "3.75,6.5 3.25,6.5 >0.5,9.25 >3.25,12 3.75,12 >6.5,9.25 >3.75,6.5 >7,3.25"
    " >3.75,0 3.25,0 >0,3.25 >3.25,6.5",
    "9": "1.5,0 6.3,6.4 <7,8.5:3.5 <3.5,12 <0,8.5 <3.5,5 <6.3,6.4:3.5",
    "-": "0,6 3.6,6",
    ".": "0,0 0,1.2",
    ",": "1,1.2 0,-2",
    ":": "0,2.4 0,3.6 | 0,8.4 0,9.6",
    "/": "0,0 5,12",
    "(": "3,12 <0,9 0,3 <3,0",
    ")": "0,12 >3,9 3,3 >0,0",
    "+": "0,6 6,6 | 3,9 3,3",
    "*": "3,12 3,5 | 0,10.25 6,6.75 | 6,10.25 0,6.75",
    "#": "2.5,11 1.5,1 | 6.5,11 5.5,1 | 0,8 8,8 | 0,4 8,4",
    "?": "0,9 >3,12 >6,9 >5.4,7.2:3 4.2,5.6 <3.8,4.4:2 | 3.8,1.8 3.8,0",
    "'": "0,12 0,9",
    "&": "8,0 1.525,8.102 >1,9.6:2.4 >3.4,12 >5.8,9.6 >4.588,7.514:2.4 1.566,5.794"
    " <0,3.1:3.1 <3.1,0 <5.58,1.24:3.1 8,4.467",
    "=": "0,8 6,8 | 0,4 6,4",
    "_": "0,-2 7,-2",
    "<": "6,10 0,6 6,2",
    ">": "0,10 6,6 0,2",
    "×": "0,9 6,3 | 0,3 6,9",
    "·": "0,5.4 0,6.6",
}
