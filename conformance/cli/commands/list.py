"""``openarch list``: areas, kinds and rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import cast

import click

from conformance.cli import options
from conformance.cli.choosing import kinds_of, rules_of
from conformance.cli.lab_faults import tell_lab_faults
from conformance.cli.output import complain, hand_over, say
from conformance.cli.page import Command, one_of
from conformance.cli.settings import settings
from conformance.reports.outcome import Exit
from conformance.reports.style import Style
from conformance.reports.width import pad, width, wrap
from conformance.spec.load import SpecSet

COLUMNS = {
    "areas": ("area", "kinds"),
    "kinds": ("kind", "api_version", "title"),
    "rules": ("id", "level", "applies_to", "title"),
}
"""The columns of each list; the last one takes what is left of the line."""
WHAT = tuple(COLUMNS)
_WIDEST = 24
"""Columns of a cell that is not the last; a rule may apply to many kinds."""
Rows = list[dict[str, object]]


def build(lang: str) -> click.Command:
    """The command."""

    def run(what: str | None, **given: object) -> int:
        chosen = settings(given, lang)
        specs = chosen.open()
        wanted = [what] if what else list(WHAT)
        found = {name: rows(name, specs, chosen.style) for name in wanted}
        # To standard error: the list may be for another program, which learns by the exit code that it is not whole.
        code = Exit.UNUSABLE if tell_lab_faults(specs, chosen, complain) else Exit.CONFORMING
        if chosen.form == "json":
            hand_over(json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
            return code
        parts = ["\n".join(section(name, lines, chosen.style, titled=what is None)) for name, lines in found.items()]
        say("\n\n".join(parts))
        return code

    params = [options.text_or_json(lang), options.edition(lang), options.specs(lang), *options.shared(lang)]
    what = click.Argument(["what"], required=False, metavar="[areas|kinds|rules]", callback=one_of(WHAT, lang))
    return Command("list", lang, run, [what, *params])


def rows(what: str, specs: SpecSet, style: Style) -> Rows:
    """The areas, kinds or rules, with titles in the language."""
    kinds, rules = kinds_of(specs), rules_of(specs)
    if what == "kinds":
        return [
            {"kind": kind.name, "api_version": kind.api_version, "title": style.phrase(dict(kind.title))}
            for kind in kinds
        ]
    if what == "rules":
        return [
            {
                "id": rule.id,
                "level": rule.level,
                "editions": list(rule.editions),
                "applies_to": list(rule.applies_to),
                "static": rule.is_static,
                "title": style.phrase(dict(rule.title)),
            }
            for rule in rules
        ]
    return [
        {
            "area": area,
            "api_version": next(kind.api_version for kind in kinds if kind.area == area),
            "kinds": [kind.name for kind in kinds if kind.area == area],
            "rules": sum(rule.area == area for rule in rules),
        }
        for area in sorted({kind.area for kind in kinds})
    ]


def section(name: str, lines: Rows, style: Style, *, titled: bool) -> list[str]:
    """One of the lists, under a title where there are several."""
    title = [style.paint("strong", style.word(f"list-{name}"))] if titled else []
    end = _editions(lines, style) if name == "rules" else []
    return [*title, *table([row_texts(row, COLUMNS[name]) for row in lines], style), *end]


def _editions(rules: Rows, style: Style) -> list[str]:
    """Under the rules: how many of them each edition lists, and how many are previews."""
    listed = [cast("list[str]", rule["editions"]) for rule in rules]
    names = sorted({name for editions in listed for name in editions})
    parts = [
        style.word("list-edition", edition=name, count=str(sum(name in editions for editions in listed)))
        for name in names
    ]
    previews = sum(rule["level"] == "preview" for rule in rules)
    if previews:
        parts.append(style.word("list-previews", count=str(previews)))
    return [f"  {line}" for line in wrap(style.word("semicolon").join(parts), style.width - 2)] if parts else []


def row_texts(row: dict[str, object], columns: Sequence[str]) -> list[str]:
    """The cells of a row; what only machines ask for is left out."""
    cells = [row[column] for column in columns]
    return [", ".join(map(str, cell)) if isinstance(cell, list) else str(cell) for cell in cells]


def table(cells: Sequence[Sequence[str]], style: Style) -> list[str]:
    """Columns side by side, long cells over several lines; the last column takes what is left of the line."""
    if not cells:
        return []
    widths = [min(max(width(row[column]) for row in cells), _WIDEST) for column in range(len(cells[0]) - 1)]
    widths.append(max(style.width - 2 - sum(widths) - 2 * len(widths), 20))
    lines: list[str] = []
    for row in cells:
        parts = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        lines += [_line(line, widths) for line in zip_longest(*parts, fillvalue="")]
    return lines


def _line(parts: Sequence[str], widths: Sequence[int]) -> str:
    return "  " + "  ".join(pad(part, size) for part, size in zip(parts, widths, strict=True)).rstrip()
