"""The shape of a report as JSON Schema 2020-12, published in ``docs/report.schema.json``."""

from __future__ import annotations

from typing import Any

from conformance.reports.model import Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of what this version writes; closed, as the model is."""
    made = Report.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": "urn:openarch:report:1", **made}
