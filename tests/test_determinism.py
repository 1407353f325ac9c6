"""The same input gives the same bytes, in any process, on any day, anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plates.road import (
    FLAT,
    NAMES,
    SOLID,
)

ROOT = Path(__file__).parent.parent

PROGRAM = """
import hashlib, sys, time
shift = float(sys.argv[1])
if shift:
    real, real_ns = time.time, time.time_ns
    time.time = lambda: real() + shift
    time.time_ns = lambda: real_ns() + int(shift * 1e9)
    gmtime, localtime = time.gmtime, time.localtime
    time.gmtime = lambda at=None: gmtime(time.time() if at is None else at)
    time.localtime = lambda at=None: localtime(time.time() if at is None else at)
    import datetime
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)
        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(time.time())
    datetime.datetime = Later
from tests.plates.road import chosen, files, last_of, secrets
for name in sys.argv[3].split(","):
    template = last_of(name)
    for product in files(secrets(chosen(template))["varied"], template, sys.argv[2]):
        print(product.name, hashlib.sha256(product.data).hexdigest())
"""

HERE = ("0", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"})
THERE = (
    str(400 * 86_400 + 12_345),
    {"PYTHONHASHSEED": "4", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
)


def printed(format_name: str, names: tuple[str, ...], where: tuple[str, dict[str, str]]) -> str:
    """Names and digests of the files that a fresh process makes."""
    shift, environment = where
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, shift, format_name, ",".join(names)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("format_name", FLAT)
def test_every_plate_is_the_same_everywhere(format_name: str) -> None:
    """Another hash seed, time zone, locale, year and process change no byte of any plate."""
    here = printed(format_name, NAMES, HERE)
    assert len(here.splitlines()) >= len(NAMES)
    assert printed(format_name, NAMES, THERE) == here


@pytest.mark.parametrize("format_name", SOLID)
def test_a_solid_is_the_same_everywhere(format_name: str) -> None:
    """Another hash seed, time zone, locale, year and process change no byte of a solid."""
    assert printed(format_name, ("seedqr",), HERE) == printed(format_name, ("seedqr",), THERE)


@pytest.mark.prove
@pytest.mark.parametrize("format_name", SOLID)
@pytest.mark.parametrize("name", NAMES)
def test_every_solid_is_the_same_everywhere(name: str, format_name: str) -> None:
    """As above, for each plate with all its words."""
    assert printed(format_name, (name,), HERE) == printed(format_name, (name,), THERE)
