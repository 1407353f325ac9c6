"""What the sides of a plate that are there hold of a secret, where another side is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.encodings import DERIVED, ENCODINGS
from generator.encodings.cells import DOWN, Script, blocks, cells_of, used_cells, way
from generator.errors import ReadError, SecretError
from generator.grid import Cell, Grid
from generator.inscription import LABEL, fitted
from generator.secret import Secret
from generator.slots import slots
from generator.template import Template
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS, entries
from generator.words.lists import listed
from generator.words.payload import Payload

_Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Portion:
    """The words of a phrase that some sides show, without the checksum that all of them have."""

    language: str
    words: tuple[tuple[int, str | None], ...]
    """By number, 1-based; `None` where the marks are no word of the list."""
    checks: tuple[tuple[str, str], ...]
    """The title of each check on those sides, and what it tells of wrong marks there, if any."""

    @property
    def lost(self) -> tuple[int, ...]:
        """The numbers of the words that can't be told."""
        return tuple(number for number, word in self.words if word is None)


def held_on(template: Template, given: Collection[str]) -> Template | None:
    """The plate with nothing but what stands on those sides as a whole.

    `None` where that is not all of the secret.
    """
    whole = _whole_on(template, given)
    tells = any(name in ENCODINGS for name in whole) or any(
        DERIVED[name].fellows and set(DERIVED[name].fellows) <= whole
        for name in whole
        if name in DERIVED
    )
    if not tells:
        return None
    return replace(
        template,
        sides=tuple(
            replace(side, fields=tuple(f for f in side.fields if f.encoding in whole))
            for side in template.sides
            if side.name in given
        ),
    )


def check_rest(
    grids: Mapping[str, Grid], template: Template, given: Collection[str], payload: Secret[Payload]
) -> None:
    """Refuse a secret unless those marks say the same that go on on a side that is missing.

    Raises `ReadError`.
    """
    for name in _standing_on(template, given) - _whole_on(template, given) - {LABEL}:
        scheme = ENCODINGS.get(name) or DERIVED[name]
        problem = f"the plate says two things: its {scheme.title} differ from the rest"
        try:
            meant = fitted(scheme.encode(payload), template, name)
        except SecretError:
            raise ReadError(problem) from None
        shown = grids[name]
        for row, column in _cells_on(template, name, given):
            if shown.rows[row][column] != meant.rows[row][column]:
                raise ReadError(problem)


def words_on(
    grids: Mapping[str, Grid], template: Template, given: Collection[str], language: str | None
) -> Secret[Portion]:
    """The words on those sides, each told by its own marks alone.

    Raises `ReadError` where single words have no marks there, and `SecretError` where the letters
    are of several lists.
    """
    choice = template.choice
    kind = choice.kind if choice else "bip39"
    standing = _standing_on(template, given)
    names = [
        name for name in template.encodings if name in standing and way(name, Script(kind=kind))
    ]
    if not names or not KINDS[kind].counts:
        raise ReadError("no word can be told from this side alone")
    names.sort(key=lambda name: not ENCODINGS[name].tells_language)
    found = [
        (script.language, dict(_told(grids, template, given, (names[0], script))))
        for script in _scripts(names[0], kind, language)
    ]
    if not any(words for _, words in found):
        raise ReadError("no word can be told from this side alone")
    told, words = _in_one_list(found)
    for name in names[1:]:
        for number, index in _told(grids, template, given, (name, Script(told, kind))):
            if words.setdefault(number, index) != index:
                words[number] = None
    known = entries(told, kind)
    checks = [DERIVED[name] for name in template.encodings if name in standing & DERIVED.keys()]
    return Secret(
        Portion(
            told,
            tuple((n, None if at is None else known[at]) for n, at in sorted(words.items())),
            tuple((check.title, check.doubts(grids)) for check in checks),
        )
    )


def _scripts(name: str, kind: str, language: str | None) -> Iterator[Script]:
    """The lists that the words may be from."""
    if kind != "bip39":
        yield Script(kind=kind)
    elif language is not None or not ENCODINGS[name].tells_language:
        yield Script(language or "english")
    else:
        yield from (Script(each) for each in LANGUAGES if _spells(name, Script(each)))


def _spells(name: str, script: Script) -> bool:
    """Whether the words of a list can stand in such letters."""
    try:
        cells_of(name, 0, script)
    except SecretError:
        return False
    return True


def _in_one_list(
    found: Sequence[tuple[str, dict[int, int | None]]],
) -> tuple[str, dict[int, int | None]]:
    """The list that has all of the words; the places are 0-based.

    Raises `SecretError` where another has all of them but one as well: a damaged letter may have
    made a word of another list.
    """
    lost = [sum(at is None for at in words.values()) for _, words in found]
    near = [each for each, count in zip(found, lost, strict=True) if count <= 1]
    if len(found) == 1 or (len(near) == 1 and min(lost) == 0):
        return found[0] if len(found) == 1 else near[0]
    if not near:
        raise SecretError("the letters fit no list of words; say which with --language")
    titles = listed([LANGUAGES[name] for name, _ in near], "or")
    raise SecretError(f"the letters may be {titles} words; say which with --language")


def _told(
    grids: Mapping[str, Grid],
    template: Template,
    given: Collection[str],
    scheme: tuple[str, Script],
) -> Iterator[tuple[int, int | None]]:
    """The number of each word that stands there as a whole, and its place in the list."""
    name, script = scheme
    every = blocks(name, script)
    height, width = max(b.height for b in every), max(b.width for b in every)
    places = {_filled(block.rows, height, width): index for index, block in enumerate(every)}
    cells = _cells_on(template, name, given)
    needed = used_cells(name, script)
    down = way(name, script) == DOWN
    count = template.choice.words if template.choice else 0
    for number in range(1, count + 1):
        top, left = ((number - 1) * height, 0) if down else (0, (number - 1) * width)
        if all((top + row, left + column) in cells for row, column in needed):
            rows = grids[name].rows[top : top + height]
            block = tuple(row[left : left + width] for row in rows)
            yield number, places.get(_filled(block, height, width))


def _filled(rows: _Rows, height: int, width: int) -> _Rows:
    """The rows with empty cells up to a size."""
    filled = tuple(row + (None,) * (width - len(row)) for row in rows)
    return filled + ((None,) * width,) * (height - len(rows))


def _whole_on(template: Template, given: Collection[str]) -> frozenset[str]:
    """The encodings that stand on those sides and on no other."""
    other = {f.encoding for s in template.sides if s.name not in given for f in s.fields}
    return _standing_on(template, given) - other


def _standing_on(template: Template, given: Collection[str]) -> frozenset[str]:
    """The encodings that have a field on those sides."""
    return frozenset(f.encoding for s in template.sides if s.name in given for f in s.fields)


def _cells_on(template: Template, name: str, given: Collection[str]) -> frozenset[tuple[int, int]]:
    """The cells of an encoding's grid that have a slot on those sides, as row and column."""
    fields = (f for s in template.sides if s.name in given for f in s.fields if f.encoding == name)
    return frozenset((slot.row, slot.column) for field in fields for slot in slots(field))
