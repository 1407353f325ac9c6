from __future__ import annotations

import re

import pytest
from embit.descriptor.checksum import add_checksum
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SecretError
from generator.secret import Secret
from generator.words.descriptor import parse
from generator.words.descriptor_checksum import CHARACTERS
from generator.words.expression import DEEPEST
from tests.encodings.phrases import vectors

DATA = vectors("descriptors")
KEY = DATA["valid_keys"][0]
WIF = DATA["valid_keys"][6]
XPUB = DATA["valid_keys"][7]
ZPUB = vectors("keys")["xpub"][-1]
X_ONLY = KEY[2:]
WALLET = (
    f"wsh(sortedmulti(2,[deadbeef/48'/0'/0'/2']{XPUB}/<0;1>/*,"
    f"[0badcafe/48h/0h/0h/2h]{vectors('keys')['xpub'][0]}/<0;1>/*))"
)
"""Like what a wallet of several signers prints, and long."""


NO_KEY = "this is no key, which has 66 hexadecimal digits, or is extended or in WIF"


def signed(body: str) -> str:
    """With the checksum that `embit` finds."""
    return str(add_checksum(body))


def read(text: str, network: str = "main") -> str:
    """The canonical text."""
    found = parse(Secret(text), network).reveal()
    assert found.kind == "descriptor"
    return found.text


def refusal(text: str, network: str = "main") -> str:
    """The message about a text that is refused, with nothing chained to it."""
    with pytest.raises(SecretError) as caught:
        parse(Secret(text), network)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


def names(bodies: list[str]) -> list[str]:
    """Short and unique names of test cases."""
    return [f"{number}-{body[:30]}" for number, body in enumerate(bodies)]


@pytest.mark.parametrize("body", DATA["valid"], ids=names(DATA["valid"]))
def test_published_descriptors_are_read(body: str) -> None:
    """As printed, and in groups with white space between them."""
    text = signed(body)
    assert read(text) == text
    assert read("\n".join(text[at : at + 7] for at in range(0, len(text), 7)) + "\n") == text


@pytest.mark.parametrize("key", DATA["valid_keys"], ids=names(DATA["valid_keys"]))
def test_published_keys_are_read(key: str) -> None:
    """Each form of key expression."""
    assert read(signed(f"pk({key})")) == signed(f"pk({key})")


@pytest.mark.parametrize("key", DATA["invalid_keys"], ids=names(DATA["invalid_keys"]))
def test_published_errors_in_keys_are_refused(key: str) -> None:
    """With the place and what would be right there."""
    assert re.match(
        r"at character \d+: (a key is \[origin\]|an origin begins|a path has numbers|"
        "the path of an origin has numbers|only an extended key)",
        refusal(signed(f"pk({key})")),
    )


