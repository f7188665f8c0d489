"""Lets that are shared between scopes come to the same, and count the same work, as if each scope worked them out."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from conformance.engine.fields import replaced
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import Ref
from conformance.expressions.parse import parse
from conformance.expressions.scalars import QuantifiedNumber
from conformance.expressions.shared import Shared, paths_of_lets
from conformance.expressions.values import Record

LETS = {
    "alive": parse("list(s.power * s.count for s in design.supplies if s.id not in dead)"),
    "power": parse("sum(p for p in alive) + default(design.spare, 3) * 2 - 1"),
    "limit": parse("power / 2 + power / 3 if design.halved else sum(w * w + w for w in set(1, 2, window))"),
    "sum_of": parse("limit + power + window * window * 1 + 0 * load if window > 1 else power"),
    "loaded": parse("power * load + limit * load - load * 3 + power"),
}
"""Lets over a set, a plain variable, a number that stays open, and data; each uses earlier ones, some on one branch only."""
SUPPLIES = [
    Record({"id": name, "power": 10 * place, "count": place}, ("design", "supplies", place))
    for place, name in enumerate("abcd")
]
DATA = Record({"supplies": SUPPLIES, "halved": True, "rest": Record({"of": 1}, ("design", "rest"))}, ("design",))


def scope(data: Record, dead: list[str], window: object) -> dict[str, object]:
    return {"design": data, "dead": dead, "window": window, "load": QuantifiedNumber("load")}


def told(names: Mapping[str, object], asked: Expression, shared: Shared | None) -> tuple[object, ...]:
    folder = Folder(names, LETS, shared=shared)
    value = folder.program(asked)
    return value, folder.steps, folder.defaults_used, folder.assurance


def test_what_a_let_reads_are_its_plain_paths_and_those_of_the_lets_that_it_uses() -> None:
    found = paths_of_lets(LETS, {"lab"})
    assert set(found["alive"]) == {("design", "supplies"), ("dead",)}
    assert set(found["power"]) == {*found["alive"], ("design", "spare")}
    assert set(found["limit"]) == {*found["power"], ("design", "halved"), ("window",)}
    assert paths_of_lets({"one": parse("lab.x + sum(s for s in s.rows)")}, {"lab"}) == {"one": (("s", "rows"),)}


@given(
    st.lists(
        st.tuples(
            st.sets(st.sampled_from("abcd")).map(sorted),
            st.sampled_from([1, 2, 5]),
            st.sampled_from(["", "halved", "spare", "rest", "count"]),
            st.sampled_from(["power", "limit", "sum_of", "loaded", "limit + power", "power + limit", "alive[0]"]),
        ),
        max_size=12,
    )
)
def test_shared_lets_come_to_the_same_for_the_same_work(turns: list[tuple[list[str], int, str, str]]) -> None:
    shared = Shared(paths_of_lets(LETS, set()))
    for dead, window, changed, asked in turns:
        data = {
            "": lambda: DATA,
            "halved": lambda: replaced(DATA, ("halved",), False),
            "spare": lambda: replaced(DATA, ("spare",), 7),
            "rest": lambda: replaced(DATA, ("rest", "of"), 2),
            "count": lambda: replaced(DATA, ("supplies", 1, "count"), 9),
        }[changed]()
        if asked == "alive[0]" and len(dead) == 4:
            continue
        names, formula = scope(data, list(dead), window), parse(asked)
        assert told(names, formula, shared) == told(names, formula, None)


def test_only_what_reads_a_changed_field_is_worked_out_again() -> None:
    shared = Shared(paths_of_lets(LETS, set()))
    keys = [
        shared.key("power", scope(data, dead, window))
        for data, dead, window in (
            (DATA, ["a"], 1),
            (DATA, ["a"], 2),
            (replaced(DATA, ("rest", "of"), 2), ["a"], 1),
            (replaced(DATA, ("supplies", 0, "count"), 2), ["a"], 1),
            (DATA, ["a", "b"], 1),
        )
    ]
    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys)) == 3


def test_a_let_over_an_open_number_is_no_others() -> None:
    shared = Shared(paths_of_lets(LETS, set()))
    names = scope(DATA, [], 1)
    assert shared.key("loaded", names) is None
    assert isinstance(Folder(names, LETS, shared=shared).program(parse("loaded")).result, Ref)
    assert shared.key("power", names) is not None


def test_truth_and_one_are_different_choices() -> None:
    shared = Shared({"let": (("x",),)})
    assert shared.key("let", {"x": True}) != shared.key("let", {"x": 1})
    assert shared.key("let", {"x": [True]}) != shared.key("let", {"x": [1]})
