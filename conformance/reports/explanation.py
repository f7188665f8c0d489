"""``openarch explain`` in words: a rule with its formulas, sources and examples; a code of a diagnostic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.documents.quantities import Quantity
from conformance.findings.catalogue import help_text, label, sentence
from conformance.reports.notes import listed
from conformance.reports.showcase import showcase
from conformance.reports.style import Style
from conformance.reports.width import pad, printable, width, wrap
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Clause, Example, Source, Variable
from conformance.spec.rules import Rule

Rows = list[tuple[str, str]]


def rule_page(rule: Rule, specs: SpecSet, style: Style, edition: Iterable[str] = ()) -> list[str]:
    """Everything that the lab says of a rule, and what the tool says of one of its failing examples.

    ``edition`` is said behind the levels where one was asked for: by it the examples are decided.
    """
    colon, comma = style.word("colon"), style.word("comma")
    about = [
        level_text(rule, style),
        *edition,
        style.word("since", edition=rule.since),
        comma.join(_roles(rule) or rule.applies_to),
        style.word("live" if rule.observe else "static" if rule.is_static else "searched"),
    ]
    lines = [
        style.paint("strong", f"{rule.id} {rule.name}{colon}{style.phrase(dict(rule.title))}"),
        *wrap(" · ".join(about), style.width),
    ]
    lines += _text("page-statement", style.phrase(dict(rule.statement)), style)
    lines += _text("page-why", style.phrase(dict(rule.why)), style)
    if rule.when is not None:
        lines += _text("explain-when", rule.when.text, style)
    lines += _table("explain-points", [(v.name, variable_text(v, style)) for v in rule.forall], style)
    lines += _table("explain-constants", [(name, value.text) for name, value in rule.constants.items()], style)
    lines += _table(
        "explain-where", [(name, f"= {one_line(formula.text)}") for name, formula in rule.let.items()], style
    )
    lines += _section("explain-clauses", (line for clause in rule.clauses for line in _clause(clause, style)), style)
    lines += _table("explain-observe", [(name, style.phrase(dict(text))) for name, text in rule.observe.items()], style)
    lines += _section("page-sources", (line for source in rule.sources for line in _source(source, style)), style)
    lines += _table("explain-examples", [_example(example, style) for example in rule.examples], style)
    return lines + _shown(rule, specs, style)


def level_text(rule: Rule, style: Style) -> str:
    """``must in edition 2026.12``, ``preview, must once an edition lists it``; ``must`` where the lab has no editions.

    Where an edition is kept to that does not list the rule, first that it is a preview there.
    """
    own = style.word(rule.own_level)
    if not rule.editions:
        return style.word("level-preview", level=own) if rule.level == "preview" else own
    names = {level: [name for name, found in rule.editions.items() if found == level] for level in ("must", "should")}
    said = [
        style.word("level-in", level=style.word(level), editions=listed(some, style))
        for level, some in names.items()
        if some
    ]
    return style.word("comma").join([style.word("preview"), *said] if rule.level == "preview" else said)


def _shown(rule: Rule, specs: SpecSet, style: Style) -> list[str]:
    """The first passing and the first failing example with what the tool says of them."""
    lines: list[str] = []
    for title, shown in zip(("explain-good", "explain-bad"), showcase(rule, specs), strict=True):
        if shown is not None:
            said = shown.lines(style._replace(width=style.width - 2))
            text = example_text(shown.example, style)
            head = [f"  {line}" for line in wrap(printable(text), style.width - 2)]
            lines += _section(title, [*head, "", *(f"  {line}".rstrip() for line in said)], style)
    return lines


def _roles(rule: Rule) -> list[str]:
    """``a: LinkPort`` for each role of a rule between parts."""
    return [f"{r.name}: {'/'.join(r.kinds)}{'?' if r.optional else ''}" for r in rule.between]


def code_page(code: str, style: Style) -> list[str]:
    """What a code of a diagnostic says, with ``{name}`` where a finding puts its own values."""
    lines = [style.paint("strong", code), *_text("explain-says", sentence(code, style.lang, {}), style)]
    for title, text in (("explain-label", label(code, style.lang, {})), ("advice", help_text(code, style.lang, {}))):
        if text:
            lines += _text(title, text, style)
    return lines


def _section(title: str, body: Iterable[str], style: Style) -> list[str]:
    lines = list(body)
    return ["", style.paint("strong", style.word(title)), *lines] if lines else []


def _text(title: str, text: str, style: Style) -> list[str]:
    return _section(title, (f"  {line}" for line in wrap(printable(one_line(text)), style.width - 2)), style)


def _table(title: str, rows: Rows, style: Style) -> list[str]:
    """Two columns; a long first one stands on a line of its own."""
    if not rows:
        return []
    first = min(max(width(name) for name, _ in rows), 28)
    indent = " " * (first + 4)
    lines: list[str] = []
    for name, text in rows:
        body = wrap(printable(text), style.width - first - 4)
        if width(name) > first:
            lines += [*(f"  {line}" for line in wrap(name, style.width - 2)), *(indent + line for line in body)]
        else:
            lines += [f"  {pad(name, first)}  {body[0]}".rstrip(), *(indent + line for line in body[1:])]
    return _section(title, lines, style)


def one_line(text: str) -> str:
    """A formula or a sentence without its line breaks."""
    return " ".join(text.split())


def variable_text(variable: Variable, style: Style) -> str:
    """Which values the variable takes, and from which it starts."""
    sources = style.word("comma").join(one_line(expression.text) for expression in variable.source)
    parts = [style.word(f"form-{variable.form}", source=sources)]
    if variable.at_most is not None:
        parts.append(style.word("form-at-most", count=variable.at_most.text))
    if variable.where is not None:
        parts.append(style.word("form-where", condition=one_line(variable.where.text)))
    if variable.form in {"range", "integers"}:
        nominal = variable.nominal
        parts.append(style.word("form-nominal", value=nominal if isinstance(nominal, str) else nominal.text))
    if isinstance(variable.resolution, Quantity):
        parts.append(style.word("form-resolution", value=variable.resolution.text))
    return style.word("semicolon").join(parts)


def _clause(clause: Clause, style: Style) -> Iterator[str]:
    yield f"  {style.paint('note', clause.id)}"
    yield from (f"    {line}" for line in wrap(one_line(clause.that.text), style.width - 4))
    if clause.when is not None:
        yield from _indented("explain-when", one_line(clause.when.text), style)
    if clause.blame:
        yield from _indented("explain-blame", style.word("beside").join(clause.blame), style)


def _indented(title: str, text: str, style: Style) -> list[str]:
    lines = wrap(f"{style.word(title)}{style.word('colon')}{text}", style.width - 6)
    return [f"    {lines[0]}", *(f"      {line}" for line in lines[1:])]


def _source(source: Source, style: Style) -> list[str]:
    """Document and clause, whether they were read, and what they say."""
    parts = [part for part in (source.document, source.clause) if part]
    status = style.word(f"source-{source.status}")
    said = style.bracketed(style.word("comma").join(parts), status)
    text = f"{said}{style.word('colon')}{source.note}" if source.note else said
    lines = wrap(printable(text), style.width - 4)
    return [f"  {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _example(example: Example, style: Style) -> tuple[str, str]:
    """``(fails, xl-112 with design.credits = 256: keeps-the-wire-busy at message = 153 B)``."""
    text = example_text(example, style)
    if example.clause:
        at = style.word("comma").join(f"{name} = {value}" for name, value in example.at.items())
        text += style.word("colon") + (style.word("example-at", clause=example.clause, at=at) if at else example.clause)
    silent = "does-not-apply" if example.tested else "not-tested"
    verdict = "passes" if example.passes else "fails" if example.fails else silent
    return style.word(f"example-{verdict}"), text


def example_text(example: Example, style: Style) -> str:
    """``xl-112 with design.credits = 256``."""
    comma = style.word("comma")
    changes = comma.join(
        style.word("example-without", path=path) if value is None else f"{path} = {value}"
        for path, value in example.overrides.items()
    )
    base = example.base if isinstance(example.base, str) else comma.join(f"{r}: {b}" for r, b in example.base.items())
    return style.word("example-with", base=base, changes=changes) if changes else base
