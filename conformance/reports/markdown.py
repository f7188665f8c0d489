"""Markdown for the comment under a pull request: the result, a table of the descriptors, and each problem with its fix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.reports import model
from conformance.reports.entry_text import Problem, problems, signed, smallest, state, word

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~!&])")
_LINKING = re.compile(r"(@|#|:(?=//)|\bGH-(?=\d)|\bwww(?=\.))")
"""What GitHub turns into mentions and links after Markdown is rendered, where a backslash no longer helps."""
_MOST = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""


def render(report: model.Report, lang: str) -> str:
    """The comment."""
    title = word("page-conforming" if report.conforming else "page-not-conforming", lang)
    parts = [f"### {'✅' if report.conforming else '❌'} {title}", "\n".join(_table(report, lang))]
    left = _MOST - sum(map(len, parts))
    blocks = [_block(problem, lang) for file in report.files for problem in problems(file, lang)]
    for number, block in enumerate(blocks):
        left -= len(block) + 2
        if left < 0:
            parts.append(word("and-more", lang, shown="…", count=str(len(blocks) - number)))
            break
        parts.append(block)
    parts.append(f"<sub>{plain(word('page-made', lang, version=report.tool.version, command=report.command))}</sub>")
    return "\n\n".join(parts) + "\n"


def _table(report: model.Report, lang: str) -> Iterator[str]:
    titles = [word(f"page-{slug}", lang) for slug in ("result", "descriptor", "kind", "level", "verdicts", "margin")]
    yield f"| {' | '.join(titles)} |"
    yield "|---|---|---|---|---|--:|"
    for file in report.files:
        if not file.descriptors:
            yield f"| {word('state-unusable', lang)} | {plain(file.file)} | | | | |"
        for descriptor in file.descriptors:
            yield f"| {' | '.join(_cells(descriptor, lang))} |"


def _cells(descriptor: model.DescriptorEntry, lang: str) -> Iterator[str]:
    yield f"**{word(f'state-{state(descriptor)}', lang)}**"
    yield plain(f"{descriptor.vendor} {descriptor.model}".strip() or descriptor.label)
    yield descriptor.kind
    yield word(descriptor.level or "no-level", lang)
    shown = [(count, name) for name, count in descriptor.counts.items() if count]
    yield word("comma", lang).join(f"{count} {word(name, lang)}" for count, name in shown)
    least = smallest([clause for rule in descriptor.rules for clause in rule.clauses])
    yield plain(signed(least.margin)) if least is not None and least.margin is not None else ""


def _block(problem: Problem, lang: str) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}" if place.line else place.file
    colon = word("colon", lang)
    head = f"**{word(f'severity-{problem.severity}', lang)}** {plain(problem.code)}{colon}{plain(problem.said)}"
    details = [f"- {plain(line)}" for line in problem.details]
    return "\n".join([f"{head}  ", plain(where), *([""] if details else []), *details])


def plain(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no mention of a person, no link, one line."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINKING.sub("\\1\N{ZERO WIDTH SPACE}", escaped)
