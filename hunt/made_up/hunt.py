"""The hunt with made-up rules: one rule and one descriptor a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from random import Random

from conformance.engine.verdicts import Status
from conformance.spec.load import SpecSet
from hunt.findings import Finding
from hunt.made_up.attack import attacked
from hunt.made_up.bounds import within_bounds
from hunt.made_up.mends import mended
from hunt.made_up.points import against_points, condition, seen
from hunt.made_up.random_rules import made_rule
from hunt.made_up.shrink import smaller
from hunt.made_up.task import Look, Task, open_lab
from hunt.made_up.told_points import of_points
from hunt.made_up.turns import turned
from hunt.made_up.words import in_other_words
from hunt.made_up.world import world

_MENDED = 0.25
"""The share of rules of which the tool is asked what mends a failure, which takes most of its time."""
_CROWD = (9, 10, 11, 12, 13)
_CROWDED = (("subsets",), ("subsets",), ("each", "subsets"), ("subsets", "one_of"))
_IN_OTHER_WORDS = 4
"""One rule of so many is decided in other words too."""


class Rules:
    """Random rules, each over a random descriptor."""

    name = "rules"

    def __init__(self) -> None:
        """Nothing was decided."""
        self.tally: Counter[str] = Counter()

    @cached_property
    def _specs(self) -> SpecSet:
        return open_lab()

    def task(self, random: Random) -> Task:
        """A random task."""
        made = world(random)
        return Task(made, made_rule(random, made.scope), self._specs, random, mends=random.random() < _MENDED)

    def case(self, random: Random) -> Iterator[Finding]:
        """What is wrong with one verdict."""
        task = self.task(random)
        self.tally[task.verdict.status] += 1
        self.tally["clauses"] += len(task.verdict.clauses)
        yield from self._looks(task)

    def smaller(self, random: Random, finding: Finding) -> Finding:
        """The finding of a case made smaller as far as a bounded number of tries goes; what it came from stands beside it."""
        found = smaller(self.task(random), finding, self._looks)
        if found is None:
            return finding
        return found._replace(files={**found.files, **{f"as-found/{name}": one for name, one in finding.files.items()}})

    def _looks(self, task: Task) -> Look:
        if task.verdict.status is Status.ERROR:
            # That a pole of one number makes the range of another endless is no rule that can be decided.
            if "no finite bound" not in str(task.verdict.reason):
                yield task.found("error", str(task.verdict.reason))
            return
        settled = condition(task)
        if settled is not None:
            if task.verdict.status is not settled:
                yield task.found("condition", f"{task.verdict.status}, where the condition makes it {settled}")
            return
        found = seen(task)
        yield from within_bounds(task, found)
        yield from against_points(task, found)
        yield from attacked(task, found)
        yield from turned(task, found)
        yield from of_points(task)
        yield from mended(task)
        if task.random.randrange(_IN_OTHER_WORDS) == 0:
            yield from in_other_words(task)


class Crowds(Rules):
    """Random rules over more choices than are looked at while repairs are tried: what ends early must not be taken as whole."""

    name = "crowds"

    def task(self, random: Random) -> Task:
        """A random task over the sets of many units."""
        made = world(random, _CROWD)
        rule = made_rule(random, made.scope, random.choice(_CROWDED))
        return Task(made, rule, self._specs, random, mends=True)
