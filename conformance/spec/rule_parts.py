"""What a rule is made of, as values: variables, clauses, examples, sources, roles, explained mutants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from conformance.documents.quantities import Quantity
from conformance.expressions.expression import Expression
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any, Literal

Form = Literal["each", "one_of", "integers", "subsets", "range"]
Text = Mapping[str, str]
"""One text in several languages: language code to text."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Role(NamedTuple):
    """A part that a rule between several parts speaks of.

    Attributes:
        name: as formulas use it: ``a.design.lanes``.
        kinds: of which a part in this role may be.
        optional: whether the rule can be decided without it.
    """

    name: str
    kinds: tuple[str, ...]
    optional: bool = False


class Variable(NamedTuple):
    """A quantified variable of ``forall``.

    Attributes:
        name: as formulas use it.
        form: how its values are given.
        source: ``each``, ``subsets`` and a range or integers of the descriptor: one formula; ``[lo, hi]``: two;
            ``one_of``: one per value, or one formula of a list.
        at_most: largest size of a subset.
        step: between integers; None for the dimension's integer unit.
        scale: of a continuous variable.
        where: keeps only the values for which it is true.
        nominal: where the canonical counterexample starts from: an end, a quantity or a formula.
        resolution: to which counterexamples are rounded: a quantity, or a number of significant digits.
    """

    name: str
    form: Form
    source: tuple[Expression, ...]
    at_most: Expression | None = None
    step: Quantity | Expression | None = None
    scale: Literal["linear", "log"] = "linear"
    where: Expression | None = None
    nominal: Literal["min", "max"] | Quantity | Expression = "min"
    resolution: Quantity | int | None = None


class Hint(NamedTuple):
    """A classic misreading: where ``when`` is true of a failure, ``say`` explains it."""

    when: Expression
    say: Text


class Words(NamedTuple):
    """What a clause says of a failure: its message, and its hints at classic misreadings."""

    message: Text = _NOTHING
    hints: tuple[Hint, ...] = ()


class Clause(NamedTuple):
    """One requirement of a rule, with its own verdict.

    Attributes:
        id: never reused within the rule.
        that: what must hold.
        when: the clause says nothing where this is false.
        blame: paths of the fields that could be changed, most likely first.
        margin: as a difference, or as a ratio (error rates, FIT).
        reserve: share of the limit (0.05 for 5 %) below which the margin is worth a warning.
        words: reads what is said of a failure; a descriptor that conforms needs none of it.
    """

    id: str
    that: Expression
    when: Expression | None = None
    blame: tuple[str, ...] = ()
    margin: Literal["difference", "ratio"] = "difference"
    reserve: Fraction | None = None
    words: Callable[[], Words] = Words

    @property
    def message(self) -> Text:
        """What to say of a failure, with ``{name}`` placeholders."""
        return self.words().message

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Classic misreadings."""
        return self.words().hints


class Example(NamedTuple):
    """An executed example: the base descriptor with ``overrides`` (None deletes) passes, fails, or is not asked at all.

    Attributes:
        base: name of a file in the area's ``examples/``, without ``.yaml``; of a rule between parts, one for each role.
        passes: the expected verdict, where the rule applies.
        overrides: dotted path to new value.
        clause: the clause that must fail, or that must not apply.
        alone: whether no other clause may fail beside it, so that one cause is told once.
        at: the canonical counterexample, variable to text; worst: what the worst point must say (``margin``).
        note: where its numbers come from.
        applies: False where the rule, or the named clause, must be ``not-applicable``.
        tested: False where the rule must be ``not-tested``.
    """

    base: str | Mapping[str, str]
    passes: bool
    overrides: Mapping[str, object] = _NOTHING
    clause: str = ""
    at: Mapping[str, str] = _NOTHING
    worst: Mapping[str, str] = _NOTHING
    note: str = ""
    applies: bool = True
    alone: bool = False
    tested: bool = True

    @property
    def fails(self) -> bool:
        """Whether the example expects a failure."""
        return self.applies and self.tested and not self.passes


class Source(NamedTuple):
    """Where a rule's requirement stands, and whether that text was read."""

    document: str
    clause: str = ""
    status: str = "to-be-confirmed"
    note: str = ""


class Equivalent(NamedTuple):
    """A mutant, by its id, that no example notices; ``why`` says why in both languages."""

    mutant: str
    why: Text
