"""The tables under the diagnostics: of many descriptors, and of one."""

from __future__ import annotations

import pytest

from conformance.engine.verdicts import Assurance, ClauseVerdict, RuleVerdict, Status
from conformance.reports.rows import Row
from conformance.reports.rule_lines import rule_line
from conformance.reports.style import Style
from conformance.reports.table import overview


@pytest.mark.parametrize(
    ("advised", "lang", "said"),
    [
        (0, "en", "3 fail, 5 pass"),
        (1, "en", "3 fail (1 should), 5 pass"),
        (3, "en", "3 fail (should), 5 pass"),
        (3, "zh", "3 不通过 (应当)，5 通过"),
    ],
)
def test_a_failure_that_stands_against_nothing_says_so(advised: int, lang: str, said: str) -> None:
    row = Row("a.yaml", "conforms", counts={"fail": 3, "pass": 5}, advised=advised)
    assert overview([row], Style(lang))[0].split("a.yaml")[1].strip() == said


@pytest.mark.parametrize(("status", "said"), [(Status.PASS, "at the limit"), (Status.FAIL, "")])
def test_only_a_pass_stands_at_the_limit(status: Status, said: str) -> None:
    clause = ClauseVerdict("c", status, "", Assurance.EXACT, at_limit=True)
    verdict = RuleVerdict("CI-150", status, "must", (clause,), assurance=Assurance.EXACT)
    assert rule_line(verdict, None, Style("en")).remark == said