@pytest.mark.parametrize("body", DATA["invalid"], ids=names(DATA["invalid"]))
def test_published_errors_are_refused(body: str) -> None:
    """A right checksum does not help what is no descriptor."""
    assert re.match("at character |choices of numbers", refusal(signed(body)))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (f"pk(pk({KEY}))", "at character 4: a key has to be here, not a function"),
        (f"sh({KEY})", "at character 4: a descriptor's function has to be here"),
        (f"sh(sh(pkh({KEY})))", "at character 4: sh can't be inside another function"),
        (f"wsh(wpkh({KEY}))", "at character 5: this is no function that can be here"),
        (f"multi(0,{KEY})", "at character 7: a number from 1 to 1 has to be here"),
        (f"multi(1{f',{KEY}' * 4})", "at character 1: more than 3 keys, which only wsh can have"),
        (
            f"sh(multi(1{f',{KEY}' * 16}))",
            "at character 4: more than 15 keys, which only wsh can have",
        ),
        (f"wsh(multi(1{f',{KEY}' * 21}))", "at character 5: more than 20 keys"),
        ("multi(1)", "at character 1: a number and what it is of have to follow"),
        (f"pkh({KEY},{KEY})", "at character 1: pkh takes one argument"),
        (
            f"tr({X_ONLY},pk({X_ONLY}),pk({X_ONLY}))",
            "at character 1: tr takes a key and one tree at most",
        ),
        (f"tr({X_ONLY},{{pk({X_ONLY})}})", "at character 69: a branch is {one,other}"),
        ("wsh(1)", "the descriptor has no key, so anybody could spend, or nobody"),
        (
            f"pk({XPUB}/<0;00>)",
            "at character 115: a choice of numbers like <0;1> has two or more, all different",
        ),
        (f"wpkh({X_ONLY})", "at character 6: a public key of 64 digits can only be in tr"),
        (
            "raw(abc)",
            "at character 5: a script in an even number of hexadecimal digits has to be here",
        ),
        ("addr(asdf)", "at character 6: this is no address of Bitcoin"),
        (
            f"pk({ZPUB})",
            "at character 4: a descriptor takes xpub, xprv, tpub and tprv, and not zpub",
        ),
        (
            f"pk([deadbeef/1]{XPUB[:-1]}M)",
            "at character 16: in this key, checksum does not match; character 111 looks wrong",
        ),
        (
            f"pk({WIF[:-1]}2)",
            "at character 4: in this key, checksum does not match; character 52 looks wrong",
        ),
        ("pk(02" + "0" * 63 + "7)", "at character 4: this public key is no point of the curve"),
        (f"pk({KEY[:-1]}g)", f"at character 4: {NO_KEY}"),
        (f"pk({KEY}", "at character 70: a ) is missing"),
        (f"pk({KEY}))", "at character 71: the descriptor has ended, and more follows"),
        (f"tr({X_ONLY},{{pk({X_ONLY}),pk({X_ONLY}))", "at character 207: a } is missing"),
        ("pk()", "at character 4: something is missing before this character or too much here"),
        ("(a)", "at character 1: something is missing before this character or too much here"),
        (
            f"multi(1,{XPUB}/{{0,1}}/*)",
            "at character 121: something is missing before this character or too much here",
        ),
        ("sh(" * 200, f"at character {3 * DEEPEST + 4}: more than {DEEPEST} levels of parentheses"),
        (KEY, "at character 1: a descriptor's function has to be here"),
    ],
    ids=lambda value: value[:40],
)
def test_what_is_wrong_is_said_with_its_place(body: str, message: str) -> None:
    """One line for each rule."""
    assert refusal(signed(body)) == message


CHECKSUM_REASONS = {
    "none": "a descriptor needs its checksum, # and 8 characters: the wallet exports it, "
    "and Bitcoin Core's getdescriptorinfo prints it",
    "length": "the checksum behind the # has 8 characters, not {}",
    "payload": "checksum does not match; character 7 looks wrong",
    "checksum": "character 15 can't be in a checksum, which has digits and small letters "
    "without 1, b, i and o",
    "character": "character 5 can't be in a descriptor",
}


@pytest.mark.parametrize(("text", "reason"), DATA["checksums"]["invalid"])
def test_published_errors_in_checksums_are_refused(text: str, reason: str) -> None:
    """Missing, cut, too long, of other characters, and not matching."""
    length = len(text.partition("#")[2])
    assert refusal(text) == CHECKSUM_REASONS[reason].format(length)


def test_the_published_checksum_is_right() -> None:
    """The only one in the BIPs."""
    (text,) = DATA["checksums"]["valid"]
    assert read(text) == text == signed(text.partition("#")[0])


def test_empty_input() -> None:
    """Nothing, and nothing before the checksum."""
    for text in ("", " \n", "#89f8spxm"):
        assert refusal(text) == "the input is empty; a descriptor is a function with its checksum"


@pytest.mark.parametrize(
    ("body", "step"),
    [("raw(deadbeef)", 1), ("raw(deadbeef0)", 1), (f"pk({KEY})", 1), (WALLET, 13)],
    ids=["3n+1", "3n+2", "3n", "long"],
)
def test_a_wrong_character_is_located(body: str, step: int) -> None:
    """At every place, a letter in the other case, a neighbour and one of another group."""
    text = signed(body)
    for place in {*range(0, len(text), step), *range(len(body) + 1, len(text))}:
        right = text[place]
        if right == "#":
            continue
        in_checksum = place > len(body)
        alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l" if in_checksum else CHARACTERS[:-1]
        at = alphabet.index(right)
        others = {alphabet[(at + by) % len(alphabet)] for by in (1, 32, 45, 64)}
        for other in (others | {right.swapcase()}) & set(alphabet) - {right, "#"}:
            wrong = text[:place] + other + text[place + 1 :]
            message = refusal(wrong)
            assert message == f"checksum does not match; character {place + 1} looks wrong"


