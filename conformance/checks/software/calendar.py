"""Days between two dates of the Gregorian calendar (ISO 8601)."""

from __future__ import annotations

from datetime import date

SECONDS_PER_DAY = 86_400


def seconds_between(first: str, second: str) -> int:
    """From the start of one day to that of another, negative where the second comes first.

    Raises:
        ValueError: one of them is no date, as 2026-02-30.
    """
    return (date.fromisoformat(second) - date.fromisoformat(first)).days * SECONDS_PER_DAY
