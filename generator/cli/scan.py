"""Plates read from photographs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files
from generator import template_file as templates
from generator.cli import options, recover, report, screen
from generator.cli.gathering import gathered
from generator.cli.opening import bytes_of
from generator.cli.options import Command
from generator.cli.screen import Complaint
from generator.errors import ReadError
from generator.template import SIDES, Module
from generator.words.kinds import KINDS, words_of
from generator.words.payload import Phrase

if TYPE_CHECKING:
    from generator.scan.codes import Code
    from generator.scan.scanning import Scanned, Shot


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of the plate, and what is wanted of it."""

    template: str | None
    side: str | None
    kind: str | None
    language: str | None
    words: int | None
    picture: Path | None
    force: bool


_asked = gathered(
    options.options(
        click.option(
            "--template",
            metavar="TEMPLATE",
            help="Which plate it is.  [default: any that has dots, as the picture tells]",
        ),
        click.option("--side", type=click.Choice(SIDES), help="Which side of it, if one is shown."),
        options.kind,
        options.language,
        click.option("--words", type=int, metavar="N", help="How many words there are, if known."),
        click.option(
            "--picture",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="OUT.png",
            help="Write the photograph with what was read over it; it holds the secret.",
        ),
        click.option("--force", is_flag=True, help="Replace a picture that exists."),
    ),
    Asked,
    "asked",
)


@click.command("scan", cls=Command)
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO...")
@_asked
@click.option("--reveal", is_flag=True, help="Print the words.")
@options.as_json
def scan(photos: tuple[str, ...], asked: Asked, *, reveal: bool, as_json: bool) -> None:
    """Read a plate with dots or a QR code from a photograph, or from a flat scan of it.

    Of a plate with two sides give two pictures, in any order.
    The whole plate has to be in view, flat on a plain ground; how it is turned does not matter.
    A slot that may be a mark or not is taken for both, and check rows tell which it is.

    A photograph of a plate is as secret as the plate: never take it with a phone that sends its
    pictures elsewhere, and destroy it afterwards.

    Both sides: metalstamp scan front.jpg back.jpg --reveal
    """
    if asked.side is not None and len(photos) > 1:
        raise Complaint("--side is for one picture")
    if len(photos) > len(SIDES):
        raise Complaint("one plate has two sides: give one picture of each")
    _check_picture(asked, photos)
    data = [bytes_of(name, number) for number, name in enumerate(photos, start=1)]
    from generator.scan.reading import Wanted
    from generator.scan.scanning import scanned, shot
    from generator.scan.targets import targets

    names = (asked.template,) if asked.template is not None else templates.names()
    sought = tuple(targets(names, asked.side))
    if _has_code(asked.template) and asked.picture is None:
        from generator.scan.codes import codes

        coded = tuple(dict.fromkeys(code for each in data for code in codes(each)))
        if coded:
            _report_code(coded, asked, reveal=reveal, as_json=as_json)
            return
    if not sought:
        raise ReadError(_NO_CODE if _has_code(asked.template) else _LETTERS)
    shots = [shot(each, sought) for each in data]
    found = scanned(shots, Wanted(asked.kind, asked.language, asked.words))
    if asked.picture is not None:
        _draw(shots, found, asked)
    _report(found, asked, reveal=reveal, as_json=as_json)


_NO_CODE = (
    "no QR code can be read in this picture: take it sharp and from straight above, with all of "
    "the code and a margin around it in view"
)
_LETTERS = "this plate has neither dots nor a QR code; read its letters, and type them to recover"


def _has_code(name: str | None) -> bool:
    """Whether a plate may show a QR code."""
    if name is None:
        return True
    fields = (field for side in templates.find(name).sides for field in side.fields)
    return any(isinstance(field.mark, Module) for field in fields)


