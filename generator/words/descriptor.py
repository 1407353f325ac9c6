"""The rules of output descriptors: checksum (BIP-380), functions (BIP-381 to 386), multipath.

The grammar is our own: `embit` knows neither pk, combo, addr, raw and rawtr nor the constants of
Miniscript, and takes much that no wallet does. It has the keys, and judges checksums in the tests.
A library that has all of it brings 14 MB and loads the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from generator.errors import SecretError
from generator.secret import Secret
from generator.words import curve, keys, miniscript
from generator.words.descriptor_checksum import without_checksum
from generator.words.expression import Expression, wrong
from generator.words.expression import parse as parsed
from generator.words.key_expression import Found, Sort, read
from generator.words.miniscript import only
from generator.words.payload import KeyText

_MOST_KEYS = {"top": 3, "sh": 15}
"""Keys of a bare multisig, by policy, and of one whose script has 520 bytes."""

_HEX = re.compile("(?:[0-9a-fA-F]{2})+")

_SORTS = {
    "pk": Sort.ANY,
    "pkh": Sort.ANY,
    "combo": Sort.ANY,
    "wpkh": Sort.COMPRESSED,
    "rawtr": Sort.X_ONLY,
}
"""The functions of one key."""

_PLACES = {
    "pk": ("top", "sh"),
    "pkh": ("top", "sh"),
    "wpkh": ("top", "sh"),
    "multi": ("top", "sh"),
    "sortedmulti": ("top", "sh"),
    "wsh": ("top", "sh"),
    "sh": ("top",),
    "tr": ("top",),
    "combo": ("top",),
    "addr": ("top",),
    "raw": ("top",),
    "rawtr": ("top",),
}
"""Where each function may be; inside wsh and tr Miniscript rules."""

FUNCTIONS = tuple(_PLACES)
"""What a descriptor may begin with, or what stands in sh."""


def parse(text: Secret[str], network: str = "main") -> Secret[KeyText]:
    """A descriptor with its checksum, all keys of that network, as its wallet has written it.

    Nothing but white space is changed, which may stand between groups: the checksum covers the
    spelling, of hardened steps for example. One wrong character is located. Raises SecretError.
    """
    compact = "".join(text.reveal().replace("\ufeff", "").split())
    script = parsed(without_checksum(compact))
    found = _script(script, "top")
    if not found and script.name not in ("addr", "raw"):
        raise SecretError("the descriptor has no key, so anybody could spend, or nobody")
    _check_networks(found, network)
    branches = {key.branches for key in found if key.branches is not None}
    if len(branches) > 1:
        raise SecretError("choices of numbers like <0;1> have to be equally long in all keys")
    return Secret(KeyText("descriptor", compact))


def _check_networks(found: Sequence[Found], network: str) -> None:
    if network not in curve.NETWORKS:
        raise SecretError("no such network; there are main and test")
    for other in (key.network for key in found):
        if other is not None and other != network:
            title = keys.TITLES[other]
            raise SecretError(f"the descriptor is of {title}, which --network {other} takes")


def _script(script: Expression, place: str) -> list[Found]:
    """The keys of a function at the top or in sh."""
    name = script.name
    if script.args is None or name not in _PLACES:
        raise wrong(script.at, "a descriptor's function has to be here")
    if place not in _PLACES[name]:
        raise wrong(script.at, f"{name} can't be inside another function")
    if name in _SORTS:
        return [read(only(script), _SORTS[name])]
    if name in ("multi", "sortedmulti"):
        return _multisig(script, place)
    return _OTHERS[name](script)


def _multisig(script: Expression, place: str) -> list[Found]:
    found = miniscript.threshold(script)
    if len(found) > _MOST_KEYS[place]:
        raise wrong(script.at, f"more than {_MOST_KEYS[place]} keys, which only wsh can have")
    return [read(key, Sort.ANY) for key in found]


def _taproot(script: Expression) -> list[Found]:
    key, *trees = script.args or ()
    if len(trees) > 1:
        raise wrong(script.at, "tr takes a key and one tree at most")
    return [read(key, Sort.X_ONLY), *(found for tree in trees for found in _tree(tree, 0))]


def _tree(tree: Expression, depth: int) -> list[Found]:
    """The keys of all leaves."""
    if tree.name != "{":
        return miniscript.check(tree, Sort.X_ONLY)
    if len(tree.args or ()) != 2:
        raise wrong(tree.at, "a branch is {one,other}")
    if depth >= 128:
        raise wrong(tree.at, "a tree has 128 levels at most")
    return [found for branch in tree.args or () for found in _tree(branch, depth + 1)]


def _address(script: Expression) -> list[Found]:
    address = only(script)
    network = None if address.args is not None else curve.address_network(address.name)
    if network is None:
        raise wrong(address.at, "this is no address of Bitcoin")
    return [Found(network, None)]


def _raw(script: Expression) -> list[Found]:
    digits = only(script)
    if digits.args is not None or not _HEX.fullmatch(digits.name):
        raise wrong(digits.at, "a script in an even number of hexadecimal digits has to be here")
    return []


_OTHERS: Mapping[str, Callable[[Expression], list[Found]]] = {
    "sh": lambda script: _script(only(script), "sh"),
    "wsh": lambda script: miniscript.check(only(script), Sort.COMPRESSED),
    "tr": _taproot,
    "addr": _address,
    "raw": _raw,
}
"""The functions that are neither of one key nor multisig."""
