"""The report as one self-contained HTML page: no outside resource, both languages, readable without its script too."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from conformance.engine.verdicts import Tried
from conformance.findings.catalogue import LANGUAGES, sentence
from conformance.reports import chart, drawing, entry_text, model, page
from conformance.reports.entry_text import signed, smallest
from conformance.reports.outcome import told_as
from conformance.reports.phrases import tried_text
from conformance.reports.style import Style

_TEMPLATES = Path(__file__).parent / "templates"
_TURNING = {code: f"\\u{code:04x}" for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""What turns the direction of writing is shown by its code, as on the terminal: no vendor's name may hide what stands beside it."""
_MANY = 3
"""From this many descriptors on, each is folded until it is wanted."""


def render(report: model.Report, lang: str = "en") -> str:
    """The page; ``lang`` is the language it opens in, the other is one click away."""
    css, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    sections = page.sections(report)
    passing = chart.passing(sections) if len(sections) > 1 else []
    text = _template().render(
        report=report,
        lang=lang,
        css=Markup(css),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(css, script),
        sections=sections,
        tally=page.tally(sections),
        rules=page.rules_asked(report),
        closest=[bar for bar in passing if bar.per_cent > chart.AT_LIMIT][:10],
        at_limit=[bar for bar in passing if bar.per_cent <= chart.AT_LIMIT],
        folded=len(sections) >= _MANY,
    )
    return text.translate(_TURNING)


@lru_cache
def _template() -> Template:
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
        places=places,
        bars=chart.bars,
        ticks=chart.ticks,
        left=chart.left,
        ordered=page.ordered,
        picture=picture,
        pictured=pictured,
        held=held,
        begins=begins,
        signed=signed,
        telling=page.telling,
        marked=marked,
        told_as=told_as,
        tone=page.tone,
        bare=entry_text.bare,
        weighed=page.weighed,
        stack=stack,
        words={f"{name}-{lang}": sentence(f"REPORT-page-{name}", lang, {}) for name in _SAID for lang in LANGUAGES},
    )
    return environment.get_template("report.html.j2")


_SAID = ("title", "search", "found", "found-none")
"""What the script says, in attributes of the page."""


def _policy(css: str, script: str) -> str:
    """Nothing but this style sheet and this script, whatever a vendor's text may contain."""
    style, code = (base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (css, script))
    return f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{code}'; base-uri 'none'; form-action 'none'"


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
    numbers = Tried(**dict(entry))
    return both({lang: tried_text(numbers, Style(lang)) for lang in LANGUAGES})


def fix(entry: model.RepairEntry) -> Markup:
    """The nearest passing value of a field, in both languages."""
    return both({lang: entry_text.fix(entry, lang) for lang in LANGUAGES})


def places(clause: model.ClauseEntry) -> list[model.Place]:
    """The lines to show: of each field with a fix, else of the field blamed first."""
    fixed = dict.fromkeys(repair.place for repair in clause.repairs)
    return list(fixed) or [field.place for field in clause.blamed[:1]]


def pictured(rule: model.RuleEntry) -> list[model.ClauseEntry]:
    """The clauses of a rule that are drawn: all that fail; of a rule that passes the one closest to failing."""
    known = [clause for clause in rule.clauses if clause.picture is not None]
    failing = [clause for clause in known if clause.status == "fail"]
    least = smallest(known)
    return failing or ([least] if least is not None else known[:1])


def picture(entry: model.PictureEntry, described: str) -> Markup:
    """The drawing of a clause; everything in it is escaped where it is made."""
    return Markup(drawing.svg(entry, described))  # noqa: S704


def held(clause: model.ClauseEntry) -> str:
    """The other variables of the drawing, which stay as they are: ``length = 0.5 m``."""
    point = clause.counterexample or clause.worst
    if point is None or clause.picture is None:
        return ""
    names = [name for name in point.order if name != clause.picture.variable]
    return ", ".join(f"{name} = {point.values[name].text}" for name in names)


def begins(clause: model.ClauseEntry) -> list[tuple[str, model.Stretch]]:
    """The failing stretches in the order of the rule's variables."""
    order = clause.counterexample.order if clause.counterexample is not None else ()
    return [(name, clause.begins[name]) for name in order if name in clause.begins]


def stack(counts: Sequence[tuple[str, int]], width: float = 100.0) -> list[tuple[str, float, float]]:
    """A bar of parts: verdict, start and length, in the order given; what does not apply has no part in it."""
    shown = [(name, count) for name, count in counts if name != "not-applicable"]
    total = sum(count for _, count in shown)
    found: list[tuple[str, float, float]] = []
    start = 0.0
    for name, count in shown:
        length = round(width * count / total, 2)
        found.append((name, round(start, 2), length))
        start += length
    return found


def marked(place: model.Place) -> tuple[str, str, str]:
    """The line of a place in three parts: before, the marked stretch, after."""
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_line == place.line else len(place.text)
    end = max(end, start + 1)
    return place.text[:start], place.text[start:end], place.text[end:]
