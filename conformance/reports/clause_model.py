"""What a report says of one clause: verdict, margin, points, formula, fix and picture. ``model`` holds the rest."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from conformance.reports.vocabulary import StatusName

Texts = dict[str, str]
"""Language code to text."""

Exact = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(/[0-9]+)?$")]
Finite = Annotated[float, Field(allow_inf_nan=False)]
AssuranceName = Literal["exact", "proved", "tested"]


class Part(BaseModel):
    """What every part of a report has in common: closed, and never changed once built."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Part):
    """A stretch of a file, with the text of its first line; line and column from 1, 0 where the whole file is meant."""

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    text: str = ""


class Value(Part):
    """A value as people read it and exactly, in base units."""

    text: str
    exact: Exact | None = None


class MarginEntry(Part):
    """How far from failing; negative where it fails.

    ``per_cent`` is rounded to six digits; ``amount`` is null in a redacted report. ``least`` says whether no operating point has
    less; else ``amount`` is the lowest that was met, and ``guaranteed`` the proved bound. ``ratio`` says that ``amount`` is the
    factor between value and limit, above 1 where the clause holds.
    """

    amount: Value | None
    per_cent: float | None
    dimension: str
    guaranteed: Value | None = None
    least: bool = True
    ratio: bool = False


class PointEntry(Part):
    """An operating point; ``moved`` names the variables that left their nominal value, ``order`` those of the rule."""

    values: dict[str, Value]
    order: tuple[str, ...]
    moved: tuple[str, ...] = ()


class StepEntry(Part):
    """A named intermediate value."""

    name: str
    formula: str
    numbers: str
    value: str


class FormulaEntry(Part):
    """The clause with names and with the vendor's numbers."""

    names: str
    numbers: str
    steps: tuple[StepEntry, ...] = ()


class FieldEntry(Part):
    """A field of the descriptor that a rule blames."""

    path: str
    place: Place


class RepairEntry(Part):
    """The nearest value of a field at which the clause passes.

    ``place`` is that of the field, which may stand inside what is blamed; where the descriptor leaves it out, of what should hold it;
    ``current`` is empty where the descriptor leaves the field out; ``limit`` is what ``above`` and ``below`` keep away from;
    ``also`` names fields that are to be stated with this one, since none of them alone mends the clause, and ``values`` then holds
    one example for each of them all, or none, and ``choices`` the words of each that pass, none of what is no enumeration;
    ``breaks`` names what then fails that does not now, as ``CI-126/clause (record)``; ``others_tried`` says whether the other
    rules that read the field were decided with it too: false where too much had been tried before, null where nobody asked; ``whole`` is false where not every choice of
    discrete values could be looked at: it passes as far as was tried.
    """

    path: str
    place: Place
    current: str
    values: tuple[str, ...]
    direction: str
    breaks: tuple[str, ...] = ()
    others_tried: bool | None = None
    limit: str = ""
    also: tuple[str, ...] = ()
    whole: bool = True
    choices: tuple[tuple[str, ...], ...] = ()


class TriedEntry(Part):
    """What was looked at; ``undefined`` says that points without a value are not excluded."""

    enumerated: int
    boxes: int
    searched: int
    examples: int
    undefined: bool = False


class Stretch(Part):
    """Where failing begins and ends, around the counterexample."""

    low: Value
    high: Value


class MarkEntry(Part):
    """A point of a picture; ``aside`` where other variables than the picture's differ from those of its curves."""

    kind: Literal["counterexample", "worst"]
    x: Finite
    value: Finite | None
    floor: Finite | None
    ceiling: Finite | None
    aside: bool


class PictureEntry(Part):
    """A clause along the variable that matters most, the others as at the counterexample, else as at the worst point.

    ``value`` is the left side of the comparison, or the margin where ``value_name`` is empty; ``floor`` is what it must
    reach, ``ceiling`` what it must not pass, empty where there is no such limit. Each is as long as ``xs``, null where
    nothing is defined or admitted; ``fails`` holds the stretches on which the clause fails. For drawing, not for deciding.
    """

    variable: str
    x_unit: str
    x_scale: Literal["linear", "log"]
    y_unit: str
    y_scale: Literal["linear", "log"]
    value_name: str
    limit_name: str
    xs: tuple[Finite, ...]
    value: tuple[Finite | None, ...]
    floor: tuple[Finite | None, ...]
    ceiling: tuple[Finite | None, ...]
    fails: tuple[tuple[Finite, Finite], ...]
    marks: tuple[MarkEntry, ...]


class ClauseEntry(Part):
    """The verdict of one clause, for one record of the outermost list where there is one."""

    clause: str
    record: str
    same: tuple[str, ...]
    status: StatusName
    assurance: AssuranceName | None
    reason: Texts
    messages: Texts
    hints: tuple[Texts, ...]
    margin: MarginEntry | None
    at_limit: bool
    low_reserve: bool
    worst: PointEntry | None
    counterexample: PointEntry | None
    begins: dict[str, Stretch]
    immaterial: tuple[str, ...]
    blamed: tuple[FieldEntry, ...]
    repairs: tuple[RepairEntry, ...]
    formula: FormulaEntry | None
    tried: TriedEntry
    picture: PictureEntry | None = None
