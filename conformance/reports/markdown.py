"""Markdown for the comment under a pull request: the result, what fails with its fix, and the rest folded away.

Written for GitHub, which shows Markdown with tables and ``<details>``; other forges show the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from conformance.reports import model
from conformance.reports.entry_text import Problem, level_text, of_finding, problems_of, signed, word
from conformance.reports.page import Section, counted, sections, tally

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~!&])")
_LINKING = re.compile(r"(@|#|:(?=//)|\bGH-(?=\d)|\bwww(?=\.))")
"""What GitHub turns into mentions and links after Markdown is rendered, where a backslash no longer helps."""
_MOST = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""
_SIGNS = {"error": "❌", "warning": "⚠️", "note": "❔", "preview": "🔭"}
_STATES = {"broken": "💥", "unusable": "❌", "fails": "❌", "lab-fault": "❔", "untested": "❔", "conforms": "✅"}
_GOOD = 50
"""Conforming descriptors that are listed; beyond, their number says enough."""


def render(report: model.Report, lang: str) -> str:
    """The comment."""
    found = sections(report)
    title = word("page-conforming" if report.conforming else "page-not-conforming", lang)
    parts = [f"### {'✅' if report.conforming else '❌'} {title}", _summary(report, found, lang)]
    if report.redacted:
        parts.append(f"> {word('page-redacted', lang)}")
    open_ = [section for section in found if section.state != "conforms"]
    parts += ["\n".join(_table(open_, lang))] if open_ else []
    good = found[len(open_) :]
    last = [*_conforming(good, lang), f"<sub>{plain(_made(report, lang))}</sub>"]
    left = _MOST - sum(len(part) + 2 for part in (*parts, *last))
    blocks = [block for section in found for block in _blocks(section, lang)]
    for number, block in enumerate(blocks):
        left -= len(block) + 2
        if left < 0:
            parts.append(word("and-more", lang, shown="…", count=str(len(blocks) - number)))
            break
        parts.append(block)
    return "\n\n".join([*parts, *last]) + "\n"


def _summary(report: model.Report, found: Sequence[Section], lang: str) -> str:
    count = report.totals.descriptors
    told = [word("files" if count != 1 else "files-one", lang, count=str(count))]
    told += [word(name if number != 1 else f"{name}-one", lang, count=str(number)) for name, number in tally(found)]
    return word("comma", lang).join(told)


def _made(report: model.Report, lang: str) -> str:
    made = word("page-made", lang, version=report.tool.version, command=report.command)
    if not report.spec.edition:
        return made
    return f"{made}{word('semicolon', lang)}{word('page-edition', lang)} {report.spec.edition}"


def _table(found: Sequence[Section], lang: str) -> Iterator[str]:
    titles = [word(f"page-{slug}", lang) for slug in ("result", "descriptor", "kind", "level", "verdicts", "margin")]
    yield f"| {' | '.join(titles)} |"
    yield "|---|---|---|---|---|--:|"
    for section in found:
        yield f"| {' | '.join(_cells(section, lang))} |"


def _cells(section: Section, lang: str) -> Iterator[str]:
    entry, least = section.descriptor, section.least
    yield f"{_STATES[section.state]} {word(f'state-{section.state}', lang)}"
    yield f"**{plain(section.name)}**"
    yield plain(entry.kind) if entry is not None else ""
    yield level_text(entry, lang) if entry is not None else ""
    yield counted(entry, lang) if entry is not None else ""
    yield plain(signed(least.margin)) if least is not None and least.margin is not None else ""


def _conforming(found: Sequence[Section], lang: str) -> Iterator[str]:
    """What conforms, folded."""
    if found:
        title = word("conforms" if len(found) != 1 else "conforms-one", lang, count=str(len(found)))
        rows = "\n".join(_table(found[:_GOOD], lang))
        rest = len(found) - _GOOD
        more = [word("and-more", lang, shown="…", count=str(rest))] if rest > 0 else []
        yield "\n\n".join([f"<details><summary>{plain(title)}</summary>", rows, *more, "</details>"])


def _blocks(section: Section, lang: str) -> Iterator[str]:
    """The problems of a descriptor under its name; what was not tested is one list."""
    found = [of_finding(finding, lang) for finding in section.findings]
    found += [] if section.descriptor is None else problems_of(section.descriptor, section.file, lang)
    untested = [problem for problem in found if problem.rule is not None and problem.rule.status == "not-tested"]
    bad = [problem for problem in found if problem not in untested]
    blocks = [_block(problem, lang) for problem in bad]
    if untested:
        blocks.append("\n".join(f"- ❔ **{plain(problem.code)}** {plain(problem.said)}" for problem in untested))
    if blocks:
        yield f"#### {_STATES[section.state]} {plain(section.name)}\n\n{blocks[0]}"
        yield from blocks[1:]


def _block(problem: Problem, lang: str) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}" if place.line else place.file
    lines = [f"{_SIGNS[problem.severity]} **{plain(problem.code)}** {plain(problem.said)}", "", f"- {plain(where)}"]
    lines += [f"- **{plain(word('help', lang))}** {plain(fix)}" for fix in problem.fixes]
    if problem.details:
        inside = [f"- {plain(line)}" for line in problem.details]
        lines += [
            "",
            f"<details><summary>{plain(word('page-more-about', lang))}</summary>",
            "",
            *inside,
            "",
            "</details>",
        ]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no mention of a person, no link, one line."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINKING.sub("\\1\N{ZERO WIDTH SPACE}", escaped)
