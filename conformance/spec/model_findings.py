"""Errors of the pydantic models as findings with the place in the YAML file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.spec.nearest import nearest
from conformance.spec.places import Path, at_key, at_value, dotted, shown

M = TypeVar("M", bound=BaseModel)
Place = Callable[[Path], Path]
"""Turns a path of the validated data into one of the document as written."""

_CODES = {
    "string_type": "SPEC-expected-text",
    "int_type": "SPEC-expected-integer",
    "bool_type": "SPEC-expected-truth",
    "list_type": "SPEC-expected-list",
    "dict_type": "SPEC-expected-mapping",
    "model_type": "SPEC-expected-mapping",
    "model_attributes_type": "SPEC-expected-mapping",
    "string_pattern_mismatch": "SPEC-pattern",
    "too_short": "SPEC-too-few",
    "formula": "SPEC-quote-formula",
    "one_form": "SPEC-one-form",
    "two_ends": "SPEC-two-ends",
    "one_verdict": "SPEC-one-verdict",
    "one_target": "SPEC-one-target",
    "two_roles": "SPEC-two-roles",
    "one_decision": "SPEC-one-decision",
}


def validated(
    model: type[M], data: object, document: Document, place: Place = lambda path: path
) -> tuple[M | None, list[Finding]]:
    """The model of ``data``, or findings at the places of ``document``."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(_Findings(model, document, place).of(error))


class _Findings:
    def __init__(self, model: type[BaseModel], document: Document, place: Place) -> None:
        self._model = model
        self._document = document
        self._place = place

    def of(self, error: ValidationError) -> Iterator[Finding]:
        errors = error.errors(include_url=False)
        missing: dict[Path, list[str]] = {}
        for entry in errors:
            if entry["type"] == "missing":
                missing.setdefault(entry["loc"][:-1], []).append(str(entry["loc"][-1]))
        for entry in errors:
            if entry["type"] == "extra_forbidden":
                yield self._unknown_key(entry["loc"], missing.get(entry["loc"][:-1], []))
            elif entry["type"] != "missing":
                yield self._worded(entry)
        for parent, keys in missing.items():
            for key in keys:
                yield at_key(self._document, "SPEC-missing-key", self._place(parent), key=key)

    def _unknown_key(self, path: Path, missing: list[str]) -> Finding:
        key, place = str(path[-1]), self._place(path)
        fields = _fields(self._model, path[:-1])
        meant = nearest(key, missing) or nearest(key, fields)
        if meant is None:
            # ``{en: yes, indeed}`` has a key ``indeed``: no name that anybody would choose holds a blank.
            usual = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
            code = "SPEC-unknown-key" if usual else "SPEC-comma-in-flow"
            return at_key(self._document, code, place, key=key, known=", ".join(fields))
        if meant in missing:
            missing.remove(meant)
        return at_key(self._document, "SPEC-misspelt-key", place, key=key, meant=meant)

    def _worded(self, entry: Any) -> Finding:
        path = tuple(part for part in entry["loc"] if part != "[key]")
        place = self._place(path)
        found = shown(self._document, place)
        if entry["type"] in ("literal_error", "enum"):
            allowed = str(entry["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
            return at_value(self._document, "SPEC-not-one-of", place, found=found, allowed=allowed)
        if len(path) < len(entry["loc"]):
            return at_key(self._document, "SPEC-bad-name", place, key=str(path[-1]))
        code = _CODES.get(entry["type"], "SPEC-refused")
        return at_value(self._document, code, place, found=found, problem=entry["msg"], what=dotted(place))


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model at ``path`` below ``model`` knows."""
    current: Any = model
    for part in path:
        current = _inside(current, part)
        if current is None:
            return []
    found = _model_in(current)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _inside(annotation: Any, part: str | int) -> Any:
    model = _model_in(annotation)
    if model is not None and get_origin(annotation) not in (list, dict):
        field = model.model_fields.get(str(part))
        return field.annotation if field else None
    arguments = get_args(_unwrapped(annotation))
    return arguments[-1] if arguments else None


def _unwrapped(annotation: Any) -> Any:
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    plain = _unwrapped(annotation)
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None
