"""Several fields that a failed clause asks for at once: where stating one of them alone mends nothing, a repair names them all.

What stands in them while this is tried are the schema's examples. They are not offered: the vendor knows the real values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conformance.engine.approach import Trial
from conformance.engine.cases import Case
from conformance.engine.context import Context, named
from conformance.engine.fields import reached, replaced, schema_at
from conformance.engine.shown import Repair
from conformance.engine.stating import example_of
from conformance.engine.verdicts import ClauseVerdict
from conformance.expressions.expression import ExpressionError
from conformance.expressions.fold import ClaimAbsent, NotDiscrete
from conformance.expressions.tree import Call, Choice, Generator, Index, Node, children, path_of
from conformance.expressions.values import Record
from conformance.spec.structure import value_at

_Keys = tuple[str | int, ...]
_Scope = Mapping[str, Sequence[_Keys]]
"""The places that a name of a formula means: a root, the record of a variable, or all that a generator runs over."""
_MOST = 8
"""Fields of which each is tried without; of more it is not asked whether one of them is not needed."""


def together(context: Context, verdict: ClauseVerdict, case: Case, trial: Trial) -> Repair | None:
    """A repair that states all that a clause asks for and the descriptor leaves out or calls ``unstated``.

    Args:
        context: the rule beside the descriptor.
        verdict: of the failed clause.
        case: one in which it fails.
        trial: decides with other values.
    """
    places = list(dict.fromkeys(_open(context, verdict, case)))
    stated = [keys for keys in places if _with(context, [keys]) is not None]
    trial.begin()
    if not stated or not _helps(context, stated, trial):
        return None
    for keys in list(stated) if len(stated) <= _MOST else ():
        others = [other for other in stated if other != keys]
        if others and _helps(context, others, trial):
            stated = others
    data = _with(context, stated)
    first, *also = (named(data, keys) for keys in stated)
    return Repair(first, "", (), "any", also=tuple(also))


def _helps(context: Context, places: Sequence[_Keys], trial: Trial) -> bool:
    data = _with(context, places)
    return data is not None and trial.helps(data)


def _with(context: Context, places: Sequence[_Keys]) -> Record | None:
    """The data with an example in each place, and in each record on the way to it; None where there is none."""
    data = context.data
    for keys in places:
        for length in range(1, len(keys) + 1):
            way = keys[:length]
            if value_at(data, way) not in (None, "unstated"):
                continue
            example = example_of(context, way, schema_at(context.descriptor.kind.schema, way))
            if example is None:
                return None
            data = replaced(data, way, example)
    return data


def _open(context: Context, verdict: ClauseVerdict, case: Case) -> Iterator[_Keys]:
    """The places that the clause, or a step on its way, asks for by ``has``, and what is blamed as unstated."""
    scope: dict[str, Sequence[_Keys]] = {root: ((root,),) for root in context.names}
    scope |= {name: (bound.path,) for name, bound in case.bindings.items() if isinstance(bound, Record) and bound.path}
    clause = next(one for one in context.rule.clauses if one.id == verdict.clause)
    for formula in (clause.that, *context.rule.let.values()):
        yield from (keys for keys in _asked(context, case, formula.root, scope) if value_at(context.data, keys) is None)
    for path in verdict.blamed:
        keys, value, _ = reached(context, path)
        if value == "unstated":
            yield tuple(keys)


def _asked(context: Context, case: Case, node: Node, scope: _Scope) -> Iterator[_Keys]:
    """What a formula asks for; ``x if has(x) else 0`` asks for nothing."""
    if isinstance(node, Call) and node.function == "has":
        yield from _meant(_path(context, case, node.arguments[0]), scope)
    if isinstance(node, Generator):
        for loop in node.loops:
            lists = _meant(path_of(loop.iterable) or (), scope)
            scope = {**scope, loop.name: [item for keys in lists for item in _items(context, keys)]}
    for part in (node.then, node.otherwise) if isinstance(node, Choice) else children(node):
        yield from _asked(context, case, part, scope)


def _path(context: Context, case: Case, node: Node) -> Sequence[str]:
    """The names that lead to a field, keys of mappings looked up for the case; none where it is no field of its own."""
    if not isinstance(node, Index):
        return path_of(node) or ()
    base = _path(context, case, node.base)
    try:
        key = context.folder(case.bindings).value_of(node.key)
    except (ExpressionError, NotDiscrete, ClaimAbsent):  # as of the names of a generator
        return ()
    return (*base, key) if base and isinstance(key, str) else ()


def _meant(path: Sequence[str], scope: _Scope) -> Iterator[_Keys]:
    for base in scope.get(path[0], ()) if path else ():
        yield (*base, *path[1:])


def _items(context: Context, keys: _Keys) -> Iterator[_Keys]:
    value = value_at(context.data, keys)
    if isinstance(value, Mapping):
        yield from ((*keys, key) for key in value)
    elif isinstance(value, list | tuple):
        yield from ((*keys, at) for at in range(len(value)))
