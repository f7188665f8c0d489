"""The block of a diagnostic: a heading, an excerpt, and notes under it with a hanging indent."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.reports.style import Style
from conformance.reports.width import printable, width, wrap


def heading(role: str, severity: str, code: str, sentence: str, style: Style) -> list[str]:
    """``error[CI-101/keeps-the-wire-busy]: sentence``, the sentence broken at the width of the terminal."""
    start = f"{severity}[{code}]"
    colon = style.word("colon")
    first, *rest = wrap(f"{start}{colon}{printable(sentence)}", style.width, hanging=2)
    painted = len(start) if first.startswith(start) else len(first)
    return [style.paint(role, first[:painted]) + first[painted:], *(f"  {line}" for line in rest)]


def note(title: str, text: str, gutter: int, style: Style) -> list[str]:
    """`` = title: text``, further lines under the text."""
    start = " " * (gutter + 1) + "= "
    first = f"{style.word(title)}{style.word('colon')}"
    indent = width(start) + width(first)
    lines = [line for part in text.split("\n") for line in wrap(printable(part), style.width - indent)]
    shown = " " * (gutter + 1) + style.paint("frame", "=") + " " + style.paint("strong", first.rstrip())
    shown += " " * (width(first) - width(first.rstrip())) + lines[0]
    return [shown, *(" " * indent + line for line in lines[1:])]


def listed(items: Iterable[str], style: Style) -> str:
    """Names one after the other: in Chinese with the comma of lists between them."""
    return style.word("beside").join(items)
