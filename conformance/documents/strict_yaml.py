"""YAML 1.2, read strictly and once: plain values, and where each key and value stands.

Built from libyaml's events, never from its composer, which crashes the process on a deeply nested document. What other
readers let pass in silence is a finding here: duplicate keys, tags, merge keys, numbers that overflow.
"""

from __future__ import annotations

import gc

from conformance.documents import places
from conformance.documents.builder import Builder, Parts
from conformance.documents.characters import forbidden, too_many_handles, unnoticed
from conformance.documents.libyaml import ReaderError
from conformance.documents.places import Path, Place
from conformance.documents.source import DESCRIPTOR, SPEC, Limits, Source
from conformance.findings.model import Finding, Location, Span

__all__ = ["DESCRIPTOR", "SPEC", "Document", "Limits", "load"]


_SMALL = 16_384


class Document:
    """One document of an input.

    Attributes:
        source: where it comes from.
        value: plain dict, list, str, int, float, bool or None.
        index: its number in the input, from 0.
    """

    __slots__ = ("_events", "_line_offset", "_marks", "index", "source", "value")

    def __init__(self, source: Source, parts: Parts) -> None:
        """Keep the value and the events from which its positions are found out when they are asked for."""
        self.source = source
        self.value, self._events, self.index, self._line_offset = parts
        self._marks: Place | None = None

    @property
    def marks(self) -> Place:
        """The places of all keys and values."""
        if self._marks is None:
            self._marks = places.index(self._events)
        return self._marks

    def value_span(self, path: Path) -> Span:
        """Where the value at ``path`` stands, or its nearest existing parent."""
        place = places.find(self.marks, path)[-1]
        return places.span(place.first, place.last, self._line_offset)

    def key_span(self, path: Path) -> Span:
        """Where the key that leads to ``path`` stands, or that of its nearest existing parent.

        An item of a list has no key: its value stands for it, as does the whole document where no parent has a key.
        """
        place = places.find(self.marks, path)[-1]
        if place.key is None:
            return places.span(place.first, place.last, self._line_offset)
        return places.span(place.key, place.key, self._line_offset)


def load(source: Source, limits: Limits = DESCRIPTOR) -> tuple[list[Document], list[Finding]]:
    """All documents of ``source`` that are in order, and the findings of the others.

    A document with a finding is not among the documents; the reader goes on behind the next ``---``.
    """
    if len(source.text) > limits.size:
        sizes = {"size": str(len(source.text)), "most": str(limits.size)}
        return [], [Finding("DOC-too-large", Location(source.name), sizes)]
    found = forbidden(source) if unnoticed(source.text) else too_many_handles(source)
    if found is not None:
        return [], [found]
    try:
        documents, findings = _read(source, limits)
    except (ReaderError, UnicodeEncodeError):  # libyaml stops so at a forbidden character and at nothing else.
        documents, findings = [], []
    if (findings or not documents) and (found := forbidden(source)) is not None:
        return [], [found]
    return documents, findings if findings or documents else [Finding("DOC-empty", Location(source.name))]


def _read(source: Source, limits: Limits) -> tuple[list[Document], list[Finding]]:
    # Nothing here is garbage, and looking for it takes half of the time with large files (with small ones, less than
    # what switching costs).
    collecting = gc.isenabled() and len(source.text) > _SMALL
    if collecting:
        gc.disable()
    try:
        builder = Builder(source, limits)
        builder.run()
    finally:
        if collecting:
            gc.enable()
    return [Document(source, parts) for parts in builder.documents], builder.findings
