"""Under the diagnostics of many files: the table of the descriptors, the totals."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.findings.model import Finding, Severity
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.reports.rows import Row
from conformance.reports.style import Style
from conformance.reports.width import pad, printable, tail, width

if TYPE_CHECKING:
    from conformance.reports.vocabulary import StatusName

COLORS = {
    "pass": "good",
    "fail": "bad",
    "error": "error",
    "not-tested": "doubtful",
    "not-applicable": "faint",
    "waived": "doubtful",
    "conforms": "good",
    "fails": "bad",
    "unusable": "error",
    "untested": "doubtful",
    "lab-fault": "doubtful",
    "broken": "error",
}

STATES = ("conforms", "fails", "untested", "lab-fault", "unusable", "broken")


LISTED = 200
"""Descriptors up to which those that conform have a line as well: of more, what is to be done would be lost among them."""
_NAME = 28
"""Columns that a file's name keeps beside long tallies."""


def overview(rows: Sequence[Row], style: Style, *, everything: bool = True) -> list[str]:
    """One line for each descriptor: state, file, counts, smallest margin; above it what the last column is.

    Without ``everything``, of more than ``LISTED`` descriptors only those that do not conform, and how many the others are.
    """
    shown = [row for row in rows if everything or len(rows) <= LISTED or row.state != "conforms"]
    left_out = len(rows) - len(shown)
    lines = _lines(shown, style) if shown else []
    return [*lines, *([style.word("not-listed", count=f"{left_out:,}")] if left_out else [])]


def _lines(rows: Sequence[Row], style: Style) -> list[str]:
    states = [style.word(f"state-{row.state}") for row in rows]
    first = max(width(state) for state in states)
    third = max(width(row.margin) for row in rows)
    room = style.width - 2 - first - 2 - 2 - 2 - third
    widest = max(width(printable(row.label)) for row in rows)
    longest = max(width(_tally(row, style)) for row in rows)
    fit = min(widest, max(room - longest, _NAME))
    second = min(longest, room - fit)
    lines: list[str] = []
    for row, state in zip(rows, states, strict=True):
        label = pad(tail(printable(row.label), fit), fit)
        margin = " " * (third - width(row.margin)) + row.margin
        painted = style.paint(COLORS[row.state], pad(state, first))
        lines.append(f"  {painted}  {label}  {pad(_tally(row, style, second), second)}  {margin}".rstrip())
    if not third:
        return lines
    title, line = style.word("least-margin"), 2 + first + 2 + fit + 2 + second + 2 + third
    return [style.paint("faint", " " * (line - width(title)) + title), *lines]


def _tally(row: Row, style: Style, columns: int | None = None) -> str:
    """``1 fail, 9 pass``: what matters first; rules that do not apply are left to the table of one descriptor.

    What does not fit into ``columns`` is left out at the end, and a sign says so.
    """
    shown: tuple[StatusName, ...] = ("fail", "error", "not-tested", "waived", "pass")
    parts = [f"{row.counts[status]} {style.word(status)}" for status in shown if row.counts.get(status)]
    comma = style.word("comma")
    # A part conforms with such failures, which would be a riddle without the words.
    lighter = {name: number for name, number in (("should", row.advised), ("preview", row.previews)) if number}
    if lighter:
        whole = list(lighter.values()) == [row.counts["fail"]]
        said = [style.word(name) if whole else f"{number} {style.word(name)}" for name, number in lighter.items()]
        parts[0] = style.bracketed(parts[0], comma.join(said))
    parts = [style.word("nothing-verified"), *parts] if row.bare else parts
    text = comma.join(parts)
    while columns is not None and width(text) > columns and parts:
        parts.pop()
        text = comma.join([*parts, "…"])
    return text


def totals(rows: Sequence[Row], style: Style, lab: int = 0) -> str:
    """The last line: how many descriptors, how many of them conform, errors (``lab``: of the specification), warnings, previews."""
    by_state = {state: sum(row.state == state for row in rows) for state in STATES}
    states = [_count(state, number, style) for state, number in by_state.items() if number]
    weights = [
        _count(word, number, style)
        for word, number in (
            ("errors", sum(row.errors for row in rows) + lab),
            ("warnings", sum(row.warnings for row in rows)),
            ("previews", sum(row.previews for row in rows)),
        )
        if number
    ]
    comma = style.word("comma")
    said = _count("files", len(rows), style) + style.word("colon") + comma.join(states)
    return style.word("semicolon").join([said, comma.join(weights)] if weights else [said])


def weights(findings: Sequence[Finding], style: Style) -> str:
    """``2 errors, 1 warning``, or that nothing was found."""
    numbers = {
        severity: sum(finding.severity is severity for finding in findings)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    }
    parts = [_count(f"{severity}s", number, style) for severity, number in numbers.items() if number]
    role = "bad" if numbers[Severity.ERROR] else "doubtful" if numbers[Severity.WARNING] else "good"
    return style.paint(role, style.word("comma").join(parts) or style.word("spec-clean"))


def _count(word: str, number: int, style: Style) -> str:
    return style.word(f"{word}-one" if number == 1 else word, count=f"{number:,}")
