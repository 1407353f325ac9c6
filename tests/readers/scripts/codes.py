"""What reedsolo and galois make of words with wrong and erased values; a process for each field.

Both keep their field where all callers share it, so a process never has two.
"""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any


def by_reedsolo(job: dict[str, Any]) -> list[Any]:
    """Check values, and the mended word or nothing."""
    import reedsolo

    reedsolo.init_tables(prim=job["polynomial"], generator=2, c_exp=job["bits"])
    found = []
    for case in job["cases"]:
        checks = list(reedsolo.rs_encode_msg(case["values"], case["checks"], fcr=0, generator=2))
        try:
            mended, more, _ = reedsolo.rs_correct_msg(
                case["seen"], case["checks"], fcr=0, generator=2, erase_pos=case["erased"]
            )
            whole: list[int] | None = [*map(int, mended), *map(int, more)]
        except reedsolo.ReedSolomonError:
            whole = None
        found.append({"checks": list(map(int, checks[-case["checks"] :])), "whole": whole})
    return found


def by_galois(job: dict[str, Any]) -> list[Any]:
    """Check values alone: mending takes it a second and more for each word."""
    import galois
    import numpy as np

    field = galois.GF(2 ** job["bits"], irreducible_poly=job["polynomial"], repr="int")
    last = 2 ** job["bits"] - 1
    codes = {
        checks: galois.ReedSolomon(last, last - checks, alpha=field(2), c=0, field=field)
        for checks in {case["checks"] for case in job["cases"]}
    }
    alike: dict[tuple[int, int], list[int]] = {}
    for number, case in enumerate(job["cases"]):
        alike.setdefault((case["checks"], len(case["values"])), []).append(number)
    found: list[Any] = [None] * len(job["cases"])
    for (checks, _), numbers in alike.items():
        values = field([job["cases"][number]["values"] for number in numbers])
        behind = np.array(codes[checks].encode(values, output="parity")).tolist()
        for number, each in zip(numbers, behind, strict=True):
            found[number] = {"checks": each, "whole": None}
    return found


if __name__ == "__main__":
    asked = json.loads(Path(os.environ["CODES_JOB"]).read_text(encoding="utf-8"))
    answers = {
        "version": version(asked["library"]),
        "found": (by_reedsolo if asked["library"] == "reedsolo" else by_galois)(asked),
    }
    Path(os.environ["CODES_ANSWERS"]).write_text(json.dumps(answers), encoding="utf-8")
