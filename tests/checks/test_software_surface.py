"""Surfaces of releases: what an addition, a removal and a change of each sort come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.checks.software import surface as s

GUARANTEES = {"streams.max": "at_least", "init_time_max": "at_most"}


def design(**changes):
    whole = {
        "functions": [{"function": "alloc", "status": "mandatory", "thread_safety": "any"}],
        "statuses": [{"id": "ok", "code": 0, "status": "OK", "sticky": "none"}],
        "matrix": [{"collective": "allreduce", "redop": "sum", "dtypes": ["f16", "f32"]}],
        "capabilities": ["graph"],
        "enumerations": {"dtype": {"codes": {"f16": {"code": 6, "size": 16}, "f32": {"code": 7, "size": 32}}}},
        "streams": {"max": 8},
        "init_time_max": 20,
        "profiles": [{"id": "core"}],
        "abort": True,
        "operators": [{"operator": "exp", "dtypes": ["f32"], "implementation": "native", "determinism": "run_to_run"}],
        "metrics": [{"metric": "power", "measures": "power", "unit": "W", "nature": "gauge"}],
        "structures": {"memory_info": [1, 2]},
        "symbols": [{"id": "get", "revision": 2}],
    }
    return s.surface({**whole, **changes}, GUARANTEES)


def names(changes):
    return [change.name for change in changes]


def test_nothing_changes_where_nothing_changed():
    assert (s.gone(design(), design()), s.altered(design(), design()), s.weakened(design(), design())) == ([], [], [])


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"functions": []}, ["function alloc"]),
        ({"statuses": []}, ["status ok"]),
        ({"matrix": [{"collective": "allreduce", "redop": "sum", "dtypes": ["f32"]}]}, ["allreduce sum f16"]),
        ({"capabilities": []}, ["capability graph"]),
        ({"enumerations": {"dtype": {"codes": {"f16": {"code": 6, "size": 16}}}}}, ["dtype f32"]),
        ({"streams": {}}, ["streams.max"]),
        ({"profiles": []}, ["profile core"]),
        ({"abort": False}, ["abort"]),
        ({"operators": []}, ["operator exp f32"]),
        (
            {"operators": [{"operator": "exp", "dtypes": ["f32"], "implementation": "unsupported"}]},
            ["operator exp f32"],
        ),
        ({"metrics": []}, ["metric power"]),
        ({"structures": {"memory_info": [1]}}, ["structure memory_info 2"]),
        ({"symbols": []}, ["symbol get"]),
    ],
)
def test_what_is_left_out_is_gone_one_way_and_new_the_other(change, lost):
    assert names(s.gone(design(), design(**change))) == lost
    assert s.gone(design(**change), design()) == []


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"statuses": [{"id": "ok", "code": 1, "status": "OK", "sticky": "none"}]}, ["status ok"]),
        ({"statuses": [{"id": "ok", "code": 0, "status": "OK", "sticky": "device"}]}, ["status ok"]),
        (
            {"enumerations": {"dtype": {"codes": {"f16": {"code": 6, "size": 16}, "f32": {"code": 7, "size": 8}}}}},
            ["dtype f32"],
        ),
        ({"metrics": [{"metric": "power", "measures": "power", "unit": "mW", "nature": "gauge"}]}, ["metric power"]),
    ],
)
def test_another_number_or_meaning_is_altered_both_ways(change, lost):
    assert names(s.altered(design(), design(**change))) == lost
    assert names(s.altered(design(**change), design())) == lost


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        (
            {"functions": [{"function": "alloc", "status": "mandatory", "thread_safety": "per_object"}]},
            ["function alloc"],
        ),
        ({"functions": [{"function": "alloc", "status": "optional", "thread_safety": "any"}]}, ["function alloc"]),
        ({"streams": {"max": 7}}, ["streams.max"]),
        ({"init_time_max": 21}, ["init_time_max"]),
        ({"symbols": [{"id": "get", "revision": 1}]}, ["symbol get"]),
        (
            {
                "operators": [
                    {
                        "operator": "exp",
                        "dtypes": ["f32"],
                        "implementation": "host_fallback",
                        "determinism": "run_to_run",
                    }
                ]
            },
            ["operator exp f32"],
        ),
        (
            {
                "operators": [
                    {"operator": "exp", "dtypes": ["f32"], "implementation": "composite", "determinism": "none"}
                ]
            },
            ["operator exp f32"],
        ),
    ],
)
def test_less_than_was_guaranteed_is_weaker_one_way_only(change, lost):
    assert names(s.weakened(design(), design(**change))) == lost
    assert s.weakened(design(**change), design()) == []


def test_to_mark_as_deprecated_and_to_state_a_size_are_no_changes():
    old = design(functions=[{"function": "free", "status": "deprecated", "thread_safety": "any"}])
    new = design(functions=[{"function": "free", "status": "mandatory", "thread_safety": "any"}])
    unsized = design(enumerations={"dtype": {"codes": {"f16": {"code": 6}, "f32": {"code": 7}}}})
    pairs = [(old, new), (new, old), (unsized, design()), (design(), unsized)]
    assert [s.altered(*pair) + s.weakened(*pair) for pair in pairs] == [[], [], [], []]


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9)),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9)),
)
def test_enumerators_are_compared_as_mappings(old, new):
    one, two = (
        design(enumerations={"e": {"codes": {name: {"code": code} for name, code in codes.items()}}})
        for codes in (old, new)
    )
    assert names(s.gone(one, two)) == [f"e {name}" for name in old if name not in new]
    assert names(s.altered(one, two)) == [f"e {name}" for name in old if name in new and old[name] != new[name]]
