"""The placeholders of a rule's sentences: ``{design.lanes}``, and ``{design.lanes:lane|lanes}`` for the word that goes with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from conformance.findings.counted import form
from conformance.findings.named import NamedTuple

_WRITTEN = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")


class Placeholder(NamedTuple):
    """A place in a sentence that is filled at an operating point.

    Attributes:
        path: what stands there, a name or path of the rule.
        forms: the words of which one stands there instead, as ``lane|lanes``; None for the value itself.
    """

    path: str
    forms: str | None


def placeholders(template: str) -> Iterator[Placeholder]:
    """All of a sentence, in order."""
    return (Placeholder(*match.groups()) for match in _WRITTEN.finditer(template))


def filled(template: str, value: Callable[[str], str]) -> str:
    """The sentence with the value of each path in its place, or with the form that goes with the value."""

    def at(match: re.Match[str]) -> str:
        path, forms = match.groups()
        return value(path) if forms is None else form(value(path), forms)

    return _WRITTEN.sub(at, template)
