"""The terminal report of hand-made verdicts (``samples``)."""

import pytest

from conformance.engine.shown import Repair
from conformance.engine.verdicts import ClauseVerdict, Reason, RuleVerdict, Status
from conformance.findings.model import Finding, Location, Severity, Span
from conformance.reports.outcome import Exit, exit_code, level_reached
from conformance.reports.rows import rows_of
from conformance.reports.style import Style
from conformance.reports.text import closing, diagnostics, single
from conformance.reports.way import steps
from conformance.reports.width import width
from tests.reports.samples import RULES, STARVED, TOO_LARGE, VERDICTS, Specs, examined, finding, rule, subject

SPECS = Specs(*RULES)


def told(found, style=None, specs=SPECS):
    return diagnostics(found, specs, lambda name: found.source or None, style or Style())


def test_a_failure_says_what_where_by_how_much_and_what_to_do():
    text = "\n".join(told(examined(subject())))
    for part in (
        "error[CI-101/keeps-the-wire-busy]: a message of 153 B takes 2 credit units",
        " --> port.yaml:6:12",
        " 6 |   credits: 256",
        "^^^ at least 301 passes",
        "----- or at most 80.6 % passes",
        "= at: message = 153 B; the rest at nominal: length = 0.5 m",
        "= formula: in_flight * flits",
        "= numbers: 126 * 9 * 20 B / 300 ns = 75.6 GB/s >= ",
        "flits = ceil(153 B / 20 B) = 9",
        "-30.2 GB/s (-32.2 %) at the worst point: message = 65 B",
        "= fails: for message from 153 B to 212 B",
        "= regardless of: channel",
        "= hint: small messages still cost a whole unit",
        "= fix: design.credits: at least 301 passes, now 256",
        "= fix: or claims.occupancy: at most 80.6 % passes, now 100 %",
        "= rule: CI-101 Credits cover the round trip; UB Base Specification 2.0, 4.6.3",
    ):
        assert part in text


def test_clauses_that_blame_the_same_field_are_one_diagnostic():
    lines = told(examined(subject()))
    assert sum(line.startswith("error[") for line in lines) == 1
    assert any("also: error[CI-101/largest-message-fits]: the largest message never fits" in line for line in lines)


def test_clauses_that_blame_different_fields_are_told_apart():
    other = TOO_LARGE._replace(blamed=("design.lanes",), repairs=())
    verdict = RuleVerdict("CI-101", Status.FAIL, "must", (STARVED, other))
    lines = told(examined(subject([verdict])))
    assert sum(line.startswith("error[") for line in lines) == 2


def test_the_field_with_a_fix_comes_before_the_one_that_is_blamed_first():
    clause = STARVED._replace(blamed=("design.lanes", "design.credits"), repairs=STARVED.repairs[:1])
    lines = told(examined(subject([RuleVerdict("CI-101", Status.FAIL, "must", (clause,))])))
    assert any("--> port.yaml:6:12" in line for line in lines)


def test_no_honest_repair_is_said():
    clause = STARVED._replace(repairs=())
    text = "\n".join(told(examined(subject([RuleVerdict("CI-101", Status.FAIL, "must", (clause,))]))))
    assert "= fix: changing one field alone was not found to mend this" in text


def test_a_window_of_passing_values():
    clause = STARVED._replace(repairs=(Repair("design.credits", "256", ("301", "310"), "between"),))
    text = "\n".join(told(examined(subject([RuleVerdict("CI-101", Status.FAIL, "must", (clause,))]))))
    assert "design.credits: 301 to 310 passes, now 256" in text


def test_a_should_rule_is_a_warning_and_does_not_fail_the_run():
    verdict = RuleVerdict("CI-128", Status.FAIL, "should", (TOO_LARGE._replace(blamed=("design.lanes",)),))
    found = examined(subject([verdict]))
    assert told(found)[0].startswith("warning[CI-128/")
    assert exit_code(found) is Exit.CONFORMING


def test_a_fault_of_the_tool_is_no_error_of_the_vendor():
    verdict = RuleVerdict("CI-101", Status.ERROR, "must", reason=Reason("ENGINE-fault", {"fault": "ValueError: x"}))
    found = examined(subject([verdict]))
    assert told(found)[0].startswith("tool error[CI-101]: ")
    assert exit_code(found) is Exit.BROKEN


def test_errors_come_before_warnings():
    warning = RuleVerdict("CI-128", Status.FAIL, "should", (TOO_LARGE._replace(blamed=("design.lanes",), repairs=()),))
    failed = RuleVerdict("CI-101", Status.FAIL, "must", (STARVED,))
    heads = [line for line in told(examined(subject([warning, failed]))) if line[:1].isalpha()]
    assert [line.partition("[")[0] for line in heads] == ["error", "warning"]


def test_a_finding_with_excerpt_and_a_related_place():
    found = Finding(
        "DOC-duplicate-key",
        Location("port.yaml", Span(6, 3, 6, 10)),
        {"key": "credits", "line": "5"},
        related=((Location("port.yaml", Span(5, 3, 5, 7)), "DOC-duplicate-key"),),
    )
    lines = told(examined(subject([], [found])))
    assert lines[0].startswith("error[DOC-duplicate-key]: ")
    assert any("^^^^^^^" in line for line in lines)
    assert any("----" in line for line in lines)


def test_a_finding_about_a_whole_file_has_no_excerpt():
    found = examined(findings=[Finding("DOC-missing", Location("gone.yaml"), {"name": "gone.yaml"})])
    lines = diagnostics(found, SPECS, lambda name: None, Style())
    assert lines[1] == " --> gone.yaml"
    assert exit_code(found) is Exit.UNUSABLE


