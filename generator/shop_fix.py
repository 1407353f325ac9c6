"""A variant of a template that a shop can make, as a template file of its own.

What a rule asks for by itself (a depth, the width of a line, the diameter of a dot or hole) is
given to it; room for that, and whatever is a distance, comes from a plate as little larger as will
do.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import settings, template_file, toml_file
from generator.errors import GeneratorError, RuleError, VerifyError
from generator.inspection import inspected
from generator.krux import READER
from generator.shop import Shop
from generator.shop_check import verdicts
from generator.shop_rules import ERROR, short
from generator.shop_variant import Content, scale, suit
from generator.template_file import Asked

LARGEST_SCALE = 8.0
"""A plate this many times as large is another plate."""

_STEP = 1.1
"""From one scale that is tried to the next."""

_ORIGIN = "A variant of {} by metalstamp check --fix; the comments are those of the original."

MOST_TRIES = 60
"""About; with and without Krux's camera, each step and then ever finer."""

_FINE = 100
"""Steps of one; the scale is a whole number of them."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A template file, and what is otherwise in it than in the one it was made of."""

    name: str
    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody wants of a template, whose content is `begun`."""

    begun: Mapping[str, Any]
    name: str
    shop: Shop
    thickness: float | None


@dataclass(frozen=True, slots=True)
class _Try:
    """One way to change a template."""

    scale: float
    camera: bool
    """Whether it stays one for Krux's camera, which knows most plates by their size."""


def fix(
    asked: Asked, shop: Shop, thickness: float | None, tried: Callable[[], None] = lambda: None
) -> Variant:
    """The template as the shop can make it; whatever passes keeps its number.

    `thickness` is that of the metal, if it is to be another. `tried` is called at each attempt, of
    which there are up to some sixty.
    Raises `RuleError` where no larger plate passes either.
    """
    path = template_file.path_of(asked.name)
    raw = toml_file.raw(path)
    begun = toml_file.content(path.name, raw)
    settings.apply(begun, asked.settings)
    wanted = _Wanted(begun, _name(path.stem, shop), shop, thickness)

    def passes(attempt: _Try) -> bool:
        tried()
        return not _problems(wanted, attempt)

    readers, largest = begun.get("readers"), _largest(wanted)
    found = _least(passes, largest, camera=isinstance(readers, list) and READER in readers)
    if found is None:
        wrong = ", ".join(_problems(wanted, _Try(largest, camera=False)))
        larger = f" up to {largest:g} times as large" if largest > 1 else " of its size or larger"
        raise RuleError(f"no variant of {path.stem}{larger} passes {shop.name}: {wrong}")
    return _written(raw, asked, wanted, found)


def _name(stem: str, shop: Shop) -> str:
    return f"{stem}-{shop.name}"[: template_file.LONGEST_NAME].rstrip("-")


def _largest(wanted: _Wanted) -> float:
    """The scale up to which variants are tried: no plate is longer than the shop takes."""
    most = limit.most if (limit := wanted.shop.limit("long-side")) is not None else None
    plate = template_file.surveyed(dict(wanted.begun), Path(f"{wanted.name}.toml")).template
    if most is None or plate is None:
        return LARGEST_SCALE
    room = most.of(plate.plate.thickness, 0) / max(plate.size.width, plate.size.height)
    return min(max(1.0, math.floor(room * _FINE) / _FINE), LARGEST_SCALE)


def _least(passes: Callable[[_Try], bool], largest: float, *, camera: bool) -> _Try | None:
    """The least scale that passes, for Krux's camera if that can be."""
    for kept in (True, False) if camera else (False,):
        low, high = 1.0, 1.0
        while not (passed := passes(_Try(high, kept))) and high < largest:
            low, high = high, min(round(high * _STEP, 2), largest)
        if not passed:
            continue
        while round((high - low) * _FINE) > 1:
            middle = round((low + high) / 2, 2)
            low, high = (low, middle) if passes(_Try(middle, kept)) else (middle, high)
        return _Try(high, kept)
    return None


