"""A rule's plain data: the short spellings of a rule file brought into one, and the compiled form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conformance.expressions.functions import AnyFunction, PythonFunction
from conformance.expressions.tree import Call, free_names, path_of, walk
from conformance.spec.editions import listing
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.spec.models import RuleModel, VariableModel

_LIST_FORMS = ("each", "one_of")
_WORDS = ("title", "statement", "why", "sources", "equivalents", "survivors")
_WORDS_OF_CLAUSE = ("message", "hints")
_OWN = ("design", "envelope", "claims", "metadata", "lab")


def long_form(data: Mapping[str, Any]) -> dict[str, Any]:
    """A rule file with every clause in its long form.

    ``require: expression`` becomes one clause with the rule's name; ``blame`` and ``message`` beside ``require`` move
    into their clauses. What does not fit is left where it stands, so that the model refuses it there.
    """
    result = dict(data)
    clauses = _clauses(result)
    if clauses is None:
        return result
    result["require"] = clauses
    for key in ("blame", "message"):
        if key in result and (rest := _distributed(clauses, key, result.pop(key))):
            result[key] = rest
    return result


def _clauses(data: Mapping[str, Any]) -> dict[str, Any] | None:
    require = data.get("require")
    if isinstance(require, Mapping) and "that" in require:
        return {str(data.get("name")): dict(require)}
    if isinstance(require, Mapping):
        return {
            name: dict(clause) if isinstance(clause, Mapping) else {"that": clause} for name, clause in require.items()
        }
    return None if require is None else {str(data.get("name")): {"that": require}}


def _distributed(clauses: dict[str, Any], key: str, value: object) -> object:
    """Put ``value`` into the clauses it names; returns what names none of them."""
    if isinstance(value, Mapping) and not {"en", "zh"} & set(value):
        for name in [name for name in value if name in clauses]:
            clauses[name].setdefault(key, value[name])
        return {name: entry for name, entry in value.items() if name not in clauses}
    for clause in clauses.values():
        clause.setdefault(key, value)
    return None


def source_path(data: Mapping[str, Any], clause: str, *path: str | int) -> tuple[str | int, ...]:
    """Where a part of a clause stands in the rule file as written."""
    require = data.get("require")
    if path[:1] in (("blame",), ("message",)) and str(path[0]) in data:
        beside = data[str(path[0])]
        named = isinstance(beside, Mapping) and clause in beside
        return (path[0], clause, *path[1:]) if named else path
    if not isinstance(require, Mapping) or "that" in require:
        return ("require", *path) if isinstance(require, Mapping) else ("require",)
    return ("require", clause, *path) if isinstance(require.get(clause), Mapping) else ("require", clause)


def compiled(model: RuleModel, area: str, file: str) -> dict[str, Any]:
    """The compiled form of a rule: plain data, from which ``rules.Rule`` is built without pydantic."""
    data = model.model_dump(mode="json") | listing({}, model.id)
    data["clauses"] = [_clause(name, clause) for name, clause in data.pop("require").items()]
    data["forall"] = [_variable(name, variable) for name, variable in model.forall.items()]
    data["sources"] = [
        {key: source[key] for key in ("document", "clause", "status", "note")} for source in data["sources"]
    ]
    data["examples"] = [_example(example) for example in data["examples"]]
    data["between"] = [_role(name, kinds) for name, kinds in (data["between"] or {}).items()]
    data["applies_to"] = data["applies_to"] or list(dict.fromkeys(k for role in data["between"] for k in role["kinds"]))
    return {**data, "area": area, "file": file, "static": False}


def parted(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The compiled form of a rule without its examples, in two: what deciding needs, and its words for people.

    The words take as much as all else that is said of a rule, and a descriptor that conforms needs none.
    """
    clauses = data["clauses"]
    rule = {key: value for key, value in data.items() if key not in (*_WORDS, "examples")}
    words = {key: data[key] for key in _WORDS if key in data}
    rule["clauses"] = [
        {key: value for key, value in clause.items() if key not in _WORDS_OF_CLAUSE} for clause in clauses
    ]
    words["clauses"] = [{key: clause[key] for key in ("id", *_WORDS_OF_CLAUSE) if key in clause} for clause in clauses]
    return rule, words


def _role(name: str, kinds: list[str]) -> dict[str, Any]:
    """``via: Cable?`` as a role that may be empty."""
    optional = kinds[-1].endswith("?")
    return {"name": name, "kinds": [*kinds[:-1], kinds[-1].removesuffix("?")], "optional": optional}


def _clause(name: str, clause: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, **clause, "message": clause["message"] or {}, "reserve": _share(clause["reserve"])}


def _share(text: str | None) -> str | None:
    if text is None:
        return None
    from fractions import Fraction

    number = Fraction(text.removesuffix("%").strip())
    return str(number / 100 if text.endswith("%") else number)


def _variable(name: str, model: VariableModel) -> dict[str, Any]:
    from conformance.spec.models import FORMS

    form = next(form for form in FORMS if getattr(model, form) is not None)
    source = getattr(model, form)
    rest = {key: value for key, value in model.model_dump(exclude_none=True).items() if key not in FORMS}
    return {"name": name, "form": form, "source": source if isinstance(source, list) else [source], **rest}


def _example(example: dict[str, Any]) -> dict[str, Any]:
    given = {key: example.pop(key) for key in ("passes", "fails", "does_not_apply", "not_tested")}
    verdict, overrides = next((key, value) for key, value in given.items() if value is not None)
    return {
        **example,
        "passes": verdict == "passes",
        "overrides": overrides,
        "applies": verdict != "does_not_apply",
        "tested": verdict != "not_tested",
    }


def decided_statically(rule: Rule) -> bool:
    """Whether a rule quantifies over nothing but the descriptor's own lists and listed values."""
    if rule.between or rule.observe:
        return False
    own = {*_OWN}
    for variable in rule.forall:
        if variable.form not in _LIST_FORMS:
            return False
        path = path_of(variable.source[0].root)
        listed = variable.form == "one_of" and len(variable.source) > 1
        if not listed and (path is None or path[0] not in own):
            return False
        own.add(variable.name)
    return True


def is_structural(rule: Rule, functions: Mapping[str, AnyFunction]) -> bool:
    """Whether a rule calls a Python function that works on a whole structure."""
    formulas = [*rule.let.values(), *(clause.that for clause in rule.clauses)]
    formulas += [clause.when for clause in rule.clauses if clause.when is not None]
    formulas += [rule.when] if rule.when is not None else []
    names = {part.function for formula in formulas for part in walk(formula.root) if isinstance(part, Call)}
    called = (functions.get(name) for name in names)
    return any(isinstance(function, PythonFunction) and function.structural for function in called)


def in_order(let: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The ``let`` expressions in an order in which each uses only earlier ones, and a cycle ([] where there is none)."""
    done: dict[str, Any] = {}
    for name in let:
        cycle = _place(name, let, done, [])
        if cycle:
            return done, cycle
    return done, []


def _place(name: str, let: Mapping[str, Any], done: dict[str, Any], path: list[str]) -> list[str]:
    if name in done:
        return []
    if name in path:
        return [*path[path.index(name) :], name]
    for needed in sorted(free_names(let[name].root)):
        if needed in let:
            cycle = _place(needed, let, done, [*path, name])
            if cycle:
                return cycle
    done[name] = let[name]
    return []
