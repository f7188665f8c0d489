"""What no parser should see: characters that readers disagree on or cannot show, and what makes libyaml slow."""

from __future__ import annotations

import re

from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span

# Control characters but tab, line feed and carriage return; NEL and the Unicode line and paragraph separators, which
# YAML 1.1 takes for line breaks and YAML 1.2 does not; surrogates; the byte order mark; U+FFFE and U+FFFF.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_ACCEPTED = "\x85\u2028\u2029\ufeff"
_MISLEADING = "：\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u3000"
_MOST_HANDLES = 20
_NAMES = {"\x00": "NUL", "\ufeff": "BOM", "\x85": "NEL", "\x1b": "ESC"}


def forbidden(source: Source) -> Finding | None:
    """The first forbidden character, if there is one."""
    match = forbidden_in(source.text)
    if match is None:
        return None
    code = "DOC-bom" if match[0] == "\ufeff" and match.start() == 0 else "DOC-character"
    return Finding(code, Location(source.name, _at(source, match.start())), {"character": name_of(match[0])})


def unnoticed(text: str) -> bool:
    """Whether there is a forbidden character that libyaml accepts; it stops at all others."""
    return not text.isascii() and any(character in text for character in _ACCEPTED)


def forbidden_in(text: str) -> re.Match[str] | None:
    """The first forbidden character of a text. Nearly no text has one, so the pattern is compiled by who needs it."""
    return re.search(_FORBIDDEN, text)


def may_mislead(text: str) -> bool:
    """Whether there is a full-width colon or an odd blank anywhere, which ``lookalikes`` then looks at."""
    return any(character in text for character in _MISLEADING)


def too_many_handles(source: Source) -> Finding | None:
    """A text with many ``%TAG`` lines, before the parser sees it: libyaml compares each with all before it."""
    if source.text.count("%TAG") <= _MOST_HANDLES:
        return None
    return Finding("DOC-tag", Location(source.name, _at(source, source.text.index("%TAG"))), {"tag": "%TAG"})


def name_of(character: str) -> str:
    """What to call a character that cannot be shown: ``U+001B (ESC)``."""
    code = f"U+{ord(character):04X}"
    return f"{code} ({_NAMES[character]})" if character in _NAMES else code


def _at(source: Source, offset: int) -> Span:
    before = source.text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Span(line, column, line, column + 1)
