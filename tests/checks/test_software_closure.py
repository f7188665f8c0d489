"""Closure of stacks against brute force over every choice, minimal cores, and the domain file's two stacks."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.software import closure as c

LINES = "abc"
WIRES = ("i", "j")


def needs(ids):
    return st.builds(
        c.Need,
        id=st.sampled_from(ids),
        keys=st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)).map(lambda ends: (min(ends), max(ends))),
        speaks=st.just(None),
        optional=st.booleans(),
    )


def wires(sort):
    return st.builds(sort, id=st.sampled_from(WIRES), speaks=st.integers(1, 3).map(lambda at: ((at, at + 1),)))


@st.composite
def stacks(draw):
    parts = []
    for line in LINES:
        for key in range(1, draw(st.integers(0, 2)) + 1):
            offers = (c.Claim(line, key), *draw(st.lists(wires(c.Claim), max_size=1)))
            asked = [*draw(st.lists(needs(LINES), max_size=1)), *draw(st.lists(wires(c.Need), max_size=1))]
            conflicts = draw(st.lists(needs(LINES), max_size=1)) if draw(st.integers(0, 3)) == 0 else []
            parts.append(c.Part(f"{line}{key}", line, key, offers, tuple(asked), tuple(conflicts)))
    given_ = draw(st.lists(wires(c.Claim), max_size=1))
    wanted = draw(st.lists(st.sampled_from(LINES), unique=True, max_size=2))
    return c.Stack(tuple(parts), tuple(given_), tuple(wanted))


def holds(stack, chosen, dropped=()):
    """Whether a choice keeps every statement that is not dropped, said as plainly as possible."""
    said = [("give", "", at, claim) for at, claim in enumerate(stack.given)]
    said += [("offer", part.name, at, claim) for part in chosen for at, claim in enumerate(part.offers)]
    kept = [entry[3] for entry in said if entry[:3] not in dropped]
    free = [entry[3] for entry in said if entry[:3] in dropped]
    for at, line in enumerate(stack.wanted):
        if ("want", "", at) not in dropped and all(part.line != line for part in chosen):
            return False
    for part in chosen:
        for at, need in enumerate(part.needs):
            if ("need", part.name, at) in dropped:
                continue
            there, loose = [x for x in kept if x.id == need.id], [x for x in free if x.id == need.id]
            if len(there) > 1 or (there and not c.fits(need, there[0])):
                return False
            if not there and not loose and not need.optional:
                return False
        for at, conflict in enumerate(part.conflicts):
            clashing = any(x.id == conflict.id and c.fits(conflict, x) for x in kept)
            if ("conflict", part.name, at) not in dropped and clashing:
                return False
    return True


def closes(stack, dropped=()):
    options = [[None, *(part for part in stack.parts if part.line == line)] for line in LINES]
    return any(holds(stack, [part for part in chosen if part], dropped) for chosen in product(*options))


@settings(max_examples=60)
@given(stacks())
def test_a_choice_is_found_exactly_where_there_is_one_and_it_holds(stack):
    found = c.choice(stack)
    assert (found is not None) is closes(stack)
    assert found is None or holds(stack, found.values())


@settings(max_examples=40)
@given(stacks())
def test_a_core_cannot_hold_and_nothing_of_it_can_be_left_out(stack):
    core = c.core(stack)
    assert bool(core) is not closes(stack)
    others = set(c.statements(stack)) - set(core)
    assert not core or not closes(stack, others)
    assert all(closes(stack, {*others, statement}) for statement in core)


@settings(max_examples=40)
@given(stacks(), st.data())
def test_widening_a_range_never_opens_a_stack_that_closes(stack, data):
    if not stack.parts or not closes(stack):
        return
    at = data.draw(st.integers(0, len(stack.parts) - 1))
    part = stack.parts[at]
    wider = tuple(need._replace(keys=None) for need in part.needs)
    parts = (*stack.parts[:at], part._replace(needs=wider), *stack.parts[at + 1 :])
    assert c.choice(stack._replace(parts=parts)) is not None


@settings(max_examples=40)
@given(stacks())
def test_a_release_added_to_a_line_keeps_a_stack_closed(stack):
    newest = c.Part("a9", "a", 9, (c.Claim("a", 9),))
    assert not closes(stack) or c.choice(stack._replace(parts=(*stack.parts, newest))) is not None


def test_renaming_everything_changes_nothing():
    part = c.Part("a1", "a", 1, (c.Claim("a", 1),), (c.Need("b"),))
    renamed = c.Part("x", "y", 1, (c.Claim("y", 1),), (c.Need("z"),))
    cores = [c.core(c.Stack((each,), (), (each.line,))) for each in (part, renamed)]
    assert [(sort, at) for sort, _, at in cores[0]] == [(sort, at) for sort, _, at in cores[1]]


def published(python, engine, toolkit="9.1.0"):
    """The domain file's two rows of a published matrix; sources stand with rule SW-103."""

    def row(version, key, engines, pythons, cann):
        asked = [("vllm", engines), ("python", pythons), ("cann", cann)]
        return c.Part(
            version,
            "plug-in",
            key,
            (c.Claim("plug-in", key, version),),
            tuple(c.Need(i, specifier=s) for i, s in asked),
        )

    parts = (
        row("0.20.2rc1", 1, "==0.20.2", ">=3.10,<3.12", "==9.0.0"),
        row("0.23.0", 2, "==0.23.0", ">=3.10,<3.13", "==9.1.0"),
    )
    given_ = [
        c.Claim(name, version=version, scheme="pep440")
        for name, version in (("python", python), ("vllm", engine), ("cann", toolkit))
    ]
    return c.Stack(parts, tuple(given_), ("plug-in",))