@settings(max_examples=30)
@given(st.data())
def test_any_other_character_is_refused(data: st.DataObject) -> None:
    """Whichever it is: wrong characters of the alphabet, and others of none."""
    text = signed(WALLET)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[place]).filter(str.strip))
    message = refusal(text[:place] + other + text[place + 1 :])
    assert not re.search(r"deadbeef|xpub|0badcafe", message)


@settings(max_examples=30)
@given(st.sets(st.integers(0, len(WALLET) - 1), min_size=2, max_size=4), st.data())
def test_several_wrong_characters_are_refused(places: set[int], data: st.DataObject) -> None:
    """No single place is blamed for two errors, and never is the text taken."""
    wrong = list(signed(WALLET))
    for place in places:
        wrong[place] = data.draw(st.sampled_from(CHARACTERS[:32].replace(wrong[place], "")))
    assert refusal("".join(wrong)).startswith("checksum does not match; ")


def test_a_very_long_descriptor_is_refused_at_once() -> None:
    """No error is looked for in what no plate could hold."""
    text = signed(f"raw({'00' * 5000})")
    assert read(text) == text
    assert refusal(text.replace("raw(0", "raw(1")) == (
        "checksum does not match; check each character"
    )


def test_the_spelling_is_kept() -> None:
    """Hardened steps as ' and as h are two texts with two checksums, both right."""
    apostrophe, letter = signed(f"pk([deadbeef/1']{KEY})"), signed(f"pk([deadbeef/1h]{KEY})")
    assert apostrophe[-8:] != letter[-8:]
    assert (read(apostrophe), read(letter)) == (apostrophe, letter)


def test_networks() -> None:
    """Keys and addresses have to be of the network asked for; hexadecimal keys are of any."""
    bech32 = "addr(bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu)"
    for body in (
        f"pkh({XPUB}/*)",
        f"pkh({WIF})",
        "addr(3PUNyaW7M55oKWJ3kDukwk9bsKvryra15j)",
        bech32,
    ):
        read(signed(body), "main")
        assert refusal(signed(body), "test") == (
            "the descriptor is of the main network, which --network main takes"
        )
    body = "addr(tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx)"
    read(signed(body), "test")
    assert refusal(signed(body)) == (
        "the descriptor is of a test network, which --network test takes"
    )
    for network in ("main", "test"):
        assert read(signed(f"wpkh({KEY})"), network)
    assert refusal(signed(f"wpkh({KEY})"), "x") == "no such network; there are main and test"


@pytest.mark.parametrize(
    "address",
    [
        "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyv",
        "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyé",
        "3PUNyaW7M55oKWJ3kDukwk9bsKvryra15k",
        "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss",
        "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9",
        "x",
    ],
)
def test_what_is_no_address(address: str) -> None:
    """Wrong checksums, private keys and other coins."""
    from generator.words.curve import address_network

    assert address_network(address) is None


def test_functions_that_no_bip_of_the_six_has() -> None:
    """Combo and rawtr are Bitcoin Core's own, at the top only."""
    assert read(signed(f"combo({XPUB}/*)"))
    assert read(signed(f"rawtr({X_ONLY})"))
    assert refusal(signed(f"sh(combo({KEY}))")) == (
        "at character 4: combo can't be inside another function"
    )


def test_the_deepest_tree() -> None:
    """128 levels of a tree are read, one more is refused."""
    leaf = f"pk({X_ONLY})"
    tree = leaf
    for _ in range(128):
        tree = f"{{{leaf},{tree}}}"
    assert read(signed(f"tr({X_ONLY},{tree})"))
    message = refusal(signed(f"tr({X_ONLY},{{{leaf},{tree}}})"))
    assert re.fullmatch(r"at character \d+: a tree has 128 levels at most", message)


@pytest.mark.parametrize("text", ["pkh(", "wsh(sortedmulti(2,[deadbeef/48h", f"pk({KEY}"])
def test_a_descriptor_that_was_cut(text: str) -> None:
    """The parentheses that it lost are what is wrong with it; its checksum went with them."""
    lost = text.count("(")
    missing = "1 closing parenthesis is" if lost == 1 else f"{lost} closing parentheses are"
    assert refusal(text) == (
        f"the descriptor is cut short: {missing} missing, and so is its checksum"
    )


def test_a_parenthesis_lost_before_the_checksum() -> None:
    """It is said where no one wrong character explains the checksum."""
    assert refusal(signed(f"wpkh({KEY})").replace(")", "")) == (
        "checksum does not match; 1 closing parenthesis is missing"
    )
