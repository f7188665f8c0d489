"""The table of units and named dimensions, made from the data of ``specs/units.yaml``.

Nothing is worked out before it is asked for: a run that reads three units pays for three.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.documents import dimensions
from conformance.documents.dimensions import NUMBER, Dimension
from conformance.documents.errors import QuantityError
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

_CACHE_LIMIT = 4_096
_MOST_POWER = 9
_NO_POINT = "-"
NO_OFFSET = Fraction(0)
"""The offset of nearly all units: known by its identity, since fractions are slow to ask whether they are 0."""

WORKED = "worked"
"""The key below which the compiled form of the table keeps units worked out (``UnitTable.worked_out``)."""


class Unit(NamedTuple):
    """A unit; value in base units = number * factor + offset.

    Attributes:
        symbol: as it is written, ``Gbit/s``; "" for plain numbers.
        factor: in the base units of the dimension.
        offset: value of the unit's zero in base units; not 0 for degC only.
        dimension: what it measures.
    """

    symbol: str
    factor: Fraction
    offset: Fraction
    dimension: Dimension


class UnitTable:
    """Units by symbol, dimensions by name."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Keep ``data``: the content of ``specs/units.yaml`` as plain values, perhaps with what ``worked_out`` adds."""
        self.data = data
        self._definitions: Mapping[str, Mapping[str, Any]] = data["units"]
        self._named: Mapping[str, Mapping[str, Any]] = data["dimensions"]
        self._bases = frozenset(data["bases"])
        self._worked: Mapping[str, str] = data.get(WORKED, {})
        self._written: dict[str, Dimension] = {}
        self._units: dict[str, Unit] = {"": Unit("", Fraction(1), NO_OFFSET, NUMBER)}
        self._points: dict[tuple[str, Dimension], Unit] = {}
        self._dimensions: dict[str, Dimension] = {}
        self._names: dict[Dimension, str] = {}
        self._usual: dict[Dimension, tuple[Unit, ...]] = {}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> UnitTable:
        """The table that ``data`` describes."""
        return cls(data)

    def unit(self, symbol: str) -> Unit:
        """The unit that ``symbol`` spells: simple, with a prefix, or compound. Micro and ohm signs are understood.

        Raises:
            QuantityError: where it spells none.
        """
        found = self._units.get(symbol)
        if found is None:
            written = self._worked.get(symbol)
            found = self._parse(symbol) if written is None else self._read(symbol, written)
            if len(self._units) < _CACHE_LIMIT:
                self._units[symbol] = found
        return found

    def unit_for(self, symbol: str, expected: Dimension) -> Unit | None:
        """The unit as one of ``expected``: ``K`` may be a difference or a temperature. None where it is neither."""
        unit = self.unit(symbol)
        if unit.dimension == expected:
            return unit
        if not expected.point or unit.dimension.exponents != expected.exponents:
            return None
        return self._as_point(unit, expected)

    def dimension(self, name: str) -> Dimension:
        """The dimension that ``specs/units.yaml`` calls ``name``.

        Raises:
            KeyError: where it names none.
        """
        found = self._dimensions.get(name)
        if found is None:
            entry = self._named[name]
            found = dimensions.of(
                self.unit(entry["unit"]).dimension.exponents,
                entry.get("point", ""),
                true_zero=entry.get("true_zero", True),
            )
            self._dimensions[name] = found
        return found

    def names(self) -> list[str]:
        """All named dimensions, in the order of the file."""
        return list(self._named)

    def name_of(self, dimension: Dimension) -> str | None:
        """The first name that ``dimension`` has, or None."""
        if not self._names:
            for name in reversed(self.names()):
                self._names[self.dimension(name)] = name
        return self._names.get(dimension)

    def accepted(self, name: str) -> list[str]:
        """Units to suggest for the named dimension, from small to large."""
        entry = self._named[name]
        return [*entry.get("show", ()), *entry.get("accepts", ())]

    def shown_in(self, name: str) -> list[str]:
        """Units in which values of the named dimension are shown, from small to large."""
        return list(self._named[name].get("show", ()))

    def usual_units(self, dimension: Dimension) -> tuple[Unit, ...]:
        """The units in which values of ``dimension`` are shown, from small to large; none where it has no name or no list."""
        found = self._usual.get(dimension)
        if found is None:
            name = self.name_of(dimension)
            symbols = [] if name is None else self.shown_in(name)
            units = (self.unit_for(symbol, dimension) for symbol in symbols)
            found = self._usual[dimension] = tuple(unit for unit in units if unit is not None)
        return found

    def integer_unit(self, name: str) -> Unit | None:
        """The step of a whole-numbered variable of the named dimension, or None where there is none."""
        symbol = self._named[name].get("integer")
        return None if symbol is None else self.unit(symbol)

    def title(self, name: str, lang: str) -> str:
        """What the named dimension is called in ``lang`` (``en`` or ``zh``)."""
        titles = self._named[name]["title"]
        return str(titles.get(lang, titles["en"]))

    def symbols(self) -> list[str]:
        """Every simple symbol, prefixes included."""
        found: list[str] = []
        for symbol, entry in self._definitions.items():
            found += [symbol, *(f"{prefix}{symbol}" for prefix in entry.get("prefixes", ()))]
        return found

    def worked_out(self) -> dict[str, Any]:
        """``data`` with the simple and the suggested units worked out, so that a run need only read those that it meets."""
        symbols = [*self.symbols(), *(symbol for name in self.names() for symbol in self.accepted(name))]
        return {**self.data, WORKED: {symbol: _written(self.unit(symbol)) for symbol in dict.fromkeys(symbols)}}

    def _read(self, symbol: str, text: str) -> Unit:
        """A unit as ``_written`` writes it."""
        numbers, _, written = text.partition(" | ")
        top, bottom, offset_top, offset_bottom = map(int, numbers.split())
        dimension = self._written.get(written)
        if dimension is None:
            dimension = self._written[written] = _dimension(written)
        offset = Fraction(offset_top, offset_bottom) if offset_top else NO_OFFSET
        return Unit(symbol, Fraction(top, bottom), offset, dimension)

    def _parse(self, symbol: str) -> Unit:
        plain = self._without_aliases(symbol)
        if (simple := self._simple(plain)) is not None:
            return simple
        from conformance.documents.unit_grammar import UnitSyntaxError, factors  # the lab's own units are known whole

        try:
            parts = factors(plain)
        except UnitSyntaxError as error:
            raise QuantityError(f"QTY-unit-{error.slot}", {"unit": symbol}) from None
        return self._compound(plain, [(self._part(name, symbol), power) for name, power in parts])

    def _part(self, name: str, whole: str) -> Unit:
        unit = self._units.get(name) or self._simple(name)
        if unit is None:
            raise QuantityError("QTY-unknown-unit", {"unit": whole, "part": name})
        if unit.dimension.point:
            raise QuantityError("QTY-point-in-compound", {"unit": whole, "part": name})
        return unit

    def _compound(self, symbol: str, parts: list[tuple[Unit, int]]) -> Unit:
        factor = Fraction(1)
        exponents: list[tuple[str, Fraction]] = []
        for unit, power in parts:
            factor *= unit.factor**power
            exponents += [(base, exponent * power) for base, exponent in unit.dimension.exponents]
        dimension = dimensions.of(exponents)
        if any(abs(power) > _MOST_POWER for _, power in dimension.exponents):
            raise QuantityError("QTY-unit-syntax", {"unit": symbol})
        return Unit(symbol, factor, NO_OFFSET, dimension)

    def _simple(self, symbol: str) -> Unit | None:
        if symbol in self._definitions:
            return self._defined(symbol, symbol, Fraction(1))
        for length in (1, 2):
            prefix, rest = symbol[:length], symbol[length:]
            if prefix in self._definitions.get(rest, {}).get("prefixes", ()):
                return self._defined(symbol, rest, exact(self.data["prefixes"][prefix]))
        return None

    def _defined(self, symbol: str, stem: str, prefix: Fraction) -> Unit:
        entry = self._definitions[stem]
        if stem in self._bases:
            return Unit(symbol, prefix, NO_OFFSET, dimensions.of([(stem, 1)]))
        number, _, expression = str(entry["is"]).partition(" ")
        equal = self.unit(expression)
        factor = prefix * exact(number) * equal.factor
        dimension = self.dimension(entry["of"]) if "of" in entry else equal.dimension
        return Unit(symbol, factor, exact(entry["offset"]) if "offset" in entry else NO_OFFSET, dimension)

    def _as_point(self, unit: Unit, expected: Dimension) -> Unit | None:
        key = (unit.symbol, expected)
        if key not in self._points:
            allowed = self._definitions.get(unit.symbol, {}).get("also", ())
            if not any(self.dimension(name) == expected for name in allowed):
                return None
            self._points[key] = Unit(unit.symbol, unit.factor, unit.offset, expected)
        return self._points[key]

    def _without_aliases(self, symbol: str) -> str:
        if symbol.isascii():
            return symbol
        aliases: Mapping[str, str] = self.data["aliases"]
        return "".join(aliases.get(letter, letter) for letter in symbol)


def _written(unit: Unit) -> str:
    """Factor and offset as numerators and denominators, then the dimension: ``1000 1 0 1 | - True bit:1:1 s:-1:1``."""
    _, factor, offset, (exponents, point, true_zero) = unit
    numbers = f"{factor.numerator} {factor.denominator} {offset.numerator} {offset.denominator}"
    powers = [f"{base}:{power.numerator}:{power.denominator}" for base, power in exponents]
    return " ".join([numbers, "|", point or _NO_POINT, str(true_zero), *powers])


def _dimension(text: str) -> Dimension:
    point, true_zero, *powers = text.split()
    exponents = [
        (base, Fraction(int(top), int(bottom))) for base, top, bottom in (power.split(":") for power in powers)
    ]
    return dimensions.of(exponents, "" if point == _NO_POINT else point, true_zero=true_zero == str(True))


def exact(number: object) -> Fraction:
    """A number of the data file as the decimal that stands there; YAML may have made a float of it."""
    return Fraction(repr(number) if isinstance(number, float) else str(number))
