"""What a run imports: an SVG waits for no other format, and nothing opens a socket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TWELVE = "abandon " * 11 + "about"

PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from generator.cli import run
code = run(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""

NETWORK = {"socket", "_socket", "ssl", "_ssl", "http", "http.client", "urllib.request", "asyncio"}
CAD = {"OCP", "cadquery", "vtkmodules"}
WALLETS = {"embit", "monero", "shamir_mnemonic"}
HEAVY = CAD | WALLETS | {"cv2", "numpy", "shapely", "fontTools"}
JUDGES = {"qrcode", "resvg_py", "zxingcpp", "pytest", "hypothesis"}

PHRASE = ("--input", "../phrase.txt")

RUNS = [
    (("--help",), {"svgwrite", "ezdxf", "generator.cad"}),
    (("make", "--help"), {"svgwrite", "ezdxf", "generator.cad"}),
    (("templates",), {"svgwrite", "ezdxf", "generator.cad"}),
    (("show", "tinyseed"), {"svgwrite", "ezdxf", "generator.cad"}),
    (("make", "nothing"), {"svgwrite", "ezdxf", "generator.cad"}),
    (
        ("make", "tinyseed", "--format", "svg", *PHRASE),
        {"ezdxf", "generator.cad", "generator.shop"},
    ),
    (("make", "words-85", "--format", "svg", *PHRASE), {"ezdxf", "generator.cad"}),
    (("blank", "tinyseed", "--format", "svg"), {"ezdxf", "generator.cad", "reportlab", "PIL"}),
    (("preview", "disc-6", "--width", "200"), {"svgwrite", "ezdxf", "generator.cad", "reportlab"}),
]


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The modules, and the packages that they are in, that one run had loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(root=str(ROOT)), *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == ("2" if "nothing" in arguments else "0")
    return set(modules) | {name.partition(".")[0] for name in modules}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to write to, with a phrase beside it."""
    (tmp_path / "phrase.txt").write_text(TWELVE, encoding="utf-8")
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


@pytest.mark.parametrize(("arguments", "more"), RUNS, ids=lambda value: "-".join(sorted(value)))
def test_a_run_loads_only_what_it_needs(
    arguments: tuple[str, ...], more: set[str], folder: Path
) -> None:
    """No CAD, no numbers library, no socket, no judge, and no format that was not asked for."""
    assert not imported(*arguments, cwd=folder) & (NETWORK | HEAVY | JUDGES | more)


def test_a_dxf_loads_no_cad(folder: Path) -> None:
    """DXF needs ezdxf, which likes numpy, and neither SVG's writer nor CAD."""
    seen = imported("make", "tinyseed", "--format", "dxf", *PHRASE, cwd=folder)
    assert "ezdxf" in seen
    assert not seen & (CAD | JUDGES | {"svgwrite", "generator.cad"})


def test_reading_loads_no_writer(folder: Path) -> None:
    """What reads an SVG back needs no CAD and no socket."""
    imported("blank", "seedcard", "--format", "svg", cwd=folder)
    seen = imported("read", "output/seedcard.blank.svg", cwd=folder)
    assert not seen & (NETWORK | HEAVY | JUDGES | {"ezdxf"})


def test_the_test_can_fail(folder: Path) -> None:
    """The modules of the formats are seen when they are loaded."""
    seen = imported("make", "tinyseed", "--format", "svg,dxf", *PHRASE, cwd=folder)
    assert {"svgwrite", "ezdxf", "generator.formats.svg"} <= seen
