"""A finding about a changed descriptor is made smaller: what it does not need is undone, and the complaint stays the same."""

from __future__ import annotations

from collections.abc import Iterator

from hunt.findings import Finding, same
from hunt.shipped.undoing import differences, fewest, undone

BEFORE = {
    "design": {"lanes": 4, "rate": "1 Gbit/s", "ports": [{"id": "a"}, {"id": "b"}], "note": "kept"},
    "claims": [1, 2],
}
AFTER = {"design": {"lanes": 8, "ports": [{"id": "a"}], "note": "kept", "more": True}, "claims": [1, 3]}


def test_differences_are_undone_to_what_was():
    places = list(differences(BEFORE, AFTER))
    assert places == [("design", "lanes"), ("design", "rate"), ("design", "ports"), ("design", "more"), ("claims", 1)]
    assert undone(BEFORE, AFTER, places) == BEFORE
    assert undone(BEFORE, AFTER, ()) == AFTER
    assert undone(BEFORE, AFTER, [("design", "more"), ("claims", 1)])["claims"] == [1, 2]


def test_a_truth_is_no_number():
    assert list(differences({"a": True}, {"a": 1})) == [("a",)]


def test_only_what_a_finding_needs_stays():
    def still(kept: list[str]) -> Finding | None:
        return Finding("wrong", " ".join(kept)) if {"b", "d"} <= set(kept) else None

    found = fewest("abcde", still)
    assert found is not None
    assert found.said == "b d"
    assert fewest("bd", still) is None


def test_another_error_is_another_finding():
    """A rule without the variable that it reads breaks too, and shows nothing of what broke before."""

    def looks(said: str) -> Iterator[Finding]:
        yield Finding("pass but fails", "c0")
        yield Finding("error", said)

    error = Finding("error", "ZeroDivisionError: of 3 at character 4")
    assert same(lambda: looks("ZeroDivisionError: of 2 at character 1"), error) is not None
    assert same(lambda: looks("ExpressionError: SPEC-unknown-name at character 0"), error) is None
    # What is complained of first need not be the same.
    assert same(lambda: looks(""), Finding("pass but fails", "c7 at v1 = 3")) is not None
    assert same(lambda: iter(()), error) is None
