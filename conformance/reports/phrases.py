"""Parts of sentences out of a verdict's values: points, margins, stretches, repairs, what was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.engine.shown import Margin, Point, Repair, Shown
from conformance.engine.verdicts import ClauseVerdict, Reason, Tried
from conformance.findings.catalogue import sentence
from conformance.reports.notes import listed
from conformance.reports.style import Style

_SHOWN = 3
_MOST_WRITTEN_OUT = 1_000_000
"""Per cent; what is more is told with an exponent."""


def point_text(point: Point, style: Style) -> str:
    """The operating point, the variables that left their nominal value first."""
    comma = style.word("comma")
    moved = [f"{name} = {shown.text}" for name, shown in point.values.items() if name in point.moved]
    rest = [f"{name} = {shown.text}" for name, shown in point.values.items() if name not in point.moved]
    if not moved or not rest:
        return comma.join(moved or rest)
    return comma.join(moved) + style.word("semicolon") + style.word("nominal", values=comma.join(rest))


def margin_text(margin: Margin) -> str:
    """``+0.45 GB/s (+0.4 %)``, the sign always shown."""
    text = _signed(margin.amount)
    if margin.per_cent is None:
        return text
    return with_share(text, float(margin.per_cent))


def with_share(amount: str, per_cent: float) -> str:
    """``-5 pp (-5.6 %)`` of a ratio: points, and the share of the limit in brackets; once where both are the same."""
    share = per_cent_text(per_cent)
    return share if amount == share else f"{amount.replace(' %', ' pp')} ({share})"


def per_cent_text(value: float) -> str:
    """``+0.45 %``, ``-19.4 %``, ``+1,250 %``, ``+1.84e9 %``: three digits, the sign always shown; within the slack of comparisons 0."""
    if abs(value) <= 1e-7:
        return "0 %"
    if 999.5 <= abs(value) < _MOST_WRITTEN_OUT:
        return f"{value:+,.0f} %"
    digits, _, power = f"{value:+.3g}".partition("e")
    return f"{digits}e{int(power)} %" if power else f"{digits} %"


def with_sign(text: str, *, positive: bool) -> str:
    """An amount with its sign; ``x 17.1``, how many times an error rate is better than its limit, has none."""
    return f"+{text}" if positive and not text.startswith(("+", "x ")) else text


def _signed(amount: Shown) -> str:
    return with_sign(amount.text, positive=amount.value is not None and amount.value > 0)


def worst_text(clause: ClauseVerdict, style: Style) -> str:
    """The margin with the point at which it is smallest, and what is guaranteed everywhere."""
    if clause.margin is None:
        told = (
            clause.counterexample is not None
            and clause.worst is not None
            and _same(clause.worst, clause.counterexample)
        )
        return point_text(clause.worst, style) if clause.worst and clause.worst.values and not told else ""
    margin = margin_text(clause.margin)
    if clause.margin.amount.value == 0 and not clause.margin.ratio:
        margin = style.word("margin-of-nothing", margin=margin)
    if clause.worst is None or not clause.worst.values:
        return margin
    if clause.counterexample is not None and _same(clause.worst, clause.counterexample):
        return style.word("worst-here" if clause.margin.least else "lowest-met-here", margin=margin)
    word = "worst-at" if clause.margin.least else "lowest-met-at"
    return style.word(word, margin=margin, point=point_text(clause.worst, style))


def open_text(margin: Margin, style: Style) -> str:
    """What a margin is that is not known to be the smallest: the lowest met, and what is proved beside it; else ""."""
    if margin.least:
        return ""
    if margin.guaranteed is None:
        return style.word("lowest-met")
    return style.word("lowest-met-proved", amount=margin.guaranteed.text)


def _same(left: Point, right: Point) -> bool:
    return {name: shown.text for name, shown in left.values.items()} == {
        name: shown.text for name, shown in right.values.items()
    }


def begins_text(begins: Mapping[str, tuple[Shown, Shown]], style: Style) -> str:
    """Where failing begins and ends, variable by variable."""
    return style.word("semicolon").join(
        style.word("fails-at", name=name, low=low.text)
        if low.text == high.text
        else style.word("fails-between", name=name, low=low.text, high=high.text)
        for name, (low, high) in begins.items()
    )


def repair_text(repair: Repair, style: Style) -> str:
    """``design.credits: at least 301 passes, now 256; but CI-126/fits-the-buffer would then fail``."""
    if repair.current:
        values = values_text(repair, style)
        told = {"path": repair.path, "values": values, "current": repair.current, "limit": repair.limit}
        said = style.word(f"fix-{repair.direction}", **told)
    elif repair.also:
        said = _several_text([repair.path, *repair.also], repair, style)
    else:
        said = _state_text(repair, repair.path, style)
    said = said if repair.whole else style.word("fix-so-far", fix=said)
    said = style.word("fix-alone", fix=said) if repair.others_tried is False else said
    breaks = [code_text(code, style) for code in repair.breaks]
    return style.word("fix-but", fix=said, clauses=_some(breaks, style)) if breaks else said


def code_text(code: str, style: Style) -> str:
    """``CI-126/clause (record)`` in the brackets of the language."""
    clause, _, record = code.partition(" (")
    return style.bracketed(clause, record.removesuffix(")"))


def repair_label(repair: Repair, style: Style, rule: str = "") -> str:
    """The same in a few words, for the place beside a caret; of ``rule`` itself the clauses are named, of others the ids."""
    leaves = [path.rpartition(".")[2] for path in (repair.path, *repair.also)]
    said = _several_text(leaves, repair, style) if repair.also else ""
    said = said or (_passing(repair, style) if repair.current else _state_text(repair, leaves[0], style))
    said = said if repair.whole else style.word("fix-so-far", fix=said)
    if not repair.breaks:
        return said
    codes = (code.partition(" (")[0].removeprefix(f"{rule}/") for code in repair.breaks)
    rules = dict.fromkeys(code.partition("/")[0] for code in codes)
    return style.word("label-but", fix=said, rules=_some(list(rules), style))


def fields_text(repair: Repair, style: Style) -> str:
    """The field that is to change, with those that are to be stated beside it."""
    return style.word("beside").join([repair.path, *repair.also])


def _passing(repair: Repair, style: Style) -> str:
    """``at least 301 passes``; of an example that is too long nothing."""
    values = values_text(repair, style)
    slug = "stated" if repair.direction == "one-of" and not repair.current else repair.direction
    return style.word(f"label-{slug}", values=values, limit=repair.limit) if values else ""


def _state_text(repair: Repair, name: str, style: Style) -> str:
    """That a field which is left out is to be stated, and what passes."""
    said = _passing(repair, style)
    return style.word("fix-state", path=name, fix=said) if said else style.word("fix-state-it", path=name)


def _several_text(names: Sequence[str], repair: Repair, style: Style) -> str:
    """That fields are to be stated together: each with the words that pass, or with an example; equal ones once."""
    if not repair.values:
        return style.word("fix-state-it", path=style.word("beside").join(dict.fromkeys(names)))
    choices = repair.choices or ((),) * len(names)
    words = [style.word("or").join(some or (value,)) for some, value in zip(choices, repair.values, strict=True)]
    pairs = [style.word("fix-pair", path=name, values=said) for name, said in zip(names, words, strict=True)]
    return style.word("fix-state-all", pairs=style.word("semicolon").join(dict.fromkeys(pairs)))


def values_text(repair: Repair, style: Style) -> str:
    """The values that pass."""
    return style.word("to" if repair.direction == "between" else "or").join(repair.values)


def record_text(clause: ClauseVerdict, style: Style) -> str:
    """The record that fails, with those that fail for the same cause."""
    if not clause.same:
        return clause.record
    return style.word("same", record=clause.record, others=_some(clause.same, style))


def _some(items: Sequence[str], style: Style) -> str:
    """The first items, and how many more there are."""
    shown = listed(items[:_SHOWN], style)
    return shown if len(items) <= _SHOWN else style.word("and-more", shown=shown, count=str(len(items) - _SHOWN))


def reason_text(reason: Reason | None, style: Style) -> str:
    """The catalogue's sentence for a reason, "" without one."""
    return "" if reason is None else sentence(reason.code, style.lang, reason.arguments)


def tried_text(tried: Tried, style: Style) -> str:
    """``4,097 points, all there are; 12 boxes of the proof``."""
    numbers = {
        "enumerated": tried.enumerated,
        "boxes": tried.boxes,
        "searched": tried.searched,
        "examples": tried.examples,
    }
    parts = [
        style.word(f"tried-{name}-one" if number == 1 else f"tried-{name}", count=f"{number:,}")
        for name, number in numbers.items()
        if number
    ]
    if tried.undefined:
        parts.append(style.word("undefined-open"))
    return style.word("semicolon").join(parts)
