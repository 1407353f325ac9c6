from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.bip39 import (
    LANGUAGES,
    WORD_COUNTS,
    checksum_holds,
    entropy,
    letters,
    parse,
    phrase_of,
    phrase_of_entropy,
    wordlist,
    words,
)
from generator.words.lists import LETTERS_LENGTH, PREFIX_LENGTH
from generator.words.payload import Phrase
from tests.encodings.phrases import completed, counting, is_valid, published, vectors

LATIN = ("english", "spanish", "french", "italian", "czech", "portuguese")
OTHERS = tuple(language for language in LANGUAGES if language not in LATIN)
ENTROPY = st.sampled_from([16, 20, 24, 28, 32]).flatmap(
    lambda size: st.binary(min_size=size, max_size=size)
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_comes_back(language: str) -> None:
    """Text of phrases with all 2,048 words of a list is parsed to what it was made from."""
    for indices in counting(24):
        phrase = phrase_of(indices, language)
        parsed = parse(words(phrase), language)
        assert parsed.phrase.reveal() == phrase.reveal() == Phrase(language, indices)
        assert parsed.expanded == ()


@given(ENTROPY, st.sampled_from(list(LANGUAGES)))
def test_words_undo_parse(data: bytes, language: str) -> None:
    """Any entropy of any length comes back from its words in any language."""
    phrase = phrase_of_entropy(Secret(data), language)
    again = parse(words(phrase), language).phrase
    assert again.reveal() == phrase.reveal()
    assert entropy(again).reveal() == data


def _spellings(language: str) -> list[set[str]]:
    """For each word all that `parse` says it takes, by the text of its docstring."""
    spelled = []
    for word in wordlist(language):
        assert word == unicodedata.normalize("NFC", word)
        forms = {word}
        if language in LATIN:
            decomposed = unicodedata.normalize("NFD", word)
            plain = "".join(char for char in decomposed if not unicodedata.combining(char))
            forms |= {plain, plain[:LETTERS_LENGTH]}
        spelled.append(forms | {form[:PREFIX_LENGTH] for form in forms})
    return spelled


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_share_a_spelling(language: str) -> None:
    """Whole words, first four characters, and both without accents, name one word of a list."""
    spelled = _spellings(language)
    assert len(spelled) == 2048
    assert sum(len(forms) for forms in spelled) == len(set().union(*spelled))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spelling_is_understood(language: str) -> None:
    """Each accepted spelling of each word means this word, and the word says if it was expanded."""
    entries = wordlist(language)
    spelled = _spellings(language)
    longest = max(len(forms) for forms in spelled)
    for turn in range(longest):
        typed = [sorted(forms)[turn % len(forms)] for forms in spelled]
        for indices in counting(24):
            text = " ".join(typed[index] for index in indices)
            parsed = parse(Secret(text), language)
            assert parsed.phrase.reveal().indices == indices
            assert parsed.expanded == tuple(
                number for number, index in enumerate(indices, 1) if typed[index] != entries[index]
            )


@pytest.mark.parametrize("language", LATIN)
def test_letters_are_a_to_z_and_unique_by_four(language: str) -> None:
    """Accent-free spellings in six lists have 2,048 different first four letters."""
    spelled = letters(language)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in spelled)
    assert len({word[:PREFIX_LENGTH] for word in spelled}) == 2048
    assert all(len(word) <= LETTERS_LENGTH for word in spelled) == (language != "italian")


@pytest.mark.parametrize("language", OTHERS)
def test_other_scripts_have_no_letters(language: str) -> None:
    """Lists in other scripts are refused by name, and hold nothing in ASCII."""
    with pytest.raises(SecretError, match="words have no letters A to Z; use a dot, digit or QR"):
        letters(language)
    assert not any(word[:1].isascii() for word in wordlist(language))


