"""What every test gets: a repeatable Hypothesis, a cache folder of its own; and the option of the golden tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# `repeatable` draws the same examples on every machine and on every run, so that a red test stays red; a loaded machine
# must not turn one red either. `explore` (HYPOTHESIS_PROFILE=explore) draws others each time, and twenty times as many.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--refresh-golden`` (``make refresh-golden``) rewrites what tests/golden would compare."""
    parser.addoption("--refresh-golden", action="store_true", help="rewrite the golden files instead of comparing")


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keeps the tests, and the processes they start, out of the user's cache."""
    folder = tmp_path_factory.mktemp("openarch-cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENARCH_CACHE", str(folder))
        yield folder
