"""The command line: the only place that prints, prompts and opens files."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import click

from generator.cli import screen
from generator.errors import GeneratorError

DONE, REFUSED, USAGE = 0, 1, 2

_NAME = "metalstamp"
_STOPPED = "stopped; nothing was written"


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # a short life: looking for cycles costs a tenth of it and frees nothing
    sys.excepthook = _fault
    screen.harden()
    code = run(sys.argv[1:])
    gc.freeze()  # what is left goes with the process, so nobody looks through it on the way out
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """The exit code of one run: 0 done, 1 refused with a reason on stderr, 2 usage."""
    try:
        screen.refuse_secret(arguments)
        return _dispatch(arguments)
    except click.UsageError as error:
        return _refuse(screen.usage(error), USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _refuse(_STOPPED, REFUSED)
    except (GeneratorError, screen.Unheard) as error:
        return _refuse(str(error), REFUSED)
    except OSError as error:
        _close_stdout()
        return _refuse(f"the report can't be printed: {screen.reason(error)}", REFUSED)


def _dispatch(arguments: list[str]) -> int:
    # Imported here, so that a signal during a slow start ends like any other.
    from generator.cli.commands import cli

    if not arguments:
        click.echo(cli.get_help(cli.make_context(_NAME, [], resilient_parsing=True)), err=True)
        return USAGE
    # Not `cli.main`, which has ways of its own to report signals and closed pipes.
    code = DONE
    try:
        with cli.make_context(_NAME, arguments) as context:
            cli.invoke(context)
    except click.exceptions.Exit as end:
        code = end.exit_code
    sys.stdout.flush()
    return code


def _refuse(message: str, code: int) -> int:
    with suppress(OSError):  # nobody may be listening, and the exit code still tells
        print(f"{_NAME}: {message}", file=sys.stderr, flush=True)
    return code


def _close_stdout() -> None:
    """Keep the interpreter from flushing, at exit, what can't be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fault(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Tell where a fault of ours happened, and nothing of what it happened to."""
    if issubclass(kind, KeyboardInterrupt):
        _refuse(_STOPPED, REFUSED)
        return
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code.co_filename if trace is not None else "?"
    place = f"{Path(code).name}:{trace.tb_lineno}" if trace is not None else "?"
    _refuse(f"a fault in this program ({kind.__name__} at {place}); please report this line", 1)
