"""``pytest tests/golden --refresh`` (or ``make refresh-golden``, or ``REFRESH_GOLDEN=1``) writes what the commands say now as what they ought to say."""

import os

import pytest


def pytest_addoption(parser):
    parser.addoption("--refresh", action="store_true", default=False, help="rewrite the golden files")


@pytest.fixture
def refresh(request):
    asked = (request.config.getoption(name, default=False) for name in ("--refresh", "--refresh-golden"))
    return any(asked) or bool(os.environ.get("REFRESH_GOLDEN"))
