"""Lines of a source with carets under what is meant, as compilers show them."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.documents.source import Source
from conformance.findings.model import Location, Span
from conformance.findings.named import NamedTuple
from conformance.reports.style import Style
from conformance.reports.width import cut, printable, width, wrap

_LEAST_LABEL = 24
# Of a line that may be a mebibyte long, so many characters are looked at for each column of the room; some take no column.
_SIGHT = 4


class Mark(NamedTuple):
    """A place to point at: the main one with ``^^^``, the others with ``---``."""

    span: Span
    label: str = ""
    role: str = "error"
    main: bool = True


def arrow(location: Location, gutter: int, style: Style) -> str:
    """The line ``  --> file:line:column``."""
    return " " * gutter + style.paint("frame", "-->") + f" {printable(str(location))}"


def gutter_of(marks: Sequence[Mark]) -> int:
    """Columns of the widest line number among the marks."""
    return max((len(str(mark.span.line)) for mark in marks), default=1)


def excerpt(source: Source, marks: Sequence[Mark], style: Style, gutter: int = 0) -> list[str]:
    """The marked lines in the order of the file, each with its carets and labels under it.

    Args:
        source: the file.
        marks: what to point at, all in this file.
        style: how to write.
        gutter: columns for line numbers, where other excerpts stand beside this one.
    """
    gutter = gutter or gutter_of(marks)
    lines = [_framed("", "", gutter, style)]
    previous = 0
    for number in sorted({mark.span.line for mark in marks}):
        lines += _between(source, previous, number, gutter, style)
        lines += _marked_line(source.line(number), [m for m in marks if m.span.line == number], gutter, style)
        previous = number
    return [*lines, _framed("", "", gutter, style)]


def _between(source: Source, previous: int, number: int, gutter: int, style: Style) -> list[str]:
    """What stands between two marked lines: a single line is shown, more are dots."""
    if not previous or number - previous == 1:
        return []
    if number - previous == 2:
        text = cut(printable(source.line(previous + 1)).rstrip(), style.width - gutter - 3)
        return [_framed(str(previous + 1), text, gutter, style)]
    return [style.paint("frame", "...")]


def _marked_line(line: str, marks: Sequence[Mark], gutter: int, style: Style) -> list[str]:
    room = style.width - gutter - 3
    main = next((mark for mark in marks if mark.main), marks[0])
    skipped = _skip(line, main.span, room)
    sight = skipped + _SIGHT * room
    shown = ("…" if skipped else "") + printable(line[skipped:sight])
    lines = [_framed(str(main.span.line), cut(shown.rstrip(), room), gutter, style)]
    # The labels of the rightmost mark come first, as the eye goes down from the line.
    for mark in sorted(marks, key=lambda mark: -mark.span.column):
        offset = (1 if skipped else 0) + width(printable(line[skipped : min(mark.span.column - 1, sight)]))
        whole = skipped < mark.span.column and offset + _marked_width(line, mark.span) < room
        if mark is main or whole:
            lines += _carets(line, offset, mark, gutter, style)
    return lines


def _skip(line: str, span: Span, room: int) -> int:
    """How many characters at the left are left out so that the marked place can be seen, with what stands before it."""
    end = span.end_column if span.end_line == span.line else span.column + 1
    sight = _SIGHT * room
    if end <= sight and width(printable(line[: end - 1])) < room:
        return 0
    # What follows the marked place is shown up to a quarter of the line, the rest is for what leads to it.
    after = min(width(printable(line[end - 1 : end - 1 + sight].rstrip())), room // 4)
    start = span.column - 1
    while start > 0 and width(printable(line[start - 1 : end - 1])) + after < room - 1:
        start -= 1
    return start


def _carets(line: str, offset: int, mark: Mark, gutter: int, style: Style) -> list[str]:
    room = style.width - gutter - 3
    sign = ("^" if mark.main else "-") * max(1, min(_marked_width(line, mark.span), room - offset))
    label = printable(mark.label)
    if not label or offset + len(sign) + 1 + width(label) <= room:
        text = " " * offset + style.paint(mark.role, f"{sign} {label}".rstrip())
        return [_framed("", text, gutter, style)]
    return [_framed("", text, gutter, style) for text in _below(label, offset, sign, mark.role, room, style)]


def _marked_width(line: str, span: Span) -> int:
    end = max(span.end_column, span.column + 1) if span.end_line == span.line else len(line.rstrip()) + 1
    return width(printable(line[span.column - 1 : end - 1])) or 1


def _below(label: str, offset: int, sign: str, role: str, room: int, style: Style) -> list[str]:
    """A label too long for the line of its carets: right of them if some room is left there, else under them."""
    right = offset + len(sign) + 1
    if room - right >= _LEAST_LABEL:
        first, *rest = wrap(label, room - right)
        return [
            " " * offset + style.paint(role, f"{sign} {first}"),
            *(" " * right + style.paint(role, line) for line in rest),
        ]
    start = offset if room - offset >= _LEAST_LABEL else max(0, min(offset, room - min(width(label), room // 2)))
    lines = [" " * start + style.paint(role, line) for line in wrap(label, room - start)]
    return [" " * offset + style.paint(role, sign), *lines]


def _framed(number: str, text: str, gutter: int, style: Style) -> str:
    bar = style.paint("frame", f"{number:>{gutter}} |")
    return f"{bar} {text}" if text else bar
