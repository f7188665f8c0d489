"""``openarch report``: a stored report renders to the bytes that the run itself would have written."""

import io
import json
import sys
from pathlib import Path

import pytest

from conformance.cli.main import run
from conformance.reports.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    "specs/chip-interconnect/examples/xl-112.yaml",
    "examples/delta-credits-153.yaml",
    "examples/boreal-baud-for-bits.yaml",
    "no-such-file.yaml",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One run in all formats, whole and redacted."""
    made = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for name, more in (("whole", []), ("redacted", ["--redact"])):
            wanted = ",".join(f"{form}={made}/{name}.{form}" for form in FORMATS)
            run(["--lang", "zh", "test", "-q", *FILES, "--report", wanted, *more])
    return made


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("name", "more"), [("whole", []), ("redacted", ["--redact"])])
def test_stored_reports_render_to_the_same_bytes(folder, form, name, more, tmp_path):
    again = tmp_path / "again"
    stored = str(folder / "whole.json")
    assert run(["--lang", "zh", "report", stored, "--report", f"{form}={again}", *more]) == 0
    assert again.read_bytes() == (folder / f"{name}.{form}").read_bytes()


def test_a_redacted_report_renders_as_such(folder, tmp_path):
    again = tmp_path / "again.html"
    assert run(["--lang", "zh", "report", str(folder / "redacted.json"), "--report", f"html={again}"]) == 0
    assert again.read_bytes() == (folder / "redacted.html").read_bytes()


def test_it_reads_standard_input_and_prints_text(folder, monkeypatch, capfd):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((folder / "whole.json").read_bytes())))
    assert run(["--lang", "zh", "report", "-"]) == 0
    assert capfd.readouterr().out == (folder / "whole.text").read_text(encoding="utf-8")


def test_names_that_are_no_names_are_refused(folder, tmp_path, capfd):
    data = json.loads((folder / "whole.json").read_text(encoding="utf-8"))
    data["files"][0]["descriptors"][0]["rules"][0]["status"] = '"><script>'
    (tmp_path / "r.json").write_text(json.dumps(data), encoding="utf-8")
    assert run(["--lang", "en", "report", str(tmp_path / "r.json")]) == 2
    assert "files.0.descriptors.0.rules.0.status" in capfd.readouterr().err.replace("\n           ", "")


def test_a_redacted_report_holds_nothing_to_replay(folder, capfd):
    assert run(["--lang", "en", "replay", str(folder / "redacted.json")]) == 0
    assert "no counterexample" in capfd.readouterr().out
