"""Operators by element types against a catalogue. Domain file R7.

Covered is what is native or made of native operators; what falls back to the host or is listed as unsupported is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

Row = Mapping[str, Any]
COVERING = frozenset({"native", "composite"})
_SUMMING = frozenset({"reduction", "contraction"})
_NAMED = 5


class Coverage(NamedTuple):
    """How much of a catalogue is covered.

    Attributes:
        listed: operators of the catalogue.
        operators: share of them that is covered with any of its types: of those that the catalogue states, where it states some.
        pairs: share of (operator, type) that is covered, of those that the catalogue states.
        stated_pairs: how many the catalogue states.
        fallbacks: operators of the catalogue that only the host does.
        missing: operators of the catalogue that are not covered; ``names`` are the first of them.
    """

    listed: int
    operators: Fraction
    pairs: Fraction
    stated_pairs: int
    fallbacks: int
    missing: int
    names: str


def coverage(catalogue: Sequence[Row], rows: Sequence[Row]) -> Coverage:
    """Measure ``rows`` against ``catalogue``."""
    covered: dict[str, set[str]] = {}
    hosted: set[str] = set()
    for row in rows:
        if row["implementation"] in COVERING:
            covered.setdefault(row["operator"], set()).update(row["dtypes"])
        elif row["implementation"] == "host_fallback":
            hosted.add(row["operator"])
    missing = [entry["operator"] for entry in catalogue if not _met(entry, covered.get(entry["operator"], set()))]
    stated = sum(len(entry.get("dtypes", ())) for entry in catalogue)
    met = sum(len(covered.get(entry["operator"], set()).intersection(entry.get("dtypes", ()))) for entry in catalogue)
    return Coverage(
        listed=len(catalogue),
        operators=Fraction(len(catalogue) - len(missing), len(catalogue)) if catalogue else Fraction(0),
        pairs=Fraction(met, stated) if stated else Fraction(0),
        stated_pairs=stated,
        fallbacks=sum(name in hosted for name in missing),
        missing=len(missing),
        names=listed(missing),
    )


def _met(entry: Row, types: set[str]) -> bool:
    """Whether an operator of the catalogue is covered with any of its types."""
    return bool(types.intersection(entry["dtypes"]) if entry.get("dtypes") else types)


def incomplete(rows: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """The covered rows that do not say how exact and how repeatable they are, and of sums in which type they add.

    Each with the columns that it lacks.
    """
    covered = (row for row in rows if row["implementation"] in COVERING)
    return [(row, lacking) for row in covered if (lacking := list(_lacking(row)))]


def _lacking(row: Row) -> Iterator[str]:
    figures = {"relative": ("rtol", "atol"), "ulp": ("ulp",)}.get(row.get("tolerance", ""), ())
    yield from (name for name in ("family", "tolerance", *figures, "determinism") if name not in row)
    if row.get("family") in _SUMMING and row.get("accumulation", "not_applicable") == "not_applicable":
        yield "accumulation"


def contradicted(rows: Iterable[Row]) -> list[Row]:
    """Rows that speak of a pair of operator and type of which an earlier row has spoken."""
    seen: set[tuple[str, str]] = set()
    found: list[Row] = []
    for row in rows:
        pairs = {(row["operator"], dtype) for dtype in row["dtypes"]}
        if pairs & seen:
            found.append(row)
        seen |= pairs
    return found


def listed(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" … (+{rest})" if rest > 0 else "")
