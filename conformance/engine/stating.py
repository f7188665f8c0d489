"""What a descriptor leaves out, as a repair may state it: true or false, a value of the enumeration, the schema's own example.

Of a number the example is only where the search begins: what is offered is the least or the most that passes, where there is
such a limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.documents.flow import flow
from conformance.documents.units import Unit
from conformance.engine.context import Context, named
from conformance.engine.fields import Field, absent, field_at, replaced, schema_at
from conformance.engine.repair import Mending
from conformance.engine.shown import Repair
from conformance.engine.verdicts import coded
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.engine.approach import Trial

_LONGEST = 40
"""Letters of an example that is still shown: a curve says more than a line holds."""


class Example(NamedTuple):
    """The schema's example of a field: as it is written, as formulas read it, and with the unit of a number.

    ``text`` is empty where the schema gives none and a plausible value stands in, which is not for showing.
    """

    text: str
    value: object
    unit: Unit | None = None

    @property
    def shown(self) -> str:
        """The text, as far as a line holds it."""
        return self.text if len(self.text) <= _LONGEST else ""


def stated(context: Context, path: str, trial: Trial, before: set[tuple[str, str]]) -> Repair | None:
    """A repair that states the field at a dotted path; what it harms in the rule is among what it breaks.

    Args:
        context: the rule beside the descriptor.
        path: a blamed field.
        trial: decides with other values.
        before: (clause, record) of all that does not pass as it stands.

    Returns:
        None where the field is there, or where stating it was not found to make the clause pass.
    """
    keys = absent(context, path)
    schema = {} if keys is None else schema_at(context.descriptor.kind.schema, keys)
    if keys is None or not schema:
        return None
    if "enum" in schema or schema.get("type") == "boolean":
        name = named(replaced(context.data, keys, None), keys)
        mending = Mending(context, Field(keys, name, None, schema, None), trial, before)
        repair = mending.choice()
    else:
        listed = schema.get("type") == "array"
        example = example_of(context, keys, schema) if listed else _example(context, keys, schema)
        if example is None:
            return None
        with_it = context.beside(replaced(context.data, keys, example.value))
        if isinstance(example.value, bool) or not isinstance(example.value, int | Fraction):
            return _as_it_stands(with_it, keys, example, trial, before)
        from conformance.engine.number_repair import NumberMending

        numbers = NumberMending(with_it, field_at(with_it, keys, example.unit), trial, before)
        mending, repair = numbers, numbers.around()
    if repair is None:
        repair = mending.at_a_price() if mending.spoiled else None
    return None if repair is None else repair._replace(current="")


def _example(context: Context, keys: tuple[str | int, ...], schema: Mapping[str, Any]) -> Example | None:
    """The example of a field's schema; None where it gives none, or where a file would have to be there."""
    examples = schema.get("examples")
    if not examples or "attachment" in schema or "table" in schema:
        return None
    from conformance.spec.binders import Binders  # a word needs no binding
    from conformance.spec.binding import Binder
    from conformance.spec.macros import structure
    from conformance.spec.plans import plan

    descriptor = context.descriptor
    binder = Binder(descriptor.document, descriptor.kind.reader)
    bind = Binders(descriptor.kind.reader).bind(plan(schema, structure(schema)))
    value = bind(binder, examples[0], keys)
    quantity = binder.quantities.get(keys)
    return None if binder.findings else Example(flow(examples[0]), value, quantity.unit if quantity else None)


def _as_it_stands(
    context: Context, keys: tuple[str | int, ...], example: Example, trial: Trial, before: set[tuple[str, str]]
) -> Repair | None:
    """What is no single number or word is offered as the example has it, where that passes."""
    trial.begin()
    if not trial.helps(context.data):
        return None
    ended = trial.ended
    breaks = tuple(coded(context.rule.id, *key) for key in trial.harmed(context.data, before))
    shown = (example.shown,) if example.shown else ()
    whole = not (ended or trial.ended)
    return Repair(named(context.data, keys), "", shown, "any", keys, (example.value,), breaks, whole=whole)


def example_of(context: Context, keys: tuple[str | int, ...], schema: Mapping[str, Any]) -> Example | None:
    """What a field may hold: true, a word that states something, the schema's example, else what is plausible; None if none."""
    if schema.get("type") == "boolean":
        return Example("true", value=True)
    if "enum" in schema:
        word = next((word for word in schema["enum"] if word != "unstated"), None)
        return None if word is None else Example(flow(word), word)
    if not schema:
        return None
    from conformance.spec.template import plausible

    plain = {"examples": [plausible(schema, context.specs.units)], **schema}
    example = _example(context, keys, plain)
    return example if example is None or "examples" in schema else example._replace(text="")


def without_example(repair: Repair) -> Repair:
    """That the field is to be stated, alone: its example would break something else, and the vendor knows the real value."""
    return repair._replace(values=(), breaks=())
