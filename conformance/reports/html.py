"""The report as one self-contained HTML page: no script, no outside resource, both languages in one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from conformance.engine.verdicts import Tried
from conformance.findings.catalogue import LANGUAGES, sentence
from conformance.reports import entry_text, model
from conformance.reports.chart import chart
from conformance.reports.entry_text import signed, smallest, state
from conformance.reports.phrases import tried_text
from conformance.reports.style import Style

_TEMPLATES = Path(__file__).parent / "templates"


def render(report: model.Report, lang: str = "en") -> str:
    """The page; ``lang`` is the language it opens in, the other is one click away."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        w=word,
        t=both,
        tried=tried,
        fix=fix,
        fields=fields,
        chart=chart,
        state=state,
        signed=signed,
        smallest=smallest,
        marked=marked,
        rank=rank,
    )
    return environment.get_template("report.html.j2").render(
        report=report, lang=lang, other="zh" if lang == "en" else "en"
    )


def both(texts: Mapping[str, str]) -> Markup:
    """One text in both languages, escaped; style sheet and the switch show one of them."""
    shown = {lang: texts.get(lang) or texts.get("en") or "" for lang in LANGUAGES}
    if len(set(shown.values())) == 1:
        return Markup("{}").format(shown["en"])
    spans = Markup('<span class="{0}" lang="{1}">{2}</span>')
    codes = {"en": "en", "zh": "zh-CN"}
    return Markup("").join(spans.format(lang, codes[lang], text) for lang, text in shown.items())


def word(slug: str, **arguments: object) -> Markup:
    """The report's own word ``REPORT-slug`` in both languages."""
    texts = {name: str(value) for name, value in arguments.items()}
    return both({lang: sentence(f"REPORT-{slug}", lang, texts) for lang in LANGUAGES})


def tried(entry: model.TriedEntry) -> Markup:
    """What was looked at, in both languages."""
    numbers = Tried(entry.enumerated, entry.boxes, entry.searched, entry.examples)
    return both({lang: tried_text(numbers, Style(lang)) for lang in LANGUAGES})


def fix(entry: model.RepairEntry) -> Markup:
    """The nearest passing value of a field, in both languages."""
    return both({lang: entry_text.fix(entry, lang) for lang in LANGUAGES})


def fields(clause: model.ClauseEntry) -> list[model.FieldEntry]:
    """The blamed fields to show: those with a fix, else the one blamed first."""
    fixed = [repair.path for repair in clause.repairs]
    return [field for field in clause.blamed if field.path in fixed] or list(clause.blamed[:1])


def rank(rule: model.RuleEntry) -> str:
    """The class of a rule on the page: a ``should`` that fails is a warning."""
    return "should" if rule.status == "fail" and rule.level == "should" else rule.status


def marked(place: model.Place) -> tuple[str, str, str]:
    """The line of a place in three parts: before, the marked stretch, after."""
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_line == place.line else len(place.text)
    end = max(end, start + 1)
    return place.text[:start], place.text[start:end], place.text[end:]
