"""The tables under the diagnostics: of many descriptors, and of one."""

from __future__ import annotations

import re

import pytest

from conformance.cli.main import run
from conformance.engine.verdicts import Assurance, ClauseVerdict, RuleVerdict, Status
from conformance.reports.rows import Row
from conformance.reports.rule_lines import rule_line
from conformance.reports.style import Style
from conformance.reports.table import LISTED, overview
from conformance.reports.width import width
from tests.engine.shipped import ROOT


@pytest.mark.parametrize(
    ("advised", "lang", "said"),
    [
        (0, "en", "3 fail, 5 pass"),
        (1, "en", "3 fail (1 should), 5 pass"),
        (3, "en", "3 fail (should), 5 pass"),
        (3, "zh", "3 不通过（应当），5 通过"),
    ],
)
def test_a_failure_that_stands_against_nothing_says_so(advised: int, lang: str, said: str) -> None:
    row = Row("a.yaml", "conforms", counts={"fail": 3, "pass": 5}, advised=advised)
    assert overview([row], Style(lang))[0].split("a.yaml")[1].strip() == said


LONG = [
    Row(
        "specs/networking/examples/nvidia-dgx-superpod-b200-4su.yaml",
        "fails",
        counts={"fail": 4, "not-tested": 1, "pass": 1},
        margin="-200 %",
        advised=1,
    ),
    Row(
        "specs/hardware/examples/ocp-orv3-hpr-shelf-33.yaml",
        "untested",
        counts={"not-tested": 2, "pass": 5},
        margin="+0.5 %",
    ),
]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_long_counts_leave_a_name_room_and_the_last_column_has_a_title(lang: str) -> None:
    """A file's name was cut to sixteen columns: "…0-4su.yaml" could be anything."""
    title, *lines = overview(LONG, Style(lang, width=80))
    assert title.strip() == {"en": "smallest margin", "zh": "最小裕量"}[lang]
    assert all(width(line) <= 80 for line in (title, *lines))
    assert "-dgx-superpod-b200-4su.yaml" in lines[0]
    assert lines[0].endswith("-200 %")
    assert width(title) == width(lines[0])


def test_of_very_many_descriptors_those_that_conform_are_counted() -> None:
    rows = [Row(f"part-{number}.yaml", "conforms", counts={"pass": 2}) for number in range(LISTED)]
    assert len(overview(rows, Style("en"), everything=False)) == LISTED
    rows.append(Row("bad.yaml", "fails", counts={"fail": 1}))
    assert overview(rows, Style("en"), everything=False) == [
        "  fails  bad.yaml  1 fail",
        f"  {LISTED} that conform are not listed: -v lists them",
    ]
    assert len(overview(rows, Style("en"))) == LISTED + 1


@pytest.mark.parametrize(
    "name", ["boreal-baud-for-bits", "juniper-five-teraflops", "delta-credits-153", "falcon-one-end"]
)
def test_as_many_errors_and_warnings_are_counted_as_are_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--lang", "en", "test", f"{ROOT}/examples/{name}.yaml"])
    out = capsys.readouterr().out
    for severity in ("error", "warning"):
        printed = len(re.findall(rf"(?:^|= also: ){severity}\[", out, re.MULTILINE))
        counted = re.search(rf"(\d+) {severity}s?\b", out.partition("1 descriptor: ")[2])
        assert int(counted[1] if counted else 0) == printed


@pytest.mark.parametrize(("status", "said"), [(Status.PASS, "at the limit"), (Status.FAIL, "")])
def test_only_a_pass_stands_at_the_limit(status: Status, said: str) -> None:
    clause = ClauseVerdict("c", status, "", Assurance.EXACT, at_limit=True)
    verdict = RuleVerdict("CI-150", status, "must", (clause,), assurance=Assurance.EXACT)
    assert rule_line(verdict, None, Style("en")).remark == said
