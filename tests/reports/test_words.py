"""Every word that the reports ask the catalogue for is there, in both languages."""

import re
from pathlib import Path

import pytest

from conformance.cli.main import COMMANDS
from conformance.engine.verdicts import Assurance, Status
from conformance.findings.catalogue import entries
from conformance.reports.outcome import STATUSES
from conformance.reports.table import STATES

ROOT = Path(__file__).parents[2] / "conformance"
WORD = re.compile(r"""(?:\.word|\bw|_count|note)\(\s*(?:f?)["']([a-z][a-z0-9_-]*[a-z0-9])["']""")
NOTE = re.compile(r'yield "([a-z-]+)"')


def asked():
    for folder in ("reports", "cli"):
        for file in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.j2")]:
            text = file.read_text(encoding="utf-8")
            yield from ((file.name, name) for name in WORD.findall(text) + NOTE.findall(text))


@pytest.mark.parametrize(("file", "name"), sorted(set(asked())))
def test_word_exists(file, name):
    assert f"REPORT-{name}" in entries()


@pytest.mark.parametrize(
    "name",
    [
        *(status.value for status in Status),
        *(assurance.value for assurance in Assurance),
        *(f"state-{state}" for state in STATES),
        *STATES,
        *(f"{state}-one" for state in STATES),
        *(f"fix-{way}" for way in ("at-least", "at-most", "between", "one-of")),
        *(f"label-{way}" for way in ("at-least", "at-most", "between", "one-of")),
        *(f"replay-{answer}" for answer in ("fixed", "still-fails", "outside", "gone", "error")),
        *(f"replay-count-{answer}" for answer in ("fixed", "still-fails", "outside", "gone", "error")),
        *(f"source-{status}" for status in ("read", "secondary", "to-be-confirmed", "computed")),
        *(f"form-{form}" for form in ("each", "one_of", "integers", "subsets", "range")),
        "described",
        "verified",
        "no-level",
        "must",
        "should",
    ],
)
def test_word_of_a_table_exists(name):
    assert f"REPORT-{name}" in entries()


def test_every_verdict_is_counted():
    assert set(STATUSES) == {status.value for status in Status}


@pytest.mark.parametrize("command", [*COMMANDS, "spec-schema", "spec-lint", "spec-test", "spec-mutate", "openarch"])
def test_every_command_has_a_help_text(command):
    assert entries()[f"CLI-help-{command}"].en
