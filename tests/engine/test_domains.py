"""What the variables of a rule go through: whole steps, ends without a value, and choices too many to look at all."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine import survey
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.replay import Again, replay
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.spec.rules import Rule
from tests.engine import shipped
from tests.engine.shipped import specs


def changed(name: str, clause: str, that: str, **sources: list[str]) -> Rule:
    """A shipped rule with another requirement in one clause, and other ends of its variables."""
    rule = shipped.rule(name).changed(("clauses", clause, "that"), that)
    for variable, ends in sources.items():
        rule = rule.changed(("forall", variable, "source"), ends)
    return rule


def decided(rule: Rule) -> RuleVerdict:
    part, _ = example_descriptor(rule, rule.examples[0], specs())
    assert part is not None
    return decide(rule, part, specs(), repaired=False)


WHOLE = "message / one_byte == floor(message / one_byte)"


@pytest.mark.parametrize("that", [WHOLE, f"len(integers(message, message)) == 1 and {WHOLE}"])
def test_whole_numbers_take_the_same_steps_whether_or_not_they_are_looked_up(that: str) -> None:
    ends = {"message": ["one_byte", "one_byte * 4"], "offset": ["no_bytes", "one_byte"]}
    verdict = decided(changed("CI-131", "ends-where-it-begins", that, **ends))
    assert verdict.status is Status.PASS
    assert verdict.clauses[0].tried.enumerated == 4


@pytest.mark.parametrize("look_up", ["", "len(integers(ranks, ranks)) == 1 and "])
def test_between_ends_that_are_no_whole_numbers_lie_whole_numbers(look_up: str) -> None:
    ends = {"ranks": ["1 / 2", "27 / 10"]}
    whole = changed("SW-111", "says-how-it-sums", f"{look_up}ranks == floor(ranks) and ranks >= 1", **ends)
    assert status_of(decided(whole), "says-how-it-sums") is Status.PASS
    below_two = changed("SW-111", "says-how-it-sums", f"{look_up}ranks < 2", **ends)
    assert status_of(decided(below_two), "says-how-it-sums") is Status.FAIL


def test_declared_steps_are_counted_from_an_end() -> None:
    six = changed(
        "CI-131", "ends-where-it-begins", "message / one_byte % 4 != 2", message=["6 * one_byte", "18 * one_byte"]
    )
    step = six.changed(("forall", "message", "step"), "4 B")
    assert decided(step).clauses[0].status is Status.FAIL
    eight = step.changed(("forall", "message", "source"), ["6 * one_byte", "16 * one_byte"])
    assert decided(eight).clauses[0].status is Status.PASS


@pytest.mark.parametrize("that", ["offset / one_byte % 2 == message / one_byte % 2", "offset < 8 * one_byte"])
def test_where_steps_are_counted_from_may_depend_on_another_number(that: str) -> None:
    """From 3 B to ``message`` in steps of 2 B: 3, 5 and 7 B of 7 B, but 4, 6 and 8 B of 8 B, whichever is looked at first."""
    ends = {"message": ["7 * one_byte", "8 * one_byte"], "offset": ["3 * one_byte", "message"]}
    rule = changed("CI-131", "ends-where-it-begins", that, **ends).changed(("forall", "offset", "step"), "2 B")
    assert (decided(rule).status is Status.PASS) == ("%" in that)


def test_a_range_without_an_end_is_said_to_be_one() -> None:
    ends = {
        "message": ["one_byte", "4 * one_byte"],
        "offset": ["no_bytes", "one_byte * one_byte / (message - 2 * one_byte)"],
    }
    rule = changed("CI-131", "ends-where-it-begins", "offset >= no_bytes", **ends)
    for variable in ends:
        rule = rule.changed(("forall", variable, "form"), "range")
    (clause,) = decided(rule).clauses
    assert clause.status is Status.FAIL
    assert clause.reason is not None
    assert clause.reason.code == "ENGINE-undefined-division-by-zero"
    assert clause.reason.arguments["part"] == "one_byte * one_byte / (message - 2 * one_byte)"


@pytest.mark.parametrize(
    ("that", "status"), [("offset >= no_bytes", Status.NOT_TESTED), ("message > no_bytes", Status.PASS)]
)
def test_where_a_condition_leaves_out_the_pole_what_reads_the_range_is_not_tested(that: str, status: Status) -> None:
    """Toward 0 B the end grows without limit, and has a value at each point: neither a pass nor a failure can be told."""
    ends = {"message": ["no_bytes", "4 * one_byte"], "offset": ["no_bytes", "one_byte * one_byte / message"]}
    rule = changed("CI-131", "ends-where-it-begins", that, **ends)
    for variable in ends:
        rule = rule.changed(("forall", variable, "form"), "range")
    (clause,) = decided(rule.changed(("forall", "message", "where"), "message > no_bytes")).clauses
    assert clause.status is status
    if status is Status.NOT_TESTED:
        assert clause.reason is not None
        assert (clause.reason.code, clause.reason.arguments["part"]) == (
            "ENGINE-endless",
            "one_byte * one_byte / message",
        )


def test_a_range_whose_end_has_no_value_is_a_failure_of_the_part_and_no_fault_of_the_toolkit() -> None:
    nowhere = "one_byte / (one_byte - one_byte)"
    rule = changed("CI-131", "ends-where-it-begins", "message > no_bytes", message=[nowhere, "4 * one_byte"])
    (clause,) = decided(rule).clauses
    assert clause.status is Status.FAIL
    assert clause.reason is not None
    assert (clause.reason.code, clause.reason.arguments["part"]) == ("ENGINE-undefined-division-by-zero", nowhere)


@pytest.mark.parametrize(
    ("where", "when"), [("1 / (1 - 1) > 0", None), ("1 / (1 - 1) > 0", "1 > 2"), ("1 / (2 - 1) > 0", None)]
)
def test_a_condition_without_a_value_fails_a_choice_as_it_fails_a_point(where: str, when: str | None) -> None:
    """It left the choice in, to be decided as if the condition held; of a number's condition it was a failure."""
    rule = shipped.rule("CI-101").changed(("forall", "channel", "where"), where)
    rule = rule if when is None else rule.changed(("clauses", "keeps-the-wire-busy", "when"), when)
    found = {clause.clause: clause for clause in decided(rule).clauses}["keeps-the-wire-busy"]
    assert found.status is (Status.PASS if "2" in where else Status.NOT_APPLICABLE if when else Status.FAIL)
    if found.status is Status.FAIL:
        assert found.reason is not None
        assert (found.reason.code, found.reason.arguments["part"]) == (
            "ENGINE-undefined-division-by-zero",
            "1 / (1 - 1)",
        )


