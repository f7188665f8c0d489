"""The dimensions that every decision asks of a rule, as the compiled form holds them.

To work them out takes the types of the whole kind, which is longer than most decisions; ``rule_typing`` does, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.documents import dimensions
from conformance.documents.dimensions import Dimension
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any


class RuleDimensions(NamedTuple):
    """Dimensions of a rule beside one kind.

    Attributes:
        variables: of the variables by name.
        sides: by the ids of clauses that are one comparison, of what is compared with what.
    """

    variables: Mapping[str, Dimension]
    sides: Mapping[str, tuple[Dimension, Dimension]]

    def packed(self) -> tuple[Any, ...]:
        """As plain data."""
        return (
            {name: _packed(one) for name, one in self.variables.items()},
            {name: (_packed(one), _packed(other)) for name, (one, other) in self.sides.items()},
        )

    @classmethod
    def unpacked(cls, data: tuple[Any, ...]) -> RuleDimensions:
        """From plain data."""
        variables, sides = data
        return cls(
            {name: _unpacked(one) for name, one in variables.items()},
            {name: (_unpacked(one), _unpacked(other)) for name, (one, other) in sides.items()},
        )


def _packed(dimension: Dimension) -> tuple[Any, ...]:
    exponents = tuple((name, power.numerator, power.denominator) for name, power in dimension.exponents)
    return exponents, dimension.point, dimension.true_zero


def _unpacked(data: tuple[Any, ...]) -> Dimension:
    exponents, point, true_zero = data
    return dimensions.of(((name, Fraction(*power)) for name, *power in exponents), point, true_zero=true_zero)
