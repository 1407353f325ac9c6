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
a glyph is; no piece is shorter than half a unit; no glyph is wider than W. Capitals and digits
stand between 0 and 12, and all digits are seven units wide, so columns of numbers align. Small
letters are 8 high, ascend to 12 and descend to -4; brackets reach from -2.5 to 13, the dollar sign
from -1.5 to 13.5. A dot is a short upright line, which every machine can cut.

Look-alikes are pulled apart by parts that survive wear, not by proportions alone:
D has spurs at square corners; Q a tail from its middle to the baseline; 0 a bar inside, O none;
I two serifs, 1 a flag and a wide foot, J an arm, L a full foot; U is round, V pointed; the middle
of M comes down to a third, N has one diagonal; the bar of E is above the middle, that of F below;
P has a deep bowl, R a shallow one and a leg, B two and a square back, 8 a waist on both sides;
G has a bar and a square chin, C is open, 6 has a straight back; Z is crossed, 2 is not; 5 has
corners, S none; the leg of K springs from its arm; Y branches at the middle.

Small letters differ from capitals and digits in more than height, where a shape allows it:
l has a flag and a round foot, i a flag and a dot, | neither; bowls are square at their stems, so
b is no 6, q (with a flick) no 9 and u no U; s has level ends, z no bar; o is all but a circle.
Square brackets are taller than round ones, and ` lies flatter than any other mark.
Where a bar could be lost, the pen paths are cut so that the rest is no other character, but for 0
and O, which never stand together in numbers, Bech32 or Base58. A reader of print takes a slashed 0
for a Q or passes over it, and does not know a 1 without a flag as long as its foot.
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
    "Æ": "0,0 4.5,12 10,12 | 5.5,12 5.5,0 10,0 | 5.5,6.5 9,6.5 | 1.6875,4.5 5.5,4.5",
    "Œ": "10,12 4,12 <0,8 0,4 <4,0 10,0 | 5.5,12 5.5,0 | 5.5,6.5 9,6.5",
    "0": "3.5,12 <0,8.5 0,3.5 <3.5,0 <7,3.5 7,8.5 <3.5,12 | 3.5,4 3.5,8",
    "1": "0,9.2 3.5,12 3.5,0 | 0,0 7,0",
    "2": "0,8.5 >3.5,12 >7,8.5 >5.985,6.036:3.5 0,0 7,0",
    "3": "0.5,10.9 >2.7,12:2.75 3.75,12 >6.5,9.25 >3.75,6.5 >7,3.25 >3.75,0 2.6,0 >0,1.3:3.25",
    "4": "5.25,0 5.25,12 0,3.5 7,3.5",
    "5": "6.5,12 0.5,12 0.5,7 3.5,7 >7,3.5 >3.5,0 0,0",
    "6": "5.5,12 0.7,5.6 <0,3.5:3.5 <3.5,0 <7,3.5 <3.5,7 <0.7,5.6:3.5",
    "7": "0,12 7,12 2.5,0",
    "8": "3.75,6.5 3.25,6.5 >0.5,9.25 >3.25,12 3.75,12 >6.5,9.25 >3.75,6.5 >7,3.25"
    " >3.75,0 3.25,0 >0,3.25 >3.25,6.5",
    "9": "1.5,0 6.3,6.4 <7,8.5:3.5 <3.5,12 <0,8.5 <3.5,5 <6.3,6.4:3.5",
    "a": "0.5,8 3.5,8 >6.5,5 6.5,0 2.3,0 >0,2.3 >2.3,4.6 6.5,4.6",
    "b": "0,12 0,0 3.5,0 <7,3.5 7,4.5 <3.5,8 0,8",
    "c": "6.3,6.6 <3.5,8:3.5 <0,4.5 0,3.5 <3.5,0 <6.3,1.4:3.5",
    "d": "7,12 7,0 3.5,0 >0,3.5 0,4.5 >3.5,8 7,8",
    "e": "0,4 7,4 7,4.5 <3.5,8 <0,4.5 0,3.5 <3.5,0 <6.3,1.4:3.5",
    "f": "6,12 4.5,12 <2,9.5 2,0 | 0,8 5.2,8",
    "g": "7,0 3.5,0 >0,3.5 0,4.5 >3.5,8 7,8 7,-1 >4,-4 1,-4",
    "h": "0,12 0,0 | 0,8 3.5,8 >6.5,5 6.5,0",
    "i": "0,8 2.2,8 2.2,0 | 2.2,10.8 2.2,12",
    "j": "0.5,8 3,8 3,-1 >0,-4 | 3,10.8 3,12",
    "k": "0,12 0,0 | 6,8 0,3 | 2.4,5 6.5,0",
    "l": "0,12 2.5,12 2.5,2.5 <5,0 6,0",
    "m": "0,0 0,8 7.5,8 >10,5.5 10,0 | 5,8 5,0",
    "n": "0,0 0,8 3.25,8 >6.5,4.75 6.5,0",
    "o": "3.5,8 <0,4.5 0,3.5 <3.5,0 <7,3.5 7,4.5 <3.5,8",
    "p": "0,-4 0,8 3.5,8 >7,4.5 7,3.5 >3.5,0 0,0",
    "q": "7,0 3.5,0 >0,3.5 0,4.5 >3.5,8 7,8 7,-4 9,-2.5",
    "r": "0,0 0,8 3,8 >5.2,5.8",
    "s": "6,8 2,8 <0,6 <2,4 4,4 >6,2 >4,0 0,0",
    "t": "2,11.5 2,2.5 <4.5,0 6,0 | 0,8 5,8",
    "u": "0,8 0,3.25 <3.25,0 6.5,0 6.5,8",
    "v": "0,8 3.5,0 7,8",
    "w": "0,8 2.5,0 5,6 7.5,0 10,8",
    "x": "0,8 6.5,0 | 0,0 6.5,8",
    "y": "0,8 3.167,0 | 6.5,8 1.5,-4",
    "z": "0,8 6,8 0,0 6,0",
    "æ": "0.5,8 2.625,8 >5.25,5.375 5.25,2.625 <7.875,0 <9.975,1.05:2.625 | 5.25,5.375 >7.875,8"
    " >10.5,5.375 10.5,4 2,4 <0,2 <2,0 2.625,0 <5.25,2.625",
    "œ": "5.25,2.625 5.25,5.375 <2.625,8 <0,5.375 0,2.625 <2.625,0 <5.25,2.625 <7.875,0"
    " <9.975,1.05:2.625 | 5.25,5.375 >7.875,8 >10.5,5.375 10.5,4 5.25,4",
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
    "!": "0,12 0,4 | 0,1.2 0,0",
    '"': "0,12 0,9 | 2.6,12 2.6,9",
    "$": "6.96,10.92 <4.8,12:2.7 2.7,12 <0,9.3 <1.727,6.781:2.7 5.773,5.219"
    " >7.5,2.7:2.7 >4.8,0 2.7,0 >0.54,1.08:2.7 | 3.75,13.5 3.75,-1.5",
    "%": "2,12 <0,10 <2,8 <4,10 <2,12 | 7,4 <5,2 <7,0 <9,2 <7,4 | 1.2,0 7.8,12",
    ";": "1,8.4 1,9.6 | 1,3.2 0,0",
    "@": "9,0 4.5,0 >0,4.5 0,7.5 >4.5,12 5.5,12 >10,7.5 10,3.5 6.75,3.5 6.75,8.5 5.5,8.5"
    " <3,6 <5.5,3.5 6.75,3.5",
    "[": "3.5,13 0,13 0,-2.5 3.5,-2.5",
    "\\": "0,12 5,0",
    "]": "0,13 3.5,13 3.5,-2.5 0,-2.5",
    "^": "0,8 2.75,12 5.5,8",
    "`": "0,12 3.2,9.4",
    "{": "5,13 <2.5,10.5 2.5,7.75 >0,5.25 >2.5,2.75 2.5,0 <5,-2.5",
    "|": "0,13 0,-2.5",
    "}": "0,13 >2.5,10.5 2.5,7.75 <5,5.25 <2.5,2.75 2.5,0 >0,-2.5",
    "~": "0,4.75 >2,6.75 5.5,5.25 <7.5,7.25",
    "␣": "0,1.5 0,-2 7,-2 7,1.5",
}
