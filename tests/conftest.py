"""What every test run shares."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.plates.road import NAMES

# The same cases in every run, and no case fails for being slow on a busy machine.
settings.register_profile("metalstamp", deadline=None, derandomize=True)
settings.load_profile("metalstamp")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one plate run in one process, which keeps what its rules have allowed."""
    for item in items:
        name = item.callspec.params.get("name") if hasattr(item, "callspec") else None
        if name in NAMES:
            item.add_marker(pytest.mark.xdist_group(name))
