"""From the verdict of a clause to its entry in the report."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.engine import shown as told
from conformance.engine import verdicts
from conformance.reports import model
from conformance.reports.entry_parts import Named, place_entry, reason_texts
from conformance.reports.places import home, place
from conformance.spec.descriptor import Descriptor


def clause_entry(clause: verdicts.ClauseVerdict, descriptor: Descriptor, named: Named) -> model.ClauseEntry:
    """A clause with its verdict."""
    return model.ClauseEntry(
        clause=clause.clause,
        record=clause.record,
        same=clause.same,
        status=clause.status.value,
        assurance=clause.assurance.value if clause.assurance else None,
        reason=reason_texts(clause.reason),
        messages=dict(clause.messages),
        hints=tuple(dict(hint) for hint in clause.hints),
        margin=_margin(clause.margin),
        at_limit=clause.at_limit,
        low_reserve=clause.low_reserve,
        worst=_point(clause.worst),
        counterexample=_point(clause.counterexample),
        begins={name: model.Stretch(low=_value(low), high=_value(high)) for name, (low, high) in clause.begins.items()},
        immaterial=clause.immaterial,
        blamed=tuple(_field(path, descriptor, named) for path in clause.blamed),
        repairs=tuple(
            model.RepairEntry(
                path=repair.path,
                place=_place(repair.path, descriptor, named),
                current=repair.current,
                values=repair.values,
                direction=repair.direction,
                breaks=repair.breaks,
                others_tried=repair.others_tried,
                limit=repair.limit,
                also=repair.also,
                whole=repair.whole,
                choices=repair.choices,
            )
            for repair in clause.repairs
        ),
        formula=_formula(clause.formula),
        tried=model.TriedEntry(
            enumerated=clause.tried.enumerated,
            boxes=clause.tried.boxes,
            searched=clause.tried.searched,
            examples=clause.tried.examples,
            undefined=clause.tried.undefined,
        ),
        picture=_picture(clause.picture),
    )


def _field(path: str, descriptor: Descriptor, named: Named) -> model.FieldEntry:
    return model.FieldEntry(path=path, place=_place(path, descriptor, named))


def _place(path: str, descriptor: Descriptor, named: Named) -> model.Place:
    return place_entry(place(descriptor, path), home(descriptor, path)[0].source, named)


def _value(shown: told.Shown) -> model.Value:
    return model.Value(text=shown.text, exact=None if shown.value is None else str(Fraction(shown.value)))


def _margin(margin: told.Margin | None) -> model.MarginEntry | None:
    if margin is None:
        return None
    return model.MarginEntry(
        amount=_value(margin.amount),
        per_cent=None if margin.per_cent is None else float(f"{float(margin.per_cent):.6g}"),
        dimension=str(margin.dimension),
        guaranteed=_value(margin.guaranteed) if margin.guaranteed else None,
        least=margin.least,
        ratio=margin.ratio,
    )


def _point(point: told.Point | None) -> model.PointEntry | None:
    if point is None:
        return None
    return model.PointEntry(values=_values(point.values), order=tuple(point.values), moved=point.moved)


def _values(values: Mapping[str, told.Shown]) -> dict[str, model.Value]:
    return {name: _value(shown) for name, shown in values.items()}


def _formula(formula: told.Formula | None) -> model.FormulaEntry | None:
    if formula is None:
        return None
    steps = (model.StepEntry(name=n, formula=f, numbers=v, value=r) for n, f, v, r in formula.steps)
    return model.FormulaEntry(names=formula.names, numbers=formula.numbers, steps=tuple(steps))


def _picture(drawn: told.Picture | None) -> model.PictureEntry | None:
    if drawn is None:
        return None
    marks = tuple(model.MarkEntry.model_validate(mark._asdict()) for mark in drawn.marks)
    return model.PictureEntry.model_validate({**drawn._asdict(), "marks": marks})
