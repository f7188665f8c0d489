"""A stored report read again: what ``openarch report`` renders and ``openarch replay`` decides."""

from __future__ import annotations

from pydantic import ValidationError

from conformance.reports.model import Report


def read_report(text: str) -> Report:
    """The report in a JSON document.

    Raises:
        ValueError: where it is no report of this version; the message says what is wrong and where.
    """
    try:
        return Report.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"{place}: {first['msg']}" if place else str(first["msg"])) from error
