"""Numbers in the sentences of a rule's author."""

from __future__ import annotations

import pytest

from conformance.engine.decide import decide
from conformance.engine.verdicts import Status
from tests.engine.shipped import part, rule, specs


def said(name: str, clause: str, file: str, changes: dict[str, object]) -> str:
    verdict = decide(rule(name), part(file, changes), specs(), repaired=False)
    return next(one.messages["en"] for one in verdict.clauses if one.clause == clause and one.messages)


@pytest.mark.parametrize(
    ("lanes", "begins"), [(1, "1 lane of 112 Gbit/s leaves "), (2, "2 lanes of 112 Gbit/s leave ")]
)
def test_what_is_counted_takes_the_form_that_goes_with_the_number(lanes: int, begins: str) -> None:
    port = "specs/chip-interconnect/examples/xl-112.yaml"
    changes: dict[str, object] = {"design.lanes": lanes, "design.widths": [1]}
    assert said("CI-102", "within-line-rate", port, changes).startswith(begins)


CATALOGUE = "specs/software-stack/examples/xm-catalogue.yaml"


def test_a_share_that_a_choice_compares_is_told_as_the_vendor_writes_shares() -> None:
    verdict = decide(rule("SW-123"), part(CATALOGUE, {"claims.entries.0.value": "80.5 %"}), specs())
    (failed,) = (one for one in verdict.clauses if one.clause == "reaches-the-floor" and one.messages)
    assert failed.messages["en"].endswith("80.5 %, where 99 % of the reference 81.3582 % are 80.54 %")


def test_a_variable_that_begins_at_one_of_two_ends_is_told_in_the_vendor_s_unit() -> None:
    """Its ends are ``x.min if has(x) else 0``: the tank wrote 0 %, and was told "0 of it lost"."""
    warm = part("specs/cooling/examples/tank-860.yaml", {"envelope.water.max": "38 degC"})
    (failed,) = (one for one in decide(rule("CL-114"), warm, specs()).clauses if one.status is Status.FAIL)
    assert failed.counterexample is not None
    assert failed.counterexample.values["lost"].text == "0 %"
