"""From events to values in one pass.

The loop is written for speed, as reading YAML is most of what ``openarch validate`` does: it only keeps the events,
and every rare case leaves it at once (``oddities``). ``places`` finds out from the events where things stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from conformance.documents.characters import may_mislead
from conformance.documents.libyaml import (
    STYLE,
    VALUE,
    AliasEvent,
    CParser,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarsInParts,
    SequenceEndEvent,
    SequenceStartEvent,
)
from conformance.documents.oddities import GivenUp, Oddities
from conformance.documents.places import Event
from conformance.documents.places import index as index_of
from conformance.documents.scalars import ScalarError, resolve
from conformance.documents.source import Limits, Source
from conformance.findings.model import Finding
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

_TOO_DEEP_FOR_LIBYAML = "exceeded maximum nesting depth"  # libyaml 0.2.6
_NEXT_DOCUMENT = r"(?m)^---(?=[ \t\r\n]|\Z)"
# These stand before the `---` of their own document.
_OF_DIRECTIVES = ("DOC-directive", "DOC-yaml-version")
# Signs of an anchor, alias, tag or escape, in their places: the first three follow no letter, and a name follows them; an
# escape may make any character. (Not compiled here: most documents have none of them.)
_SIGNS = "&*!\\"
_DECORATION = r"\\|[&*!](?<!\w.)(?:(?<=!)|(?=\S))"

_KEYS: dict[str, str] = {}
"""Keys that stood plain in some document and are texts beyond doubt: descriptors of a kind share nearly all of theirs."""
_PLAIN: dict[str, object] = {}
"""What plain scalars came to in some document, but for null: those of one kind are much alike, and a text that is the same
object is found sooner wherever it is looked up."""
_MOST_KEPT = 4_096
_LONGEST_KEPT = 64


class Parts(NamedTuple):
    """What a document is made of."""

    value: object
    events: list[Event]
    number: int
    line_offset: int


class Builder:
    """Reads one source; collects documents and findings."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Start before the first document."""
        self.documents: list[Parts] = []
        self.findings: list[Finding] = []
        self._source = source
        self._limits = limits
        self._count = 0
        self._events: list[Event] = []
        self._line_offset = 0
        self._odd = Oddities(source, limits, self.findings)
        self._ascii = source.text.isascii()
        self._decorated = _decorated(source.text)

    def run(self) -> None:
        """Read all documents; behind one that cannot be read, go on at the next ``---``."""
        text: str | None = self._source.text
        with ScalarsInParts():
            while text is not None:
                broken_at = self._stream(text)
                text = self._rest(text, broken_at)

    def _rest(self, text: str, broken_at: int | None) -> str | None:
        if broken_at is None or len(self.findings) >= self._limits.findings:
            return None
        marker = re.compile(_NEXT_DOCUMENT)
        following = marker.search(text, max(broken_at, 1))
        if following is not None and self.findings[-1].code in _OF_DIRECTIVES:
            following = marker.search(text, following.end())
        if following is None:
            return None
        self._line_offset += len(re.findall(r"\r\n|\r|\n", text[: following.start()]))
        self._odd.line_offset = self._line_offset
        return text[following.start() :]

    def _stream(self, text: str) -> int | None:
        """Read documents until the end (None) or until libyaml cannot go on (where: an offset in ``text``)."""
        parser = CParser(text)
        try:
            while (event := parser.get_event()) is not None:
                if type(event) is DocumentStartEvent:
                    self._one(event, parser.get_event)
        except GivenUp as given_up:
            return given_up.offset
        except MarkedYAMLError as error:
            at = error.problem_mark
            if error.problem == _TOO_DEEP_FOR_LIBYAML and at is not None and len(self._events) < self._limits.depth:
                # It looked ahead to where its own limit is, without a word of what stands before: our limit is lower.
                return self._stream(text[: at.index])
            return self._odd.syntax(error, self._events)
        finally:
            parser.dispose()
        return None

    def _one(self, start: Event, get: Callable[[], Event]) -> None:
        """Read one document; keep it if nothing was wrong with it."""
        number, before = self._count, len(self.findings)
        self._count += 1
        self._odd.begin(start)
        events = self._events = []
        value = self._value(events, get)
        if not self._ascii or value.__class__ is str:
            self._look_alikes(events)
        empty = value is None and events[0].__class__ is tuple and not events[0][VALUE]
        if len(self.findings) == before and not empty:
            self.documents.append(Parts(value, events, number, self._line_offset))

    def _look_alikes(self, events: list[Event]) -> None:
        if self._ascii or may_mislead(self._source.text):
            from conformance.documents.lookalikes import lookalikes

            self.findings += lookalikes(index_of(events), self._source, self._line_offset)

    def _value(self, events: list[Event], get: Callable[[], Event]) -> object:  # noqa: C901 — the hot loop
        keys, plain, decorated = _KEYS, _PLAIN, self._decorated
        container: Any = []  # Holds the root as its only item, so that the root is no special case.
        root = container
        stack: list[tuple[Any, bool]] = []
        mapping, key = False, None  # The key is that of the value that comes next.
        while True:
            event = get()
            events.append(event)
            kind = type(event)
            if kind is tuple:  # a scalar
                value = event[VALUE]
                if mapping and key is None:
                    key = keys.get(value)
                    if key is None or event[STYLE] or decorated or key in container:
                        key = self._key(event, container, events)
                    continue
                if not event[STYLE]:
                    known = plain.get(value)
                    value = self._plain(value, event) if known is None else known
                if decorated:
                    self._odd.decoration(event, value)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, mapping = stack.pop()
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                value = {} if kind is MappingStartEvent else []
                if decorated:
                    self._odd.decoration(event, value)
            elif kind is AliasEvent:
                value = self._odd.alias(events, [*(outer for outer, _ in stack), container])
            else:
                break
            if not mapping:
                container.append(value)
            elif key is None:
                raise self._odd.complex_key(events)
            else:
                container[key], key = value, None
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append((container, mapping))
                if len(stack) > self._limits.depth:
                    raise self._odd.too_deep(events)
                container, mapping = value, kind is MappingStartEvent
        return root[0]

    def _key(self, event: Event, container: dict[str, object], events: list[Event]) -> str:
        """A key that was not seen before, or needs a look."""
        text = event[VALUE]
        value = text if event[STYLE] else self._plain(text, event)
        if not isinstance(value, str) or value in container or value == "<<" or self._decorated:
            return self._odd.key(value, container, events)
        if not event[STYLE] and len(text) <= _LONGEST_KEPT and len(_KEYS) < _MOST_KEPT:
            _KEYS[text] = text
        return value

    def _plain(self, text: str, event: Event) -> object:
        try:
            value = resolve(text)
        except ScalarError as error:
            self._odd.scalar(error, event)
            return None
        if value is not None and len(text) <= _LONGEST_KEPT and len(_PLAIN) < _MOST_KEPT:
            _PLAIN[text] = value
        return value


def _decorated(text: str) -> bool:
    """Whether there may be an anchor, alias, tag or escape. To look for each sign takes a tenth of looking for a pattern."""
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            if re.compile(_DECORATION).match(text, at):
                return True
            at = text.find(sign, at + 1)
    return False
