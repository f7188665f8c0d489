"""PyYAML's reader of events in C, and nothing else of PyYAML: the only module that imports it.

Three quarters of all events are scalars, and of nearly all of them only text and style are asked for, once. To fill an object
with seven attributes for each takes a sixth of reading YAML: the parser gives the arguments of ``ScalarEvent`` as they come
(``ScalarsInParts``), and whoever needs the event makes it of them (``whole``).
"""

from __future__ import annotations

from conformance.documents.postponed import PatternsPostponed
from conformance.findings.type_hints import Any

with PatternsPostponed():
    from yaml import _yaml
    from yaml._yaml import CParser
    from yaml.error import MarkedYAMLError
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )
    from yaml.reader import ReaderError

VALUE, STYLE = 3, 6
"""Where the text of a scalar and its style, which a plain one has not, stand among its parts."""


class ScalarsInParts:
    """``with ScalarsInParts(): …``: meanwhile the parser makes a tuple of a scalar, and no event."""

    def __enter__(self) -> None:
        """The parser looks the class up by its name whenever it has read a scalar."""
        _yaml.ScalarEvent = _parts  # type: ignore[attr-defined]

    def __exit__(self, *_raised: object) -> None:
        """As others expect it."""
        _yaml.ScalarEvent = ScalarEvent  # type: ignore[attr-defined]


def whole(event: Any) -> Any:
    """The event that was given in parts; any other as it is."""
    return ScalarEvent(*event) if event.__class__ is tuple else event


def _parts(*parts: Any) -> tuple[Any, ...]:
    return parts


__all__ = [
    "STYLE",
    "VALUE",
    "AliasEvent",
    "CParser",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "ReaderError",
    "ScalarEvent",
    "ScalarsInParts",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "whole",
]
