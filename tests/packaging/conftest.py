"""The project as strangers get it: a copy of the checkout, a wheel of it, and wheels of what it needs.

The wheels are kept in pytest's cache (``.pytest_cache/d/``), by what pyproject.toml asks for: only the first run needs
the package index.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_SHIPPED = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", ".hypothesis", ".*_cache", "__pycache__", "*.egg-info"
)


def run(command: list[str | Path], **options: object) -> subprocess.CompletedProcess[str]:
    """Runs a command that has to succeed, and shows what it said if it does not."""
    done = subprocess.run(
        [str(word) for word in command],
        **{"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "timeout": 600, **options},  # type: ignore[call-overload]
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def clean_environment(**more: str) -> dict[str, str]:
    """This environment without what points into the checkout or into a git command that runs the tests."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV", "PRE_COMMIT"))}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | more


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the working tree, changes that are not committed included, without what is built."""
    folder = tmp_path_factory.mktemp("checkout") / "project"
    shutil.copytree(ROOT, folder, ignore=NOT_SHIPPED)
    return folder


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built from its sdist as for an upload."""
    out = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", out, checkout])
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def wheelhouse(wheel: Path, request: pytest.FixtureRequest) -> Path:
    """Wheels of everything that the project and its build need, so that installing asks no index."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()[:16]
    kept = request.config.cache.mkdir("wheelhouse")
    folder = kept / wanted
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers of one run ask for it at the same time
        if not folder.exists():
            _download(wheel, folder)
    return folder


def _download(wheel: Path, folder: Path) -> None:
    for outdated in folder.parent.iterdir():
        if outdated.is_dir():
            shutil.rmtree(outdated)
    partial = folder.with_suffix(".partial")
    # editables: what hatchling asks for when pre-commit builds the project.
    run([sys.executable, "-m", "pip", "download", "-qq", "--dest", partial, wheel, "hatchling", "editables"])
    for own in partial.glob("openarch_conformance-*"):
        own.unlink()
    partial.rename(folder)


@pytest.fixture(scope="session")
def good_descriptor() -> Path:
    """A shipped descriptor that keeps every rule."""
    return ROOT / "specs" / "chip-interconnect" / "examples" / "xl-112.yaml"
