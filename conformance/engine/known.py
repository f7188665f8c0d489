"""What is known to fail while a repair is looked for: choices and points, tried before anything else."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.engine.cases import Case, cases
from conformance.engine.context import Context
from conformance.engine.judge import Finding
from conformance.engine.problem import Point
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.engine.prove import Prover

_REMEMBERED = 8


class Known:
    """What is known to fail: choices of discrete values by their labels, and points; tried before anything else.

    ``alone``: nothing but that is tried; ``glance``: the rest is decided with less effort, and ``glanced`` keeps how far
    that came (``outcome.Brief``).
    """

    __slots__ = ("alone", "glance", "glanced", "labels", "points")

    def __init__(
        self,
        labels: dict[tuple[str, ...], Case] | None = None,
        points: list[Point] | None = None,
        *,
        glanced: dict[object, Prover] | None = None,
        alone: bool = False,
        glance: bool = False,
    ) -> None:
        """Keep what is given, which more is added to."""
        self.labels = {} if labels is None else labels
        self.points = [] if points is None else points
        self.glanced = {} if glanced is None else glanced
        self.alone, self.glance = alone, glance

    def tried(self, *, alone: bool = False, glance: bool = False) -> Known:
        """The very same failures, tried in another way."""
        return Known(self.labels, self.points, glanced=self.glanced, alone=alone, glance=glance)

    def of(self, context: Context, *, integers_discrete: bool) -> Iterator[Case]:
        """Those of the choices that are known to fail, as far as they come early."""
        left = set(self.labels)
        for case in cases(context, integers_discrete=integers_discrete, among=self.labels.keys()):
            labels = case.labels
            if labels in left:
                left.discard(labels)
                yield case
            if not left:
                return

    def add(self, item: Finding) -> None:
        """Remember a failure."""
        self.meet(item.case, item.outcome.worst, item.outcome.counterexample)

    def meet(self, case: Case, *points: Point | None) -> None:
        """Remember a choice that fails, and points at which it does."""
        if len(self.labels) < _REMEMBERED:
            self.labels.setdefault(case.labels, case)
        self.points += [point for point in points if point and point not in self.points]
