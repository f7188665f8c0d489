"""The wheel works where there is no checkout: specs inside, nothing else needed, nothing written beside it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conformance import __version__
from tests.packaging.conftest import ROOT, clean_environment, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(wheel: Path, wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel and what it depends on."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    run([sys.executable, "-m", "venv", venv], env=clean_environment())
    pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheelhouse]
    run([*pip, wheel], env=clean_environment())
    return venv / "bin"


def files_under(folder: Path, pattern: str) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob(pattern) if file.is_file()}


def test_wheel_carries_the_specs_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    carried = {name.removeprefix("conformance/_specs/") for name in names if name.startswith("conformance/_specs/")}
    assert {name for name in carried if name.endswith(".yaml")} == files_under(ROOT / "specs", "*.yaml")
    assert {name.split("/")[0] for name in names} == {
        "conformance",
        next(n for n in names if "dist-info" in n).split("/")[0],
    }


def test_sdist_carries_what_its_tests_need(wheel):
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("specs", "examples", "tests", "benchmarks", "scripts"):
        assert {f"{folder}/{file}" for file in files_under(ROOT / folder, "*.yaml")} <= names
    assert {"Makefile", "LICENSE", "README.md", ".pre-commit-hooks.yaml", "tests/conftest.py"} <= names


def test_certify_runs_outside_the_checkout(installed, good_descriptor, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "part.yaml").write_bytes(good_descriptor.read_bytes())
    command = [installed / "openarch", "certify", "--out", "report", "part.yaml"]
    environment = clean_environment(OPENARCH_CACHE=str(tmp_path / "cache"))
    done = run(command, cwd=elsewhere, env=environment)
    assert "Traceback" not in done.stderr
    assert (elsewhere / "report" / "report.json").stat().st_size
    assert "<html" in (elsewhere / "report" / "report.html").read_text(encoding="utf-8")
    assert str(ROOT) not in (elsewhere / "report" / "report.json").read_text(encoding="utf-8")
    assert {file.name for file in elsewhere.iterdir()} == {"part.yaml", "report"}


def test_works_where_neither_home_nor_cache_can_be_written(installed, good_descriptor, tmp_path):
    environment = clean_environment(OPENARCH_CACHE="/dev/null/no-folder", HOME="/dev/null")
    run([installed / "openarch", "validate", good_descriptor], cwd=tmp_path, env=environment)


def test_says_its_version(installed, tmp_path):
    done = run([installed / "openarch", "--version"], cwd=tmp_path, env=clean_environment())
    assert __version__ in done.stdout


def test_wheel_and_checkout_hold_the_same_specs(installed, tmp_path):
    here = subprocess.run(
        [Path(sys.executable).parent / "openarch", "list"], capture_output=True, text=True, check=True
    )
    there = run([installed / "openarch", "list"], cwd=tmp_path, env=clean_environment(OPENARCH_CACHE=str(tmp_path)))
    assert there.stdout == here.stdout
