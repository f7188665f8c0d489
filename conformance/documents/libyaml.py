"""PyYAML's reader of events in C, and nothing else of PyYAML: the only module that imports it.

Importing PyYAML compiles the patterns of its own scanner and resolver, which libyaml does without. That would take a
tenth of the time in which `openarch validate FILE` starts, so a pattern is compiled when somebody first uses it.
"""

from __future__ import annotations

import re

from conformance.findings.type_hints import Any


class _Pattern:
    """A pattern that is compiled when it is first asked for anything."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        # ``re`` keeps what it has compiled.
        return getattr(_compile(*self._arguments), name)


_compile = re.compile

re.compile = _Pattern  # type: ignore[assignment]
try:
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
finally:
    re.compile = _compile

__all__ = [
    "AliasEvent",
    "CParser",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "ReaderError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
]
