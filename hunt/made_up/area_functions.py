"""Functions of the made-up area, which formulas call: as the tool reads them, and as what stands in their place.

A function is no call that wants the values of all its arguments: a branch that is not asked leaves its arguments alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import yaml

from hunt.exact import quotient, whole
from hunt.made_up.formulas import Formula, applied, choice, compared, number

_SOURCE = {"document": "made up", "clause": "1", "status": "read"}


def _blend(a: Formula, b: Formula, share: Formula) -> Formula:
    return applied("blend({}, {}, {})", lambda a, b, share: a * share + b * (1 - share), a, b, share)


def _on_steps(x: Formula, step: Formula) -> Formula:
    return applied("on_steps({}, {})", lambda x, step: whole(quotient(x, step)) * step, x, step)


def _chosen(a: Formula, b: Formula, by: Formula) -> Formula:
    return _called("chosen", choice(compared(by, ">", number(Fraction(0))), a, b), a, b, by)


def _folded(x: Formula) -> Formula:
    size = applied("abs({})", abs, x)
    square = applied("({} ** 2)", lambda a: a * a, x)
    off = applied("({} - 0.3)", lambda a: a - Fraction(3, 10), x)
    small = _chosen(x, _on_steps(x, number(Fraction(1, 2))), off)
    large = _blend(x, square, number(Fraction(1, 4)))
    return _called("folded", choice(compared(size, ">", number(Fraction(1))), large, small), x)


def _called(name: str, means: Formula, *arguments: Formula) -> Formula:
    """A call, which comes to what a formula comes to that stands in its place."""
    return Formula(f"{name}({', '.join(one.text for one in arguments)})", means.value, parts=arguments)


_FORMULAS = {
    "blend": ("a b share", "a * share + b * (1 - share)"),
    "on_steps": ("x step", "floor(x / step) * step"),
    "chosen": ("a b by", "a if by > 0 else b"),
    "folded": ("x", "blend(x, x ** 2, 0.25) if abs(x) > 1 else chosen(x, on_steps(x, 0.5), x - 0.3)"),
}
FUNCTIONS: Mapping[str, tuple[int, Callable[..., Formula]]] = {
    "blend": (3, _blend),
    "on_steps": (2, _on_steps),
    "chosen": (3, _chosen),
    "folded": (1, _folded),
}
"""By name: how many numbers it takes, and the call of them."""


def functions_file() -> str:
    """The area's ``functions.yaml``."""
    entries = [
        {
            "name": name,
            "title": {"en": "x", "zh": "x"},
            "arguments": dict.fromkeys(names.split(), "number"),
            "returns": "number",
            "expression": text,
            "source": _SOURCE,
        }
        for name, (names, text) in _FORMULAS.items()
    ]
    return yaml.safe_dump({"functions": entries}, sort_keys=False)