def _problems(wanted: _Wanted, attempt: _Try) -> tuple[str, ...]:
    """What our own rules and those of the shop have against one attempt."""
    content = deepcopy(dict(wanted.begun))
    _vary(content, wanted, attempt)
    seen = template_file.surveyed(content, Path(f"{wanted.name}.toml"))
    if seen.template is None or seen.faults:
        return tuple(fault.line for fault in seen.faults[:1])
    try:
        found = verdicts(seen.template, wanted.shop)
    except GeneratorError as error:
        return (str(error),)
    errors = tuple(short(each) for each in found if each.verdict == ERROR)
    return errors or tuple(fault.line for fault in inspected(seen).faults[:1])


def _vary(content: Content, wanted: _Wanted, attempt: _Try) -> None:
    """Make one attempt in a file's content."""
    content["name"] = wanted.name
    content["title"] = f"{content['title']} for {wanted.shop.name}"
    if attempt.scale != 1:
        scale(content, attempt.scale)
    if wanted.thickness is not None:
        content["plate"]["thickness"] = wanted.thickness
    suit(content, wanted.shop, camera=attempt.camera)
    width, height = content["plate"]["size"]
    content["summary"] = f"{content['title']}, {width:g} × {height:g} mm"


def _written(raw: bytes, asked: Asked, wanted: _Wanted, found: _Try) -> Variant:
    """The file with its comments, each changed table saying so in its source."""
    import tomlkit  # keeps comments and order; nothing else needs it

    content = deepcopy(dict(wanted.begun))
    _vary(content, wanted, found)
    changes = tuple(_told(wanted, content, found))
    _mark_sources(content, wanted.begun, wanted.shop.name)
    document = tomlkit.parse(raw.decode("utf-8-sig"))
    settings.apply(document, asked.settings)
    _transfer(content, document)
    text = tomlkit.dumps(document)
    if toml_file.content(f"{wanted.name}.toml", text.encode()) != content:
        raise VerifyError("the variant did not read back; nothing was written")
    return Variant(wanted.name, f"# {_ORIGIN.format(Path(asked.name).stem)}\n{text}", changes)


def _transfer(content: Mapping[str, Any], document: MutableMapping[str, Any]) -> None:
    """Give a file's text the content, touching only what differs."""
    for key in [key for key in document if key not in content]:
        del document[key]
    for key, value in content.items():
        held = document[key]
        if isinstance(value, dict):
            _transfer(value, held)
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            for each, inner in zip(value, held, strict=True):
                _transfer(each, inner)
        elif held != value:
            document[key] = value


def _mark_sources(now: object, before: object, shop: str) -> None:
    """Let no table whose numbers are others claim the source of those it had."""
    if isinstance(now, list) and isinstance(before, list):
        for each, was in zip(now, before, strict=False):
            _mark_sources(each, was, shop)
    if not (isinstance(now, dict) and isinstance(before, dict)):
        return
    for key, value in now.items():
        _mark_sources(value, before.get(key), shop)
    own = {key: value for key, value in now.items() if not _has_source(value)}
    if "source" in now and any(value != before.get(key) for key, value in own.items()):
        now["source"] = f"{before['source']}; changed for {shop}"


def _has_source(value: object) -> bool:
    """Whether a table, or each of a list of tables, says itself where its numbers are from."""
    if isinstance(value, list):
        return any(_has_source(each) for each in value)
    return isinstance(value, dict) and "source" in value


def _told(wanted: _Wanted, now: Mapping[str, Any], found: _Try) -> Iterator[str]:
    """What is otherwise, for people: the scale, and each number that is not to scale."""
    begun = deepcopy(dict(wanted.begun))
    if found.scale != 1:
        scale(begun, found.scale)
        width, height = now["plate"]["size"]
        yield f"all lengths {found.scale:g} times as large: the plate is {width:g} × {height:g} mm"
    if now["readers"] != begun["readers"]:
        yield f"no longer for {READER}, which knows the plate by its size"
    yield from dict.fromkeys(_other(now, begun, ()))


def _other(now: object, before: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(now, Mapping) and isinstance(before, Mapping):
        for key, value in now.items():
            yield from _other(value, before[key], (*path, key))
    elif isinstance(now, list) and isinstance(before, list):
        for number, (each, was) in enumerate(zip(now, before, strict=False), start=1):
            yield from _other(each, was, (*path, str(number)))
    elif isinstance(now, int | float) and now != before:
        yield f"{'.'.join(path)}: {before:g} → {now:g}"
