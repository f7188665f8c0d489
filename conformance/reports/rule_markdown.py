"""A rule's page as Markdown, for ``docs/rules/``: what ``openarch explain`` prints, for people who read in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conformance.reports.explanation import example_text, one_line, variable_text
from conformance.reports.markdown import plain
from conformance.reports.showcase import Shown
from conformance.reports.style import Style
from conformance.spec.rule_parts import Clause, Source
from conformance.spec.rules import Rule


def page(rule: Rule, shown: Sequence[Shown | None], style: Style) -> str:
    """The page.

    Args:
        rule: the rule.
        shown: its passing and its failing example, executed (``showcase``).
        style: the language; without colours, 80 columns.
    """
    blocks = [*_head(rule, style), *_formulas(rule, style), *_sources(rule.sources, style), *_examples(shown, style)]
    return "\n\n".join(blocks) + "\n"


def file_name(rule: Rule, lang: str) -> str:
    """``CI-101.md``, ``CI-101.zh.md``."""
    return f"{rule.id}.md" if lang == "en" else f"{rule.id}.{lang}.md"


def index(rules: Iterable[Rule], style: Style) -> str:
    """The list of all rules, area by area."""
    blocks = [f"# {style.word('docs-title')}", style.word("docs-intro")]
    areas: dict[str, list[Rule]] = {}
    for rule in rules:
        areas.setdefault(rule.area, []).append(rule)
    for area, members in areas.items():
        rows = [
            f"| [{rule.id}]({file_name(rule, style.lang)}) | {style.word(rule.level)} | {plain(_applies(rule, style))} "
            f"| {plain(style.phrase(dict(rule.title)))} |"
            for rule in members
        ]
        titles = " | ".join(style.word(f"docs-{slug}") for slug in ("rule", "level", "kinds", "what"))
        blocks += [f"## {area}", "\n".join([f"| {titles} |", "|---|---|---|---|", *rows])]
    return "\n\n".join(blocks) + "\n"


def _applies(rule: Rule, style: Style) -> str:
    roles = [f"{role.name}: {'/'.join(role.kinds)}{'?' if role.optional else ''}" for role in rule.between]
    return style.word("comma").join(roles or rule.applies_to)


def _head(rule: Rule, style: Style) -> Iterator[str]:
    colon = style.word("colon")
    yield f"# {rule.id}{colon}{plain(style.phrase(dict(rule.title)))}"
    about = [
        f"`{rule.name}`",
        style.word(rule.level),
        style.word("since", edition=rule.since),
        plain(_applies(rule, style)),
        style.word("live" if rule.observe else "static" if rule.is_static else "searched"),
    ]
    yield " · ".join(about)
    for title, text in (("page-statement", rule.statement), ("page-why", rule.why)):
        if said := style.phrase(dict(text)):
            yield _title(title, style)
            yield plain(said)
    if rule.when is not None:
        yield _title("explain-when", style)
        yield _code(rule.when.text)


def _formulas(rule: Rule, style: Style) -> Iterator[str]:
    if rule.forall:
        yield _title("explain-points", style)
        yield "\n".join(f"- `{v.name}`{style.word('colon')}{plain(variable_text(v, style))}" for v in rule.forall)
    if rule.constants or rule.let:
        yield _title("explain-where", style)
        rows = [f"{name} = {value.text}" for name, value in rule.constants.items()]
        rows += [f"{name} = {one_line(formula.text)}" for name, formula in rule.let.items()]
        yield _code("\n".join(rows))
    if rule.observe:
        yield _title("explain-observe", style)
        colon = style.word("colon")
        yield "\n".join(f"- `{name}`{colon}{plain(style.phrase(dict(text)))}" for name, text in rule.observe.items())
        return
    yield _title("explain-clauses", style)
    for clause in rule.clauses:
        yield from _clause(clause, style)


def _clause(clause: Clause, style: Style) -> Iterator[str]:
    yield f"### `{clause.id}`"
    yield _code(one_line(clause.that.text))
    colon, comma = style.word("colon"), style.word("comma")
    if clause.when is not None:
        yield f"{style.word('explain-when')}{colon}`{one_line(clause.when.text)}`"
    if clause.blame:
        yield f"{style.word('explain-blame')}{colon}{comma.join(f'`{path}`' for path in clause.blame)}"


def _title(slug: str, style: Style) -> str:
    word = style.word(slug)
    return f"## {word[:1].upper()}{word[1:]}"


def _code(text: str) -> str:
    return f"```python\n{text.strip()}\n```"


def _sources(sources: Sequence[Source], style: Style) -> Iterator[str]:
    yield _title("page-sources", style)
    yield "\n".join(_source(source, style) for source in sources)


def _source(source: Source, style: Style) -> str:
    named = style.word("comma").join(part for part in (source.document, source.clause) if part)
    status = style.word(f"source-{source.status}")
    said = style.bracketed(f"- {plain(named)}", status)
    return f"{said}{style.word('colon')}{plain(source.note)}" if source.note else said


def _examples(shown: Sequence[Shown | None], style: Style) -> Iterator[str]:
    for title, one in zip(("explain-good", "explain-bad"), shown, strict=True):
        if one is not None:
            yield _title(title, style)
            yield plain(example_text(one.example, style))
            said = "\n".join(line.rstrip() for line in one.lines(style))
            yield f"```text\n{said}\n```"
