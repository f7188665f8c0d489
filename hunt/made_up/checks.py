"""Python functions of the made-up area, which formulas call: one that says how it moves, one that is array too, one with bounds of its own.

What they come to is arithmetic of ``hunt.exact``; the tool is told of them as it is of those of a lab, by the entry point in ``hunt/installed``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from conformance.expressions.functions import PythonFunction, Unanswerable
from conformance.expressions.types import NumberType
from hunt.exact import Missing, drawn, lifted, swung
from hunt.made_up.formulas import Formula, applied

_INSTALLED = Path(__file__).resolve().parents[1] / "installed"


def install() -> None:
    """Let areas that are opened from now on find the functions; a shell does it by ``PYTHONPATH=.:hunt/installed``."""
    if str(_INSTALLED) not in sys.path:
        sys.path.append(str(_INSTALLED))


def _answered(means: Callable[..., Fraction]) -> Callable[..., Fraction]:
    """As the tool calls it."""

    def function(*values: Any) -> Fraction:
        try:
            return means(*map(Fraction, values))
        except Missing as missing:
            raise Unanswerable("unanswerable") from missing

    return function


def _drawn_array(load: Any, room: Any) -> Any:
    return np.where((np.asarray(load) < 0) | (np.asarray(room) <= 0), np.nan, load / np.where(room == 0, 1.0, room))


def _swung_bounds(x: tuple[Any, Any]) -> tuple[Any, Any]:
    """It falls to -1/2 at -1 and rises to 1/2 at 1, and its ends are at either end, or there."""
    low, high = (np.asarray(end, dtype=float) for end in x)
    at_low, at_high = low / (1 + low * low), high / (1 + high * high)
    least = np.where((low <= -1) & (high >= -1), -0.5, np.minimum(at_low, at_high))
    most = np.where((low <= 1) & (high >= 1), 0.5, np.maximum(at_low, at_high))
    return least, most


_NUMBER = NumberType()
FUNCTIONS = [
    PythonFunction(
        "lifted",
        {"x": _NUMBER, "by": _NUMBER},
        _NUMBER,
        _answered(lifted),
        monotone={"x": "rising", "by": "falling"},
    ),
    PythonFunction(
        "drawn",
        {"load": _NUMBER, "room": _NUMBER},
        _NUMBER,
        _answered(drawn),
        monotone={"load": "rising", "room": "falling"},
        array=_drawn_array,
    ),
    PythonFunction("swung", {"x": _NUMBER}, _NUMBER, _answered(swung), interval=_swung_bounds),
]
"""As the tool calls them."""


def _call(name: str, means: Callable[..., Fraction]) -> Callable[..., Formula]:
    def call(*arguments: Formula) -> Formula:
        return applied(f"{name}({', '.join(['{}'] * len(arguments))})", means, *arguments)

    return call


CHECKS: Mapping[str, tuple[int, Callable[..., Formula]]] = {
    "lifted": (2, _call("lifted", lifted)),
    "drawn": (2, _call("drawn", drawn)),
    "swung": (1, _call("swung", swung)),
}
"""By name: how many numbers it takes, and the call of them."""
