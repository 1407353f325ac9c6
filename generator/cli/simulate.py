"""How often damaged plates of a template give their words back."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import files, pipeline
from generator.check_rows import COUNTS
from generator.choice import Choice
from generator.cli import options, own, report, screen
from generator.cli.gathering import gathered
from generator.cli.options import Command
from generator.encodings import WITH_PARITY
from generator.encodings.cells import Script
from generator.errors import ReadError, TemplateError
from generator.recover.due import encoding_of
from generator.simulate.damage import SCENARIOS, Damage
from generator.template import Template
from generator.template_file import Asked
from generator.words.kinds import KINDS

if TYPE_CHECKING:
    from generator.simulate.plates import Kind
    from generator.simulate.trial import Shares, Tally

_RATES = tuple(field.name for field in fields(Damage))

_HELP = {
    "missed": "Of 100 marks, how many are missing.",
    "extra": "Of 100 blank places, how many look like a mark: slips and pits.",
    "rows": "Of 100 rows, how many can't be read.",
    "band": "Of 100 plates, how many have lost three rows side by side.",
    "corner": "Of 100 plates, how many have lost a corner, with four rows.",
    "word": "Of 100 rows, how many are a wrong word made with care.",
    "swapped": "Of 100 plates, how many have two rows that changed places.",
}

_NO_FORECAST = (
    "real rates are unknown: these are levels of stress to compare choices by, and no forecast"
)


class _ShareText(click.ParamType["tuple[int, int]"]):
    name = "KofN"

    def convert(self, value: object, _param: object, _context: object) -> tuple[int, int]:
        needed, _, given = str(value).lower().partition("of")
        if needed.isdecimal() and given.isdecimal() and 1 <= int(needed) <= int(given) <= 16:
            return int(needed), int(given)
        raise screen.Said("must be such as 2of3, of 16 at most")


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried, and how often."""

    kind: str | None
    words: int | None
    plates: int
    seed: int
    shares: tuple[int, int] | None
    plot: Path | None
    pictures: int
    setting: str
    folder: str
    force: bool


_trial = gathered(
    options.options(
        options.kind,
        options.words_to_hold,
        click.option(
            "--plates",
            type=click.IntRange(100, 10_000_000),
            default=10_000,
            show_default=True,
            metavar="N",
            help="Plates, or sets of them, for each number in the table.",
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**31 - 1),
            default=1,
            show_default=True,
            help="Another one draws other plates; the same one gives the same table.",
        ),
        click.option(
            "--shares",
            type=_ShareText(),
            metavar="KofN",
            help="Sets of N plates, of which any K are enough, as with SLIP-39 or codex32.",
        ),
        click.option(
            "--plot",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE.svg",
            help="Draw the table as a chart.",
        ),
        click.option(
            "--pictures",
            type=click.IntRange(0, 10_000),
            default=0,
            metavar="N",
            help="Render so many photographs of damaged plates instead, to try scan with.",
        ),
        click.option(
            "--setting",
            type=click.Choice(("mild", "medium", "harsh"), case_sensitive=False),
            default="medium",
            show_default=True,
            help="How badly the pictures are taken.",
        ),
        options.folder,
    ),
    Trial,
    "trial",
)

_rates = gathered(
    options.options(
        *(
            click.option(
                f"--{name}",
                type=click.FloatRange(0, 100),
                default=0.0,
                metavar="PERCENT",
                help=_HELP[name],
            )
            for name in _RATES
        )
    ),
    Damage,
    "percent",
)


@click.command("simulate", cls=Command)
@options.asked
@_trial
@_rates
@options.as_json
def simulate(asked: Asked, trial: Trial, percent: Damage, *, as_json: bool) -> None:
    """Damage very many plates, and count how many give their words back.

    For each number of check rows, without any, and with a parity of rows and columns alone.
    Four levels of damage are tried unless rates are given: those are a level of your own.

    The plates hold random words of no wallet, drawn from --seed. No secret is involved.
    """
    plate = own.plate(asked, None)
    script, words = _script(plate, trial)
    if trial.pictures:
        _photograph(plate, words, trial, as_json=as_json)
        return
    damages = _damages(percent)
    kinds = dict(_kinds(plate, script, words))
    if trial.plot is not None and trial.plot.suffix.lower() != ".svg":
        raise screen.Complaint("--plot draws SVG: name a file that ends with .svg")
    if trial.plot is not None:
        files.check(trial.plot.parent)
        if not trial.force:
            files.check_free(trial.plot.parent, [trial.plot.name])
    found = _run(kinds, damages, trial)
    if trial.plot is not None:
        _draw(found, damages, trial, f"{plate.name}, {words} words")
    if as_json:
        report.as_json(_facts(found, damages, trial, plate.name))
        return
    _print(found, damages, trial)
    screen.note(_NO_FORECAST)


def _script(plate: Template, trial: Trial) -> tuple[Script, int]:
    held = [kind for kind in plate.kinds if KINDS[kind].counts]
    if not held:
        raise TemplateError(f"{plate.name} holds no words, of which rows could be lost")
    kind = trial.kind or ("bip39" if "bip39" in held else held[0])
    if kind not in held:
        raise TemplateError(f"{plate.name} holds {', '.join(held)}, no {KINDS[kind].title}")
    words = trial.words or plate.counts(kind)[-1]
    if words not in plate.counts(kind):
        raise TemplateError(f"{plate.name} doesn't hold {words} words of a {KINDS[kind].title}")
    return Script(kind=kind), words


