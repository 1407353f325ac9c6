"""PrusaSlicer: what it says of a file, and the mesh that it has of it."""

import re
import subprocess
from pathlib import Path

import numpy as np
from job import answer
from meshes import told

_RECORD = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("_", "<u2")])


def _run(*arguments):
    command = ["prusa-slicer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _look(name):
    said = re.findall(r"^(\w+) = +(\S+)", _run("--info", name), re.MULTILINE)
    parts = sum(int(count) for key, count in said if key == "number_of_parts")
    out = Path("out.stl")
    out.unlink(missing_ok=True)
    _run("--export-stl", "--dont-arrange", "--output", str(out), name)
    corners = np.frombuffer(out.read_bytes()[84:], _RECORD)["corners"].astype(float)
    triangles = np.arange(3 * len(corners)).reshape(-1, 3)
    answers = told(corners.reshape(-1, 3), triangles, parts)
    faults = [f"manifold: {how}" for key, how in said if key == "manifold" and how != "yes"]
    return {**answers, "faults": faults}


answer(_look, re.search(r"PrusaSlicer-([\d.]+)", _run("--help"))[1])