def test_so_is_one_beside_an_end_that_depends_on_another_number() -> None:
    ends = {"message": ["one_byte", "4 * one_byte"], "offset": ["one_byte / (1 - 1)", "message"]}
    (clause,) = decided(changed("CI-131", "ends-where-it-begins", "offset < message", **ends)).clauses
    assert clause.status is Status.FAIL
    assert clause.reason is not None
    assert clause.reason.code == "ENGINE-undefined-division-by-zero"


@pytest.mark.parametrize("that", ["one_byte / offset <= 5", "one_byte / offset <= 5 and offset > no_bytes"])
def test_beside_a_pole_that_a_condition_leaves_out_a_rule_fails_at_a_point_that_can_be_told(that: str) -> None:
    """The margin falls without end toward zero: it was taken at 1e-309 B, which broke the decision (exit code 3)."""
    ends = {"message": ["one_byte", "4 * one_byte"], "offset": ["no_bytes", "one_byte"]}
    rule = changed("CI-131", "ends-where-it-begins", that, **ends).changed(("forall", "offset", "form"), "range")
    rule = rule.changed(("clauses", "ends-where-it-begins", "when"), "offset > no_bytes")
    (clause,) = decided(rule).clauses
    assert clause.status is Status.FAIL
    assert clause.worst is not None
    worst = clause.worst.values["offset"].value
    assert worst is not None
    assert 8 * Fraction(1, 10**20) < worst < Fraction(1, 10**6)


@pytest.mark.parametrize(
    "nominal", ["2 * one_byte / (1 - 1)", "design.not_given * one_byte", "no_bytes / no_bytes * one_byte"]
)
def test_a_nominal_value_that_has_none_is_no_reason_to_fail_and_no_fault_of_the_toolkit(nominal: str) -> None:
    """It is only where a counterexample starts from: what holds at every point holds whatever is nominal."""
    ends = {"message": ["2 * one_byte", "4 * one_byte"]}
    holds = changed("CI-131", "ends-where-it-begins", "message > one_byte", **ends)
    assert decided(holds.changed(("forall", "message", "nominal"), nominal)).status is Status.PASS
    fails = changed("CI-131", "ends-where-it-begins", "message < one_byte", **ends)
    (clause,) = decided(fails.changed(("forall", "message", "nominal"), nominal)).clauses
    assert clause.status is Status.FAIL
    assert clause.counterexample is not None
    assert (clause.counterexample.values["message"].text, clause.counterexample.moved) == ("2 B", ())


NOWHERE = "message / (one_byte - one_byte) > 1"
OFF_THREE = "message / (message - 3 * one_byte) != 0"


