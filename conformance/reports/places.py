"""Where in the vendor's file a field stands that a verdict names as ``design.ports.2.rate``."""

from __future__ import annotations

from conformance.documents.strict_yaml import Document
from conformance.findings.model import Location, Span
from conformance.spec.descriptor import Descriptor

Steps = tuple[str | int, ...]


def steps_of(value: object, path: str) -> Steps:
    """The keys and indices that ``path`` means in ``value``, as far as they exist.

    Items of a list are named by index or by their ``id``; keys that hold dots themselves are found as well.
    """
    words = path.replace("[", ".").replace("]", "").split(".")
    steps: list[str | int] = []
    while words:
        found = _step(value, words)
        if found is None:
            break
        step, used, value = found
        steps.append(step)
        words = words[used:]
    return tuple(steps)


def _step(value: object, words: list[str]) -> tuple[str | int, int, object] | None:
    if isinstance(value, dict):
        for used in range(len(words), 0, -1):
            key = ".".join(words[:used])
            if key in value:
                return key, used, value[key]
    if isinstance(value, list):
        ids = {
            str(item.get("id", "")): index for index, item in reversed([*enumerate(value)]) if isinstance(item, dict)
        }
        for used in range(len(words), 0, -1):
            name = ".".join(words[:used])
            index = ids.get(name, int(name) if name.isdecimal() and int(name) < len(value) else -1)
            if index >= 0:
                return index, used, value[index]
    return None


def value_span(document: Document, path: str) -> Span:
    """The place of the field's value; of a claim, the place of the number that it claims.

    A field that is absent is shown at the key of the nearest mapping that could hold it.
    """
    steps = steps_of(document.value, path)
    value = document.value
    for step in steps:
        value = value[step]  # type: ignore[index]
    if isinstance(value, dict) and "value" in value:
        return document.value_span((*steps, "value"))
    if isinstance(value, dict | list) and steps:
        return document.key_span(steps)
    return document.value_span(steps)


def place(descriptor: Descriptor, path: str) -> Location:
    """The location of a field in the descriptor's file."""
    document, rest = home(descriptor, path)
    return Location(document.source.name, value_span(document, rest))


def stands(descriptor: Descriptor, path: str) -> bool:
    """Whether the file holds the field, rather than leaving it out."""
    document, rest = home(descriptor, path)
    return len(steps_of(document.value, rest)) == len(rest.split("."))


def home(descriptor: Descriptor, path: str) -> tuple[Document, str]:
    """The document that a dotted path leads into, and the path there: of an assembly, the document of one part."""
    words = path.split(".")
    document, rest = descriptor.home(tuple(words))
    return document, ".".join(map(str, rest))
