"""Redfish trees to drafts: what is found, what is named as missing, and that nothing else is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document, load
from conformance.findings.model import Finding, Severity
from conformance.importers.draft import Draft
from conformance.importers.redfish import Imported, import_redfish
from conformance.importers.yaml_text import gaps, written
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from tests.importers.mockup import Resource, tree, write

SPECS = open_specs()


def imported(folder: Path, resources: dict[str, Resource] | None = None) -> Imported:
    return import_redfish(str(write(folder, tree() if resources is None else resources)))


def text(draft: Draft, lang: str = "en") -> str:
    kind = SPECS.kind(draft.api, draft.kind)
    assert kind is not None
    return written(draft, kind, lang)


def read(draft: Draft, lang: str = "en") -> tuple[Document, list[Finding]]:
    """The document as the strict reader sees it, with what its kind says of it."""
    documents, findings = load(Source("draft.yaml", text(draft, lang)))
    assert findings == []
    (document,) = documents
    return document, read_descriptor(document, SPECS)[1]


def by_kind(found: Imported) -> dict[str, Draft]:
    return {draft.kind: draft for draft in found.drafts}


def test_a_tree_becomes_one_draft_for_each_part(tmp_path: Path) -> None:
    found = imported(tmp_path)
    assert found.findings == []
    assert [(draft.kind, draft.count) for draft in found.drafts] == [
        ("Rack", 1),
        ("ComputeTray", 1),
        ("AcceleratorModule", 2),
        ("PowerSupplyUnit", 2),
        ("ManagementEndpoint", 1),
        ("CoolantDistributionUnit", 1),
        ("CoolingController", 1),
        ("CoolingController", 1),
    ]


def test_figures_are_what_the_tree_says(tmp_path: Path) -> None:
    drafts = by_kind(imported(tmp_path))
    unit: Any = drafts["CoolantDistributionUnit"].values
    assert unit["claims"]["capacity"] == {"value": "1000000 W", "relation": "at-least"}
    assert unit["design"]["pumps"] == {"count": 2, "redundancy": "one_spare"}
    assert unit["design"]["tcs"] == {"family": "propylene_glycol", "glycol": "25 %"}
    assert unit["design"]["reservoir"] == "32.5 L"
    supply: Any = drafts["PowerSupplyUnit"].values
    assert supply["design"] == {"input": "ac_1ph", "rated_output": "4000 W", "output_voltage": "48 V"}
    tray: Any = drafts["ComputeTray"].values
    assert tray["design"]["modules"] == [{"id": "XA-700", "count": 2, "power": "700 W"}]
    rack: Any = drafts["Rack"].values
    assert rack["design"]["outer"] == {"height": "2286 mm", "width": "600 mm", "depth": "1098 mm"}


def test_readings_are_nominal_and_measured(tmp_path: Path) -> None:
    drafts = by_kind(imported(tmp_path))
    unit = drafts["CoolantDistributionUnit"]
    assert unit.values["claims"]["supply"] == {"value": "40.1 degC", "relation": "nominal"}
    assert unit.measured == ["claims.supply"]
    assert drafts["ManagementEndpoint"].measured == ["claims.readings.supplies"]
    assert "grade: measured" in text(unit)
    # a rated pressure of which nothing says whether it is gauge or absolute is kept, not placed
    assert ("SecondaryCoolantConnectors/1 RatedPressurekPa", "690 kPa") in unit.unplaced


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_missing_is_exactly_what_validating_says(tmp_path: Path, lang: str) -> None:
    for draft in imported(tmp_path).drafts:
        kind = SPECS.kind(draft.api, draft.kind)
        assert kind is not None
        lacking = gaps(draft, kind)
        _, findings = read(draft, lang)
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        assert {finding.code for finding in errors} <= {"KIND-missing-key", "KIND-missing-keys"}, errors
        said = {name for finding in errors for name in re.findall(r"[a-z_]+", str(dict(finding.arguments)))}
        assert {path.rpartition(".")[2] for path in lacking} <= said
        assert bool(lacking) == bool(errors)
        assert text(draft, lang).count("# TODO ") == len(lacking)


def numbers(value: object) -> set[str]:
    """Every number that a JSON value holds, text included."""
    return set(re.findall(r"[0-9]+(?:\.[0-9]+)?", repr(value)))


def test_no_figure_is_invented(tmp_path: Path) -> None:
    resources = tree()
    known = numbers(resources)
    # counted, not read: pumps, equal modules, members of collections and groups
    known |= {"0", "1", "2", "3"}
    for draft in imported(tmp_path, resources).drafts:
        document, _ = read(draft)
        whole: Any = document.value
        assert numbers({key: whole.get(key) for key in ("design", "envelope", "claims")}) <= known, draft.kind


def test_a_tree_without_figures_gives_descriptors_without_figures(tmp_path: Path) -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if not isinstance(inner, int | float)}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    resources = {path: bare(resource) for path, resource in tree().items()}
    for draft in imported(tmp_path, resources).drafts:
        quantities = re.findall(r": [0-9.]+ [A-Za-z%]+", text(draft).partition("sources:")[0])
        kept = {": 0.5 s"}  # an interval of a sensor is written as text: PT0.5S
        assert set(quantities) <= kept, draft.kind


def test_an_immersion_unit_is_a_tank(tmp_path: Path) -> None:
    resources = tree()
    resources["/ThermalEquipment/CDUs/1"]["EquipmentType"] = "ImmersionUnit"
    tank = by_kind(imported(tmp_path, resources))["ImmersionTank"]
    assert tank.values["claims"] == {"heat": {"value": "1000000 W", "relation": "at-least"}}
    assert read(tank)[1] != []


def test_an_empty_bay_is_no_part(tmp_path: Path) -> None:
    resources = tree()
    resources["/Chassis/Tray1/PowerSubsystem/PowerSupplies/Bay2"]["Status"] = {"State": "Absent"}
    assert by_kind(imported(tmp_path, resources))["PowerSupplyUnit"].count == 1


@pytest.mark.parametrize(
    ("group", "wanted"),
    [
        ({"RedundancyType": "NotRedundant"}, "none"),
        ({"RedundancyType": "NPlusM", "MinNeededInGroup": 2}, "none"),
        ({"RedundancyType": "NPlusM", "MinNeededInGroup": 1}, "one_spare"),
        ({"RedundancyType": "NPlusM"}, None),
        ({"RedundancyType": "NPlusM", "MinNeededInGroup": 7}, None),
        ("NPlusM", None),
    ],
)
def test_redundancy_of_pumps(tmp_path: Path, group: object, wanted: str | None) -> None:
    resources = tree()
    resources["/ThermalEquipment/CDUs/1"]["PumpRedundancy"] = [group]
    pumps = by_kind(imported(tmp_path, resources))["CoolantDistributionUnit"].values["design"]["pumps"]
    assert pumps.get("redundancy") == wanted


@pytest.mark.parametrize(
    ("coolant", "wanted"),
    [
        ({"CoolantType": "Water"}, {"family": "water"}),
        ({"CoolantType": "Water", "AdditivePercent": 0}, {"family": "water", "glycol": "0 %"}),
        ({"CoolantType": "Water", "AdditivePercent": 30}, None),
        ({"CoolantType": "Water", "AdditiveName": "Ethylene Glycol"}, {"family": "ethylene_glycol"}),
        ({"CoolantType": "Hydrocarbon"}, None),
        ("water", None),
    ],
)
def test_a_coolant_is_what_is_said_of_it(tmp_path: Path, coolant: object, wanted: object) -> None:
    resources = tree()
    resources["/ThermalEquipment/CDUs/1"]["Coolant"] = coolant
    design = by_kind(imported(tmp_path, resources))["CoolantDistributionUnit"].values["design"]
    assert design.get("tcs") == wanted
