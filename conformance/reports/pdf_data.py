"""What stands in the PDF, as plain texts of one language; ``report.typ`` only sets it."""

from __future__ import annotations

from typing import Any

from conformance.engine.verdicts import Tried
from conformance.reports import chart, drawing, model, page
from conformance.reports.entry_text import (
    Problem,
    bare,
    level_text,
    phrase,
    point,
    problems_of,
    signed,
    smallest,
    word,
)
from conformance.reports.entry_text import of_finding as finding_problem
from conformance.reports.outcome import told_as
from conformance.reports.phrases import tried_text
from conformance.reports.style import Style

Data = dict[str, Any]

_MOST_BARS = 14
_FONT = "Libertinus Serif"
_WORDS = "result descriptor kind level verdicts margin rule amount chart chart-note basis rules more".split()


def data_of(report: model.Report, lang: str) -> Data:
    """Everything that the document shows."""
    sections = page.sections(report)
    single = len(sections) == 1
    entries = [section.descriptor for section in sections if section.descriptor is not None]
    return {
        "lang": lang,
        "title": word("page-title", lang),
        "conforming": report.conforming,
        "result": word("page-conforming" if report.conforming else "page-not-conforming", lang),
        "notice": word("page-redacted", lang) if report.redacted else "",
        "words": {name: word(f"page-{name}", lang) for name in _WORDS},
        "tallies": [[page.tone(name), str(count), word(name, lang)] for name, count in page.weighed(entries)],
        "overview": [] if single else [_row(section, lang) for section in sections],
        "sections": [_section(section, report.command, lang, every=single) for section in sections],
        "basis": _basis(report, lang),
    }


def _basis(report: model.Report, lang: str) -> list[list[str]]:
    rows = [[word("page-tool", lang), word("page-made", lang, version=report.tool.version, command=report.command)]]
    rows += [["sha256", report.tool.digest]]
    rows += [[word("page-edition", lang), report.spec.edition]] if report.spec.edition else []
    return rows + [[area.area, area.digest] for area in report.spec.areas]


def _row(section: page.Section, lang: str) -> Data:
    entry = section.descriptor
    return {
        "state": section.state,
        "cells": [
            word(f"state-{section.state}", lang),
            section.name,
            entry.kind if entry is not None else "",
            level_text(entry, lang) if entry is not None else "",
            page.counted(entry, lang) if entry is not None else "",
            _margin(section.least),
        ],
    }


def _margin(clause: model.ClauseEntry | None) -> str:
    return signed(clause.margin) if clause is not None and clause.margin is not None else ""


def _section(section: page.Section, command: str, lang: str, *, every: bool) -> Data:
    entry = section.descriptor
    rules = [] if entry is None else page.ordered(entry.rules)
    bad = [rule for rule in rules if rule.status in {"fail", "error"}]
    found = [finding_problem(finding, lang) for finding in section.findings]
    found += [] if entry is None else list(problems_of(entry, section.file, lang))
    return {
        "name": section.name,
        "state": section.state,
        "said": word(f"state-{section.state}", lang),
        "facts": [] if entry is None else _facts(section, entry, command, lang),
        "problems": [_problem(problem, lang) for problem in found],
        "bars": [] if entry is None else _bars(chart.bars(entry), lang),
        "rules": [_rule(rule, lang) for rule in rules if rule not in bad],
        "pictures": [_picture(rule, lang) for rule in rules if rule not in bad and _drawn(rule)] if every else [],
    }


def _level(entry: model.DescriptorEntry, command: str, lang: str) -> str:
    """What it reached; several parts together have no level."""
    said = level_text(entry, lang)
    return word("semicolon", lang).join([said, word("nothing-verified-said", lang)]) if bare(entry, command) else said


def _bracketed(said: str, more: str, lang: str) -> str:
    return word("bracketed", lang, said=said, more=more)


