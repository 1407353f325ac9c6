"""What an SVG and a DXF cost, as ratios and megabytes: `python bench/flat.py [runs]`.

Asked: `metalstamp make tinyseed --format svg --input FILE`, the whole process, at most 2.5 × the
CPU of `python -c "import svgwrite, mnemonic"`; peak memory of SVG and DXF at most 120 MB.
CPU seconds of fresh processes, taken in turn; the ratio is the median of the pairs.
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PHRASES = {
    "12 words": "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "24 words": (
        "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday "
        "candy pony ranch winter theme error hybrid van cereal salon goddess expire"
    ),
}
"""Published: a BIP-39 test vector, and test vector 1 of the SeedQR specification."""

YARDSTICK = ["-c", "import svgwrite, mnemonic"]
TOOL = ["-c", "from generator.cli import main; main()"]


def main(runs: int) -> None:
    """Print a line for each phrase, then one for each plate and flat format."""
    # As an installed package is; otherwise the first runs would compile, or, where Python is told
    # to write no bytecode, every run.
    compileall.compile_dir(ROOT / "generator", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        print(f"make tinyseed --format svg / importing its libraries, {runs} pairs, asked: <= 2.5")
        for name, phrase in PHRASES.items():
            command = _make(folder, "tinyseed", "svg", phrase)
            pairs = [(run(command)[0], run(YARDSTICK)[0]) for _ in range(runs)]
            ratio = statistics.median(ours / base for ours, base in pairs)
            print(f"  {name}  {ratio:.2f}")
        print("peak memory in MB, asked: at most 120")
        for plate in ("tinyseed", "alphabet-24", "words-85"):
            for kind in ("svg", "dxf"):
                peak = run(_make(folder, plate, kind, PHRASES["24 words"]))[1]
                print(f"  {plate:12} {kind}  {peak:.0f}")


def _make(folder: str, plate: str, kind: str, phrase: str) -> list[str]:
    source = Path(folder, "phrase.txt")
    source.write_text(phrase, encoding="utf-8")
    out = str(Path(folder, "out"))
    options = ["--format", kind, "--input", str(source), "--out", out, "--force"]
    return [*TOOL, "make", plate, *options]


def run(arguments: list[str]) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a fresh Python process; what it prints is thrown away."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, 1)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    pid = os.posix_spawn(sys.executable, command, environment, file_actions=actions)
    os.close(nowhere)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit("the measured command failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
