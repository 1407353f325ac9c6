"""What every test run shares."""

from __future__ import annotations

from hypothesis import settings

# The same cases in every run, and no case fails for being slow on a busy machine.
settings.register_profile("metalstamp", deadline=None, derandomize=True)
settings.load_profile("metalstamp")