def test_the_published_stack_closes():
    assert [part.name for part in c.choice(published("3.12.4", "0.23.0")).values()] == ["0.23.0"]


def test_the_published_conflict_names_the_interpreter_and_both_rows():
    stack = published("3.12.4", "0.20.2", "9.0.0")
    core = c.core(stack)
    assert ("give", "", 0) in core  # python 3.12.4
    assert ("need", "0.20.2rc1", 1) in core  # needs python <3.12
    assert len([sort for sort, name, _ in core if name == "0.23.0"]) == 1
    assert c.choice(published("3.11.9", "0.20.2", "9.0.0")) is not None


@pytest.mark.parametrize("version", ["8.0.RC3.20", "8.0.RC2.beta1", "8.3.RC1.alpha002"])
def test_real_versions_that_are_not_pep_440_are_admitted_by_nothing_and_do_not_break(version):
    assert not c.admits(">=1", c.Claim("cann", version=version, scheme="pep440"))


def test_an_opaque_version_is_never_compared():
    assert not c.admits(">=8", c.Claim("cann", version="8.3.RC1", scheme="opaque"))
    assert c.admits(">=8", c.Claim("cann", version="8.3", scheme="dotted_int"))


def test_a_search_that_goes_on_too_long_is_given_up():
    loops = [c.Part(f"{line}{key}", line, key, (c.Claim(line, key),)) for line in "abcdefgh" for key in range(6)]
    last = c.Part("z", "z", 1, (c.Claim("z", 1),), (c.Need("nowhere"),))
    with pytest.raises(c.TooManyChoicesError):
        c.choice(c.Stack((*loops, last), (), (*"abcdefgh", "z")))


def test_everything_of_a_core_stands_in_some_pair_of_lines():
    for a, b in combinations(range(3), 2):
        speaks = [((a, a),), ((b, b),)]
        server = c.Part("s", "s", 1, (c.Claim("s", 1), c.Claim("i", speaks=speaks[0])))
        client = c.Part("k", "k", 1, (c.Claim("k", 1),), (c.Need("i", speaks=speaks[1]),))
        core = c.core(c.Stack((server, client), (), ("s", "k")))
        assert ("offer", "s", 1) in core
        assert ("need", "k", 0) in core


def test_a_common_version_that_the_strategy_does_not_choose_closes_nothing():
    client = c.Part("k", "k", 1, (c.Claim("k", 1),), (c.Need("i", speaks=((6, 7), (10, 10))),))
    for strategy, closes_ in (("highest_common", True), ("server_clamps", False)):
        server = c.Part("s", "s", 1, (c.Claim("s", 1), c.Claim("i", speaks=((5, 9),), strategy=strategy)))
        assert (c.choice(c.Stack((server, client), (), ("s", "k"))) is not None) is closes_
