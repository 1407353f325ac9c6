from __future__ import annotations

import random

import pytest
from embit.descriptor import Descriptor
from embit.descriptor.errors import DescriptorError

from generator.errors import SecretError
from generator.words import expression, miniscript
from generator.words.key_expression import Sort
from tests.encodings.phrases import vectors

KEY = vectors("descriptors")["valid_keys"][0]
HASH = "ab" * 32
OTHER = "cd" * 20

RIGHT = [
    f"pk({KEY})",
    f"c:pk_k({KEY})",
    f"or_b(pk({KEY}),s:pk({KEY}))",
    f"or_d(pk({KEY}),pkh({KEY}))",
    f"and_v(v:pk({KEY}),or_d(pk({KEY}),older(12960)))",
    f"thresh(3,pk({KEY}),s:pk({KEY}),s:pk({KEY}),sln:older(12960))",
    f"andor(pk({KEY}),older(1008),pk({KEY}))",
    f"andor(pk({KEY}),or_i(and_v(v:pkh({KEY}),hash160({OTHER})),older(1008)),pk({KEY}))",
    f"t:or_c(pk({KEY}),and_v(v:pk({KEY}),or_c(pk({KEY}),v:hash160({OTHER}))))",
    f"and_n(pk({KEY}),and_b(pk({KEY}),a:older(99)))",
    f"or_i(0,pk({KEY}))",
    f"andor(pk({KEY}),1,0)",
    f"j:and_v(v:sha256({HASH}),pk({KEY}))",
    f"uuj:and_v(v:multi(2,{KEY},{KEY}),after(1231488000))",
    f"or_d(multi(1,{KEY}),or_b(multi(3,{KEY},{KEY},{KEY}),su:after(500000)))",
    f"sortedmulti(1,{KEY},{KEY})",
    f"and_b(hash256({HASH}),a:and_b(hash256({HASH}),a:older(1)))",
]

WRONG = {
    f"pk_k({KEY})": (1, "this can be a part of a script, and is none by itself"),
    f"v:pk({KEY})": (1, "this can be a part of a script, and is none by itself"),
    f"and_v(pk({KEY}),pk({KEY}))": (
        1,
        "the parts of this expression are not of the types that it takes",
    ),
    f"or_b(pk({KEY}),pk({KEY}))": (
        1,
        "the parts of this expression are not of the types that it takes",
    ),
    f"andor(pk({KEY}),0,v:1)": (
        1,
        "the parts of this expression are not of the types that it takes",
    ),
    f"thresh(1,pk({KEY}),pk({KEY}))": (
        1,
        "the parts of this expression are not of the types that it takes",
    ),
    f"x:pk({KEY})": (1, "an unknown wrapper stands before the colon"),
    f":pk({KEY})": (1, "a wrapper has to stand before the colon"),
    f"and_v(v:pk({KEY}))": (1, "and_v takes 2 expressions"),
    f"and_v(v:pk({KEY}),sortedmulti(1,{KEY}))": (80, "this is no function that can be here"),
    "older(0)": (7, "a number from 1 to 2147483647 has to be here"),
    "after(2147483648)": (7, "a number from 1 to 2147483647 has to be here"),
    "older(01)": (7, "a number from 1 to 2147483647 has to be here"),
    "older(pk(1))": (7, "a number from 1 to 2147483647 has to be here"),
    f"sha256({OTHER})": (8, "sha256 takes 64 hexadecimal digits"),
    f"hash160({HASH})": (9, "hash160 takes 40 hexadecimal digits"),
    "sha256(xyz)": (8, "a hash in hexadecimal digits has to be here"),
    f"multi_a(1,{KEY})": (1, "tr has multi_a, and all others have multi"),
    f"thresh(2,pk({KEY}))": (8, "a number from 1 to 1 has to be here"),
    f"pk({KEY},{KEY})": (1, "pk takes one argument"),
    f"and_v(v:{KEY},1)": (7, "an expression has to be here"),
    "older": (1, "an expression has to be here"),
}


def check(script: str, sort: Sort = Sort.COMPRESSED) -> int:
    """The number of keys of a script."""
    return len(miniscript.check(expression.parse(script), sort))


@pytest.mark.parametrize("script", RIGHT)
def test_scripts_that_fit(script: str) -> None:
    """One or two for each fragment and wrapper; all keys in them are looked at."""
    assert check(script) == script.count(KEY)


@pytest.mark.parametrize("script", WRONG)
def test_scripts_that_do_not_fit(script: str) -> None:
    """Each with its place and its line."""
    with pytest.raises(SecretError) as caught:
        check(script)
    at, message = WRONG[script]
    assert str(caught.value) == f"at character {at}: {message}"


def test_keys_inside_are_looked_at() -> None:
    """However deep a wrong key is, it is found, and named by its place."""
    script = f"and_v(v:pk({KEY}),or_d(pk({KEY}),and_v(v:multi(1,{KEY[:-1]}g),older(9))))"
    with pytest.raises(SecretError, match="^at character 172: this is no key, "):
        check(script)


def test_taproot_differs() -> None:
    """Leaves of tr have x-only keys, multi_a, and a d wrapper that gives exactly 1."""
    short = KEY[2:]
    assert check(f"multi_a(1,{short},{KEY})", Sort.X_ONLY) == 2
    assert check(f"sortedmulti_a(1,{short})", Sort.X_ONLY) == 1
    script = "or_d(d:v:older(9),pk({}))"
    assert check(script.format(short).replace("d:v:", "dv:"), Sort.X_ONLY) == 1
    with pytest.raises(SecretError):
        check(script.format(KEY).replace("d:v:", "dv:"))
    with pytest.raises(SecretError, match="64 digits can only be in tr"):
        check(f"pk({short})")
    with pytest.raises(SecretError, match="tr has multi_a"):
        check(f"multi(1,{short})", Sort.X_ONLY)


def grown(chance: random.Random, depth: int) -> str:
    """A script of fragments and wrappers thrown together, which seldom fit."""
    wrappers = "".join(chance.choices("ascdvjntlu", k=chance.choice([0, 0, 0, 1, 1, 2])))
    before = wrappers + ":" if wrappers else ""
    if depth == 0 or chance.random() < 0.25:
        leaves = ["pk", "pkh", "pk_k", "pk_h", "older", "sha256", "hash160", "multi"]
        name = chance.choice(leaves)
        inner = {"older": "9", "sha256": HASH, "hash160": OTHER, "multi": f"1,{KEY},{KEY}"}
        return f"{before}{name}({inner.get(name, KEY)})"
    names = {"andor": 3, "and_v": 2, "and_b": 2, "or_b": 2, "or_c": 2, "or_d": 2, "or_i": 2}
    name = chance.choice([*names, "and_n", "thresh"])
    parts = [grown(chance, depth - 1) for _ in range(names.get(name, 2))]
    return f"{before}{name}({','.join(['1'] * (name == 'thresh') + parts)})"


def test_what_fits_here_fits_elsewhere() -> None:
    """Whatever is taken of thousands of random scripts, `embit` finds the types right as well.

    The other way round would fail: it leaves out some rules.
    """
    chance = random.Random(380)  # noqa: S311  # no secret is made here
    taken = 0
    for _ in range(6000):
        script = grown(chance, chance.choice([0, 1, 1, 2]))
        try:
            check(script)
        except SecretError:
            continue
        taken += 1
        try:
            Descriptor.from_string(f"wsh({script})")
        except DescriptorError as error:
            # It has no 0, so that it takes l: and u: of B only.
            assert "X and Z should be the same type" in str(error), script
    assert taken > 300
