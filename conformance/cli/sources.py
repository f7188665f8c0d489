"""The texts that findings point at, read when an excerpt is to be shown."""

from __future__ import annotations

from collections.abc import Callable

from conformance.documents.inputs import STDIN, read
from conformance.documents.source import Source


def reader(known: Source | None = None) -> Callable[[str], Source | None]:
    """A function from a file's name to its text, each file read once; ``known`` is at hand already."""
    texts: dict[str, Source | None] = {} if known is None else {known.name: known}

    def source(name: str) -> Source | None:
        if name not in texts:
            found = None if name == STDIN else read(name)
            texts[name] = found if isinstance(found, Source) else None
        return texts[name]

    return source
