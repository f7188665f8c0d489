"""Interface versions against brute force over plain sets, and what must not change when descriptors grow."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.checks.software import version_rules
from conformance.checks.software import versions as v
from conformance.expressions.scalars import Undecided

STRATEGIES = ("highest_common", "server_clamps", "client_choice", "exact")

spoken = st.sets(st.integers(0, 12), min_size=1, max_size=6)


def intervals(numbers):
    return [{"min": number, "max": number} for number in sorted(numbers)]


def as_set(found):
    return {number for low, high in found for number in range(low, high + 1)}


def made(numbers):
    return v.versions(intervals(numbers))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), min_size=1, max_size=8))
def test_intervals_are_a_set_in_order_without_neighbours_that_touch(parts):
    found = v.versions({"min": low, "max": low + more} for low, more in parts)
    assert as_set(found) == {number for low, more in parts for number in range(low, low + more + 1)}
    assert all(a[1] + 1 < b[0] for a, b in pairwise(found))


@given(spoken, spoken)
def test_intersection_membership_and_maximum(a, b):
    both = v.common(made(a), made(b))
    assert as_set(both) == a & b
    assert not both or v.highest(both) == max(a & b)
    assert [v.holds(made(a), number) for number in range(14)] == [number in a for number in range(14)]


@given(st.sampled_from(STRATEGIES), spoken, spoken)
def test_the_version_agreed_on_is_what_the_strategy_says_over_plain_sets(strategy, server, client):
    chosen = {
        "highest_common": max(server & client, default=None),
        "server_clamps": min(max(server), max(client)),
        "client_choice": max(client),
        "exact": max(server) if max(server) == max(client) else None,
    }[strategy]
    expected = chosen if chosen in server & client else None
    assert v.negotiated(strategy, made(server), made(client)) == expected


@given(spoken, spoken, st.integers(0, 12))
def test_widening_a_range_never_takes_a_common_version_away(server, client, more):
    before = v.common(made(server), made(client))
    for wider in ((server | {more}, client), (server, client | {more})):
        after = v.common(*map(made, wider))
        assert as_set(before) <= as_set(after)
        agreed = v.negotiated("highest_common", made(server), made(client))
        assert agreed is None or v.negotiated("highest_common", *map(made, wider)) >= agreed


def releases(sets, first=0):
    return [v.Release(first + 10 * at, f"r{at}", 1, made(numbers), None) for at, numbers in enumerate(sets)]


lines = st.lists(spoken, min_size=1, max_size=4)


@given(st.sampled_from(STRATEGIES), lines, lines, st.integers(-1, 6))
def test_setbacks_are_found_exactly_where_some_pair_of_releases_has_one(strategy, served, asked, ended):
    def falls(old, new):
        return old is not None and old > ended and (new is None or new < old)

    def agreed(a, b):
        return v.negotiated(strategy, made(a), made(b))

    anywhere = any(falls(agreed(p, c), agreed(q, c)) for c in asked for p, q in combinations(served, 2)) or any(
        falls(agreed(p, c), agreed(p, d)) for p in served for c, d in combinations(asked, 2)
    )
    assert bool(v.setbacks(strategy, releases(served), releases(asked), ended)) is anywhere


@given(lines, lines, spoken)
def test_a_release_added_at_the_end_keeps_what_was_said_of_the_others(served, asked, newest):
    def apart(line):
        every = v.pairs(releases(line), releases(asked), (None, None), (0, 0))
        return v.failing("highest_common", every)[1]

    before, after = apart(served), apart([*served, newest])
    assert [pair for pair in after if pair[0].order_key < 10 * len(served)] == before


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True),
    st.integers(0, 45),
    st.integers(0, 4),
    st.integers(0, 4),
)
def test_a_window_counts_places_in_the_list(keys, anchor, backward, forward):
    keys = sorted(keys)
    older, newer = [key for key in keys if key < anchor], [key for key in keys if key > anchor]
    expected = {*older[len(older) - min(backward, len(older)) :], *newer[:forward], *({anchor} & set(keys))}
    assert v.window(keys, anchor, backward, forward) == expected


@given(st.lists(spoken, min_size=1, max_size=5))
def test_the_smallest_conflict_is_one_and_none_is_smaller(parties):
    found = v.smallest_conflict([made(party) for party in parties])
    sizes = [
        size
        for size in range(1, len(parties) + 1)
        for chosen in combinations(parties, size)
        if not set.intersection(*chosen)
    ]
    assert len(found) == min(sizes, default=0)
    assert not found or not set.intersection(*(parties[at] for at in found))


def test_three_parties_that_agree_in_pairs_may_have_nothing_in_common():
    parties = [made(numbers) for numbers in ({1, 2}, {2, 3}, {1, 3})]
    assert v.smallest_conflict(parties) == [0, 1, 2]


def test_one_interval_each_and_every_pair_in_common_is_enough_for_all():
    ranges = [made(range(low, low + width)) for low, width in product(range(4), range(1, 4))]
    for chosen in combinations(ranges, 3):
        in_pairs = all(v.common(a, b) for a, b in combinations(chosen, 2))
        assert in_pairs is bool(v.all_common(chosen))


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 3)), min_size=1, max_size=3))
def test_steps_outweigh_what_follows_exactly_where_every_version_has_a_greater_number_than_the_one_before(shape):
    fields = [v.Field(f"f{at}", weight, most) for at, (weight, most) in enumerate(shape)]
    numbers = [v.packed(fields, version) for version in product(*(range(field.most + 1) for field in fields))]
    ascending = all(a < b for a, b in pairwise(numbers))
    said = all(field.weight > behind for field, behind in v.carried(fields))
    assert said is ascending


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=3), st.data())
def test_the_last_version_before_another_is_its_neighbour(shape, data):
    fields = [v.Field(f"f{at}", weight, most) for at, (weight, most) in enumerate(shape)]
    every = list(product(*(range(field.most + 1) for field in fields)))
    at = data.draw(st.integers(0, len(every) - 1))
    assert v.last_before(fields, every[at]) == (every[at - 1] if at else None)


@pytest.mark.parametrize(("version", "number"), [((3, 1, 1), 12_587_009), ((2, 0, 0), 8_388_608)])
def test_published_numbers_of_10_10_and_12_bits(version, number):
    fields = [v.Field("major", 1 << 22, 1023), v.Field("minor", 1 << 12, 1023), v.Field("patch", 1, 4095)]
    assert v.packed(fields, version) == number


def test_every_pair_of_long_lines_is_decided():
    served = [v.Release(at, str(at), 1, ((at, at + 200),), None) for at in range(200)]
    asked = [v.Release(at, str(at), 1, ((at, at),), None) for at in range(200)]
    count, apart, astray = v.failing("highest_common", v.pairs(served, asked, (None, None), (0, 0)))
    assert (count, len(apart), astray) == (40_000, 19_900, [])


OWN = {"order_key": 5, "version": "5.0", "major": 1}


@pytest.mark.parametrize(
    ("listed", "spoken_by_own"),
    [
        (None, {4, 5}),
        ([{"id": "4.0", "order_key": 4, "speaks": intervals({1})}], {4, 5}),
        ([{"id": "5.0", "order_key": 5, "speaks": intervals({5, 6})}], {5}),
        ([{"id": "5.0", "order_key": 5, "speaks": intervals({7})}], set()),
    ],
)
def test_the_described_release_stands_in_its_line_with_what_both_places_say(listed, spoken_by_own):
    entry = {"id": "i", "speaks": intervals({4, 5}), **({} if listed is None else {"releases": listed})}
    found = v.line(entry, OWN)
    assert [as_set(item.speaks) for item in found if item.order_key == 5] == [spoken_by_own]
    assert [item.order_key for item in found] == sorted(item.order_key for item in found)


def test_a_release_that_contradicts_itself_meets_nobody_and_stays_promised():
    own = v.line({"speaks": intervals({4}), "releases": [{"id": "5.0", "order_key": 5, "speaks": intervals({7})}]}, OWN)
    other = v.line({"speaks": intervals({4, 7})}, OWN)
    promise = {"id": "i", "unit": "interface_versions", "backward": 0, "forward": 0}
    every = list(v.pairs(own, other, (promise, promise), (5, 5)))
    assert v.failing("highest_common", every) == (1, [(own[0], other[0])], [])


REACH = {"id": "p", "unit": "releases", "backward": 1, "forward": 1}


def evidence(promise, tested, own=5):
    return version_rules.promise_evidence({**REACH, **promise}, {"order_key": own}, tested)


def row(key, result="pass", **own):
    return {"peer": "p", "order_key": key, "result": result, **own}


def test_older_releases_promise_beside_the_described_one_never_instead_of_it():
    older = {"peers": [1, 2, 3], "lines": [{"order_key": 4, "anchor": 2}]}
    with pytest.raises(Undecided):
        evidence(older, [])
    assert evidence({**older, "anchor": 3}, [])["promised"] == 3 + 2
    assert evidence({**older, "lines": [*older["lines"], {"order_key": 5, "anchor": 3}]}, [])["promised"] == 3 + 2


@given(st.sets(st.integers(0, 20), min_size=1), st.integers(0, 20))
def test_the_release_from_which_is_counted_is_promised_listed_or_not(peers, anchor):
    order = sorted(peers | {anchor})
    at = order.index(anchor)
    found = evidence({"peers": sorted(peers), "anchor": anchor}, [row(key) for key in order[max(0, at - 1) : at + 2]])
    assert (found["missing"], found["beyond"]) == (0, 0)
    assert evidence({"peers": sorted(peers), "anchor": anchor}, [])["promised"] == found["promised"]


@pytest.mark.parametrize("results", [("fail", "pass"), ("pass", "fail"), ("untested", "fail")])
def test_of_a_pair_that_stands_twice_every_result_counts(results):
    found = evidence({"peers": [1], "anchor": 1}, [row(1, results[0]), row(1, results[1], release=5)])
    assert (found["failed"], found["untested"]) == (1, 0)


def formula(name, fields, since=None):
    start = {} if since is None else {"since": since}
    return {"id": name, "fields": [{"id": field, "weight": 1, "most": 1} for field in fields], **start}


@pytest.mark.parametrize(
    ("formulas", "disordered", "undated"),
    [
        ([formula("a", ["major", "minor", "patch", "build"])], [], []),
        ([formula("a", ["major", "patch"], [1])], [], []),
        ([formula("a", ["minor", "major"])], ["a"], []),
        ([formula("a", ["major"]), formula("b", ["major"])], [], ["b"]),
        ([formula("a", ["major"]), formula("b", ["major"], [0, 0])], [], ["b"]),
        ([formula("a", ["major"], [2, 9]), formula("b", ["major"], [2, 9, 0])], [], ["b"]),
        (
            [formula("a", ["major"], [2, 9]), formula("b", ["major"], [2, 8]), formula("c", ["major"], [2, 9])],
            [],
            ["b", "c"],
        ),
        ([formula("a", ["major"], [2, 9]), formula("b", ["major"], [2, 9, 1]), formula("c", ["major"], [3])], [], []),
    ],
)
def test_fields_stand_in_the_order_of_a_version_and_formulas_begin_one_after_the_other(formulas, disordered, undated):
    found = version_rules.encoding_order(formulas)
    assert (found["disordered"], found["undated"]) == (disordered, undated)