@pytest.mark.parametrize("where", [NOWHERE, OFF_THREE])
@pytest.mark.parametrize(
    ("when", "status"),
    [
        # Whatever the condition on the variable came to, this clause would be asked nowhere.
        ("design.interleave < no_bytes", Status.NOT_APPLICABLE),
        ("design.interleave > no_bytes", Status.FAIL),
        ("message == 3 * one_byte", Status.FAIL),
    ],
)
def test_a_condition_on_a_variable_that_has_no_value_fails_unless_the_clause_is_not_asked_there(
    where: str, when: str, status: Status
) -> None:
    rule = changed("CI-131", "ends-where-it-begins", "message > no_bytes", message=["2 * one_byte", "4 * one_byte"])
    rule = rule.changed(("forall", "message", "where"), where).changed(
        ("clauses", "ends-where-it-begins", "when"), when
    )
    assert decided(rule).status is status


@pytest.mark.parametrize(
    ("name", "variable", "clause", "that", "listed"),
    [
        ("SW-111", "row", "says-how-it-sums", "row.accumulation != 'exact'", "design.matrix"),
        ("CI-105", "failed", "policy-is-declared", "len(failed) >= 0", "design.widths"),
    ],
)
def test_a_list_without_a_value_is_a_failure(name: str, variable: str, clause: str, that: str, listed: str) -> None:
    nowhere = f"{listed} if 1 / (1 - 1) > 0 else {listed}"
    verdict = decided(changed(name, clause, that, **{variable: [nowhere]}))
    assert status_of(verdict, clause) is Status.FAIL


def test_a_list_that_is_left_out_is_an_empty_one() -> None:
    rule = changed("SW-111", "bounded", "rounds", row=["design.not_given"])
    assert decided(rule).status is Status.NOT_APPLICABLE


def test_a_condition_that_was_met_in_no_choice_is_not_tested_where_not_all_were_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not applicable would count as conforming, although the choices that were left out may fail."""
    rule = changed("CI-105", "claimed-width-is-kept", "kept >= 1").changed(
        ("clauses", "claimed-width-is-kept", "when"), "len(failed) > 1"
    )
    assert status_of(decided(rule), "claimed-width-is-kept") is Status.NOT_APPLICABLE
    monkeypatch.setattr(survey, "ENUMERATION", 0)
    assert status_of(decided(rule), "claimed-width-is-kept") is Status.NOT_TESTED


def test_excluding_choices_is_work_too() -> None:
    """No subset of up to five is let in, and there are ten million of these among sixty lanes: larger ones are drawn, and the first fails."""
    rule = changed("CI-105", "claimed-width-is-kept", "len(failed) < 0", failed=["integers(0, 59)"])
    rule = rule.changed(("forall", "failed", "at_most"), "60").changed(("forall", "failed", "where"), "len(failed) > 5")
    assert decided(rule).status is Status.FAIL
    never = rule.changed(("forall", "failed", "where"), "len(failed) < 0")
    assert decided(never).status is Status.NOT_TESTED


@pytest.mark.parametrize("condition", ["near(claims.gone, claims.gone, 0.5)", "claims.gone > 1 or one_byte > no_bytes"])
def test_a_let_that_this_case_does_not_need_may_hang_on_a_claim_that_is_not_made(condition: str) -> None:
    """The side that is not chosen was worked out for the report, which broke the decision."""
    that = "offset < message + one_byte if one_byte > no_bytes else extra > no_bytes"
    rule = changed(
        "CI-131", "ends-where-it-begins", that, message=["one_byte", "4 * one_byte"], offset=["no_bytes"] * 2
    )
    verdict = decided(rule.changed(("let", "extra"), f"message if {condition} else offset"))
    assert status_of(verdict, "ends-where-it-begins") is Status.PASS


def status_of(verdict: RuleVerdict, clause: str) -> Status:
    return next(one.status for one in verdict.clauses if one.clause == clause)


@pytest.mark.parametrize(("offset", "again"), [("1 B", Again.FIXED), ("2 B", Again.FIXED), ("3 B", Again.OUTSIDE)])
def test_a_point_beyond_an_end_that_depends_on_another_number_is_outside(offset: str, again: Again) -> None:
    """It was evaluated as if the range went on to where it ends for any message."""
    ends = {"message": ["one_byte", "4 * one_byte"], "offset": ["no_bytes", "message"]}
    rule = changed("CI-131", "ends-where-it-begins", "offset <= message", **ends)
    point = {"message": "2 B", "offset": offset}
    stepped = changed("CI-131", "ends-where-it-begins", "offset <= message", **ends)
    rule = rule.changed(("forall", "offset", "form"), "range")
    part, _ = example_descriptor(rule, rule.examples[0], specs())
    assert part is not None
    assert replay(rule, part, specs(), clause="ends-where-it-begins", record="", point=point).answer is again
    # Where its steps are gone through one by one, it broke.
    first = {**point, "offset": "0 B"}
    assert replay(stepped, part, specs(), clause="ends-where-it-begins", record="", point=first).answer is Again.FIXED
