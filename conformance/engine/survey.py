"""Goes through a rule's discrete choices and decides every clause in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from conformance.engine.cases import Case, cases
from conformance.engine.context import Context
from conformance.engine.judge import Finding
from conformance.engine.known import Known
from conformance.engine.outcome import Brief, Outcome, solve
from conformance.engine.prepare import Prepared
from conformance.engine.problem import Problem
from conformance.engine.verdicts import Assurance
from conformance.expressions.fold import ClaimAbsent, Folder, NotDiscrete
from conformance.expressions.outcomes import ENDLESS, Truth, Undefined
from conformance.expressions.scalars import Undecided
from conformance.spec.rule_parts import Clause

ENUMERATION = 100_000
"""Work (nodes of formulas) spent on discrete choices: three to four tenths of a second; beyond, the rest is searched."""
TRIAL = 60_000
"""The same, for one trial of a repair."""


def passes(found: Group) -> bool:
    """Whether nothing of a group fails or is left open."""
    return found.absent is None and all(item.outcome.holds is not False for item in found.items)


class Group:
    """What was found of one clause and one record of the outermost ``each``."""

    __slots__ = ("absent", "items")

    def __init__(self) -> None:
        """Nothing is found yet."""
        self.items: list[Finding] = []
        self.absent: ClaimAbsent | None = None


Groups = defaultdict[tuple[str, str], Group]
"""What is found of a clause for a record; thousands of cases come to few of them."""


class _Spent(Exception):
    """The budget ended while choices were excluded one after the other."""


class Survey:
    """The discrete choices of one rule for one descriptor.

    Args:
        context: the rule beside the data.
        known: what is known to fail; given where repairs are tried, which need no more than pass or fail.
        only: look at this (clause, record) alone.
        besides: look at everything but these, and at no more than it takes to find a failure.
        solved: outcomes of problems by their key, shared with other surveys; added to. Where repairs are tried, what the
            first survey knows of unchanged clauses is known, and what is tried again costs nothing.
        failures: no more is asked for than what fails: cases without numbers that are seen to pass leave nothing behind.

    Attributes:
        whole: whether every choice was looked at.
        steps: nodes of formulas that were evaluated for it.
        solved: see above.
        defaults: paths for which ``default`` had to stand in.
    """

    def __init__(
        self,
        context: Context,
        *,
        known: Known | None = None,
        only: tuple[str, str] | None = None,
        besides: AbstractSet[tuple[str, str]] | None = None,
        solved: dict[object, Outcome] | None = None,
        failures: bool = False,
    ) -> None:
        """Nothing is decided yet."""
        self.whole = True
        self.defaults: dict[str, None] = {}
        self._context = context
        self._known = known
        self._only = only
        self._besides = besides
        self._failures = failures
        self._asked: dict[str, list[Clause]] = {}
        self.steps = 0
        self._budget = ENUMERATION if known is None else TRIAL
        self.solved: dict[object, Outcome] = {} if solved is None else solved

    def groups(self) -> dict[tuple[str, str], Group]:
        """Every clause in every case, by clause and record; clauses in the order of the rule, records of the document."""
        try:
            return self._groups(integers_discrete=False)
        except NotDiscrete:
            return self._groups(integers_discrete=True)

    def _groups(self, *, integers_discrete: bool) -> dict[tuple[str, str], Group]:
        found: Groups = defaultdict(Group)
        try:
            self._look_at_all(found, integers_discrete=integers_discrete)
        except _Spent:
            self.whole = False
            self._sample(found)
        return self._in_order(found)

    def _look_at_all(self, found: Groups, *, integers_discrete: bool) -> None:
        """Decide case after case, as far as the budget goes and anything is left to ask for.

        Raises:
            _Spent: the budget ended before.
        """
        for case in self._cases(integers_discrete=integers_discrete):
            if not self._asked_of(case.record):
                continue
            if self._look(case, found) and (self._only is not None or self._besides is not None):
                return
            self._spend(0)

    def _spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self._budget:
            raise _Spent

    def _cases(self, *, integers_discrete: bool) -> Iterator[Case]:
        if self._known is not None and self._known.alone:
            return self._known.of(self._context, integers_discrete=integers_discrete)
        return cases(self._context, integers_discrete=integers_discrete, spend=self._spend)

    def _asked_of(self, record: str) -> list[Clause]:
        """The clauses that are asked for in cases of a record: none where all are left out."""
        if record not in self._asked:
            clauses = self._context.rule.clauses
            self._asked[record] = [clause for clause in clauses if self._asks_for(clause.id, record)]
        return self._asked[record]

    def _asks_for(self, clause: str, record: str) -> bool:
        if self._only is not None:
            return (clause, record) == self._only
        return self._besides is None or (clause, record) not in self._besides

    def _look(self, case: Case, found: Groups) -> bool:
        """Decide every clause that is asked for in one case; whether one of them fails."""
        clauses = self._asked_of(case.record)
        if self._failures and not (case.numbers or case.conditions) and self._is_seen_to_pass(case, clauses, found):
            return False
        part = Prepared.of(self._context, case)
        if part is None:
            return False
        fails = False
        for clause in clauses:
            group = found[clause.id, case.record]
            try:
                group.items.append(self._found(clause, part))
                fails = fails or group.items[-1].outcome.holds is False
            except ClaimAbsent as absent:
                group.absent = absent
        self.steps += part.folder.steps
        self.defaults.update(dict.fromkeys(part.folder.defaults_used))
        return fails

    def _is_seen_to_pass(self, case: Case, clauses: Sequence[Clause], found: Groups) -> bool:
        """Whether a case without numbers passes beyond doubt; its clauses are then among what was found."""
        glimpse = self._context.facts.glimpse
        context = self._context
        work = None if glimpse is None else glimpse.work_of_passing(clauses, context.names, case.bindings, context.seen)
        if work is None:
            return False
        self.steps += work
        for clause in clauses:
            _ = found[clause.id, case.record]
        return True

    def _sample(self, found: Groups) -> None:
        """Beyond what is enumerated, Hypothesis looks for a failing choice."""
        if self._known is not None or any(not passes(group) for group in found.values()):
            return
        from conformance.engine.generate import generate_case

        generate_case(self._context, lambda case: self._look(case, found))

    def _in_order(self, found: Groups) -> dict[tuple[str, str], Group]:
        """Clauses in the order of the rule, records in that of the document."""
        order = [clause.id for clause in self._context.rule.clauses]
        return dict(sorted(found.items(), key=lambda entry: order.index(entry[0][0])))

    def _found(self, clause: Clause, part: Prepared) -> Finding:
        found = self._decided(clause, part)
        end = found.outcome.verdict
        if isinstance(end, Undefined) and end.reason == ENDLESS and end.part is not None:
            from conformance.expressions import text

            raise Undecided("ENGINE-endless", {"part": text.names(end.part)})
        return found

    def _decided(self, clause: Clause, part: Prepared) -> Finding:
        problem = part.problem(self._context.rule, clause)
        if not problem.axes:
            # To look at its only point costs less than to ask whether an equal problem is solved.
            return self._remembered(Finding(part.case, problem, self._no_surer(solve(problem), part.folder)))
        key = problem.key
        outcome = self.solved.get(key)
        if outcome is None:
            outcome = solve(problem) if self._known is None else self._tried(problem, self._known)
            # A pass that a trial only tested may be refuted by a point that another trial meets.
            if self._known is None or outcome.assurance is not Assurance.TESTED:
                self.solved[key] = outcome
        return self._remembered(Finding(part.case, problem, self._no_surer(outcome, part.folder)))

    def _remembered(self, item: Finding) -> Finding:
        """What was found; a failure is known from now on where a repair is tried."""
        if self._known is not None and not self._known.alone and item.outcome.holds is False:
            self._known.add(item)
        return item

    @staticmethod
    def _no_surer(outcome: Outcome, folder: Folder) -> Outcome:
        """A pass is no surer than the answers of the functions that it rests on."""
        if folder.assurance == "exact":
            return outcome
        rested = Assurance(folder.assurance)
        if not outcome.holds or list(Assurance).index(rested) <= list(Assurance).index(outcome.assurance):
            return outcome
        return outcome._replace(assurance=rested)

    @staticmethod
    def _tried(problem: Problem, known: Known) -> Outcome:
        closest: Truth | None = None
        for point in known.points:
            inside = all(axis.name in point and axis.low <= point[axis.name] <= axis.high for axis in problem.axes)
            if problem.axes and inside:
                verdict = problem.exact({axis.name: point[axis.name] for axis in problem.axes})
                if verdict is not None and not (isinstance(verdict, Truth) and verdict.holds):
                    return Outcome(False, Assurance.EXACT, point, verdict, point)
                closest = verdict if closest is None or _nearer(verdict, closest) else closest
        if known.alone and problem.axes:
            return Outcome(True, Assurance.TESTED, verdict=closest)
        return solve(problem, Brief(known.points[::-1], known.glance, known.glanced))


def _nearer(verdict: Truth | None, other: Truth) -> bool:
    """Whether a pass has less margin than another."""
    share, least = None if verdict is None else verdict.relative, other.relative
    return share is not None and (least is None or share < least)
