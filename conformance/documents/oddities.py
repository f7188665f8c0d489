"""What strict reading refuses or limits: everything in a document that is not a plain mapping, list or scalar."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.documents import places
from conformance.documents.characters import forbidden_in, name_of
from conformance.documents.libyaml import AliasEvent, MarkedYAMLError, ScalarEvent, whole
from conformance.documents.places import Event
from conformance.documents.scalars import ScalarError, resolve
from conformance.documents.source import Limits, Source
from conformance.findings.model import Finding, Location
from conformance.findings.type_hints import Any

_SHOWN = 40
_CORE_TAG = "tag:yaml.org,2002:"
_YAML_1_2 = (1, 2)


class GivenUp(Exception):
    """A document that is not read to its end; ``offset`` is where, in the text given to the parser."""

    def __init__(self, offset: int) -> None:
        """Keep the place."""
        super().__init__(offset)
        self.offset = offset


class Oddities:
    """Words the findings of one source; ``line_offset`` is where the parser's text begins in it."""

    def __init__(self, source: Source, limits: Limits, findings: list[Finding]) -> None:
        """Report into ``findings``."""
        self.line_offset = 0
        self._source = source
        self._limits = limits
        self._findings = findings
        self._anchors: dict[str, object] = {}
        self._aliases = 0
        self._copies = 0

    def begin(self, start: Event) -> None:
        """A new document starts: anchors do not reach across."""
        self._anchors, self._aliases, self._copies = {}, 0, 0
        if start.version not in (None, _YAML_1_2):
            self._report("DOC-yaml-version", start, version=".".join(str(part) for part in start.version))
        if start.tags:
            self._report("DOC-tag", start, tag="%TAG")

    def scalar(self, error: ScalarError, event: Event) -> None:
        """A number that is none, or not the same for all readers."""
        event = whole(event)
        text = _cut(event.value)
        if error.use:
            self._report(error.code, event, text=text, use=error.use)
        else:
            self._report(error.code, event, text=text)

    def key(self, value: object, container: dict[str, object], events: list[Event]) -> str:
        """A key that needs a look; the text to go on with."""
        event = whole(events[-1])
        text = str(event.value)
        self.decoration(event, value)
        if not isinstance(value, str):
            if value is not None or not _refused(text):  # one finding is enough: `017` is refused as a number already
                self._report("DOC-key-type", event, events, key=text or "(empty)")
        elif value == "<<" and not event.style:
            self._report("DOC-merge-key", event, events)
        if text in container:
            first = places.earlier_key(events, text)
            place = Location(self._source.name, places.span(first, first, self.line_offset))
            self._report("DOC-duplicate-key", event, events, related=((place, "DOC-first-here"),), key=text)
        return text

    def decoration(self, event: Event, value: object) -> None:
        """Anchors, tags and escaped control characters, of any event that carries a value."""
        if event.__class__ is AliasEvent:
            return
        event = whole(event)
        scalar = event.__class__ is ScalarEvent
        if event.tag is not None or (scalar and not event.style and not event.implicit[0]):
            self._report("DOC-tag", event, tag=_cut(event.tag or "!").replace(_CORE_TAG, "!!"))
        if scalar and (match := forbidden_in(event.value)):
            self._report("DOC-character", event, character=name_of(match[0]))
        if event.anchor is None:
            return
        if not self._limits.aliases:
            self._report("DOC-anchor", event, name=_cut(event.anchor))
        self._anchors[event.anchor] = value

    def alias(self, events: list[Event], open_containers: Sequence[object]) -> object:
        """What an alias stands for: a copy, so that no walk over the value can explode."""
        event = events[-1]
        self._aliases += 1
        if self._aliases > self._limits.aliases:
            code = "DOC-too-many-aliases" if self._limits.aliases else "DOC-alias"
            self._report(code, event, events, name=_cut(event.anchor), most=str(self._limits.aliases))
            raise GivenUp(event.start_mark.index)
        value = self._anchors.get(event.anchor, self)
        if value is self or any(value is container for container in open_containers):
            self._report("DOC-unknown-anchor", event, events, name=_cut(event.anchor))
            return None
        return self._copy(value, len(open_containers) - 1, events)

    def complex_key(self, events: list[Event]) -> GivenUp:
        """A key that is no text: a mapping, a list or an alias."""
        self._report("DOC-complex-key", events[-1], events)
        return GivenUp(events[-1].start_mark.index)

    def too_deep(self, events: list[Event]) -> GivenUp:
        """More levels than the limit."""
        self._report("DOC-too-deep", events[-1], most=str(self._limits.depth))
        return GivenUp(events[-1].start_mark.index)

    def syntax(self, error: MarkedYAMLError, events: list[Event]) -> int:
        """Something that libyaml cannot read; the offset of where it stopped."""
        from conformance.documents import syntax

        self._findings.append(syntax.finding(error, self._source, self.line_offset, events))
        mark: Any = error.problem_mark
        return int(mark.index)

    def _copy(self, value: Any, depth: int, events: list[Event]) -> object:
        self._copies += 1
        if self._copies > self._limits.copies or depth > self._limits.depth:
            self._report("DOC-alias-expansion", events[-1], events, most=str(self._limits.copies))
            raise GivenUp(events[-1].start_mark.index)
        if isinstance(value, dict):
            return {key: self._copy(item, depth + 1, events) for key, item in value.items()}
        if isinstance(value, list):
            return [self._copy(item, depth + 1, events) for item in value]
        return value

    def _report(
        self,
        code: str,
        event: Event,
        events: list[Event] | None = None,
        *,
        related: tuple[tuple[Location, str], ...] = (),
        **arguments: str,
    ) -> None:
        location = Location(self._source.name, places.span(event, event, self.line_offset))
        path = ".".join(str(step) for step in places.path_of(events)) if events else ""
        self._findings.append(Finding(code, location, arguments, path, related=related))
        if len(self._findings) >= self._limits.findings:
            self._findings.append(Finding("DOC-given-up", location, {"most": str(self._limits.findings)}))
            raise GivenUp(event.start_mark.index)


def _cut(text: str) -> str:
    line = re.sub(r"\s+", " ", text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _refused(text: str) -> bool:
    """Whether a plain scalar was refused where it was read."""
    try:
        resolve(text)
    except ScalarError:
        return True
    return False
