"""The command line: the only place that prints, prompts and opens files."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import click

from generator.cli import screen
from generator.cli.commands import cli
from generator.errors import GeneratorError

DONE, REFUSED, USAGE = 0, 1, 2


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.excepthook = _fault
    screen.harden()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of one run: 0 done, 1 refused with a reason on stderr, 2 usage."""
    try:
        screen.refuse_secret(arguments)
        cli.main(args=arguments, prog_name="metalstamp", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        return _refuse(screen.usage(error), USAGE)
    except click.Abort:
        return _refuse("stopped; nothing was written", REFUSED)
    except GeneratorError as error:
        return _refuse(str(error), REFUSED)
    except OSError as error:
        _close_stdout()
        return _refuse(f"the report can't be printed: {error.strerror}", REFUSED)
    return DONE


def _refuse(message: str, code: int) -> int:
    with suppress(OSError):  # nobody may be listening, and the exit code still tells
        print(f"metalstamp: {message}", file=sys.stderr)
    return code


def _close_stdout() -> None:
    """Keep the interpreter from flushing, at exit, what can't be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fault(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Tell where a fault of ours happened, and nothing of what it happened to."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code.co_filename if trace is not None else "?"
    place = f"{Path(code).name}:{trace.tb_lineno}" if trace is not None else "?"
    print(
        f"metalstamp: a fault in this program ({kind.__name__} at {place}); nothing was written; "
        "please report this line",
        file=sys.stderr,
    )
