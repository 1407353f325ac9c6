"""Poppler's pdftocairo: the paths of the SVG that it makes of each page; letters are left out."""

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

from job import answer
from paths import product, shape, turned

_SPACE = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"rgb\(([\d.]+)%,\s*([\d.]+)%,\s*([\d.]+)%\)")
_STEP = re.compile(r"([MLCZ])([^MLCZ]*)")


def _run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True)


def _look(name):
    pages = []
    count = re.search(r"Pages:\s+(\d+)", _run("pdfinfo", name).stdout)[1]
    for number in range(1, int(count) + 1):
        one = ("-f", str(number), "-l", str(number))
        _run("pdftocairo", "-svg", "-noshrink", "-nocenter", *one, name, "page.svg")
        root = ET.fromstring(Path("page.svg").read_text(encoding="utf-8"))
        height = float(root.get("height").removesuffix("pt"))
        pages.append(list(_shapes(root, turned(height))))
    return {"pages": pages}


def _shapes(node, page):
    for child in node:
        if child.tag in {_SPACE + "defs", _SPACE + "use"}:
            continue
        matrix = re.fullmatch(r"matrix\((.*)\)", child.get("transform", ""))
        own = product(map(float, matrix[1].split(",")), page) if matrix else page
        if child.tag == _SPACE + "path":
            style = dict(part.split(":") for part in child.get("style").strip(";").split(";"))
            stroke, fill = (_colour(style.get(key, "none")) for key in ("stroke", "fill"))
            yield shape(stroke, fill, _loops(child.get("d")), own)
        yield from _shapes(child, own)


def _loops(text):
    loops = []
    for letter, numbers in _STEP.findall(text):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            loops.append([])
        loops[-1].append((letter.lower(), *zip(values[::2], values[1::2], strict=True)))
    return loops


def _colour(text):
    found = _COLOUR.match(text)
    return [float(part) / 100 for part in found.groups()] if found else None


answer(_look, re.search(r"[\d.]+", _run("pdftocairo", "-v").stderr)[0])
