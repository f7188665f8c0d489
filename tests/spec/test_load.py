"""Specs are read on demand, from the compiled form where that is fresh; errors in them are never silent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from conformance.documents import inputs, strict_yaml
from conformance.expressions.types import MapType, NumberType, RecordType
from conformance.spec import cache
from conformance.spec import compile as compiling
from conformance.spec.cache_sweep import sweep
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from conformance.spec.typing import rule_environment, with_variables

RULE = "rules/DEMO-001-power-suffices.yaml"
TABLE = """\
table: media
title: {en: Media, zh: 介质}
key: medium
columns: {delay: {quantity: delay-per-length}, levels: {type: integer}, kind: {type: string}}
rows:
  dac: {delay: 4.7 ns/m, levels: 2, kind: copper, source: {document: book, status: read}}
"""
FUNCTIONS = """\
functions:
  - {name: double, title: {en: a, zh: b}, arguments: {x: power}, returns: power, expression: 2 * x}
"""


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("OPENARCH_CACHE", str(folder))
    return folder


@pytest.fixture
def compilations(monkeypatch):
    """Counts how often an area is compiled."""
    calls = []
    original = compiling.compile_area
    monkeypatch.setattr(compiling, "compile_area", lambda *arguments: calls.append(1) or original(*arguments))
    return calls


def pump(area):
    return area.specs().kind("demo-area/v1", "Pump")


def test_a_kind_is_found_by_version_and_name(area):
    specs = area.specs()
    kind = specs.kind("demo-area/v1", "Pump")
    assert (kind.api_version, kind.name, kind.title) == ("demo-area/v1", "Pump", {"en": "Pump", "zh": "泵"})
    assert specs.kind("demo-area/v2", "Pump") is None
    assert specs.kind("demo-area/v1", "Fan") is None
    assert specs.kind("demo-area/v1", "Pump") is kind


def test_the_packaged_areas_stand_behind_the_given_ones(area):
    names = area.specs().kinds()
    assert ("demo-area/v1", "Pump") in names
    assert ("chip-interconnect/v1", "LinkPort") in names


def test_an_area_folder_itself_may_be_given(area):
    assert open_specs([area.folder]).kind("demo-area/v1", "Pump") is not None


def test_a_given_area_hides_the_packaged_one(tmp_path, lab):
    folder = tmp_path / "chip-interconnect"
    (folder / "kinds").mkdir(parents=True)
    (folder / "area.yaml").write_text(
        "id: chip-interconnect\nversion: v7\ntitle: {en: a, zh: b}\nworking_group: x\nkinds: [LinkPort]\n"
    )
    (folder / "kinds/LinkPort.schema.yaml").write_text(
        "title: {en: a, zh: b}\ntype: object\nadditionalProperties: false\nproperties: {}\n"
    )
    assert open_specs([tmp_path]).kind("chip-interconnect/v7", "LinkPort") is not None
    assert open_specs([tmp_path]).kind("chip-interconnect/v1", "LinkPort") is None
    assert lab.kind("chip-interconnect/v1", "LinkPort") is not None


def test_installed_packs_are_asked_last(area, monkeypatch):
    import importlib.metadata

    class Entry:
        name, value = "pack", "pack:folder"

        def load(self):
            return lambda: str(area.root)

    asked = []

    def entry_points(*, group):
        asked.append(group)
        return [Entry()]

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    specs = open_specs()
    assert specs.kind("chip-interconnect/v1", "LinkPort") is not None
    assert asked == []
    assert specs.kind("demo-area/v1", "Pump") is not None
    assert asked == ["conformance.specs"]


@pytest.mark.parametrize("name", ["../demo-area", "demo-area/..", "", "/etc", "Demo", "demo area"])
def test_names_are_never_paths(area, name):
    assert area.specs().kind(f"{name}/v1", "Pump") is None
    assert area.specs().kind("demo-area/v1", f"../kinds/{name}Pump") is None


def test_rules_are_complete_and_in_order(area):
    text = area.rule.read_text(encoding="utf-8")
    static = text.replace("DEMO-001", "DEMO-000").replace("name: power-suffices", "name: earlier")
    static = static[: static.index("forall:")] + "require:\n  is-positive: design.power > 0\n"
    area.write("rules/DEMO-000-earlier.yaml", static)
    specs = area.specs()
    kind = specs.kind("demo-area/v1", "Pump")
    assert [rule.id for rule in specs.rules_for(kind, static_only=True)] == ["DEMO-000"]
    assert [(rule.id, rule.is_static) for rule in specs.rules_for(kind)] == [("DEMO-000", True), ("DEMO-001", False)]
    assert specs.rule("DEMO-001") is specs.rules_for(kind)[1]
    assert specs.rule("DEMO-999") is None
    assert specs.problems() == []


def test_a_rule_reads_as_written(area):
    specs = area.specs()
    rule = specs.rule("DEMO-001")
    assert (rule.name, rule.level, rule.area, rule.since) == ("power-suffices", "must", "demo-area", "2026.12")
    assert rule.file == "demo-area/rules/DEMO-001-power-suffices.yaml"
    assert rule.constants["flow"].text == "10 L/min"
    assert rule.constants["flow"].value == Fraction(1, 6000)
    variable = rule.forall[0]
    assert (variable.name, variable.form, variable.nominal) == ("warmth", "range", "min")
    assert variable.source[0].text == "envelope.coolant"
    assert variable.resolution.text == "0.1 K"
    clause = rule.clauses[0]
    assert clause.id == "carries-the-head"
    assert clause.reserve == Fraction(5, 100)
    assert clause.blame == ("design.power", "claims.head.value")
    assert clause.hints[0].say["en"] == "twice as much"
    assert clause.message["zh"].startswith("{warmth}")
    assert [example.passes for example in rule.examples] == [True, False]
    assert rule.examples[1].at == {"warmth": "20 degC"}
    assert rule.sources[0].status == "read"


def test_lets_stand_in_an_order_of_use(area):
    order = list(area.specs().rule("DEMO-001").let)
    assert order.index("kelvin") < order.index("base") < order.index("needed") < order.index("reserve_share")


def test_the_environment_has_all_names(area):
    area.write("tables/media.yaml", TABLE)
    specs = area.specs()
    kind = specs.kind("demo-area/v1", "Pump")
    rule = specs.rules_for(kind)[0]
    known = rule_environment(rule, specs, kind)
    assert set(known) == {"design", "envelope", "claims", "metadata", "lab", "flow"}
    assert isinstance(known["lab"].fields["media"].type, MapType)
    head = known["claims"].fields["head"].type
    assert isinstance(head, RecordType)
    assert head.claim
    found, guards = with_variables(rule, known, specs.functions("demo-area"))
    assert found["warmth"] == NumberType(specs.units.dimension("temperature"))
    assert guards == {"envelope.coolant"}


def test_tables_and_functions_are_bound(area):
    area.write("tables/media.yaml", TABLE)
    area.write("functions.yaml", FUNCTIONS)
    for _ in range(2):  # compiled, then from the cache
        specs = area.specs()
        row = specs.tables("demo-area")["media"]["dac"]
        assert row == {"delay": Fraction(47, 10**10), "levels": 2, "kind": "copper"}
        assert row.path == ("lab", "media", "dac")
        function = specs.functions("demo-area")["double"]
        assert function.body.text == "2 * x"
        assert list(function.parameters) == ["x"]


def test_editions_are_read(area):
    area.root.joinpath("editions").mkdir()
    area.root.joinpath("editions/2027.06.yaml").write_text('edition: "2027.06"\nrules: [{id: DEMO-001, level: must}]\n')
    assert area.specs().editions["2027.06"] == {"DEMO-001": "must"}


def test_a_broken_rule_is_reported_and_not_loaded(area):
    area.change(RULE, "design.power >= needed", "design.power >= neded")
    for _ in range(2):  # never cached away
        specs = area.specs()
        document = strict_yaml.load(inputs.read(str(area.folder / "examples/good.yaml")))[0][0]
        descriptor, findings = read_descriptor(document, specs)
        assert [finding.code for finding in findings] == ["SPEC-misspelt-name"]
        assert descriptor is not None
        assert specs.rules_for(descriptor.kind) == ()


def test_a_broken_kind_is_reported(area):
    area.change("kinds/Pump.schema.yaml", "quantity: power", "quantity: pwer")
    document = strict_yaml.load(inputs.read(str(area.folder / "examples/good.yaml")))[0][0]
    descriptor, findings = read_descriptor(document, area.specs())
    assert descriptor is None
    assert [finding.code for finding in findings] == ["KIND-broken", "SPEC-misspelt-dimension"]


# the compiled form


def test_what_has_not_changed_is_not_compiled_again(area, own_cache, compilations):
    assert pump(area) is not None
    assert pump(area) is not None
    assert len(compilations) == 1
    assert [path.suffix for path in own_cache.iterdir()] == [".bin"] * 4


@pytest.mark.parametrize("name", ["area.yaml", "kinds/Pump.schema.yaml", RULE, "tables/new.yaml", "functions.yaml"])
def test_any_change_of_a_spec_file_is_noticed(area, own_cache, compilations, name):
    pump(area)
    path = area.folder / name
    before = path.read_text(encoding="utf-8") if path.exists() else {"tables/new.yaml": TABLE}.get(name, FUNCTIONS)
    stamp = area.rule.stat()
    area.write(name, before.replace("2 * x", "3 * x") + "\n# changed\n")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # an old date does not hide it
    pump(area)
    assert len(compilations) == 2


def test_a_removed_file_is_noticed(area, own_cache, compilations):
    specs = area.specs()
    assert specs.rules_for(specs.kind("demo-area/v1", "Pump"))
    area.rule.unlink()
    specs = area.specs()
    assert specs.rules_for(specs.kind("demo-area/v1", "Pump")) == ()


def test_another_version_of_the_tool_compiles_again(area, own_cache, compilations, monkeypatch):
    pump(area)
    monkeypatch.setattr(cache, "__version__", "99")
    pump(area)
    assert len(compilations) == 2


def test_changed_code_of_the_tool_compiles_again(area, own_cache, compilations, monkeypatch):
    pump(area)
    files = cache._tool_files()
    assert any("spec/cache.py" in entry for entry in files)
    monkeypatch.setattr(cache, "_tool_files", lambda: [*files[1:], files[0] + "0"])
    pump(area)
    assert len(compilations) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-100],
        lambda content: content.replace(b"must", b"mast"),
        lambda content: b"\n\n",
        lambda content: b"\xff" * 1000,
        lambda content: content.split(b"\n")[0],
    ],
)
def test_a_damaged_cache_is_rebuilt(area, own_cache, compilations, damage):
    pump(area)
    for path in own_cache.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    specs = area.specs()
    assert [rule.level for rule in specs.rules_for(specs.kind("demo-area/v1", "Pump"))] == ["must"]
    assert len(compilations) == 2
    pump(area)
    assert len(compilations) == 2  # what was written anew is whole


def test_a_damaged_part_is_rebuilt_when_it_is_asked_for(area, own_cache, compilations):
    pump(area)
    (damaged,) = own_cache.glob("*Pump*.more.bin")
    damaged.write_bytes(damaged.read_bytes()[:-1])
    kind = pump(area)
    assert len(compilations) == 1
    assert kind.schema["title"]
    assert len(compilations) == 2
    assert pump(area).schema == kind.schema
    assert len(compilations) == 2  # what was written anew is whole


def test_a_cache_that_cannot_be_written_only_costs_time(area, tmp_path, monkeypatch, compilations):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    monkeypatch.setenv("OPENARCH_CACHE", str(blocked))
    assert pump(area) is not None
    assert pump(area) is not None
    assert len(compilations) == 2


def test_nothing_is_left_beside_the_cache_files(area, own_cache, monkeypatch):
    def refuse(*_):
        raise OSError

    monkeypatch.setattr(cache.os, "replace", refuse)
    assert pump(area) is not None
    assert list(own_cache.iterdir()) == []


def test_what_older_versions_left_is_removed(area, own_cache):
    stem = "demo-area-Pump-0123456789ab"
    old = [f"{stem}.json", f"{stem}.bin", f"{stem}.bin.77.draft"]
    young = [f"{stem}.more.bin.78.draft", "other-Pump-ba9876543210.bin", "other-Pump-ba9876543210.more.bin"]
    foreign = ["notes.json", "demo-area-Pump.bin", "demo-area-Pump-0123456789AB.json"]
    own_cache.mkdir(exist_ok=True)
    for name in [*old, *young, *foreign]:
        (own_cache / name).write_bytes(b"x")
    os.utime(own_cache / old[2], (0, 0))
    (own_cache / "demo-area-Fan-0123456789ab.json").mkdir()  # cannot be removed
    sweep.cache_clear()
    assert pump(area) is not None
    left = {path.name for path in own_cache.iterdir()}
    assert left.isdisjoint(old)
    assert left >= {*young, *foreign, "demo-area-Fan-0123456789ab.json"}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"OPENARCH_CACHE": "/a"}, "/a"),
        ({"OPENARCH_CACHE": "", "XDG_CACHE_HOME": "/b"}, "/b/openarch"),
        ({"OPENARCH_CACHE": "", "XDG_CACHE_HOME": "", "HOME": "/c"}, "/c/.cache/openarch"),
    ],
)
def test_where_the_cache_is(monkeypatch, variables, expected):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache.folder() == expected


def test_two_spec_folders_do_not_share_cache_files(tmp_path):
    assert cache.path_of(str(tmp_path / "a/x"), "Pump") != cache.path_of(str(tmp_path / "b/x"), "Pump")


SCRIPT = """
import json, sys
from conformance.documents import inputs, strict_yaml
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
specs = open_specs()
document = strict_yaml.load(inputs.read(sys.argv[1]))[0][0]
descriptor, findings = read_descriptor(document, specs)
assert descriptor is not None, findings
for rule in specs.rules_for(descriptor.kind, static_only=True):
    rule.clauses, rule.let
print(json.dumps(sorted(sys.modules)))
"""
HEAVY = [
    "pydantic",
    "numpy",
    "hypothesis",
    "jsonschema",
    "importlib.metadata",
    "multiprocessing",
    "difflib",
    "tempfile",
]


def test_reading_a_descriptor_from_the_cache_imports_nothing_heavy(lab, own_cache):
    example = Path("specs/chip-interconnect/examples/xl-112.yaml")
    loaded = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", SCRIPT, str(example)], capture_output=True, text=True, check=True)
        loaded = json.loads(done.stdout)
        if not any(own_cache.glob("*")):
            pytest.skip("the specs of the checkout have errors: their compiled form is not kept")
    assert [name for name in HEAVY if name in loaded] == []
    assert "conformance.spec.models" not in loaded
