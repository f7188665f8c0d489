"""A kind's schema for editors and foreign validators: ``openarch spec schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.spec import macros

if TYPE_CHECKING:
    from conformance.spec.kinds import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export(kind: Kind, lang: str = "en") -> dict[str, Any]:
    """Pure JSON Schema 2020-12 of a kind, with the words of one language."""
    schema = macros.export(kind.schema, kind.reader.units, lang)
    name = f"urn:openarch:{kind.area}:{kind.version}:{kind.name}"
    return {"$schema": DIALECT, "$id": name, **{key: value for key, value in schema.items() if key[0] != "$"}}
