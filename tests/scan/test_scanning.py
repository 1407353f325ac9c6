from __future__ import annotations

import numpy as np
import pytest

from generator.errors import ReadError
from generator.scan.reading import Wanted
from generator.scan.scanning import Shot, scanned, shot
from generator.scan.targets import targets
from tests.scan.pictures import flat, photo, plate, words


def shots(name: str, count: int, turn_deg: float, *, legend: bool = True) -> list[Shot]:
    """Pictures of all sides of a plate, read as that template's."""
    made, layouts = plate(name, words(count, 7))
    sought = tuple(targets([name], None))
    return [shot(photo(flat(side, made, 15, legend), turn_deg), sought) for side in layouts]


@pytest.mark.parametrize(
    ("name", "turn_deg"),
    [("dots-33", 0), ("tinyseed", 95), ("keytag", 185), ("seedcard", 275), ("binary-grid", 10)],
)
def test_a_photograph_gives_the_words_back(name: str, turn_deg: float) -> None:
    """Turned, in perspective, through a lens that bends lines, in uneven light."""
    found = scanned(shots(name, 24, turn_deg), Wanted())
    assert found.answer is not None
    assert found.answer.outcome.found.answers[0][:24] == words(24, 7)


def test_a_burnt_legend_is_not_needed() -> None:
    """Dots alone say which way up the plate is."""
    found = scanned(shots("dots-33", 24, 190, legend=False), Wanted())
    assert found.answer is not None
    assert found.answer.outcome.found.answers[0][:24] == words(24, 7)


def test_one_side_of_two_is_no_answer() -> None:
    """The front of 24 words may pass for 12; what is on the back is asked for."""
    found = scanned(shots("tinyseed", 24, 0)[:1], Wanted())
    assert found.answer is None
    assert found.missing == ("back",)


def test_pictures_without_one_whole_plate_are_told_apart() -> None:
    """None, half of one, two of them: each is said."""
    made, (layout,) = plate("seedcard", words(12, 7))
    sought = tuple(targets(["seedcard"], None))
    face = flat(layout, made, 6)
    ground = np.full((700, 900), 60, np.uint8)
    with pytest.raises(ReadError, match="no plate is in the picture"):
        shot(_jpeg(ground), sought)
    two = ground.copy()
    for left in (60, 480):
        two[90 : 90 + face.shape[0], left : left + face.shape[1]] = face
    with pytest.raises(ReadError, match="2 plates are in the picture"):
        shot(_jpeg(two), sought)
    half = ground.copy()
    half[400:, 200 : 200 + face.shape[1]] = face[:300]
    with pytest.raises(ReadError, match="outside the picture"):
        shot(_jpeg(half), sought)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture at all", "no JPEG or PNG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2, "3600 million"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20).to_bytes(4, "big") * 2, "too small"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "cut short"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_one_line(data: bytes, said: str) -> None:
    """Before anything of it is unpacked."""
    with pytest.raises(ReadError, match=said):
        shot(data, ())


def test_a_truncated_picture_is_refused() -> None:
    """What is missing would look like lost rows."""
    whole = _jpeg(np.random.default_rng(0).integers(0, 255, (400, 400), np.uint8))
    with pytest.raises(ReadError, match="cut short"):
        shot(whole[: len(whole) // 2], ())


def _jpeg(picture: np.ndarray) -> bytes:
    import cv2

    return bytes(cv2.imencode(".jpg", picture)[1].tobytes())