def test_only_official_languages() -> None:
    """Ten lists are offered, and none of the others that the library carries."""
    assert len(LANGUAGES) == 10
    for name in ("russian", "turkish", "", "../english", "English"):
        with pytest.raises(SecretError, match=r"^not a language of BIP-39; the ten are english, "):
            wordlist(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_of_the_text_does_not_matter(language: str) -> None:
    """Case, Unicode form, byte order mark and kind of white space change nothing."""
    phrase = phrase_of(counting(12)[3], language)
    text = words(phrase).reveal()
    entries = text.split()
    for typed in (
        unicodedata.normalize("NFD", text),
        unicodedata.normalize("NFKD", text).upper(),
        "\ufeff" + text + "\r\n",
        "\n".join(entries),
        "\u3000".join(entries),
        "\t \u00a0".join(entries),
    ):
        assert parse(Secret(typed), language).phrase.reveal() == phrase.reveal()


@pytest.mark.parametrize("comma", [",", ", ", " ,", ",\n", "\uff0c", "\u3001"])
@pytest.mark.parametrize("language", ["english", "japanese", "chinese_simplified"])
def test_commas_part_words(language: str, comma: str) -> None:
    """No word has one, so a list with commas can mean one thing only."""
    indices = (0,) * 11 + (3,)
    phrase = phrase_of(indices, language)
    text = comma.join(words(phrase).reveal().split())
    assert parse(Secret(text), language).phrase.reveal() == phrase.reveal()


def test_full_width_letters_are_letters() -> None:
    """Text typed with an East Asian input method is the same phrase."""
    text = published()["ss5_12"]
    wide = "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in text)
    assert words(parse(Secret(wide)).phrase).reveal() == text


def test_japanese_is_joined_by_ideographic_spaces() -> None:
    """Japanese keeps the separator of the standard, all others have a plain space."""
    for language in LANGUAGES:
        text = words(phrase_of(counting(12)[0], language)).reveal()
        assert text.count("\u3000" if language == "japanese" else " ") == 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_found(language: str) -> None:
    """A phrase in full words, not all of them Chinese in both scripts, is found in its list."""
    for indices in counting(24):
        text = words(phrase_of(indices, language))
        others = [wordlist(other) for other in LANGUAGES if other != language]
        if any(set(text.reveal().split()) <= set(other) for other in others):
            with pytest.raises(SecretError, match=r"^the words are in the "):
                parse(text)
        else:
            assert parse(text).language == language


def test_two_languages_are_refused() -> None:
    """Four letters that fit two lists are refused, with a right checksum in one or in both."""
    short = " ".join(["aban"] * 11 + ["abou"])
    with pytest.raises(SecretError) as caught:
        parse(Secret(short))
    assert str(caught.value) == (
        "the words are in the English and French lists; say which with --language"
    )
    assert parse(Secret(short), "english").expanded == tuple(range(1, 13))


def test_full_words_outweigh_first_letters() -> None:
    """`abandon … about` is English, though the French list knows the first letters of all of it."""
    parsed = parse(Secret(published()["abandon_about_12"]))
    assert (parsed.language, parsed.expanded) == ("english", ())
    assert parsed.phrase.reveal().indices == (0,) * 11 + (3,)


def test_chinese_in_both_scripts_is_refused() -> None:
    """Characters that both Chinese lists have don't say which numbers are meant."""
    simplified = wordlist("chinese_simplified")
    shared = sorted(set(simplified) & set(wordlist("chinese_traditional")))
    indices = next(
        indices
        for start in range(len(shared) - 11)
        for indices in [completed([simplified.index(each) for each in shared[start : start + 11]])]
        if simplified[indices[-1]] in shared
    )
    with pytest.raises(SecretError, match=r"Chinese \(simplified\) and Chinese \(traditional\)"):
        parse(Secret("".join(simplified[index] + " " for index in indices)))


@pytest.mark.parametrize("count", WORD_COUNTS)
def test_checksum_is_that_of_the_standard(count: int) -> None:
    """Of 2,048 last words exactly those with a right checksum pass, in every length."""
    start = list(range(7, 7 + 13 * (count - 1), 13))
    passed = [last for last in range(2048) if checksum_holds([*start, last])]
    assert passed == [last for last in range(2048) if is_valid([*start, last])]
    assert len(passed) == 2048 >> count // 3


def test_entropy_is_that_of_the_published_codes() -> None:
    """The bytes of five published phrases are those in their CompactSeedQR."""
    for case in vectors("seedqr")["cases"]:
        data = bytes.fromhex(case["compact_hex"])
        phrase = parse(Secret(case["mnemonic"])).phrase
        assert entropy(phrase).reveal() == data
        assert phrase_of_entropy(Secret(data), "english").reveal() == phrase.reveal()


def test_values_do_not_print() -> None:
    """Neither a phrase nor what was parsed shows a word or an index."""
    parsed = parse(Secret(published()["ss5_12"]))
    assert repr(parsed) == "Parsed(phrase=Secret(…), language='english', expanded=())"
    phrase = parsed.phrase.reveal()
    # Word for word, since an address may hold the digits of any index.
    assert repr(phrase) == f"<generator.words.payload.Phrase object at {id(phrase):#x}>"
