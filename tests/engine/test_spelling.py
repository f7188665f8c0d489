"""How worst points are spelt: in as few digits as keep verdict and margin, and so that they can be decided again."""

from __future__ import annotations

from fractions import Fraction

from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.replay import Again, replay
from conformance.engine.verdicts import Status
from tests.engine.shipped import rule, specs


def test_a_margin_that_falls_towards_a_jump_is_shown_at_a_number_that_people_can_read() -> None:
    """Windows just above 10 ms may hold less than those of 10 ms; the worst one was 10.000000000000018 ms."""
    asked = rule("HW-114")
    descriptor, _ = example_descriptor(asked, asked.examples[5], specs())
    assert descriptor is not None
    (failed,) = [clause for clause in decide(asked, descriptor, specs()).clauses if clause.status is Status.FAIL]
    assert failed.worst is not None
    assert failed.margin is not None
    shown = {name: value.text for name, value in failed.worst.values.items()}
    assert shown["window"] == "10.000001 ms"
    assert abs(failed.margin.amount.value + Fraction("0.0966302479")) < Fraction("1e-7")
    again = replay(asked, descriptor, specs(), clause=failed.clause, record=failed.record, point=shown)
    assert again.answer is Again.STILL_FAILS
