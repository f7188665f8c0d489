"""Several fields that a failed clause asks for at once: where stating one of them alone mends nothing, a repair names them all.

What stands in them while this is tried are the schema's examples. They are shown as such, where the schema gives one of each and
they harm nothing: the vendor knows the real values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conformance.documents.flow import flow
from conformance.engine.account import absolute
from conformance.engine.cases import Case
from conformance.engine.context import Context, named
from conformance.engine.fields import absent, reached, replaced, schema_at
from conformance.engine.shown import Changes, Repair
from conformance.engine.stating import example_of
from conformance.engine.verdicts import ClauseVerdict
from conformance.expressions.expression import ExpressionError
from conformance.expressions.fold import ClaimAbsent, NotDiscrete
from conformance.expressions.tree import Call, Choice, Generator, Index, Node, children, path_of
from conformance.expressions.values import Record
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.structure import value_at

if TYPE_CHECKING:
    from conformance.engine.approach import Trial

_Keys = tuple[str | int, ...]
_Scope = Mapping[str, Sequence[_Keys]]
"""The places that a name of a formula means: a root, the record of a variable, or all that a generator runs over."""
_MOST = 8
"""Fields of which each is tried without; of more it is not asked whether one of them is not needed."""
_MOST_SHOWN = 3
"""Fields whose examples a line holds."""


class _Stated(NamedTuple):
    """The data with an example in each of some places.

    Attributes:
        data: the whole.
        changes: what was put where, in order; records on the way to a place come before it.
        texts: the example of each place as it is written, "" where there is none to show.
    """

    data: Record
    changes: Changes
    texts: tuple[str, ...]


def together(
    context: Context, verdict: ClauseVerdict, case: Case, trial: Trial, before: set[tuple[str, str]]
) -> Repair | None:
    """A repair that states all that a clause asks for and the descriptor leaves out or calls ``unstated``.

    Args:
        context: the rule beside the descriptor.
        verdict: of the failed clause.
        case: one in which it fails.
        trial: decides with other values.
        before: (clause, record) of all that does not pass as it stands.
    """
    lacking = list(dict.fromkeys(_lacking(context, verdict, case)))
    places = list(dict.fromkeys((*lacking, *_open(context, verdict, case))))
    stated = [keys for keys in places if _with(context, [keys]) is not None]
    trial.begin()
    if not stated or not _helps(context, stated, trial):
        # Without what it lacks the clause has no value: to state that is the first step, whatever it then comes to.
        return _named(context, lacking) if lacking else None
    for keys in list(stated) if len(stated) <= _MOST else ():
        others = [other for other in stated if other != keys]
        if others and _helps(context, others, trial):
            stated = others
    return _offered(context, stated, trial, before)


def _offered(context: Context, places: Sequence[_Keys], trial: Trial, before: set[tuple[str, str]]) -> Repair:
    """That the fields are to be stated; with their examples, where these are few and harm nothing else of the rule."""
    found = _with(context, places)
    assert found is not None
    repair = _named(context, places)
    if len(places) > _MOST_SHOWN or not all(found.texts) or not _whole(context, places, found.changes):
        return repair
    if not trial.helps(found.data):
        return repair
    ended = trial.ended
    if trial.harmed(found.data, before):
        return repair
    whole = not (ended or trial.ended)
    choices = tuple(_words(context, keys, found, trial) for keys in places)
    return repair._replace(values=found.texts, changes=found.changes, whole=whole, choices=choices)


def _words(context: Context, keys: _Keys, stated: _Stated, trial: Trial) -> tuple[str, ...]:
    """The words of an enumeration that pass in this place, the others as they are; its example is one of them."""
    example = value_at(stated.data, keys)
    words = schema_at(context.descriptor.kind.schema, keys).get("enum", ())
    passing = [word for word in words if word != "unstated" and (word == example or _passes(stated, keys, word, trial))]
    return tuple(flow(word) for word in passing)


def _passes(stated: _Stated, keys: _Keys, word: object, trial: Trial) -> bool:
    return trial.helps(replaced(stated.data, keys, word)) and not trial.ended


def _whole(context: Context, places: Sequence[_Keys], changes: Changes) -> bool:
    """Whether the places are all that is to be written: a record on the way that needs more is not described by its example."""
    for way, _ in changes:
        needed = schema_at(context.descriptor.kind.schema, way).get("required", ())
        if way not in places and not all(any(keys[: len(way) + 1] == (*way, key) for keys in places) for key in needed):
            return False
    return True


def _named(context: Context, places: Sequence[_Keys]) -> Repair:
    """That the fields are to be stated."""
    first, *also = (_dotted(context, keys) for keys in places)
    return Repair(first, "", (), "any", also=tuple(also))


def _dotted(context: Context, keys: _Keys) -> str:
    """A place as the report writes it, whether or not something stands there."""
    there = next(length for length in range(len(keys), -1, -1) if value_at(context.data, keys[:length]) is not None)
    return ".".join([*filter(None, [named(context.data, keys[:there])]), *map(str, keys[there:])])


def _lacking(context: Context, verdict: ClauseVerdict, case: Case) -> Iterator[_Keys]:
    """What is left out and leaves the clause without a value: the field that it asked for first, and ranges of variables."""
    if verdict.reason is None or verdict.reason.code != "ENGINE-undefined-missing-field":
        return
    sources = [path_of(source.root) for variable in context.rule.forall for source in variable.source]
    paths = [
        verdict.reason.arguments["part"],
        *(".".join(path) for path in sources if path and path[0] in context.names),
    ]
    for path in paths:
        keys = absent(context, absolute(context, case, path))
        if keys is not None and schema_at(context.descriptor.kind.schema, keys):
            yield keys


def _helps(context: Context, places: Sequence[_Keys], trial: Trial) -> bool:
    found = _with(context, places)
    return found is not None and trial.helps(found.data)


def _with(context: Context, places: Sequence[_Keys]) -> _Stated | None:
    """The data with an example in each place, and in each record on the way to it; None where there is none."""
    data, changes, texts = context.data, [], []
    for keys in places:
        text = ""
        for length in range(1, len(keys) + 1):
            way = keys[:length]
            if value_at(data, way) not in (None, "unstated"):
                continue
            example = example_of(context, way, schema_at(context.descriptor.kind.schema, way))
            if example is None:
                return None
            data = replaced(data, way, example.value)
            changes.append((way, example.value))
            text = example.shown if way == keys else ""
        texts.append(text)
    return _Stated(data, tuple(changes), tuple(texts))


def _open(context: Context, verdict: ClauseVerdict, case: Case) -> Iterator[_Keys]:
    """The places that the clause, or a step on its way, asks for by ``has``, and what is blamed as unstated."""
    scope: dict[str, Sequence[_Keys]] = {root: ((root,),) for root in context.names}
    scope |= {name: (bound.path,) for name, bound in case.bindings.items() if isinstance(bound, Record) and bound.path}
    clause = context.rule.clause(verdict.clause)
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
