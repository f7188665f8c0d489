"""Random formulas that read a descriptor or the lab's table: curves, figures by a word, fields that may be left out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hunt.made_up.formulas import Formula, Scope, at, in_scope
from hunt.made_up.thing import CURVES, GRADES, OPTIONAL

if TYPE_CHECKING:
    from hunt.made_up.writer import Writer


def of_curve(writer: Writer, kind: str, depth: int) -> Formula:
    """A curve of the descriptor, read along a quantity."""
    name = writer.random.choice([name for name, curve in CURVES.items() if curve[1] == kind])
    along, path = writer.quantity(CURVES[name][0], depth), f"design.{name}"
    return in_scope(f"curve({path}, {{}})", lambda scope, x: at(scope, path).read(x), along)


def of_table(writer: Writer, kind: str, depth: int) -> Formula:
    """A figure of the lab's table, or its curve read along a length."""
    key = writer.random.choice(["design.mode", *(f"{one}.mode" for one in writer.names.records)])
    if kind == "length":
        return Formula(f"lab.grades[{key}].width", lambda scope: GRADES[at(scope, key)][1])
    if writer.random.random() < 0.5:
        return Formula(f"lab.grades[{key}].factor", lambda scope: GRADES[at(scope, key)][0])
    text = f"curve(lab.grades[{key}].bend, {{}})"
    return in_scope(text, lambda scope, x: GRADES[at(scope, key)][2].read(x), writer.quantity("length", depth))


def of_optional(writer: Writer, depth: int) -> Formula:
    """A field that may be left out, and what stands in for it."""
    instead = writer.quantity("number", depth)

    def value(scope: Scope) -> Fraction:
        return Fraction(scope["design"][OPTIONAL] if OPTIONAL in scope["design"] else instead.value(scope))

    return Formula(f"default(design.{OPTIONAL}, {instead.text})", value)
