"""What a rule must have beyond being readable: messages, blame, executed examples, names that are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath

from conformance.expressions import tree
from conformance.expressions.dimension import infer
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.guards import guards_of
from conformance.expressions.parse import parse
from conformance.expressions.signatures import Mismatch
from conformance.expressions.types import NumberType, RecordType, Type
from conformance.findings.model import Finding, Severity
from conformance.spec import files
from conformance.spec.area_rules import RuleSpec
from conformance.spec.area_spec import AreaSpec
from conformance.spec.lint_messages import Sentences
from conformance.spec.messages import placeholders
from conformance.spec.mutants import unmade
from conformance.spec.nearest import nearest
from conformance.spec.places import Path, at_key, at_value, softened
from conformance.spec.roles import scopes
from conformance.spec.rule_parts import Clause, Example
from conformance.spec.shapes import row_schema
from conformance.spec.typing import environment, formulas, with_variables

_GROUPS = ("design", "envelope", "claims")
_SMOOTH = frozenset({"sqrt", "exp", "expm1", "log", "log1p", "log2", "log10", "relax", "logmean", "curve", "sum"})


def lint_rule(rule: RuleSpec, spec: AreaSpec) -> list[Finding]:
    """Everything that can be said of a rule that loads."""
    kinds = list(scopes(rule.rule, {name: kind.type for name, kind in spec.kinds.items()}))
    if not kinds:
        return []
    lint = _RuleLint(rule, spec, kinds[0])
    return [
        *lint.name(),
        *lint.clauses(),
        *lint.uses(),
        *lint.equalities(),
        *lint.examples(),
        *lint.switches(),
        *lint.mutants(kinds),
    ]


class _RuleLint:
    def __init__(self, rule: RuleSpec, spec: AreaSpec, kind: RecordType) -> None:
        self._spec = spec
        self._place = rule.place
        self._document = rule.document
        self._rule = rule.rule
        self._kind = kind
        roots = environment(self._rule, kind, spec.lab_type)
        self._known: Mapping[str, Type]
        self._known, self._guards = with_variables(self._rule, roots, spec.functions)

    def name(self) -> Iterator[Finding]:
        """The file's name."""
        wanted = f"{self._rule.id}-{self._rule.name}.yaml"
        if FilePath(self._document.source.name).name != wanted:
            yield at_value(self._document, "SPEC-file-name", ("id",), wanted=wanted)

    def clauses(self) -> Iterator[Finding]:
        """Messages and blame of each clause."""
        for clause in self._rule.clauses:
            place = self._place(("require", clause.id, "that"))
            if not clause.message:
                yield self._warning(at_key(self._document, "SPEC-no-message", place, clause=clause.id))
            if not clause.blame:
                yield self._warning(at_key(self._document, "SPEC-no-blame", place, clause=clause.id))
            yield from Sentences(self._document, self._place, self._read).of(clause)
            for index, path in enumerate(clause.blame):
                finding = self._blame(path, self._place(("require", clause.id, "blame", index)))
                if finding is not None:
                    yield finding

    def _blame(self, path: str, place: Path) -> Finding | None:
        if any(path == variable.name for variable in self._rule.forall):
            return at_value(self._document, "SPEC-blame-variable", place, found=path)
        if path.split(".", maxsplit=1)[0] in (*_GROUPS, *(role.name for role in self._rule.between)):
            error = None if self._overridable(path) else self._path_error(path) or ExpressionError("")
        else:
            error = self._path_error(path)
        if error is None:
            return None
        arguments = {"found": path, "kind": ", ".join(self._rule.applies_to), "meant": error.arguments.get("close", "")}
        code = "SPEC-blame-misspelt" if arguments["meant"] else "SPEC-blame-unknown"
        return at_value(self._document, code, place, **arguments)

    def _path_error(self, text: str) -> ExpressionError | None:
        """Why ``text`` is no path that the rule knows; optional fields are fine here."""
        try:
            self._read(text)
        except ExpressionError as error:
            return error
        return None

    def _read(self, text: str) -> Type | None:
        """What the value at a path is, which may be optional; None where a key on the way is.

        Raises:
            ExpressionError: it is no path that the rule knows.
        """
        root = parse(text).root
        if tree.path_of(root) is None and not isinstance(root, tree.Index | tree.Attribute):
            raise ExpressionError("SPEC-unknown-name", {"name": text})
        words = text.split(".")
        there = self._guards | {".".join(words[:count]) for count in range(len(words) + 1)}
        try:
            return infer(Expression(text, root), self._known, self._spec.functions, self._rule.let, there)
        except ExpressionError as error:
            if error.code == "SPEC-optional-unguarded":
                return None
            raise

    def uses(self) -> Iterator[Finding]:
        """Variables that no clause reaches, lets and constants that nothing uses."""
        reached = self._reached()
        for variable in self._rule.forall:
            if variable.name not in reached:
                place = ("forall", variable.name)
                yield self._warning(at_key(self._document, "SPEC-unused-variable", place, name=variable.name))
        shown = self._shown_names()
        every = shown.union(*(tree.free_names(formula.root) for _, formula in formulas(self._rule)))
        for name in self._rule.let:
            if name not in every:
                yield self._warning(at_key(self._document, "SPEC-unused-let", ("let", name), name=name))
        for name in self._rule.constants:
            if name not in every:
                yield self._warning(at_key(self._document, "SPEC-unused-constant", ("constants", name), name=name))

    def _reached(self) -> set[str]:
        """The names that the clauses depend on, through lets and through the bounds of variables."""
        inner = {name: tree.free_names(formula.root) for name, formula in self._rule.let.items()}
        for variable in self._rule.forall:
            parts = (*variable.source, variable.at_most, variable.where)
            inner[variable.name] = frozenset().union(*(tree.free_names(part.root) for part in parts if part))
        open_names = {name for clause in self._rule.clauses for name in _clause_names(clause)}
        reached: set[str] = set()
        while open_names:
            name = open_names.pop()
            reached.add(name)
            open_names |= inner.get(name, frozenset()) - reached
        return reached

    def _shown_names(self) -> set[str]:
        texts = [text for clause in self._rule.clauses for text in clause.message.values()]
        texts += [text for clause in self._rule.clauses for hint in clause.hints for text in hint.say.values()]
        return {placeholder.path.partition(".")[0] for text in texts for placeholder in placeholders(text)}

    def equalities(self) -> Iterator[Finding]:
        """``==`` between numbers of which one is computed."""
        for path, formula in formulas(self._rule):
            for node in tree.walk(formula.root):
                if isinstance(node, tree.Compare) and {"==", "!="} & set(node.relations) and self._computes(node):
                    place = self._place(path)
                    yield self._warning(at_value(self._document, "SPEC-equality", place, part=formula.text.strip()))

    def _computes(self, node: tree.Compare) -> bool:
        return any(self._inexact(operand) for operand in node.operands) and all(
            self._is_number(operand) for operand in node.operands
        )

    def _inexact(self, node: tree.Node) -> bool:
        match node:
            case tree.Name(id=name) if name in self._rule.let:
                return self._inexact(self._rule.let[name].root)
            case tree.Binary(operator=operator):
                return operator in ("/", "**", "*", "+", "-")
            case tree.Call(function=function):
                return function in _SMOOTH
            case tree.Choice(then=then, otherwise=otherwise):
                return self._inexact(then) or self._inexact(otherwise)
            case _:
                return False

    def _is_number(self, node: tree.Node) -> bool:
        try:
            found = infer(Expression("", node), self._known, self._spec.functions, self._rule.let)
        except (ExpressionError, Mismatch):
            return True
        return isinstance(found, NumberType) or (isinstance(found, RecordType) and found.claim)

    def examples(self) -> Iterator[Finding]:
        """There are some that pass and some that fail, and they speak of what exists."""
        if self._rule.observe and all(example.tested for example in self._rule.examples):
            yield at_key(self._document, "SPEC-no-example-open", ("examples",))
        elif not self._rule.observe and not any(example.passes for example in self._rule.examples):
            yield at_key(self._document, "SPEC-no-example-passes", ("examples",))
        failing = {example.clause for example in self._rule.examples if example.fails}
        known = {clause.id for clause in self._rule.clauses}
        for clause in self._rule.clauses:
            if clause.id not in failing and failing <= known:
                place = self._place(("require", clause.id, "that"))
                finding = at_key(self._document, "SPEC-no-example-fails", place, clause=clause.id)
                yield finding if not failing else self._warning(finding)
        for index, example in enumerate(self._rule.examples):
            yield from self._example(example, ("examples", index))

    def _example(self, example: Example, place: Path) -> Iterator[Finding]:
        names = [path.stem for path in files.yaml_files(self._spec.files.folder / "examples")]
        for keys, base in self._bases(example):
            if base not in names:
                meant = nearest(base, names) or ", ".join(names) or "-"
                yield at_value(self._document, "SPEC-example-base", (*place, "base", *keys), found=base, meant=meant)
        yield from self._missing_roles(example, place)
        clauses = [clause.id for clause in self._rule.clauses]
        if (example.fails or example.clause) and example.clause not in clauses:
            arguments = {"found": example.clause or '""', "known": ", ".join(clauses)}
            yield at_value(self._document, "SPEC-example-clause", (*place, "clause"), **arguments)
        variables = [variable.name for variable in self._rule.forall]
        for name in example.at:
            if name not in variables:
                listed = ", ".join(variables) or "-"
                yield at_key(self._document, "SPEC-example-variable", (*place, "at", name), found=name, known=listed)
        verdict = "passes" if example.passes else "fails" if example.fails else "does_not_apply"
        verdict = verdict if example.tested else "not_tested"
        for path in example.overrides:
            if not self._overridable(path):
                kind = ", ".join(self._rule.applies_to)
                yield at_key(self._document, "SPEC-example-path", (*place, verdict, path), found=path, kind=kind)

    @staticmethod
    def _bases(example: Example) -> list[tuple[Path, str]]:
        """The bases of an example, each with its place below ``base``."""
        if isinstance(example.base, str):
            return [((), example.base)]
        return [((role,), base) for role, base in example.base.items()]

    def _missing_roles(self, example: Example, place: Path) -> Iterator[Finding]:
        """An example of a rule between parts names a base for every role that must be there, and for no other."""
        roles = {role.name: role for role in self._rule.between}
        given = {} if isinstance(example.base, str) else example.base
        wanted = {name for name, role in roles.items() if not role.optional}
        if not wanted <= set(given) or not set(given) <= set(roles):
            yield at_value(self._document, "SPEC-example-roles", (*place, "base"), known=", ".join(roles) or "-")

    def _overridable(self, path: str) -> bool:
        role, _, rest = path.partition(".")
        roles = {each.name: each.kinds for each in self._rule.between}
        if roles and role not in roles:
            return False
        names, inside = (roles[role], rest) if roles else (self._rule.applies_to, path)
        schemas = [self._spec.kinds[name].schema for name in names if name in self._spec.kinds]
        return any(_in_schema(schema, inside.split(".")) for schema in schemas)

    def switches(self) -> Iterator[Finding]:
        """Optional fields without which the rule does not apply."""
        if self._rule.when is None:
            return
        groups = ("design.", "envelope.", "claims.")
        starts = tuple(f"{role.name}.{group}" for role in self._rule.between for group in groups) or groups
        paths = sorted(path for path in guards_of(self._rule.when) if path.startswith(starts))
        if paths:
            finding = at_value(self._document, "SPEC-vendor-switch", ("when",), fields=", ".join(paths))
            yield softened(finding, Severity.NOTE)

    def mutants(self, kinds: Sequence[RecordType]) -> Iterator[Finding]:
        """Explanations of mutants that the formulas, as they stand now, do not have."""
        for key, index, name in unmade(self._rule, kinds, self._spec.lab_type, self._spec.functions):
            yield at_value(
                self._document, "SPEC-no-such-mutant", (key, index, "mutant"), mutant=name, rule=self._rule.id
            )

    @staticmethod
    def _warning(finding: Finding) -> Finding:
        return softened(finding, Severity.WARNING)


def _clause_names(clause: Clause) -> frozenset[str]:
    conditions = [clause.that, *([clause.when] if clause.when else [])]
    return frozenset().union(*(tree.free_names(formula.root) for formula in conditions))


def _in_schema(node: object, parts: list[str]) -> bool:
    """Whether a dotted path leads somewhere in a schema; list items go by index or id."""
    if not parts:
        return True
    if not isinstance(node, Mapping):
        return False
    if "range" in node or "claim" in node or "curve" in node:
        return parts[0] in ("min", "max", "value", "relation", "basis", "stated_at", "units", "points")
    if "attachment" in node:
        return parts[0] in ("file", "sha256")
    if "table" in node:
        return _in_schema(row_schema(node), parts[1:])
    if node.get("type") == "array":
        return _in_schema(node.get("items"), parts[1:])
    inner = node.get("properties", {}).get(parts[0], node.get("additionalProperties"))
    return isinstance(inner, Mapping) and _in_schema(inner, parts[1:])