def test_errors_of_the_specification_are_not_repeated_for_each_file():
    found = examined(subject([], [finding("SPEC-unknown-name", Span(1, 1, 1, 2), name="x")]))
    assert told(found) == []
    assert exit_code(found) is Exit.UNUSABLE


def test_hostile_names_cannot_steer_the_terminal():
    text = "\n".join(single(subject(vendor="evil\x1b[2J\u202e"), SPECS, Style()))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_table_has_one_line_per_rule(style):
    lines = single(subject(), SPECS, style)
    assert [line for line in lines if "CI-1" in line] == [line for line in lines[1:] if line[2] != " "]
    assert len([line for line in lines if "CI-1" in line]) == 4


def test_no_line_is_wider_than_80_columns(style):
    found = examined(subject())
    rows = rows_of(found, SPECS)
    lines = [*told(found, style), *single(found.subjects[0], SPECS, style), *closing(rows * 3, style, quiet=False)]
    assert max(width(line) for line in lines) <= 80


def test_colours_are_only_colours():
    plain = told(examined(subject()), Style())
    coloured = told(examined(subject()), Style(color=True))
    import re

    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == plain
    assert coloured != plain


@pytest.mark.parametrize(
    ("level", "lang", "said"),
    [
        ("must", "en", "  fail  "),
        ("should", "en", "  fail (should)  "),
        ("preview", "en", "  fail (preview)  "),
        ("should", "zh", "  不通过（应当）  "),
        ("preview", "zh", "  不通过（预览）  "),
    ],
)
def test_the_table_of_one_says_in_words_what_a_failure_weighs(level, lang, said):
    found = subject([RuleVerdict("CI-101", Status.FAIL, level)])
    assert single(found, SPECS, Style(lang))[1].startswith(said)


def test_what_conforms_without_that_anything_was_verified_says_so():
    aside = examined(subject([RuleVerdict("CI-101", Status.NOT_APPLICABLE, "must")]))
    (row,) = rows_of(aside, SPECS)
    assert closing([row], Style(), quiet=False) == [
        "1 descriptor: 1 conforms; level described; nothing is verified, since no must",
        "rule could be decided of this part alone",
    ]
    assert "nothing verified" in closing([row, row], Style(), quiet=False)[0]
    assert [step.what for step in steps(aside.subjects[0], SPECS, "verified", Style())] == [
        "describe what a must rule applies to: so far none could be decided of this part alone"
    ]
    assert steps(aside.subjects[0], SPECS, "described", Style()) == []


def test_the_last_line_of_many():
    rows = rows_of(examined(subject()), SPECS) + rows_of(examined(subject(VERDICTS[1:2])), SPECS)
    assert closing(rows, Style(), quiet=False)[-1] == "2 descriptors: 1 conforms, 1 does not conform; 2 errors"
    assert len(closing(rows, Style(), quiet=True)) == 1


@pytest.mark.parametrize(
    ("verdicts", "static_only", "level", "code"),
    [
        (VERDICTS, False, "", Exit.NOT_CONFORMING),
        (VERDICTS[1:2], False, "verified", Exit.CONFORMING),
        (VERDICTS[1:2], True, "described", Exit.CONFORMING),
        ((VERDICTS[0], VERDICTS[1]), False, "described", Exit.NOT_CONFORMING),
        (VERDICTS[2:3], False, "", Exit.NOT_CONFORMING),  # not tested is never green …
        (VERDICTS[2:3], True, "", Exit.CONFORMING),  # … and a draft without its claims may be committed
        # Where no must rule could be decided, nothing stands against the part, and nothing is verified.
        (VERDICTS[3:], False, "described", Exit.CONFORMING),
        ((), False, "described", Exit.CONFORMING),
        ([RuleVerdict("CI-101", Status.PASS, "should")], False, "described", Exit.CONFORMING),
        ([RuleVerdict("CI-101", Status.PASS, "preview")], False, "described", Exit.CONFORMING),
        ([RuleVerdict("CI-101", Status.WAIVED, "must")], False, "described", Exit.CONFORMING),
    ],
)
def test_level_and_exit_code(verdicts, static_only, level, code):
    found = examined(subject(verdicts, static_only=static_only))
    assert level_reached(found.subjects[0], SPECS) == level
    assert exit_code(found) is code


def test_an_error_in_the_document_reaches_no_level():
    bad = finding("QTY-no-unit", Span(5, 9, 5, 11))
    found = examined(subject((), [bad]))
    assert level_reached(found.subjects[0], SPECS) == ""
    assert exit_code(found) is Exit.NOT_CONFORMING


def test_a_warning_fails_nothing():
    found = examined(subject((), [Finding("X", Location("port.yaml"), severity=Severity.WARNING)]))
    assert exit_code(found) is Exit.CONFORMING


def test_the_worst_of_several_documents_wins():
    broken = RuleVerdict("CI-101", Status.ERROR, "must")
    found = examined(subject(), subject([broken]), findings=[Finding("DOC-tab", Location("port.yaml"))])
    assert exit_code(found) is Exit.BROKEN


def test_a_rule_without_a_message_says_what_it_demands():
    clause = ClauseVerdict("only", Status.FAIL)
    lines = told(examined(subject([RuleVerdict("CI-9", Status.FAIL, "must", (clause,))])), specs=Specs(rule("CI-9")))
    assert lines[0] == "error[CI-9/only]: A statement"
