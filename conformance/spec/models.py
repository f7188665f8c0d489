"""What the files of an area look like: pydantic models, strict, every key known.

Imported only where specs are compiled or linted, never where descriptors are decided: pydantic costs as much at start
as a whole ``openarch validate``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

KEBAB = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
IDENTIFIER = r"^[a-z][a-z0-9_]*$"


class Model(BaseModel):
    """Unknown keys are errors; nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _formula(value: object) -> object:
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        raise PydanticCustomError("formula", "a formula that YAML read as something else")
    return repr(value) if isinstance(value, int | float) else value


def _text_of_number(value: object) -> object:
    return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _kinds(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _bases(value: object) -> object:
    """One base, or one for each role of a rule between parts."""
    named = isinstance(value, dict) and all(isinstance(base, str) for base in value.values())
    if not named and not isinstance(value, str):
        raise PydanticCustomError("string_type", "a name, or a name for each role")
    return value


Formula = Annotated[str, BeforeValidator(_formula)]
"""A formula; a bare number is one, a list or a mapping is what YAML made of an unquoted one."""
QuantityText = Annotated[str, BeforeValidator(_text_of_number)]
"""A quantity, or a plain number."""
Name = Annotated[str, Field(pattern=IDENTIFIER)]
Kinds = Annotated[list[str], BeforeValidator(_kinds), Field(min_length=1)]
"""The kinds that may play a role: one name, or a list of them; a ``?`` behind the last makes the role optional."""
ClauseId = Annotated[str, Field(pattern=KEBAB)]


class Bilingual(Model):
    """One text in both languages."""

    en: str
    zh: str


class SourceModel(Model):
    """Where something stands. ``status`` says whether the text itself was read."""

    document: str
    clause: str = ""
    status: Literal["read", "secondary", "to-be-confirmed", "computed"]
    note: str = ""


class AreaModel(Model):
    """``area.yaml``."""

    id: Annotated[str, Field(pattern=KEBAB)]
    version: Annotated[str, Field(pattern=r"^v[1-9][0-9]*$")]
    title: Bilingual
    description: Bilingual | None = None
    working_group: str
    kinds: list[str] = Field(min_length=1)


class VariableModel(Model):
    """One variable of ``forall``: exactly one of the five forms."""

    each: Formula | None = None
    one_of: Formula | list[Formula] | None = None
    integers: Formula | list[Formula] | None = None
    subsets: Formula | None = None
    range: Formula | list[Formula] | None = None
    at_most: Formula | None = None
    step: Formula | None = None
    scale: Literal["linear", "log"] | None = None
    where: Formula | None = None
    nominal: Formula | None = None
    resolution: Formula | None = None

    @model_validator(mode="after")
    def _one_form(self) -> VariableModel:
        forms = [form for form in FORMS if getattr(self, form) is not None]
        if len(forms) != 1:
            raise PydanticCustomError("one_form", "exactly one of each, one_of, integers, subsets, range")
        ends = getattr(self, forms[0])
        if forms[0] in ("integers", "range") and isinstance(ends, list) and len(ends) != 2:
            raise PydanticCustomError("two_ends", "a range has two ends")
        return self


FORMS = ("each", "one_of", "integers", "subsets", "range")


class HintModel(Model):
    """A classic misreading of a failure."""

    when: Formula
    say: Bilingual


class ClauseModel(Model):
    """One clause of ``require`` in its long form."""

    that: Formula
    when: Formula | None = None
    blame: list[str] = []
    message: Bilingual | None = None
    margin: Literal["difference", "ratio"] = "difference"
    reserve: QuantityText | None = None
    hints: list[HintModel] = []


class ExampleModel(Model):
    """One executed example."""

    base: Annotated[Any, BeforeValidator(_bases)]
    passes: dict[str, Any] | None = None
    fails: dict[str, Any] | None = None
    does_not_apply: dict[str, Any] | None = None
    not_tested: dict[str, Any] | None = None
    clause: str = ""
    alone: bool = False
    at: dict[str, QuantityText] = {}
    worst: dict[str, QuantityText] = {}
    note: str = ""

    @model_validator(mode="after")
    def _one_verdict(self) -> ExampleModel:
        if [self.passes, self.fails, self.does_not_apply, self.not_tested].count(None) != 3:
            raise PydanticCustomError("one_verdict", "one of passes, fails, does_not_apply and not_tested")
        return self


class EquivalentModel(Model):
    """A mutant that no example notices, and why."""

    mutant: str
    why: Bilingual


class RuleModel(Model):
    """A rule file, after ``rule_data.long_form`` has brought the short spellings of ``require`` into one."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-[0-9]{3}$")]
    name: ClauseId
    since: str
    level: Literal["must", "should"]
    applies_to: Annotated[list[str], Field(min_length=1)] | None = None
    between: dict[Name, Kinds] | None = None
    symmetric: bool = False
    title: Bilingual
    statement: Bilingual
    why: Bilingual
    sources: list[SourceModel] = Field(min_length=1)
    when: Formula | None = None
    constants: dict[Name, QuantityText] = {}
    forall: dict[Name, VariableModel] = {}
    let: dict[Name, Formula] = {}
    require: dict[ClauseId, ClauseModel] = {}
    observe: dict[ClauseId, Bilingual] = {}
    vacuous: Literal["not-applicable", "fail"] = "not-applicable"
    examples: list[ExampleModel] = []
    equivalents: list[EquivalentModel] = []
    survivors: list[EquivalentModel] = []

    @model_validator(mode="after")
    def _one_target(self) -> RuleModel:
        if (self.applies_to is None) == (self.between is None):
            raise PydanticCustomError("one_target", "either applies_to or between")
        if self.between is not None and len(self.between) < 2:
            raise PydanticCustomError("two_roles", "a rule between parts names two roles at least")
        if bool(self.require) == bool(self.observe):
            raise PydanticCustomError("one_decision", "either require or observe")
        return self


class FunctionModel(Model):
    """One formula with a name; ``monotone`` says which way it goes with an argument, all others held (checked by the tests)."""

    name: Name
    title: Bilingual
    description: Bilingual | None = None
    monotone: dict[Name, Literal["rising", "falling"]] = {}
    arguments: dict[Name, str]
    returns: str
    expression: Formula
    source: SourceModel | None = None
    equivalents: list[EquivalentModel] = []
    survivors: list[EquivalentModel] = []


class FunctionsModel(Model):
    """``functions.yaml``."""

    functions: list[FunctionModel]


class TableModel(Model):
    """``tables/<name>.yaml``: rows of constants, each with its source."""

    table: Name
    title: Bilingual
    description: Bilingual | None = None
    key: Name
    columns: dict[Name, dict[str, Any]] = Field(min_length=1)
    rows: dict[str, dict[str, Any]] = Field(min_length=1)


class EditionEntry(Model):
    """A rule and the level it has in an edition."""

    id: str
    level: Literal["must", "should"]


class EditionModel(Model):
    """``editions/<edition>.yaml``: a frozen list of rules."""

    edition: Annotated[str, Field(pattern=r"^20[0-9]{2}\.[0-9]{2}$")]
    title: Bilingual | None = None
    description: Bilingual | None = None
    rules: list[EditionEntry] = Field(min_length=1)


class UnitModel(Model):
    """One unit: a base, or what it equals."""

    is_: str | None = Field(default=None, alias="is")
    prefixes: list[str] = []
    offset: QuantityText | None = None
    of: str | None = None
    also: list[str] = []
    title: Bilingual


class DimensionModel(Model):
    """One named dimension: its defining unit, and the units that it is shown in and suggests."""

    unit: str
    point: str = ""
    true_zero: bool = True
    show: list[str] = []
    accepts: list[str] = []
    integer: str | None = None
    title: Bilingual


class UnitsModel(Model):
    """``units.yaml``."""

    bases: list[str] = Field(min_length=1)
    prefixes: dict[str, int | float]
    units: dict[str, UnitModel]
    dimensions: dict[str, DimensionModel]
    aliases: dict[str, str] = {}
    spellings: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {}
    advice: dict[str, Bilingual] = {}
