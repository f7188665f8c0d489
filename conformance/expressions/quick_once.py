"""What a compiled formula (``quick``) works out once: in one environment, for all cases of a descriptor, for all descriptors.

Work that is spared counts all the same wherever the reference does it again: both ways then stop at the same size.
"""

from __future__ import annotations

from collections.abc import Callable

from conformance.expressions.closures import Closure, Environment
from conformance.expressions.quick_loops import WORK
from conformance.expressions.quick_paths import DEFAULTS
from conformance.findings.type_hints import Any

SETTLED = "settled for all cases"
"""Entry of the environments of a rule with variables: the dictionary that all its cases share."""
_MISSING = object()
_Kept = tuple[Any, int, list[str]]
"""A value, the work of loops that it took, and the defaults that it used."""


def once(slot: int, make: Callable[[], Closure], compute: Closure | None = None) -> Closure:
    """A value that is worked out when it is first needed in an environment, by a closure that is made when first needed."""

    def known(e: Environment) -> Any:
        nonlocal compute
        found = e.get(slot, _MISSING)
        if found is _MISSING:
            if compute is None:
                compute = make()
            found = e[slot] = compute(e)
        return found

    return known


def once_for_all_cases(slot: int, make: Callable[[], Closure]) -> Closure:
    """The same for a value that depends on no variable of the rule. The reference, too, works it out once."""
    compute: Closure | None = None

    def known(e: Environment) -> Any:
        nonlocal compute
        found = e.get(slot, _MISSING)
        if found is _MISSING:
            kept = e[SETTLED].get(slot)
            if kept is None:
                compute = compute or make()
                kept = e[SETTLED][slot] = _kept(compute, e)
            else:
                _use(e, kept[2])
            found = e[slot] = kept[0]
        return found

    return known


def settled(compute: Closure) -> Closure:
    """A value that is the same for every descriptor, worked out when it is first needed."""
    kept: _Kept | None = None

    def known(e: Environment) -> Any:
        nonlocal kept
        if kept is None:
            kept = _kept(compute, e)
            return kept[0]
        value, work, defaults = kept
        e[WORK] += work
        _use(e, defaults)
        return value

    return known


def repeated(slot: int, compute: Closure) -> Closure:
    """A part that stands several times in a function; whoever calls the function puts None into the slot before."""

    def known(e: Environment) -> Any:
        kept = e[slot]
        if kept is None:
            before = e[WORK]
            value = compute(e)
            e[slot] = value, e[WORK] - before
            return value
        e[WORK] += kept[1]
        return kept[0]

    return known


def _kept(compute: Closure, e: Environment) -> _Kept:
    """Work out a value, with a list of its own for the defaults that it uses, be they used already or not."""
    before, others, own = e[WORK], e[DEFAULTS], list[str]()
    e[DEFAULTS] = own
    try:
        return compute(e), e[WORK] - before, own
    finally:
        e[DEFAULTS] = others
        _use(e, own)


def _use(e: Environment, defaults: list[str]) -> None:
    if defaults:
        e[DEFAULTS] += [path for path in defaults if path not in e[DEFAULTS]]
