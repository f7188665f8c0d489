"""The descriptors that are shipped, as documents that can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document, load
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet, open_specs
from hunt.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
_WHERE = ("specs/*/examples/*.yaml", "examples/*.yaml")


class Shelf:
    """Shipped parts and the examples of submissions."""

    @cached_property
    def specs(self) -> SpecSet:
        """The lab's specs."""
        return open_specs()

    @cached_property
    def documents(self) -> list[Document]:
        """All documents, in the order of their files."""
        files = sorted(file for where in _WHERE for file in ROOT.glob(where))
        return [document for file in files for document in _read(file)]

    def changed(self, document: Document, data: Any, told: object) -> Changed | None:
        """The document with other data; None where it is no descriptor then."""
        text = yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000)
        for again in load(Source(document.source.name, text))[0]:
            descriptor, _ = read_descriptor(again, self.specs)
            if descriptor is not None:
                return Changed(again, descriptor, f"{_short(document)} with {told}")
        return None


class Changed(NamedTuple):
    """A changed document that is still a descriptor."""

    document: Document
    descriptor: Descriptor
    told: str

    def found(self, what: str, said: str) -> Finding:
        """A finding about it."""
        return Finding(what, f"{said}; {self.told}", {"part.yaml": self.document.source.text})


class _Plain(yaml.SafeDumper):
    """Writes everything out, as descriptors may not use aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - of whatever
        """Whatever is said twice is written twice."""
        return True


def _short(document: Document) -> str:
    return str(Path(document.source.name).relative_to(ROOT))


def _read(file: Path) -> Iterator[Document]:
    documents, findings = load(Source(str(file), file.read_text(encoding="utf-8")))
    yield from (one for one in documents if not findings and isinstance(one.value, dict) and "kind" in one.value)
