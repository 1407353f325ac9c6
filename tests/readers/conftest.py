"""How the work is shared out, and the table of what foreign readers found, at the end of a run."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # xdist ships no types

from tests.readers.files import TELL_SHAPES
from tests.readers.programs import READERS


class ByReader(LoadScopeScheduling):  # type: ignore[misc]  # its base is untyped, as xdist is
    """A process asks a reader about all its files at once, so its tests stay in that process."""

    def _split_scope(self, nodeid: str) -> str:
        beginnings = (f"[{reader.format}-{reader.name}-" for reader in READERS)
        return next((known for known in beginnings if known in nodeid), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByReader:
    """In the order of the readers, of which the slowest come first."""
    config.option.loadscopereorder = False
    return ByReader(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A line for each reader and format: version, files compared, largest difference, what not."""
    rows: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            told = dict(getattr(report, "user_properties", ())).get("reader")
            if told and getattr(report, "when", "") == "call":
                name, format_, version, difference = told
                rows.setdefault((format_, name), []).append((version, difference))
    if not rows:
        return
    terminalreporter.section("foreign readers")
    for (format_, name), told in sorted(rows.items()):
        versions = {version for version, _ in told if version}
        if not versions:
            line = "NOT RUN"
        else:
            compared = [difference for version, difference in told if version]
            line = f"{versions.pop()}, {len(compared)} files, {max(compared):.5f} mm at most"
        (reader,) = (each for each in READERS if (each.format, each.name) == (format_, name))
        some = f"; {', '.join(reader.only)} only" if reader.only else ""
        boxes = "" if reader.shapes and format_ in TELL_SHAPES else "; boxes only"
        terminalreporter.write_line(f"{format_:7} {name:14} {line}{some}{boxes}")
