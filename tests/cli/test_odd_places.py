"""Names and places that a careful user does not have, and some user has."""

import json
import os
from pathlib import Path

import pytest

from conformance.cli.main import run
from conformance.spec import cache

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "specs/chip-interconnect/examples/xl-112.yaml"
FORMATS = ["json", "html", "junit", "sarif", "github", "markdown"]


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENARCH_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_format_can_name_a_file_whose_name_is_no_utf_8(here, capsys):
    """The byte stands there as in a URL; a report with it must be readable again by whoever reads strictly."""
    name = os.fsdecode(b"caf\xe9.yaml")
    (here / name).write_text(GOOD.read_text(encoding="utf-8").replace("lane_skew", "lane_skwe"), encoding="utf-8")
    reports = ",".join(f"{form}=report.{form}" for form in FORMATS)
    assert run(["test", name, "--report", reports]) == 1
    for form in set(FORMATS) - {"junit"}:  # XML has no way to write it: U+FFFD stands there
        assert "caf%E9.yaml" in (here / f"report.{form}").read_text(encoding="utf-8"), form
    assert json.loads((here / "report.json").read_text(encoding="utf-8"))["files"][0]["file"] == "caf%E9.yaml"
    capsys.readouterr()
    assert run(["report", "report.json"]) == 0
    assert "caf%E9.yaml" in capsys.readouterr().out


def test_a_relative_cache_folder_counts_as_none(monkeypatch, here):
    """XDG Base Directory Specification: all paths must be absolute, a relative one is to be ignored."""
    monkeypatch.delenv("OPENARCH_CACHE")
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.folder() == str(here / ".cache/openarch")


@pytest.mark.parametrize(
    "command",
    [
        ["validate", "-q", str(GOOD)],
        ["certify", "--out", "report", str(GOOD)],
        ["spec", "lint", "-q", "specs"],
        ["explain", "CI-121"],
        ["init", "LinkPort", "-o", "port.yaml"],
    ],
)
def test_a_working_folder_that_was_removed_is_no_fault_of_the_toolkit(command, here, monkeypatch, capsys):
    gone = here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run(command) == 2
    assert "the current directory has been removed" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["concise", "ndjson"])
def test_list_refuses_formats_that_it_has_not(form, capsys):
    assert run(["list", "areas", "--format", form]) == 2
    assert "--format cannot be" in capsys.readouterr().err


def test_lint_of_a_folder_that_is_not_there(capsys):
    assert run(["spec", "lint", "nowhere"]) == 2
    assert "there is no file or directory `nowhere`" in capsys.readouterr().out


def test_a_report_may_have_the_longest_name_that_a_file_may_have(here, capsys):
    """84 Chinese characters are 252 bytes: "cannot write: File name too long", since more was added to it on the way."""
    name = "报" * 84 + ".md"
    assert run(["test", "-q", str(GOOD), "--report", f"markdown={name}"]) == 0
    assert (here / name).is_file()
    assert [file.name for file in here.iterdir()] == [name]
