"""The functions that rules about single parts call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from conformance.checks.declared import NAMES, NUMBER, TEXT, structural
from conformance.documents.dimensions import of
from conformance.expressions.functions import Unanswerable
from conformance.expressions.outcomes import SLACK
from conformance.expressions.scalars import Undecided
from conformance.expressions.types import Field, ListType, NumberType, RecordType, TruthType
from conformance.expressions.values import Record
from conformance.findings.type_hints import Any

Rows = Sequence[Mapping[str, Any]]
Test = tuple[bool, Any, Any, Any, Any, int]
"""Of a tolerance: products or single numbers, data, terms, relative and absolute tolerance, largest whole number."""

_MOST_TESTS = 200
"""Different tolerance tests of one library; each takes a fifth of a second."""
_DIGITS = 6


def sized_ranks(levels: Rows) -> int:
    """The ranks of one group over all levels that state a size: what is left takes the level without."""
    result = 1
    for level in levels:
        result *= int(level.get("size", 1))
    return result


def ones(levels: Rows, ranks: int, dtype: str) -> Fraction:
    """What a sum of ``ranks`` ones comes to, added in ``dtype`` in the order of ``levels``.

    Raises:
        Unanswerable: it overflows.
    """
    from conformance.checks.software import sums

    found = sums.ones(levels, int(ranks), dtype)
    if found is None:
        raise Unanswerable("overflow")
    return found


def operator_coverage(catalogue: Rows, rows: Rows) -> Record:
    """How much of the catalogue the rows cover."""
    from conformance.checks.software.coverage import coverage

    return Record(coverage(catalogue, rows)._asdict())


def incomplete_rows(rows: Rows) -> Record:
    """Covered rows that do not say how exact and how repeatable they are; their names say what they lack."""
    from conformance.checks.software.coverage import incomplete, listed

    found = incomplete(rows)
    names = [f"{row['id']} ({', '.join(lacking)})" for row, lacking in found]
    return Record({**_told([row for row, _ in found]), "names": listed(names)})


def contradicted_rows(rows: Rows) -> Record:
    """Rows that speak again of an operator and type."""
    from conformance.checks.software.coverage import contradicted

    return _told(contradicted(rows))


def unreachable_rows(rows: Rows, dtypes: Mapping[str, Any]) -> Record:
    """Rows whose relative tolerance is finer than one rounding of the result."""
    least = 1 - SLACK  # half a step of f64 cannot be written with 17 digits
    return _told(
        [row for row in _relative(rows) if any(row["rtol"] < _unit(dtypes, name) * least for name in row["dtypes"])]
    )


def coarse_rows(rows: Rows, dtypes: Mapping[str, Any]) -> Record:
    """Rows whose relative tolerance takes a result that was computed in the next smaller type."""
    return _told(
        [row for row in _relative(rows) if any(_takes_smaller(row, dtypes[name], dtypes) for name in row["dtypes"])]
    )


def untold_rows(rows: Rows) -> Record:
    """Rows of sums with a relative tolerance that do not say with what it is tested; their names say what they lack."""
    from conformance.checks.software.coverage import listed

    lacking = [(row, [name for name in _asked(row) if name not in row]) for row in rows if _is_loose_sum(row)]
    found = [(row, names) for row, names in lacking if names]
    names = [f"{row['id']} ({', '.join(names)})" for row, names in found]
    return Record({**_told([row for row, _ in found]), "names": listed(names)})


def loose_rows(rows: Rows) -> Record:
    """Rows of sums whose test takes a result without its last term in more than one case of a hundred; the worst of them."""
    known: dict[Test, Fraction] = {}
    shares = {index: _accepted(row, known) for index, row in enumerate(rows) if _is_sum_test(row)}
    loose = sorted(
        (index for index, share in shares.items() if share > Fraction(1, 100)), key=lambda i: (-shares[i], i)
    )
    worst = shares[loose[0]] if loose else Fraction(0)
    return Record({**_told([rows[index] for index in loose]), "share": worst, "assurance": "tested"})


def asks_for(design: Mapping[str, Any], part: str) -> bool:
    """Whether a design has what asks for some statuses: memory, events, graphs, or peers that may fail."""
    # The events of telemetry are a list of names, those of a runtime describe how events behave.
    return "matrix" in design if part == "peers" else isinstance(design.get(part), Mapping)


def names_nothing(scope: str) -> bool:
    """Whether a pattern has no letter or digit, so that it takes whatever there is: ``.*``, ``**/*``, ``^.+$``."""
    return not any(sign.isalnum() for sign in scope)


def types_in_rows(design: Mapping[str, Any]) -> list[str]:
    """The element types that a design says it works with, row by row: those of its collectives, or of operators that are there."""
    there = [row for row in design.get("operators", ()) if row["implementation"] != "unsupported"]
    rows = [*design.get("matrix", ()), *there]
    return list(dict.fromkeys(name for row in rows for name in row["dtypes"]))


def seconds_between(first: str, second: str) -> int:
    """The time between two dates, ``2026-11-23``, in seconds; negative where the second comes first.

    Raises:
        Unanswerable: one of them is no date.
    """
    from conformance.checks.software import calendar

    try:
        return calendar.seconds_between(first, second)
    except ValueError as wrong:
        raise Unanswerable("no-date") from wrong


def _relative(rows: Rows) -> list[Mapping[str, Any]]:
    return [row for row in rows if row.get("tolerance") == "relative" and "rtol" in row]


def _unit(dtypes: Mapping[str, Any], name: str) -> Fraction:
    """The unit roundoff; nothing for types without a significand."""
    found = dtypes[name]
    return Fraction(1, 2 ** found["precision"]) if found["kind"] == "float" else Fraction(0)


def _takes_smaller(row: Mapping[str, Any], own: Mapping[str, Any], dtypes: Mapping[str, Any]) -> bool:
    if own["kind"] != "float" or own["smaller"] == "none":
        return False
    return bool(row["rtol"] >= _unit(dtypes, own["smaller"]))


def _is_loose_sum(row: Mapping[str, Any]) -> bool:
    return row.get("family") in ("contraction", "reduction") and row.get("tolerance") == "relative"


def _asked(row: Mapping[str, Any]) -> list[str]:
    """What a test of a sum is made of."""
    whole = row.get("test_data") == "integers"
    return ["rtol", "atol", "test_data", "terms", *(["largest"] if whole else [])]


def _is_sum_test(row: Mapping[str, Any]) -> bool:
    return _is_loose_sum(row) and row.keys() >= {*_asked(row)} and row["terms"] > 1


def _accepted(row: Mapping[str, Any], known: dict[Test, Fraction]) -> Fraction:
    data = row["test_data"]
    largest = int(row["largest"]) if data == "integers" else 1
    key: Test = (row["family"] == "contraction", data, row["terms"], row["rtol"], row["atol"], largest)
    if key not in known:
        if len(known) >= _MOST_TESTS:
            raise Undecided("CHECK-too-many-tolerances", {"most": str(_MOST_TESTS)})
        from conformance.checks.software.tolerances import accepted

        share = accepted(
            product=key[0], data=key[1], count=int(key[2]), rtol=float(key[3]), atol=float(key[4]), largest=key[5]
        )
        known[key] = Fraction(round(share * 10**_DIGITS), 10**_DIGITS)
    return known[key]


def _told(rows: Rows) -> Record:
    """How many rows, the first of them, and the names of a few."""
    from conformance.checks.software.coverage import listed

    first = rows[0] if rows else Record({})
    return Record({"count": len(rows), "names": listed([str(row["id"]) for row in rows]), "row": first})


_LIST = ListType(RecordType({}))
_TOLD = {"count": Field(NUMBER), "names": Field(TEXT), "row": Field(RecordType({}))}
_COVERAGE = {name: Field(NUMBER) for name in ("listed", "operators", "pairs", "stated_pairs", "fallbacks", "missing")}


LIBRARY = [
    structural(sized_ranks, {"levels": _LIST}, NUMBER),
    structural(ones, {"levels": _LIST, "ranks": NUMBER, "dtype": TEXT}, NUMBER),
    structural(operator_coverage, {"catalogue": _LIST, "rows": _LIST}, RecordType({**_COVERAGE, "names": Field(TEXT)})),
    structural(incomplete_rows, {"rows": _LIST}, RecordType(_TOLD)),
    structural(contradicted_rows, {"rows": _LIST}, RecordType(_TOLD)),
    structural(unreachable_rows, {"rows": _LIST, "dtypes": RecordType({})}, RecordType(_TOLD)),
    structural(coarse_rows, {"rows": _LIST, "dtypes": RecordType({})}, RecordType(_TOLD)),
    structural(untold_rows, {"rows": _LIST}, RecordType(_TOLD)),
    structural(loose_rows, {"rows": _LIST}, RecordType({**_TOLD, "share": Field(NUMBER)})),
    structural(names_nothing, {"scope": TEXT}, TruthType()),
    structural(types_in_rows, {"design": RecordType({})}, NAMES),
    structural(asks_for, {"design": RecordType({}), "part": TEXT}, TruthType()),
    structural(seconds_between, {"first": TEXT, "second": TEXT}, NumberType(of([("s", 1)]))),
]
