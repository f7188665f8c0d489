"""Numbers in the sentences of a rule's author."""

from __future__ import annotations

from conformance.engine.decide import decide
from tests.engine.shipped import part, rule, specs

CATALOGUE = "specs/software-stack/examples/xm-catalogue.yaml"


def test_a_share_that_a_choice_compares_is_told_as_the_vendor_writes_shares() -> None:
    verdict = decide(rule("SW-123"), part(CATALOGUE, {"claims.entries.0.value": "80.5 %"}), specs())
    (failed,) = (one for one in verdict.clauses if one.clause == "reaches-the-floor" and one.messages)
    assert failed.messages["en"].endswith("80.5 %, where 99 % of the reference 81.3582 % are 80.54 %")
