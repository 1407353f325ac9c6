"""The house of the two wings: what may import what, and proof that a breach is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c["name"] for c in CONFIG["tool"]["importlinter"]["contracts"]}

BREACHES = [
    ("floors", "place.py", "import generator.pipeline"),
    ("floors", "geometry.py", "import generator.errors"),
    ("words", "words/bip39.py", "import generator.grid"),
    ("encodings", "encodings/bits.py", "import generator.layout"),
    ("encodings", "encodings/letters.py", "import generator.glyphs"),
    ("formats", "formats/svg.py", "import generator.grid"),
    ("formats", "formats/dxf.py", "import generator.place"),
    ("formats", "cad.py", "import generator.glyphs"),
    ("metal", "place.py", "import generator.words.bip39"),
    ("metal", "rules.py", "import generator.encodings.bits"),
    ("blanks", "sheets/nesting.py", "import generator.words.bip39"),
    ("blanks", "coupons/coupon.py", "import generator.secret"),
    ("blanks", "destroy.py", "import generator.encodings.bits"),
    ("readers", "formats/flat_read.py", "import generator.formats.flat"),
    ("readers", "formats/pdf_look.py", "import generator.formats.pdf_canvas"),
    ("readers", "formats/stencil_read.py", "import generator.formats.flat"),
    ("drawing", "drawing.py", "import generator.secret"),
    ("reportlab", "drawing.py", "import reportlab.pdfgen.canvas"),
    ("pypdf", "drawing.py", "import pypdf"),
    ("pillow", "preview_proof.py", "import PIL.Image"),
    ("photograph", "photograph/camera.py", "import cv2"),
    ("scan", "scan/finding.py", "import generator.photograph.camera"),
    ("svgwrite", "picture.py", "import svgwrite"),
    ("ezdxf", "formats/svg.py", "import ezdxf"),
    ("ocp", "formats/step.py", "import OCP.gp"),
    ("ocp", "pipeline.py", "import cadquery"),
    ("mnemonic", "encodings/letters.py", "import mnemonic"),
    ("shamir", "words/bip39.py", "import shamir_mnemonic"),
    ("embit", "words/keys.py", "import embit.ec"),
    ("monero", "words/slip39.py", "import monero.seed"),
    ("rectpack", "sheets/sheet.py", "import rectpack"),
    ("opencv", "scan/finding.py", "import cv2"),
    ("fonts", "glyphs.py", "import fontTools.ttLib"),
    ("fonts", "contours.py", "import pathops"),
    ("blanks", "order.py", "import generator.secret"),
    ("lib3mf", "formats/stl.py", "import lib3mf"),
    ("manifold3d", "facets.py", "import manifold3d"),
    ("tomlkit", "shop_check.py", "import tomlkit"),
    ("click", "pipeline.py", "import click"),
    ("judges", "encodings/qr.py", "import qrcode"),
]
"""A contract, a module, and a line in it that the contract must not bear."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the contracts of the checkout say about the package in that folder."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_package_keeps_every_contract() -> None:
    """No module imports a floor above it, and each third-party package has one door."""
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout


def test_no_module_hides_from_the_contracts() -> None:
    """Each folder with modules is a package, for only those are looked at."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert {folder for folder in folders if not (folder / "__init__.py").is_file()} == set()


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_a_breach_is_noticed(contract: str, module: str, line: str, tmp_path: Path) -> None:
    """One forbidden import anywhere in a copy of the package breaks the contract it offends."""
    shutil.copytree(PACKAGE, tmp_path / "generator")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "generator" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    run = lint(tmp_path)
    assert run.returncode == 1
    assert f"{CONTRACTS[contract]} BROKEN" in run.stdout


def test_a_module_without_a_floor_is_noticed(tmp_path: Path) -> None:
    """Who adds a module has to say where in the house it lives."""
    shutil.copytree(PACKAGE, tmp_path / "generator")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "generator" / "utils.py").touch()
    run = lint(tmp_path)
    assert run.returncode == 1
    assert "generator.utils" in run.stdout


def test_every_contract_has_been_seen_to_break() -> None:
    """A contract that nothing can break would keep nothing."""
    assert {contract for contract, _, _ in BREACHES} == set(CONTRACTS)
