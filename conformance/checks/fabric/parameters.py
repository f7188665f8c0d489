"""Parameters of families of fabrics, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.expressions.values import Number

Parameters = Mapping[str, object]
MAX_SWITCHES = 50_000
MAX_TRUNKS = 2_000_000


def plain(rate: Number) -> Number:
    """The same rate, as an integer where it is one: sums and comparisons of fractions cost ten times as much."""
    return int(rate) if rate == int(rate) else rate


class Unbuildable(ValueError):
    """The parameters describe no fabric: ``reason`` is a word of the catalogue, ``detail`` names what does not fit."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep both."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def whole(parameters: Parameters, name: str, default: int | None = None) -> int:
    """A parameter that is a whole number.

    Raises:
        Unbuildable: it is missing, or no whole number.
    """
    value = parameters.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unbuildable("missing", name)
    return value


def bounded(switches: int, trunks: int) -> None:
    """Refuse what would be too large, before anything of that size is made.

    Raises:
        Unbuildable: there are too many switches or trunks.
    """
    if switches > MAX_SWITCHES or trunks > MAX_TRUNKS:
        raise Unbuildable("too-large", f"{switches}, {trunks}")
