"""Operations of the interval reading on one box that take the mathematical library or tables: on arrays of one number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np

from conformance.expressions import interval
from conformance.expressions.bounds import Bounds
from conformance.expressions.interval_truth import Truths
from conformance.expressions.outcomes import Ref
from conformance.expressions.program import Instruction


def operation(step: Instruction) -> Callable[..., Any]:
    """An instruction carried out by the reading of many, for ``one_box``; fixed values stay as that reading has them."""
    of_many = cast("Callable[..., Any]", interval.reading(step))
    fixed = [None if isinstance(part, Ref) else interval.operand(part) for part in step.operands]

    def of_one(*operands: Any) -> Any:
        rows = [_in_rows(part) if known is None else known for part, known in zip(operands, fixed, strict=True)]
        with np.errstate(all="ignore"):
            return _of_a_row(of_many(*rows))

    return of_one


def _in_rows(part: Any) -> Bounds | Truths:
    first, second, undefined = part
    make = Truths if first.__class__ is bool else Bounds
    return make(np.array([first]), np.array([second]), undefined and np.array([True]))


def _of_a_row(found: Bounds | Truths) -> tuple[Any, Any, bool]:
    ends = (found.low, found.high) if isinstance(found, Bounds) else (found.may_hold, found.may_fail)
    first, second, undefined = (np.asarray(part).item() for part in (*ends, found.undefined))
    return first, second, undefined