def _facts(section: page.Section, entry: model.DescriptorEntry, command: str, lang: str) -> list[list[str]]:
    rows = [
        [word("page-level", lang), _level(entry, command, lang)],
        [word("page-margin", lang), _margin(section.least)],
        [word("page-kind", lang), _bracketed(entry.kind, entry.api_version, lang) if entry.kind else ""],
        [word("page-file", lang), entry.label],
        [word("page-digest", lang), entry.digest],
    ]
    rows += [[part.role, f"{part.vendor} {part.model}, {part.kind}, {part.file}"] for part in entry.parts]
    rows += [[file.file, file.sha256] for file in entry.attachments]
    return [row for row in rows if row[1]]


def _problem(problem: Problem, lang: str) -> Data:
    place = problem.place
    clause = problem.clause
    return {
        "severity": problem.severity,
        "word": word(f"severity-{problem.severity}", lang),
        "code": problem.code,
        "said": problem.said,
        "where": f"{place.file}:{place.line}:{place.column}" if place.line else place.file,
        "excerpt": place.text,
        "details": problem.lines(lang),
        "picture": _svg(problem.rule, clause) if problem.rule is not None and clause is not None else "",
        "caption": _caption(clause, lang),
    }


def _svg(rule: model.RuleEntry, clause: model.ClauseEntry) -> str:
    """The drawing of a clause, as grave as its verdict; "" where it has none."""
    tone = page.tone(told_as(clause.status, rule.level))
    return drawing.svg(clause.picture, family=_FONT, tone=tone) if clause.picture is not None else ""


def _caption(clause: model.ClauseEntry | None, lang: str) -> str:
    """What the lines and signs of a drawing are."""
    if clause is None or clause.picture is None:
        return ""
    picture = clause.picture
    limit = "both-limits" if picture.floor and picture.ceiling else "floor" if picture.floor else "ceiling"
    if picture.value_name:
        parts = [f"— {picture.value_name}", f"- - {_bracketed(picture.limit_name, word(f'page-{limit}', lang), lang)}"]
    else:
        parts = [f"— {word('page-share', lang)}"]
    signs = {"counterexample": f"● {word('page-counterexample-mark', lang)}", "worst": f"◇ {word('page-worst', lang)}"}
    parts += [signs[mark.kind] for mark in picture.marks]
    return "   ".join(parts)


def _bars(bars: list[chart.Bar], lang: str) -> list[Data]:
    zero = chart.position(0.0)
    return [
        {
            "name": f"{bar.rule} {bar.clause}",
            "light": word(bar.said, lang) if page.tone(bar.said) != bar.said else "",
            "tone": page.tone(bar.said),
            "value": bar.value,
            "start": bar.x / chart.WIDTH,
            "length": bar.width / chart.WIDTH,
            "zero": zero / chart.WIDTH,
        }
        for bar in bars[:_MOST_BARS]
    ]


def _rule(rule: model.RuleEntry, lang: str) -> Data:
    least = page.telling(rule.clauses)
    tried = [clause.tried for clause in rule.clauses]
    looked = Tried(
        enumerated=sum(one.enumerated for one in tried),
        boxes=sum(one.boxes for one in tried),
        searched=sum(one.searched for one in tried),
        examples=sum(one.examples for one in tried),
    )
    remark = phrase(rule.reason, lang) or (tried_text(looked, Style(lang)) if rule.status == "pass" else "")
    said = told_as(rule.status, rule.level)
    return {
        "tone": page.tone(said),
        "cells": [
            word(said, lang),
            rule.id,
            phrase(rule.title, lang),
            word(rule.assurance, lang) if rule.assurance else "",
            _margin(least),
            remark,
        ],
    }


def _drawn(rule: model.RuleEntry) -> model.ClauseEntry | None:
    return smallest([clause for clause in rule.clauses if clause.picture is not None])


def _picture(rule: model.RuleEntry, lang: str) -> Data:
    clause = _drawn(rule)
    assert clause is not None
    assert clause.picture is not None
    worst = point(clause.worst, lang) if clause.worst is not None else ""
    return {
        "title": f"{rule.id} {clause.clause}",
        "picture": _svg(rule, clause),
        "caption": _caption(clause, lang),
        "worst": worst,
    }
