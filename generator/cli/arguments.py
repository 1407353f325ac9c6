"""What may be typed for arguments and options; no complaint about one repeats it."""

from __future__ import annotations

import click

from generator import template_file as templates
from generator.check_rows import COUNTS
from generator.cli.screen import Said, nearest
from generator.errors import TemplateError
from generator.formats import FORMATS
from generator.settings import Setting, parse
from generator.words.bip39 import LANGUAGES
from generator.words.kinds import KINDS

_MOST_DESCRIPTORS = 2**31 - 1


class FormatNames(click.ParamType["tuple[str, ...]"]):
    """Names of formats, joined by commas."""

    name = "FORMATS"

    def convert(self, value: object, _param: object, _context: object) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip().lower() for name in str(value).split(",")))
        if not set(names) <= FORMATS.keys():
            raise Said(f"must be some of {', '.join(FORMATS)}, joined by commas")
        return names


class TemplateName(click.ParamType["str"]):
    """A template by its name, or a file."""

    name = "TEMPLATE"

    def convert(self, value: object, _param: object, _context: object) -> str:
        names = templates.names()
        typed = str(value)
        if typed.endswith(".toml"):
            return typed
        if typed.lower() not in names:
            meant = nearest(typed.lower(), names)
            raise Said(
                "must be a plate that metalstamp templates lists, "
                f"or a .toml file of your own{meant}"
            )
        return typed.lower()


class SettingText(click.ParamType["Setting"]):
    """A place in a template and its value."""

    name = "PATH=VALUE"

    def convert(self, value: object, _param: object, _context: object) -> Setting:
        try:
            return parse(str(value))
        except TemplateError as error:
            raise Said(str(error)) from None


class WordCount(click.ParamType["int"]):
    """As many words as some secret has."""

    name = "N"

    def convert(self, value: object, _param: object, _context: object) -> int:
        counts = sorted({count for kind in KINDS.values() for count in kind.counts})
        if str(value) not in map(str, counts):
            raise Said(f"must be one of {', '.join(map(str, counts))}")
        return int(str(value))


class CheckRows(click.ParamType["int"]):
    """How many check rows; 0 for none."""

    name = "N"

    def convert(self, value: object, _param: object, _context: object) -> int:
        typed = str(value).lower()
        counts = sorted({count for each in COUNTS.values() for count in each})
        if typed not in ("none", *map(str, counts)):
            raise Said(f"must be none, {', '.join(map(str, counts[:-1]))} or {counts[-1]}")
        return 0 if typed == "none" else int(typed)


class LanguageName(click.ParamType["str"]):
    """A word list."""

    name = "NAME"

    def convert(self, value: object, _param: object, _context: object) -> str:
        name = str(value).lower()
        if name not in LANGUAGES:
            raise Said(f"must be one of {', '.join(LANGUAGES)}")
        return name


class Descriptor(click.ParamType["int"]):
    """The number of an open file."""

    name = "N"

    def convert(self, value: object, _param: object, _context: object) -> int:
        text = str(value)
        if not (text.isascii() and text.isdigit()) or int(text[:20]) > _MOST_DESCRIPTORS:
            raise Said("must be the number of an open file descriptor")
        return int(text)


class Folder(click.ParamType["str"]):
    """The name of a folder."""

    name = "DIR"

    def convert(self, value: object, _param: object, _context: object) -> str:
        if not value:
            raise Said("must name a folder")
        return str(value)
