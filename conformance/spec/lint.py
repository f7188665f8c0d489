"""``openarch spec lint``: everything that is wrong with spec files, for whoever writes them and for pre-commit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from conformance.documents.units import UnitTable
from conformance.findings.model import Finding, Location, Severity
from conformance.spec import files, macros
from conformance.spec.area_rules import rules_of
from conformance.spec.area_spec import AreaSpec, KindSpec, build
from conformance.spec.compile import unit_table
from conformance.spec.editions import editions_of, ids_by_file, wrong_ids
from conformance.spec.lint_rules import lint_rule
from conformance.spec.lint_units import read_units
from conformance.spec.load import COMMON, UNITS
from conformance.spec.model_findings import validated
from conformance.spec.models import EditionModel
from conformance.spec.places import at_value, softened
from conformance.spec.roots import Roots


def lint(paths: Sequence[str | os.PathLike[str]]) -> list[Finding]:
    """Lint spec folders, area folders and single spec files.

    Of an area everything is read, since its files speak of one another; of single files only their own findings are
    returned. A rule outside of any area is checked against the packaged area that has its kinds.
    """
    run = _Run(Roots())
    for path in paths:
        run.take(Path(path).absolute())
    unique = {_order(finding): finding for finding in run.findings}
    return [unique[key] for key in sorted(unique)]


class _Run:
    """One run: reads every area once."""

    def __init__(self, roots: Roots) -> None:
        self.findings: list[Finding] = []
        self._roots = roots
        self._areas: dict[Path, tuple[AreaSpec | None, list[Finding]]] = {}

    def take(self, path: Path) -> None:
        if not path.exists():
            name = files.display_name(path)
            self.findings.append(Finding("DOC-missing", Location(name), {"name": name}))
        elif path.is_dir():
            self._folder(path)
        else:
            self._file(path)

    def _folder(self, path: Path) -> None:
        areas = [path] if (path / "area.yaml").is_file() else sorted(entry.parent for entry in path.glob("*/area.yaml"))
        inside = _area_above(path)
        if not areas and inside is not None:
            self._within(inside, path)
            return
        for area in areas:
            self.findings += self._area(area)[1]
        self.findings += self._repeated_ids(areas)
        if (path / UNITS).is_file():
            self.findings += read_units(path / UNITS)[1]
        editions = files.yaml_files(path / "editions")
        self.findings += [finding for edition in editions for finding in self._edition(edition)]
        if editions:
            self.findings += self._outside_editions(areas, editions)
        if not areas and not editions:
            self.findings.append(Finding("SPEC-not-a-spec", Location(files.display_name(path))))

    def _file(self, path: Path) -> None:
        area = _area_above(path)
        if area is not None:
            self._within(area, path)
        elif path.name == UNITS:
            self.findings += read_units(path)[1]
        elif path.parent.name == "editions":
            self.findings += self._edition(path)
        elif path.name == COMMON:
            self._folder(path.parent)
        else:
            self.findings += self._lone_rule(path)

    def _within(self, area: Path, path: Path) -> None:
        """Findings of an area that stand in ``path`` or below it."""
        prefix = files.display_name(path)
        for finding in self._area(area)[1]:
            name = finding.location.file
            if name == prefix or name.startswith(prefix + os.sep):
                self.findings.append(finding)

    def _area(self, folder: Path) -> tuple[AreaSpec | None, list[Finding]]:
        if folder not in self._areas:
            self._areas[folder] = self._read(folder)
        return self._areas[folder]

    def _read(self, folder: Path) -> tuple[AreaSpec | None, list[Finding]]:
        units, findings = unit_table(self._roots.shared(UNITS, str(folder)))
        if units is None:
            return None, findings
        spec, found = build(folder, Path(self._roots.shared(COMMON, str(folder))), units)
        findings = [*findings, *found]
        if spec is not None:
            findings += [finding for rule in spec.rules for finding in lint_rule(rule, spec)]
            findings += [finding for kind in spec.kinds.values() for finding in _kind_examples(kind, units)]
        return spec, findings

    def _lone_rule(self, path: Path) -> Iterator[Finding]:
        document, findings = files.read(path)
        yield from findings
        value = document.value if document is not None else None
        if document is None or not isinstance(value, dict):
            return
        wanted = _kinds_named(value)
        for folder in self._roots.areas():
            spec = self._area(Path(folder))[0]
            if spec is not None and wanted & set(spec.kinds):
                errors: list[Finding] = []
                rules = rules_of([document], spec, errors)
                yield from errors
                for rule in rules:
                    yield from lint_rule(rule, spec)
                return
        yield Finding("SPEC-not-a-spec", Location(files.display_name(path)))

    def _edition(self, path: Path) -> Iterator[Finding]:
        document, findings = files.read(path)
        yield from findings
        if document is None:
            return
        model, errors = validated(EditionModel, document.value, document)
        yield from errors
        if model is None:
            return
        levels = self._levels(path.parent.parent)
        known = {*levels, *self._broken_ids(path.parent.parent)}
        yield from wrong_ids(model, document, known.__contains__)
        # A rule says its present level; what an older edition froze is none of its business.
        newest = max(editions_of(map(str, files.yaml_files(path.parent))), default="")
        grave = Severity.WARNING if model.edition == newest else Severity.NOTE
        first: dict[str, int] = {}
        for index, entry in enumerate(model.rules):
            level = levels.get(entry.id, entry.level)
            if first.setdefault(entry.id, index) == index and level != entry.level:
                arguments = {"id": entry.id, "found": entry.level, "level": level}
                yield softened(at_value(document, "SPEC-edition-level", ("rules", index, "level"), **arguments), grave)

    def _repeated_ids(self, areas: Sequence[Path]) -> Iterator[Finding]:
        """Ids that two areas use: certificates name a rule by its id alone."""
        seen: dict[str, str] = {}
        for area in areas:
            spec = self._area(area)[0]
            for rule in spec.rules if spec is not None else ():
                first = seen.setdefault(rule.rule.id, rule.rule.file)
                if first != rule.rule.file:
                    yield at_value(rule.document, "SPEC-repeated-rule", ("id",), id=rule.rule.id, file=first)

    def _outside_editions(self, areas: Sequence[Path], editions: Sequence[Path]) -> Iterator[Finding]:
        """Previews: rules that no certificate will ask for yet."""
        known = editions_of(map(str, editions))
        newest = max(known, default="")
        for area in areas:
            spec = self._area(area)[0]
            for rule in spec.rules if spec is not None else ():
                if known and rule.rule.id not in known[newest]:
                    finding = at_value(rule.document, "SPEC-not-in-edition", ("id",), id=rule.rule.id, edition=newest)
                    yield softened(finding, Severity.NOTE)

    def _levels(self, root: Path) -> Mapping[str, str]:
        specs = [self._area(entry.parent)[0] for entry in sorted(root.glob("*/area.yaml"))]
        return {rule.rule.id: rule.rule.level for spec in specs if spec is not None for rule in spec.rules}

    def _broken_ids(self, root: Path) -> set[str]:
        """Ids by file name: a rule that does not load is reported in its own file, not in each edition."""
        return ids_by_file(root.glob("*/rules/*.yaml"))


def _kind_examples(kind: KindSpec, units: UnitTable) -> Iterator[Finding]:
    """The examples of a schema must fit the schema: `openarch init` writes them."""
    import jsonschema_rs

    for path, field in _fields(kind.schema):
        place = tuple(part for name in path for part in ("properties", name))
        if path[0] not in ("design", "envelope", "claims"):
            continue
        validator = jsonschema_rs.validator_for(macros.export(field, units))
        for index, example in enumerate(field.get("examples", ())):
            if not validator.is_valid(example):
                found = str(example)
                yield at_value(kind.document, "SPEC-bad-example", (*place, "examples", index), found=found)


def _kinds_named(rule: Mapping[str, object]) -> set[str]:
    """The kinds that a rule file names, whatever else is wrong with it."""
    applies, between = rule.get("applies_to"), rule.get("between")
    roles = between.values() if isinstance(between, Mapping) else ()
    lists = [applies, *([role] if isinstance(role, str) else role for role in roles)]
    names = [name for each in lists if isinstance(each, list) for name in each]
    return {name.removesuffix("?") for name in names if isinstance(name, str)}


def _area_above(path: Path) -> Path | None:
    return next((folder for folder in path.parents if (folder / "area.yaml").is_file()), None)


def _order(finding: Finding) -> tuple[object, ...]:
    span = finding.location.span
    place = (span.line, span.column) if span else (0, 0)
    return (finding.location.file, *place, finding.code, str(sorted(finding.arguments.items())))


def _fields(node: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every field of an inlined schema with its path in the descriptor, groups included."""
    for name, field in node.get("properties", {}).items():
        yield (name,), field
        yield from (((name, *path), inner) for path, inner in _fields(field))