def _damages(percent: Damage) -> Mapping[str, Damage]:
    """The levels of the specification, or one's own."""
    rates = {name: getattr(percent, name) / 100 for name in _RATES}
    return {"your rates": Damage(**rates)} if any(rates.values()) else SCENARIOS


def _kinds(plate: Template, script: Script, words: int) -> Iterator[tuple[str, Kind]]:
    """What is compared, by name; a star where the plate has no room for it."""
    from generator.simulate.plates import Kind

    encoding = encoding_of(plate, script)
    if encoding.startswith("letters"):
        raise ReadError(f"{plate.name} has letters, whose damage this model does not know")
    room = plate.check_rows(script.kind, words)
    yield "no check", Kind(script, encoding, words, 0)
    if encoding in WITH_PARITY:
        yield "row and column parity *", Kind(script, encoding, words, 0, columns=True)
    for rows in COUNTS.get(script.kind, ()):
        parity = " and parity" if encoding in WITH_PARITY else ""
        star = "" if rows in room else " *"
        yield f"{rows} rows{parity}{star}", Kind(script, encoding, words, rows)


def _run(
    kinds: Mapping[str, Kind], damages: Mapping[str, Damage], trial: Trial
) -> dict[str, dict[str, Tally]]:
    from generator.simulate.trial import ONE, Shares, tally

    shares: Shares = Shares(*trial.shares) if trial.shares else ONE
    total = len(kinds) * len(damages) * trial.plates
    found: dict[str, dict[str, Tally]] = {}
    with click.progressbar(
        length=total, label="Damaging plates", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for level, damage in damages.items():
            found[level] = {
                name: tally(kind, damage, trial.plates, trial.seed, shares, bar.update)
                for name, kind in kinds.items()
            }
    return found


def _print(
    found: Mapping[str, Mapping[str, Tally]], damages: Mapping[str, Damage], trial: Trial
) -> None:
    names = list(next(iter(found.values())))
    what = f"sets of {trial.shares[1]}" if trial.shares else "plates"
    click.echo(f"Recovered of {trial.plates:,} {what}, in percent, with the standard error:")
    rows = [["damage", *names]]
    for level, tallies in found.items():
        each = [tallies[name] for name in names]
        rows.append([level, *(f"{100 * t.share:.1f} ± {100 * t.error:.1f}" for t in each)])
    report.table(rows)
    click.echo("")
    for level, damage in damages.items():
        click.echo(f"{level}: {damage}")
    wrong = {name: sum(each[name].wrong for each in found.values()) for name in names}
    known = sum(t.wrong_though_known for each in found.values() for t in each.values())
    told = ", ".join(f"{name} {count}" for name, count in wrong.items())
    click.echo(f"wrong, and nothing told it: {told}; with a fingerprint {known}")
    if any(name.endswith("*") for name in names):
        click.echo("* not on this plate, to compare with")


def _photograph(plate: Template, words: int, trial: Trial, *, as_json: bool) -> None:
    """Pictures of plates of random words, and what these are in a list beside them."""
    from generator.photograph.album import album

    if "bip39" not in plate.kinds:
        raise TemplateError(f"{plate.name} holds no BIP-39 phrase, of which pictures are made")
    files.check(Path(trial.folder))
    made = pipeline.prepared(plate, Choice(words))
    shots = album(made, trial.pictures, trial.seed, trial.setting)
    contents: list[tuple[str, bytes]] = []
    with click.progressbar(
        shots,
        trial.pictures,
        label="Taking pictures",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        for taken in bar:
            contents += taken
    written = files.hand_over(Path(trial.folder), contents, force=trial.force)
    names = [name for name, _ in contents]
    if as_json:
        report.as_json({"folder": trial.folder, "files": names})
        return
    click.echo(f"In {trial.folder}:")
    report.table((name, "" if name in written else "unchanged") for name in names)
    screen.note("the plates hold random words of no wallet; never send money to them")


def _facts(
    found: Mapping[str, Mapping[str, Tally]],
    damages: Mapping[str, Damage],
    trial: Trial,
    name: str,
) -> dict[str, Any]:
    return {
        "template": name,
        "plates": trial.plates,
        "seed": trial.seed,
        "shares": list(trial.shares) if trial.shares else None,
        "note": _NO_FORECAST,
        "damage": {
            level: {rate: getattr(damage, rate) for rate in _RATES}
            for level, damage in damages.items()
        },
        "recovered": {
            level: {
                choice.removesuffix(" *"): {
                    "share": each.share,
                    "error": each.error,
                    "wrong": each.wrong,
                    "wrong_with_fingerprint": each.wrong_though_known,
                }
                for choice, each in tallies.items()
            }
            for level, tallies in found.items()
        },
    }


def _draw(
    found: Mapping[str, Mapping[str, Tally]],
    damages: Mapping[str, Damage],
    trial: Trial,
    what: str,
) -> None:
    from generator.simulate.chart import chart

    assert trial.plot is not None  # asked for
    sets = f", sets of {trial.shares[1]}, any {trial.shares[0]} enough" if trial.shares else ""
    title = f"{what}{sets}: recovered of {trial.plates:,}, in percent"
    bars = {level: {name: t.share for name, t in each.items()} for level, each in found.items()}
    told = "; ".join(f"{level}: {damage}" for level, damage in damages.items())
    data = chart(title, bars, (told, f"{_NO_FORECAST} (* not on this plate)"))
    files.hand_over(trial.plot.parent, [(trial.plot.name, data)], force=trial.force)
    screen.note(f"the chart is in {trial.plot.name}")
