"""What passes, clause by clause (``-v``): with how much margin, where it is least, how sure that is, and what was tried."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.engine.verdicts import Tried
from conformance.reports import model
from conformance.reports.entry_text import phrase, point, signed, word
from conformance.reports.notes import note
from conformance.reports.phrases import tried_text
from conformance.reports.style import Style
from conformance.reports.width import printable, wrap


def passing(descriptor: model.DescriptorEntry, style: Style) -> list[str]:
    """A block for each rule that passes, an empty line after each."""
    lines: list[str] = []
    for rule in descriptor.rules:
        if rule.status == "pass":
            lines += [*_rule(rule, style), ""]
    return lines


def _rule(rule: model.RuleEntry, style: Style) -> Iterator[str]:
    how = style.word(rule.assurance) if rule.assurance else ""
    said = style.bracketed(f"{rule.id} {phrase(rule.title, style.lang)}", how)
    yield style.paint("strong", printable(said))
    for clause in rule.clauses:
        name = " ".join(part for part in (clause.clause, clause.record) if part)
        yield from (f"  {part}" for part in wrap(printable(name), style.width - 2))
        for slug, text in _notes(clause, style):
            yield from note(slug, printable(text), 1, style)


def _notes(clause: model.ClauseEntry, style: Style) -> Iterator[tuple[str, str]]:
    lang = style.lang
    if clause.reason:
        yield "reason", phrase(clause.reason, lang)
    if clause.formula is not None:
        yield "numbers", clause.formula.numbers
    if clause.margin is not None:
        yield "margin", _margin(clause, lang)
        if clause.margin.guaranteed is not None:
            yield "guarantee", word("guaranteed", lang, amount=clause.margin.guaranteed.text)
    if clause.immaterial:
        yield "immaterial", word("beside", lang).join(clause.immaterial)
    yield "tried", tried_text(Tried(**dict(clause.tried)), style)


def _margin(clause: model.ClauseEntry, lang: str) -> str:
    assert clause.margin is not None
    margin = signed(clause.margin)
    if clause.worst is None or not clause.worst.order:
        return margin
    return word("worst-at", lang, margin=margin, point=point(clause.worst, lang))
