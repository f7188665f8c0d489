"""What is offered to mend a failed clause: a value of each blamed field that has one, else to state what is left out.

A repair is honest: with it the failing clause passes for its record, and nothing of the rule fails that passed before. Only
where there is none of that sort, a value is offered that makes something else fail, and says what.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.engine.cases import Case
from conformance.engine.context import Context
from conformance.engine.fields import fields, reached, schema_at
from conformance.engine.repair import mending
from conformance.engine.shown import Repair
from conformance.engine.stating import stated, without_example
from conformance.engine.verdicts import ClauseVerdict
from conformance.expressions.tree import Call, Choice, Node, children, path_of
from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.engine.approach import Trial

_MOST_BLAMED = 4


def repairs(
    context: Context, verdict: ClauseVerdict, case: Case, trial: Trial, before: set[tuple[str, str]]
) -> tuple[Repair, ...]:
    """Repairs of a failed clause, one for each blamed field that has any; such that harm the rule where there are no others.

    Those of which not every choice was looked at come last.

    Args:
        context: the rule beside the descriptor.
        verdict: of the failed clause.
        case: one in which it fails.
        trial: decides with other values.
        before: (clause, record) of all that does not pass as it stands.
    """
    paths = verdict.blamed[:_MOST_BLAMED]
    mendings = [mending(context, field, trial, before) for path in paths for field in fields(context, path)]
    found = [repair for one in mendings if (repair := one.repair()) is not None]
    found = found or [repair for one in mendings if (repair := one.farther()) is not None]
    if found:
        return tuple(sorted(found, key=lambda repair: not repair.whole))
    stating = _stating(context, verdict, trial, before)
    harmless = [repair for repair in stating if not repair.breaks]
    at_a_price = [one.at_a_price() for one in mendings if one.spoiled]
    offered = harmless or [*at_a_price, *stating]
    if not offered:
        from conformance.engine.curve_points import bent
        from conformance.engine.together import together

        several = together(context, verdict, case, trial, before)
        return bent(context, verdict, trial, before) if several is None else (several,)
    return tuple(offered)


def _stating(context: Context, verdict: ClauseVerdict, trial: Trial, before: set[tuple[str, str]]) -> list[Repair]:
    """Repairs that state what is left out: the blamed fields, and of a record that is blamed as a whole what the clause asks for.

    An example of the schema is offered only where the clause asks by ``has``, or counts entries: elsewhere it would pass by chance.
    """
    asked = list(_asked_for(context, verdict))
    plain = [".".join(path) for path in asked if path[0] in context.names]
    found = []
    blamed = verdict.blamed[:_MOST_BLAMED]
    inside = [f"{path}.{column}" for path in blamed for column in _columns(context, path)]
    for path in dict.fromkeys((*blamed, *inside, *plain)):
        repair = stated(context, path, trial, before)
        if repair is None:
            continue
        if repair.direction != "any":
            found.append(repair)
        elif repair.path.rpartition(".")[2] in {names[-1] for names in asked}:
            found.append(without_example(repair) if repair.breaks else repair)
    return found


def _columns(context: Context, path: str) -> list[str]:
    """The columns with words to choose from that a row leaves out which is blamed as a whole."""
    keys, value, missing = reached(context, path)
    if missing or not isinstance(value, Record) or not keys or not isinstance(keys[-1], int):
        return []
    columns = schema_at(context.descriptor.kind.schema, tuple(keys)).get("properties", {})
    return [name for name, column in columns.items() if name not in value and "enum" in column]


def _asked_for(context: Context, verdict: ClauseVerdict) -> Iterator[tuple[str, ...]]:
    """The paths that the clause, or a step on its way, asks for by ``has``, or of which it counts the entries."""
    clause = context.rule.clause(verdict.clause)
    for formula in (clause.that, *context.rule.let.values()):
        yield from _asked_in(formula.root)


def _asked_in(node: Node) -> Iterator[tuple[str, ...]]:
    """The same of one formula; ``x if has(x) else 0`` asks for nothing."""
    if isinstance(node, Call) and node.function in ("has", "len"):
        path = path_of(node.arguments[0])
        if path is not None:
            yield path
    for part in (node.then, node.otherwise) if isinstance(node, Choice) else children(node):
        yield from _asked_in(part)
