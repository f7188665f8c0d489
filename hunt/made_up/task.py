"""One descriptor, one random rule and what the tool says of them; what every look at a verdict starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import MappingProxyType
from unittest.mock import patch

import yaml

from conformance.engine import decide as decide_module
from conformance.engine.cases import Case
from conformance.engine.context import Context
from conformance.engine.decide import decide
from conformance.engine.problem import Problem
from conformance.engine.shown import Point
from conformance.engine.survey import Group, Survey
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict
from conformance.expressions.parse import parse
from conformance.expressions.program import Program
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet, open_specs
from conformance.spec.rules import Rule
from hunt.findings import Finding
from hunt.made_up.area_functions import functions_file
from hunt.made_up.checks import CHECKS, install
from hunt.made_up.formulas import Scope
from hunt.made_up.rule import Clause, MadeRule
from hunt.made_up.thing import AREA, schema, table
from hunt.made_up.world import World

FOLDER = "lab/made-up"


def area_files() -> dict[str, str]:
    """The files of the area: name to text."""
    lab = {f"{FOLDER}/tables/grades.yaml": table(), f"{FOLDER}/functions.yaml": functions_file()}
    return {f"{FOLDER}/area.yaml": AREA, f"{FOLDER}/kinds/Thing.schema.yaml": schema(), **lab}


def open_lab() -> SpecSet:
    """The area of the made-up kind, read."""
    install()
    with TemporaryDirectory() as folder:
        for name, text in area_files().items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        specs = open_specs([Path(folder) / "lab"])
        assert specs.kind("made-up/v1", "Thing") is not None, specs.problems()
        assert (
            CHECKS.keys() <= specs.functions("made-up").keys()
        )  # asked for while the folder is there to say whose area it is
    return specs


class _Survey(Survey):
    """Keeps what it found."""

    found: Mapping[tuple[str, str], Group] = MappingProxyType({})

    def groups(self) -> dict[tuple[str, str], Group]:
        """Every clause in every case."""
        found = super().groups()
        self.found = found
        return found


class Task:
    """A rule and a descriptor, decided.

    Attributes:
        random: what is drawn while looking at the verdict.
        mends: whether the tool is asked what would mend a failure.
    """

    def __init__(self, world: World, made: MadeRule, specs: SpecSet, random: Random, *, mends: bool) -> None:
        """Decide nothing yet."""
        self.world = world
        self.made = made
        self.specs = specs
        self.random = random
        self.mends = mends
        self._survey: _Survey | None = None

    @property
    def scope(self) -> Scope:
        """The exact values of the descriptor."""
        return self.world.scope

    @cached_property
    def rule(self) -> Rule:
        """The rule as the engine reads it."""
        return self.made.rule(self.specs.units)

    @cached_property
    def descriptor(self) -> Descriptor:
        """The descriptor as the engine reads it."""
        found, findings = read_descriptor(self.world.document(), self.specs)
        assert found is not None, findings
        return found

    @cached_property
    def verdict(self) -> RuleVerdict:
        """What the tool says."""
        with patch.object(decide_module, "Survey", self._surveyed):
            return decide(self.rule, self.descriptor, self.specs, repaired=self.mends)

    def _surveyed(self, context: Context) -> Survey:
        self._survey = _Survey(context)
        return self._survey

    def problems(self) -> Iterator[tuple[str, Case, Problem]]:
        """What the engine has solved for the verdict: clause, choice of discrete values, problem."""
        assert self.verdict
        for (clause, _), group in () if self._survey is None else self._survey.found.items():
            yield from ((clause, item.case, item.problem) for item in group.items)

    def program(self, case: Case, text: str) -> Program:
        """Any formula over the names of the rule, as the engine would read it for a choice."""
        return Context.of(self.rule, self.descriptor, self.specs).folder(case.bindings).program(parse(text))

    @property
    def whole(self) -> bool:
        """Whether every choice was looked at; else a pass is one of those that were, and of others nothing is said."""
        assert self.verdict
        return self._survey is None or self._survey.whole

    @cached_property
    def groups(self) -> Mapping[tuple[str, str], ClauseVerdict]:
        """Verdicts by clause and record."""
        return groups(self.verdict)

    @cached_property
    def lacks(self) -> bool:
        """Whether a claim that the descriptor does not make is asked for somewhere: then ``not-tested`` may stand anywhere."""
        text = str(self.made.data())
        return any(
            f"claims.{name}" in text for name in ("gain", "span", "received") if name not in self.scope["claims"]
        )

    def clause(self, name: str) -> Clause:
        """A clause by its id."""
        return next(one for one in self.made.clauses if one.id == name)

    def found(self, what: str, said: str, at: Scope | None = None) -> Finding:
        """A finding about this rule and descriptor."""
        files = {
            **area_files(),
            f"{FOLDER}/rules/MADE-001-made.yaml": written(self.made.data()),
            f"{FOLDER}/examples/thing.yaml": self.world.text,
            "thing.yaml": self.world.text,
        }
        return Finding(what, said if at is None else f"{said} at {self.shown(at)}", files)

    def shown(self, scope: Scope) -> str:
        """The values of the variables at a point."""
        return ", ".join(f"{one.name} = {_text(scope[one.name])}" for one in self.made.variables if one.name in scope)


def groups(verdict: RuleVerdict) -> dict[tuple[str, str], ClauseVerdict]:
    """Clause verdicts by clause and record, records told once written out."""
    return {(one.clause, record): one for one in verdict.clauses for record in (one.record, *one.same)}


def numbers(point: Point | None) -> dict[str, Fraction]:
    """The numbers that a point of a verdict names."""
    shown = {} if point is None else point.values
    return {name: value.value for name, value in shown.items() if value.value is not None}


def written(data: object) -> str:
    """A rule file."""
    return yaml.safe_dump(data, sort_keys=False, width=10_000, allow_unicode=True)


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("id", "a record"))
    if isinstance(value, list):
        return f"{len(value)} records"
    return str(value)


Look = Iterator[Finding]
"""What a look at a task yields."""
