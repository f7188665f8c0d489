"""The hunt with spellings of quantities: whatever is refused with a spelling to use must be accepted in that spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from random import Random

from conformance.documents.errors import QuantityError
from conformance.documents.quantities import parse
from conformance.documents.units import UnitTable
from conformance.spec.load import open_specs
from hunt.findings import Finding

_NUMBERS = (
    *"5 0.5 .5 5. 12 1,5 1,500 1_500 1e3 1E-3 1e400 10^3 2x10^3 １２ −5 +5 5½ 1/2 ~5 <=5 5-10 5±1 0x1F 1.234,5".split(),
    *"99.9 1'000 ٣ 5e 1..2 5, 1:30".split(),
    *("1 500", "8 x 112", "1 000 000", "1e 3"),
)
_BETWEEN = ("", " ", "\u00a0", "  ", "\t", "\u3000", "-", "*", "·")
_AFTER = ("²", "^2", "2", "-1", "^-1", "⁻¹", "(g)", " abs", " max")
_MANY = 200
"""Spellings in a case."""


class Spellings:
    """Numbers and units put together as people, and programs, write them."""

    name = "spellings"

    def __init__(self) -> None:
        """Nothing was parsed."""
        self.tally: Counter[str] = Counter()

    @cached_property
    def _units(self) -> UnitTable:
        return open_specs().units

    def case(self, random: Random) -> Iterator[Finding]:
        """What is wrong with the answers to some spellings."""
        for _ in range(_MANY):
            yield from self._one(random, random.choice(_NUMBERS) + random.choice(_BETWEEN) + self._unit(random))

    def smaller(self, random: Random, finding: Finding) -> Finding:  # noqa: ARG002 - as other hunts are asked
        """A spelling is as small as it gets."""
        return finding

    def _unit(self, random: Random) -> str:
        symbols, spellings = self._units.symbols(), list(self._units.data["spellings"])
        symbol, spelling = random.choice(symbols), random.choice(spellings)
        forms = (
            spelling,
            symbol,
            random.choice("kMGTmunp") + random.choice((symbol, spelling)),
            symbol.upper() if random.random() < 0.5 else symbol.lower(),
            symbol + random.choice(("/", " / ", " per ", "*", "·", " ")) + random.choice((symbol, spelling)),
            symbol + random.choice(_AFTER),
            f"{symbol} {random.choice([word for words in self._units.data['words'].values() for word in words])}",
        )
        return random.choices(forms, (7, 5, 4, 2, 2, 1, 1))[0]

    def _one(self, random: Random, text: str) -> Iterator[Finding]:
        wanted = random.choice(self._units.names())
        if random.random() < 0.6:
            wanted = self._own(text) or wanted
        try:
            parse(text, self._units, self._units.dimension(wanted))
        except QuantityError as error:
            self.tally["refused"] += 1
            yield from self._advice(text, wanted, error)
        except Exception as fault:  # noqa: BLE001 - anything but a refusal is a finding
            yield Finding("error", f"{text!r} as {wanted}: {type(fault).__name__}: {fault}")
        else:
            self.tally["accepted"] += 1

    def _own(self, text: str) -> str | None:
        """The dimension of the unit that stands there, if it is one."""
        try:
            return self._units.name_of(parse(f"1 {text.rsplit(maxsplit=1)[-1]}", self._units, None).unit.dimension)
        except (QuantityError, IndexError):
            return None

    def _advice(self, text: str, wanted: str, error: QuantityError) -> Iterator[Finding]:
        """What a refusal says to write, tried."""
        free = error.code.startswith("QTY-word") or error.code == "QTY-no-number"
        dimension = self._units.dimension(wanted)
        for advised, at in (
            *((spelling, None if free else dimension) for spelling in _advised(error.arguments)),
            *((f"1 {unit}", dimension) for unit in _units(error.arguments)),
        ):
            try:
                parse(advised, self._units, at)
            except QuantityError as again:
                if (
                    again.code == "QTY-below-zero"
                ):  # the number itself is wrong too, and that is told once the unit is right
                    continue
                yield Finding("advice refused", f"{text!r} as {wanted}: {error.code} says {advised!r}: {again.code}")


def _advised(arguments: object) -> list[str]:
    assert isinstance(arguments, dict)
    found = [arguments["use"]] if "use" in arguments and "{" not in arguments["use"] else []
    found += arguments["choices"].split(" or ") if "choices" in arguments else []
    found += [arguments["thousands"], arguments["decimal"]] if "thousands" in arguments else []
    return [one for one in found if "…" not in one]


def _units(arguments: object) -> list[str]:
    assert isinstance(arguments, dict)
    listed = arguments["units"].split(", ") if "units" in arguments and "dimension" in arguments else []
    return [unit for unit in listed if unit and unit != "…"]
