"""What is wrong with a document whose ``apiVersion`` and ``kind`` name no kind: one finding, with what was probably meant."""

from __future__ import annotations

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.nearest import nearest
from conformance.spec.places import at_key, at_value, shown

if TYPE_CHECKING:
    from conformance.spec.load import SpecSet

_EXAMPLE = "chip-interconnect/v1"


def why_none(document: Document, value: dict[str, object], specs: SpecSet) -> Finding:
    """The finding of a document, whose ``value`` is a mapping, that no kind was found for."""
    api_version, name = value.get("apiVersion"), value.get("kind")
    if not isinstance(api_version, str):
        return _no_api_version(document, value, specs)
    return _Refusal(document, specs, api_version, name).finding()


def _no_api_version(document: Document, value: dict[str, object], specs: SpecSet) -> Finding:
    example = next((api_version for api_version, _ in specs.kinds()), _EXAMPLE)
    if "apiVersion" in value:
        return _no_text(document, "apiVersion", value["apiVersion"])
    slip = nearest("apiVersion", [key for key in value if key != "kind"])
    if slip is not None:
        return at_key(document, "KIND-misspelt-key", (slip,), key=slip, meant="apiVersion")
    return at_key(document, "KIND-no-api-version", (), example=example)


def _no_text(document: Document, key: str, value: object) -> Finding:
    if value is None:
        return at_value(document, "KIND-empty", (key,))
    return at_value(document, "KIND-expected-text", (key,), found=shown(document, (key,)))


class _Refusal:
    """Finds out what is wrong with a pair of ``apiVersion`` and ``kind`` that names no kind."""

    def __init__(self, document: Document, specs: SpecSet, api_version: str, name: object) -> None:
        self._document = document
        self._api_version = api_version
        self._name = name
        self._kinds = specs.kinds()

    def finding(self) -> Finding:
        known = sorted({api_version for api_version, _ in self._kinds})
        if self._api_version not in known:
            return self._unknown_area(known)
        here = [name for api_version, name in self._kinds if api_version == self._api_version]
        arguments = {"api_version": self._api_version, "known": ", ".join(here)}
        if not isinstance(self._name, str):
            return self._no_kind(arguments)
        return self._unknown_kind(self._name, here, arguments)

    def _unknown_area(self, known: list[str]) -> Finding:
        area, _, version = self._api_version.partition("/")
        versions = [other for other in known if other.partition("/")[0] == area]
        place = ("apiVersion",)
        if versions:
            arguments = {"area": area, "version": version or '""', "known": ", ".join(versions)}
            return at_value(self._document, "KIND-unknown-version", place, **arguments)
        arguments = {"found": self._api_version, "known": ", ".join(known)}
        meant = nearest(self._api_version, known) or self._by_area(area, known)
        if meant is not None:
            return at_value(self._document, "KIND-misspelt-area", place, meant=meant, **arguments)
        return at_value(self._document, "KIND-unknown-area", place, **arguments)

    @staticmethod
    def _by_area(area: str, known: list[str]) -> str | None:
        meant = nearest(area, [other.partition("/")[0] for other in known])
        return next((other for other in known if other.partition("/")[0] == meant), None)

    def _no_kind(self, arguments: dict[str, str]) -> Finding:
        value = self._document.value
        keys = list(value) if isinstance(value, dict) else []
        if "kind" in keys:
            return _no_text(self._document, "kind", self._name)
        slip = nearest("kind", [key for key in keys if key != "apiVersion"])
        if slip is not None:
            return at_key(self._document, "KIND-misspelt-key", (slip,), key=slip, meant="kind")
        return at_key(self._document, "KIND-no-kind", (), **arguments)

    def _unknown_kind(self, name: str, here: list[str], arguments: dict[str, str]) -> Finding:
        if name in here:
            return at_value(self._document, "KIND-broken", ("kind",), kind=name)
        other = next((api_version for api_version, kind in self._kinds if kind == name), None)
        if other is not None:
            return at_value(self._document, "KIND-kind-elsewhere", ("kind",), found=name, other=other, **arguments)
        meant = nearest(name, here)
        if meant is not None:
            return at_value(self._document, "KIND-misspelt-kind", ("kind",), found=name, meant=meant, **arguments)
        return at_value(self._document, "KIND-unknown-kind", ("kind",), found=name, **arguments)
