"""Check values and mended words, held against two libraries that share nothing with ours."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.galois import field
from generator.reed_solomon import Code
from tests.readers.programs import PYTHON, SCRIPTS

pytestmark = pytest.mark.readers

FIELDS = {11: 0x805, 10: 0x409, 8: 0x11D}
CASES = 4_000
"""For each library and field; more than 10,000 are compared with each of the two in all."""


def cases(bits: int, seed: int) -> list[dict[str, Any]]:
    """Words as long as plates have them, damaged up to a little more than can be mended."""
    chance = random.Random(seed)  # noqa: S311  numbers to try, no secret
    found = []
    for _ in range(CASES):
        checks = chance.choice([4, 6, 8])
        code = Code(field(bits, FIELDS[bits]), checks)
        values = [chance.randrange(1 << bits) for _ in range(chance.choice([12, 20, 24, 33]))]
        word = [*values, *code.check_values(values)]
        erased = chance.randrange(checks + 1)
        wrong = chance.randrange((checks - erased) // 2 + 2)
        places = chance.sample(range(len(word)), erased + wrong)
        seen = list(word)
        for place in places:
            seen[place] ^= chance.randrange(1, 1 << bits)
        found.append(
            {
                "values": values,
                "checks": checks,
                "seen": seen,
                "erased": sorted(places[:erased]),
                "wrong": wrong,
            }
        )
    return found


@pytest.mark.parametrize("bits", FIELDS)
@pytest.mark.parametrize("library", ["reedsolo", "galois"])
def test_another_library_says_the_same(library: str, bits: int, tmp_path: Path) -> None:
    """The same check values, and the same word wherever both mend within what is promised."""
    given = cases(bits, seed=bits)
    job, answers = tmp_path / "job.json", tmp_path / "answers.json"
    asked = {"library": library, "bits": bits, "polynomial": FIELDS[bits], "cases": given}
    job.write_text(json.dumps(asked), encoding="utf-8")
    surroundings = {**os.environ, "CODES_JOB": str(job), "CODES_ANSWERS": str(answers)}
    subprocess.run([str(PYTHON), str(SCRIPTS / "codes.py")], env=surroundings, check=True)
    said = json.loads(answers.read_text(encoding="utf-8"))
    compared = 0
    for case, theirs in zip(given, said["found"], strict=True):
        code = Code(field(bits, FIELDS[bits]), case["checks"])
        assert theirs["checks"] == list(code.check_values(case["values"]))
        if library == "galois":  # it would take an hour to mend so many
            compared += 1
            continue
        ours = code.corrected(case["seen"], case["erased"])
        if 2 * case["wrong"] + len(case["erased"]) <= case["checks"]:
            assert ours is not None
            assert list(ours) == theirs["whole"]
            compared += 1
        else:  # reedsolo mends half a value more than is promised, to whatever word there is
            assert ours is None or list(ours) == theirs["whole"]
    assert compared > CASES // 2
