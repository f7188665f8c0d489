"""What a hunt is, and which there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Protocol

from hunt.findings import Finding
from hunt.made_up.hunt import Crowds, Rules
from hunt.shipped.hunts import Mends, Pairs, Parts
from hunt.spellings import Spellings


class Hunt(Protocol):
    """Looks for wrong verdicts, a case after the other; a case depends on nothing but what it draws.

    Attributes:
        name: its word on the command line.
        tally: what was looked at, for the last line.
    """

    name: str
    tally: Counter[str]

    def case(self, random: Random) -> Iterator[Finding]:
        """What is wrong with one case."""
        ...

    def smaller(self, random: Random, finding: Finding) -> Finding:
        """A finding of the case that draws the same, made smaller as far as a bounded number of tries goes."""
        ...


HUNTS: Mapping[str, Callable[[], Hunt]] = {one.name: one for one in (Rules, Crowds, Parts, Mends, Pairs, Spellings)}
