from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.bip39 import LANGUAGES, entropy, parse, phrase_of, phrase_of_entropy, wordlist
from generator.words.payload import Phrase
from tests.encodings.phrases import published

GOOD = published()["ss5_12"].split()
COUNTS = "a BIP-39 phrase has 12, 15, 18, 21 or 24"

TITLES = " ".join(LANGUAGES.values())
SENTENCES = (
    "the input is empty a BIP phrase has or and word words are not in list lists none of ten say "
    "which with language checksum does match different all its from one to "
    "give only the separated by blanks check each word and their order "
)
VOCABULARY = set(re.findall("[A-Za-z]+", SENTENCES + TITLES))
"""Every word that a message of `parse` may have."""


def refusal(text: str, language: str | None = None) -> str:
    """The message about a text that is refused, with nothing chained to it."""
    with pytest.raises(SecretError) as caught:
        parse(Secret(text), language)
    assert caught.value.__context__ is None
    return str(caught.value)


def outcome(text: str, language: str | None) -> str:
    """The message about a text, empty where there is nothing to refuse."""
    try:
        parse(Secret(text), language)
    except SecretError as error:
        return str(error)
    return ""


def changed(**tokens: str) -> str:
    """The good phrase with other words at w1 … w12."""
    return " ".join(tokens.get(f"w{number}", word) for number, word in enumerate(GOOD, 1))


def test_empty_input() -> None:
    """Nothing, white space and a lone byte order mark say what would be right."""
    for text in ("", " \n\t", "\ufeff", "\u3000"):
        assert refusal(text) == f"the input is empty; {COUNTS} words"


def test_wrong_counts() -> None:
    """The count is named with those that are right."""
    assert refusal("good") == f"1 word; {COUNTS}"
    for count in (2, 11, 13, 14, 16, 22, 23, 25, 100_000):
        assert refusal(" ".join((GOOD * count)[:count])) == f"{count} words; {COUNTS}"


def test_unknown_words_are_numbered() -> None:
    """Words outside the list are named by number, runs of three and more as ranges."""
    assert refusal(changed(w7="angel")) == "word 7 is not in the English list"
    assert refusal(changed(w3="x", w7="y")) == "words 3 and 7 are not in the English list"
    many = changed(w1="x", w3="x", w4="x", w5="x", w9="x")
    assert refusal(many) == "words 1, 3 to 5 and 9 are not in the English list"


def test_two_words_run_together() -> None:
    """A missing space is a wrong count and an unknown word, and both are said."""
    text = changed().replace("boil exact", "boilexact")
    assert refusal(text) == f"11 words; {COUNTS}; word 3 is not in the English list"


def test_words_of_no_list() -> None:
    """Text that is no phrase at all is not blamed on one language."""
    assert refusal(" ".join(["qqq"] * 12)) == "words 1 to 12 are in none of the ten BIP-39 lists"
    assert refusal("\x00\x01\x02") == f"1 word; {COUNTS}; word 1 is in none of the ten BIP-39 lists"


def test_named_language_is_the_only_one_searched() -> None:
    """With a language named, words of another are not in its list."""
    message = refusal(changed(), "french")
    assert re.fullmatch("words .* are not in the French list", message)
    assert refusal(changed(w7="angel"), "english") == "word 7 is not in the English list"


def test_mixed_languages() -> None:
    """Words of several lists are not a phrase."""
    text = " ".join([wordlist("japanese")[1]] * 4 + [wordlist("korean")[1]] * 4 + GOOD[:4])
    assert refusal(text) == (
        "the words are of different lists; a BIP-39 phrase has all of its words from one"
    )


def test_longer_and_shorter_beginnings_are_refused() -> None:
    """Three or five letters are no abbreviation, even where they would be unique."""
    for part in ("whi", "whisp"):
        assert refusal(changed(w12=part)) == "word 12 is not in the English list"


def test_partly_accented_words_are_refused() -> None:
    """A word with an accent that its list does not have is not in it."""
    assert refusal(changed(w7="ángle"), "english") == "word 7 is not in the English list"


@pytest.mark.parametrize("text", sorted(published().values()))
def test_swapped_words_fail_the_checksum(text: str) -> None:
    """A phrase turned round, where it differs, is a wrong checksum with the count."""
    tokens = text.split()
    assert refusal(" ".join(reversed(tokens))) == (
        f"checksum does not match, {len(tokens)} words: check each word and their order"
    )


def test_a_numbered_list_is_refused_with_advice() -> None:
    """Numbers could be part of the secret to somebody, so they are not skipped."""
    advice = "; give only the words, separated by blanks"
    apart = refusal(" ".join(f"{number}. {word}" for number, word in enumerate(GOOD, 1)))
    assert apart.startswith("words 1, 3, 5, 7")
    assert apart.endswith(f"are not in the English list{advice}")
    glued = refusal(" ".join(f"{number}.{word}" for number, word in enumerate(GOOD, 1)))
    assert glued.endswith(advice)
    twice = " ".join(f"{number} {word}" for number, word in enumerate(GOOD * 2, 1))
    assert refusal(twice) == f"48 words; {COUNTS}{advice}"
    assert refusal(changed(w7="angle7")) == f"word 7 is not in the English list{advice}"


def test_numbers_alone_are_refused_with_advice() -> None:
    """Indices of words are no words."""
    message = refusal(" ".join(map(str, range(12))))
    assert message.endswith("; give only the words, separated by blanks")


def test_numbers_of_no_phrase() -> None:
    """Indices are checked for count, range, language and checksum."""
    for indices, language, message in (
        ([0] * 13, "english", f"13 words; {COUNTS}"),
        ([0] * 11 + [2048], "english", "word 12 is outside the list of 2048 words"),
        ([-1] * 2 + [0] * 10, "english", "words 1 and 2 are outside the list of 2048 words"),
        ([0] * 12, "english", "checksum does not match, 12 words"),
        ([0] * 11 + [3], None, "numbers don't tell the language of a phrase; name one"),
    ):
        with pytest.raises(SecretError) as caught:
            phrase_of(indices, language)
        assert str(caught.value) == message


def test_entropy_of_no_phrase() -> None:
    """Bytes of another length, and an unchecked phrase that is wrong, are refused in our words."""
    with pytest.raises(SecretError, match=r"^17 bytes; a phrase stands for 16, 20, 24, 28 or 32$"):
        phrase_of_entropy(Secret(bytes(17)), "english")
    with pytest.raises(SecretError, match=r"^checksum does not match, 12 words$"):
        entropy(Secret(Phrase("english", (0,) * 12)))


TYPED = st.one_of(
    st.sampled_from([word for name in LANGUAGES for word in wordlist(name)[::41]]),
    st.sampled_from(GOOD).map(lambda word: word[::-1]),
    st.sampled_from(GOOD).map(lambda word: word + word[:1]),
    st.text(max_size=9),
)


@given(
    st.dictionaries(st.integers(0, 11), TYPED, max_size=12),
    st.sampled_from([None, *LANGUAGES]),
    st.sampled_from([11, 12, 13]),
)
def test_messages_repeat_nothing(changes: dict[int, str], language: str | None, count: int) -> None:
    """However a phrase is corrupted, a message has no word and no number of the input's own."""
    tokens = [changes.get(at, word) for at, word in enumerate((GOOD * 2)[:count])]
    text = " ".join(tokens)
    message = outcome(text, language)
    assert set(re.findall(r"[^\W\d_]+", message.replace("--", ""))) <= VOCABULARY
    assert all(int(number) <= 39 for number in re.findall(r"\d+", message))
    assert re.sub(r"[\w ,;:()-]", "", message) == ""
