"""gcode-machine, which follows GRBL's own code: moves, and what GRBL would refuse of arcs."""

import re
from importlib.metadata import version
from pathlib import Path

from gcode_machine import GcodeMachine
from job import answer

_TOOL = {"M3": True, "M4": True, "M5": False}
_RAPID, _LINE, _CLOCKWISE, _COUNTER_CLOCKWISE = range(4)


def _look(name):
    machine = GcodeMachine()
    machine.do_fractionize_arcs = True
    account, faults, last = [], [], ""
    for text in Path(name).read_text(encoding="ascii").splitlines():
        machine.set_line(text)
        for word in machine.split_lines():
            if not word:
                continue
            last = word.split()[0]
            machine.set_line(word)
            machine.strip()
            # Parsed before it is made tidy, which writes G0 as G00 and so hides it from the parser.
            machine.parse_state()
            before = machine.position_m
            account.extend(_said(machine, word, before))
            machine.fractionize()
            machine.done()
            machine.tidy()
            if machine.line_is_unsupported_cmd:
                faults.append(f"refused: {last}")
    if last != "M2":
        faults.append(f"it ends with {last}")
    return {"account": account, "faults": faults}


def _said(machine, word, before):
    if machine.contains_spindle:
        yield ["power", machine.current_spindle_speed]
    first = word.split()[0]
    if first in _TOOL:
        yield ["tool", _TOOL[first]]
    if first == "G4":
        yield ["dwell", 0]
    if not re.match(r"G[0-3] ", word):
        return
    mode, to = machine.current_motion_mode, list(machine.target_m)
    # A place that was never said is where the machine happens to stand.
    to = [0.0 if at is None else at for at in to]
    if mode in (_RAPID, _LINE):
        yield ["rapid" if mode == _RAPID else "line", *to]
    else:
        centre = [a + b for a, b in zip(before[:2], machine.offset[:2], strict=True)]
        yield ["arc", *to, *centre, mode == _COUNTER_CLOCKWISE]


answer(_look, version("gcode-machine"))