def _report_code(coded: Sequence[Code], asked: Asked, *, reveal: bool, as_json: bool) -> None:
    """Say what QR codes hold, whose own code words and checksum are all right."""
    from generator.scan.codes import secret_in

    payload = secret_in(coded, asked.kind, asked.language)
    value = payload.reveal()
    words = len(value.indices) if isinstance(value, Phrase) else 0
    if asked.words is not None and words != asked.words:
        raise ReadError(f"the QR code holds {words or 'no'} words, but --words says {asked.words}")
    title = KINDS[value.kind].title
    if as_json:
        told: dict[str, Any] = {"codes": len(coded), "kind": value.kind, "recovered": True}
        told |= {"words": words} if words else {}
        told |= {"text": words_of(payload).reveal()} if reveal else {}
        report.as_json(told)
        return
    found = f"{title}, {words} words" if words else title
    report.table([("QR code", found), ("checksum", "ok" if KINDS[value.kind].checked else "none")])
    if reveal:
        click.echo(f"\n{words_of(payload).reveal()}")


def _check_picture(asked: Asked, photos: tuple[str, ...]) -> None:
    if asked.picture is None:
        return
    if asked.picture.suffix.lower() != ".png":
        raise Complaint("--picture draws PNG: name a file that ends with .png")
    if len(photos) > 1:
        raise Complaint("--picture is for one photograph")
    files.check(asked.picture.parent)
    if not asked.force:
        files.check_free(asked.picture.parent, [asked.picture.name])


def _draw(shots: list[Shot], found: Scanned, asked: Asked) -> None:
    from generator.scan.drawing import drawn

    assert asked.picture is not None  # asked for
    data = drawn(shots[0], found.views[0])
    files.hand_over(asked.picture.parent, [(asked.picture.name, data)], force=asked.force)
    screen.note(f"the picture in {asked.picture.name} shows the secret; destroy it when done")


def _report(found: Scanned, asked: Asked, *, reveal: bool, as_json: bool) -> None:
    """Say what was seen, and what it means if there is one answer."""
    answer = found.answer
    best = answer or (found.said[0] if found.said else None)
    if as_json:
        told: dict[str, Any] = {"pictures": [_seen(view) for view in found.views]}
        told["missing"] = list(found.missing)
        told["recovered"] = answer is not None
        if best is not None:
            read = recover.facts(best.outcome, best.rows, reveal=reveal and answer is not None)
            told |= {**read, "recovered": answer is not None}
        report.as_json(told)
    else:
        for view in found.views:
            seen = _seen(view)
            screen_line = (
                f"{seen['marks']} marks, {seen['blanks']} empty, {seen['doubtful']} doubtful"
            )
            report.table([(f"{seen['template']}, {seen['side']}{seen['way']}", screen_line)])
        if best is not None and (answer is not None or not found.missing):
            report.table(recover.lines_of(best.outcome, best.rows))
        if reveal and answer is not None:
            click.echo(recover.phrases(answer.outcome, answer.rows))
    if answer is None:
        raise ReadError(_problem(found, asked))


def _seen(view: Any) -> dict[str, Any]:
    from generator.scan.dots import Sign

    signs = view.seen.look.signs
    return {
        "template": view.pose.target.template.name,
        "side": view.pose.target.side,
        "marks": sum(sign is Sign.MARK for sign in signs),
        "blanks": sum(sign is Sign.BLANK for sign in signs),
        "doubtful": sum(sign in (Sign.DOUBT, Sign.LOST) for sign in signs),
        "way": ", seen in a mirror" if view.pose.mirrored else "",
    }


def _problem(found: Scanned, asked: Asked) -> str:
    """What to say where there is no answer, and what to try next."""
    if found.missing:
        side = found.missing[0]
        if asked.words is not None:
            return f"the {side} holds words too: give a picture of it as well"
        return (
            f"the {side} may hold words too: give a picture of it as well, or say with --words how "
            "many words there are"
        )
    if len(found.answers) > 1:
        return (
            f"{len(found.answers)} different phrases fit, by how the plate is held or how many "
            "words it has; say which with --template, --side or --words"
        )
    if not found.said:
        return (
            "the marks are no words of this plate: it may be another plate, or held in another "
            "way; name its --template, and look at what was read with --picture"
        )
    best = found.said[0]
    return recover.problem(best.outcome, best.rows, None)
