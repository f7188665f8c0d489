"""Specs as the rest of the toolkit sees them: read on demand, from the compiled form where that is fresh."""

# Paths are plain texts here: pathlib costs milliseconds at start, and every command comes through this module.
# ruff: noqa: PTH119

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property

from conformance.documents.units import UnitTable
from conformance.expressions.functions import AnyFunction, Function
from conformance.expressions.packed import Formulas
from conformance.expressions.values import Record
from conformance.findings.model import Finding
from conformance.findings.type_hints import TYPE_CHECKING, Any, cast
from conformance.spec import cache, tables
from conformance.spec.cache import Bundle
from conformance.spec.kinds import Kind
from conformance.spec.quantity_reader import Reader
from conformance.spec.roots import Roots, packaged, spec_files
from conformance.spec.rule_parts import Equivalent
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.expressions.types import RecordType

COMMON = "common.schema.yaml"
UNITS = "units.yaml"


def open_specs(roots: Sequence[str | os.PathLike[str]] | None = None, edition: str = "") -> SpecSet:
    """The specs in ``roots``, before the packaged ones, by an edition ("": the newest); nothing is read yet."""
    return SpecSet(Roots(roots), edition)


class SpecSet:
    """What the lab says. An area's files are read when one of its kinds is first asked for.

    Attributes:
        edition: the one that is kept to; "" where that is the newest beside each area.
    """

    def __init__(self, roots: Roots, edition: str = "") -> None:
        """Read from ``roots``."""
        self.roots = roots
        self.edition = edition
        self._keys: dict[str, str] = {}
        self._bundles: dict[tuple[str, str], Bundle | None] = {}
        self._kinds: dict[tuple[str, str], Kind | None] = {}
        self._readers: dict[str, Reader] = {}
        self._readers_of_units: dict[str, Reader] = {}
        self._rules: dict[tuple[str, str, bool], tuple[Rule, ...]] = {}
        self._tables: dict[str, dict[str, Record]] = {}
        self._lab: dict[str, Record] = {}
        self._lab_types: dict[str, RecordType] = {}
        self._functions: dict[str, Mapping[str, AnyFunction]] = {}
        self._problems: dict[str, list[Finding]] = {}

    @cached_property
    def units(self) -> UnitTable:
        """The lab's units: those that the kinds read so far were compiled with, else those of the first area."""
        for (_, name), bundle in self._bundles.items():
            if bundle is not None and name == cache.AREA:
                return UnitTable.from_data(bundle.hot["units"])
        from conformance.spec.compile import unit_table

        table, _ = unit_table(self.roots.shared(UNITS, next(iter(self.roots.areas()), None)))
        # What is wrong with them is told where an area is read, of which nothing is decided then.
        return table or cast("UnitTable", unit_table(f"{packaged()}/{UNITS}")[0])

    def kind(self, api_version: str, name: str) -> Kind | None:
        """The kind that a descriptor names; None where there is none of that version."""
        key = (api_version, name)
        if key not in self._kinds:
            self._kinds[key] = self._kind(*key)
        return self._kinds[key]

    def kinds(self) -> list[tuple[str, str]]:
        """All kinds as (apiVersion, name), by area, in the order of ``area.yaml``."""
        found: list[tuple[str, str]] = []
        for folder in self.roots.areas():
            version, names = _area_summary(folder)
            found += [(f"{os.path.basename(folder)}/{version}", name) for name in names]
        return found

    def areas(self) -> list[Mapping[str, Any]]:
        """The content of every ``area.yaml`` that can be read, as plain data."""
        return [data for folder in self.roots.areas() if (data := _area_data(folder))]

    def rules_for(self, kind: Kind, *, static_only: bool = False) -> tuple[Rule, ...]:
        """The rules of a kind, by id; with ``static_only`` those that ``openarch validate`` decides."""
        key = (kind.area, kind.name, static_only)
        if key not in self._rules:
            bundle = self._bundle(kind.area, kind.name)
            known = {rule.id: rule for rule in self._rules.get((kind.area, kind.name, not static_only), ())}
            rules = [] if bundle is None else _rules_of(bundle, static_only=static_only)
            found = (known.get(data["id"]) or self._rule(data, kind, formulas) for data, formulas in rules)
            self._rules[key] = tuple(sorted(found, key=lambda rule: rule.id))
        return self._rules[key]

    def _rule(self, data: Mapping[str, Any], kind: Kind, formulas: Formulas) -> Rule:
        bundle = self._bundle(kind.area, kind.name)
        assert bundle is not None
        name: str = data["id"]
        if self.edition and data["edition"]:  # an area without editions has none to keep to
            data = {**data, "edition": self.edition}
        return Rule(
            data,
            kind.reader.units,
            formulas,
            words=lambda: (bundle.hot if data["static"] else bundle.cold)["words"][name],
            examples=lambda: bundle.cold["examples"][name],
            dimensions=lambda: bundle.cold["dimensions"][name],
        )

    def rule(self, name: str) -> Rule | None:
        """The rule with the id ``name``, of whatever kind."""
        return next((rule for rule in self.rules() if rule.id == name), None)

    def rules(self) -> list[Rule]:
        """All rules of all areas, by id."""
        found: dict[str, Rule] = {}
        for api_version, name in self.kinds():
            kind = self.kind(api_version, name)
            if kind is not None:
                found.update((rule.id, rule) for rule in self.rules_for(kind))
        return [found[name] for name in sorted(found)]

    def functions(self, area: str) -> Mapping[str, AnyFunction]:
        """The functions that rules of an area may call: its formulas and its Python functions."""
        if area not in self._functions:
            self._functions[area] = tables.AreaFunctions(
                self._formulas(area), area, installed=self.roots.is_foreign(area)
            )
        return self._functions[area]

    def explained(self, area: str, function: str) -> Mapping[str, tuple[Equivalent, ...]]:
        """The mutants of an area's formula that no example notices: ``equivalents`` and ``survivors``."""
        bundle = self._bundle(area, cache.AREA)
        data = {} if bundle is None else bundle.hot["functions"].get(function, {})
        return {key: tuple(Equivalent(**entry) for entry in data.get(key, ())) for key in ("equivalents", "survivors")}

    def with_functions(self, area: str, changed: Mapping[str, AnyFunction]) -> SpecSet:
        """The same specs with other functions of these names in an area."""
        import copy  # loads weakref, for the sake of what only mutations need

        other = copy.copy(self)
        # The copy is a SpecSet like this one.
        other._functions = {  # noqa: SLF001
            **self._functions,
            area: {**self.functions(area), **changed},
        }
        return other

    def table(self, area: str, name: str) -> Record:
        """One of an area's tables, bound when it is first asked for: ``lab.media``.

        Raises:
            KeyError: there is no such table.
        """
        known = self._tables.setdefault(area, {})
        if name not in known:
            known[name] = tables.bound(self._table_data(area), name)
        return known[name]

    def tables(self, area: str) -> Record:
        """The bound tables of an area, for the name ``lab``."""
        if area not in self._lab:
            names = self._table_data(area)
            self._lab[area] = Record({name: self.table(area, name) for name in names}, ("lab",))
        return self._lab[area]

    def lab_type(self, area: str) -> RecordType:
        """The type of ``lab`` in an area."""
        if area not in self._lab_types:
            self._lab_types[area] = tables.lab_type(self._table_data(area), self.units)
        return self._lab_types[area]

    def _table_data(self, area: str) -> Mapping[str, Any]:
        bundle = self._bundle(area, cache.AREA)
        return {} if bundle is None else bundle.hot["tables"]

    def example(self, area: str, name: str) -> Path:
        """The file of a conforming descriptor of an area, which rule examples start from."""
        from pathlib import Path

        return Path(self.roots.area(area) or area, "examples", f"{name}.yaml")

    @cached_property
    def editions(self) -> Mapping[str, Mapping[str, str]]:
        """The editions: name to the level of each rule in it. Unreadable ones are left to ``lint``."""
        from conformance.spec.editions import editions_of

        return editions_of(self.roots.edition_files())

    def problems(self, area: str | None = None) -> list[Finding]:
        """The errors of an area, else of all that were read so far: what they concern has not been loaded."""
        if area is not None:
            return self._problems.get(area, [])
        return [finding for found in self._problems.values() for finding in found]

    def _kind(self, api_version: str, name: str) -> Kind | None:
        area = api_version.partition("/")[0]
        bundle = self._bundle(area, name)
        if bundle is None:
            return None
        kind = Kind(bundle.hot, lambda: bundle.cold, self._reader_of(area))
        return kind if kind.api_version == api_version else None

    def _reader_of(self, area: str) -> Reader:
        """Reads quantities for all kinds of an area. Areas share it unless they come from roots with different units."""
        if area not in self._readers:
            # By the file first: to unpack the units of one more area, and compare them, would cost more than its kinds.
            file = self.roots.shared(UNITS, self.roots.area(area))
            if file not in self._readers_of_units:
                self._readers_of_units[file] = self._new_reader(area)
            self._readers[area] = self._readers_of_units[file]
        return self._readers[area]

    def _new_reader(self, area: str) -> Reader:
        bundle = self._bundle(area, cache.AREA)
        data = self.units.data if bundle is None else bundle.hot["units"]
        known = (reader for reader in self._readers.values() if reader.units.data == data)
        units = self.units if self.units.data == data else UnitTable.from_data(data)
        return next(known, None) or Reader(units)

    def _formulas(self, area: str) -> Mapping[str, Function]:
        bundle = self._bundle(area, cache.AREA)
        if bundle is None:
            return {}
        hot = bundle.hot
        return tables.Functions(hot["functions"], self._reader_of(area).units, hot["tables"], Formulas(hot["formulas"]))

    def _bundle(self, area: str, name: str) -> Bundle | None:
        if (area, name) not in self._bundles:
            known = self.roots.area(area) is not None if name == cache.AREA else self.roots.kind_file(area, name)
            self._bundles[area, name] = self._read(area, name) if known else None
        return self._bundles[area, name]

    def _read(self, area: str, name: str) -> Bundle | None:
        folder = self.roots.area(area)
        assert folder is not None
        if folder not in self._keys:
            self._keys[folder] = cache.key((*spec_files(folder), *self._shared(folder)))

        def lost() -> Mapping[str, Any]:
            return self._compiled(area, folder)[name].cold

        fresh = cache.read(cache.path_of(folder, name), self._keys[folder], lost)
        return fresh or self._compiled(area, folder).get(name)

    def _shared(self, folder: str) -> tuple[str, ...]:
        """The files beside an area's own that it is compiled from."""
        return self.roots.shared(COMMON, folder), self.roots.shared(UNITS, folder), *self.roots.editions(folder)

    def _compiled(self, area: str, folder: str) -> Mapping[str, Bundle]:
        from conformance.spec.compile import compile_area

        result = compile_area(folder, *self._shared(folder))
        self._problems[area] = result.findings
        for name, bundle in result.bundles.items():
            self._bundles.setdefault((area, name), bundle)
            if not result.findings:  # What has errors is compiled again, and reported again, on every run.
                cache.write(cache.path_of(folder, name), self._keys[folder], bundle)
        return result.bundles


def _rules_of(bundle: Bundle, *, static_only: bool) -> list[tuple[Mapping[str, Any], Formulas]]:
    """The rules of a kind, each with the reader of its formulas; those that are not static stand apart, with theirs."""
    formulas = Formulas(bundle.hot["formulas"], lambda: bundle.hot["hints"])
    static = [(data, formulas) for data in bundle.hot["static"]]
    if static_only:
        return static
    others = Formulas(more=lambda: bundle.cold["formulas"])
    return static + [(data, others) for data in bundle.cold["rules"]]


def _area_data(folder: str) -> Mapping[str, Any]:
    from pathlib import Path

    from conformance.spec import files

    document, _ = files.read(Path(folder, "area.yaml"))
    return document.value if document is not None and isinstance(document.value, dict) else {}


def _area_summary(folder: str) -> tuple[str, list[str]]:
    data = _area_data(folder)
    kinds = data.get("kinds")
    return str(data.get("version", "v1")), [str(name) for name in kinds] if isinstance(kinds, list) else []
