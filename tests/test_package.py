"""What is handed to the package index holds all that the program needs, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import generator

ROOT = Path(__file__).parent.parent
PLATES = sorted(path.name for path in (ROOT / "templates" / "plates").glob("*.toml"))
LOCKS = ROOT / "requirements"


def build(kind: str, source: Path, to: Path) -> Path:
    """The one file of that kind that the build backend makes, without isolation or network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(to)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (path,) = to.iterdir()
    return path


def names(wheel: Path) -> set[str]:
    """The paths of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the checkout."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive made from the checkout."""
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def test_the_wheel_carries_every_module_and_every_plate(wheel: Path) -> None:
    """Each file of the package and each template of the checkout is in the wheel, and no other."""
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    templates = {
        "generator/" + path.relative_to(ROOT).as_posix()
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    info = f"metalstamp-{generator.__version__}.dist-info"
    papers = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    assert PLATES
    assert {f"generator/templates/plates/{name}" for name in PLATES} <= templates
    assert "generator/py.typed" in package
    assert names(wheel) == package | templates | {f"{info}/{paper}" for paper in papers}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    """Name, version, licence, command and extras stand in the wheel's own papers."""
    info = f"metalstamp-{generator.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"{info}/METADATA").decode()
        commands = archive.read(f"{info}/entry_points.txt").decode()
    facts = set(metadata.partition("\n\n")[0].splitlines())
    assert {
        "Name: metalstamp",
        f"Version: {generator.__version__}",
        "License-Expression: MIT",
        "Requires-Python: >=3.11",
        "Provides-Extra: cad",
        "Provides-Extra: test",
    } <= facts
    assert "metalstamp = generator.cli:main" in commands.splitlines()


def test_the_same_sources_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """A second build gives the same bytes, so that anybody can check a published wheel."""
    assert build("wheel", ROOT, tmp_path).read_bytes() == wheel.read_bytes()


def test_the_source_archive_is_enough_to_build_the_wheel(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    """The wheel made from the source archive holds what the wheel made from the checkout holds."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert names(build("wheel", source, tmp_path / "wheel")) == names(wheel)


def test_the_source_archive_has_the_tests_and_no_output(sdist: Path) -> None:
    """Who repackages the project can test it, and gets nobody's plates along with it."""
    with tarfile.open(sdist) as archive:
        tops = {Path(name).parts[1] for name in archive.getnames()}
    assert {"generator", "templates", "tests", "requirements", "Makefile", "LICENSE"} <= tops
    assert not tops & {"output", ".venv", "build", "dist", ".git"}


@pytest.mark.prove
def test_the_wheel_works_without_cadquery_and_without_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    """The locked runtime alone draws every plate as SVG and DXF, and STEP says what it lacks."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*install, "--require-hashes", "-r", str(LOCKS / "run.txt")], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    modules = {path.name for path in (tmp_path / "venv").glob("lib/*/site-packages/*")}
    assert not modules & {"OCP", "cadquery", "pytest"}
    command = [str(tmp_path / "venv" / "bin" / "metalstamp"), "blank"]
    for name in PLATES:
        plate = [*command, name.removesuffix(".toml"), "--format", "svg,dxf", "--out", "out"]
        subprocess.run(plate, cwd=tmp_path, check=True, capture_output=True)
    made = {path.name.partition(".")[0] + ".toml" for path in (tmp_path / "out").iterdir()}
    assert made == set(PLATES)
    solid = [*command, "tinyseed", "--format", "step", "--out", "none"]
    run = subprocess.run(solid, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1
    assert "metalstamp[cad]" in run.stderr
    assert not (tmp_path / "none").exists() or not list((tmp_path / "none").iterdir())


def pins(lock: str) -> set[str]:
    """Each locked requirement, `name==version ; marker`."""
    text = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9].*?) \\$", text, re.MULTILINE))


def test_every_lock_is_part_of_the_whole() -> None:
    """Who runs, who tests and who makes STEP have the same version of what they share."""
    assert pins("run") < pins("test") < pins("all")
    shared = {pin.partition("==")[0] for pin in pins("all")}
    assert {pin for pin in pins("build") if pin.partition("==")[0] in shared} <= pins("all")


def test_every_requirement_is_locked() -> None:
    """Nothing that pyproject.toml asks for is left to be chosen at installation."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = {
        "run": project["project"]["dependencies"],
        "test": extras["test"],
        "all": extras["cad"],
        "build": project["build-system"]["requires"],
    }
    for lock, requirements in wanted.items():
        locked = {pin.partition("==")[0] for pin in pins(lock)}
        assert {re.split(r"[<>=~]", line)[0] for line in requirements} <= locked


@pytest.mark.parametrize("lock", ["run", "test", "all", "build"])
def test_a_lock_names_no_place(lock: str) -> None:
    """A lock holds versions and hashes, and nobody's index, host or folder."""
    text = (LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^-|\.\./|file:", text, re.MULTILINE)
    assert text.count("--hash=sha256:") >= len(pins(lock))
