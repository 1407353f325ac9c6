"""The items of the public line, each of its own form."""

from __future__ import annotations

import pytest

from generator.errors import SecretError
from generator.words.marking import MOST_NAME, date_item, name_item, path_item, share_item


@pytest.mark.parametrize("text", ["2026-01-31", "2024-02-29", "1999-12-31"])
def test_a_day_is_engraved_as_it_was_typed(text: str) -> None:
    """ISO 8601, the calendar form."""
    assert date_item(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-02-30", "2023-02-29", "2026-13-01", "2026-W05-1", "2026-1-31", "26-01-31"),
        *("2026/01/31", "20260131", "2026-01-31 ", "２０２６-01-31"),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """Neither a week nor another spelling is turned into a day that nobody typed."""
    with pytest.raises(SecretError, match="^a date is like 2026-01-31: year, month and day$"):
        date_item(text)


@pytest.mark.parametrize("text", ["F", "FAMILY 1", "x" * MOST_NAME])
def test_a_name_is_printable(text: str) -> None:
    """ASCII, with blanks inside."""
    assert name_item(text) == text


@pytest.mark.parametrize(
    "text", ["", " ", " x", "x ", "Fam\tily", "Famílie", "x" * (MOST_NAME + 1)]
)
def test_other_names_are_refused(text: str) -> None:
    """What can't be engraved, or could not be told from its end."""
    with pytest.raises(SecretError, match="^a set's name "):
        name_item(text)


@pytest.mark.parametrize("text", ["1/1", "2/3", "A/3"])
def test_a_share_has_a_number_of_many(text: str) -> None:
    """Or the index of a codex32 share."""
    assert share_item(text) == share_item(text.lower()) == text


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "2", "2/", "/3", "b/3", "i/3", "o/3", "2/3/4"])
def test_other_shares_are_refused(text: str) -> None:
    """More than there are, none, or a letter that no share has."""
    with pytest.raises(SecretError, match="^(a share is like 2/3|number 1 to 3$|the only share)"):
        share_item(text)


@pytest.mark.parametrize("text", ["m/84'/0'/0'", "m/48h/0h/0h/2h", "m"])
def test_a_path_begins_at_the_master_key(text: str) -> None:
    """Hardened steps are written with an apostrophe, as it is engraved."""
    assert path_item(text).startswith("m")


@pytest.mark.parametrize("text", ["", "84'/0'", "m/", "m/x", "m/2147483648", "m//0", "m/-1"])
def test_other_paths_are_refused(text: str) -> None:
    """What no wallet would take."""
    with pytest.raises(SecretError):
        path_item(text)
