"""NetBox device types to drafts of trays: exact units, nothing beyond what is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.findings.model import Severity
from conformance.importers.netbox import import_netbox, tray
from conformance.importers.yaml_text import written
from conformance.spec.load import open_specs

DEVICE = """\
manufacturer: example-servers
model: XT-8
slug: example-servers-xt-8
u_height: 6
is_full_depth: true
airflow: front-to-rear
weight: 271.5
weight_unit: lb
power-ports:
  - {name: PSU1, type: iec-60320-c20, maximum_draw: 3300, allocated_draw: 2400}
  - {name: PSU2, type: other-plug}
"""


def imported(folder: Path, text: str) -> Any:
    file = folder / "device.yaml"
    file.write_text(text, encoding="utf-8")
    return import_netbox(str(file))


def test_a_device_type_becomes_a_tray(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, DEVICE).drafts
    assert draft.values["metadata"] == {"vendor": "example-servers", "model": "XT-8"}
    assert draft.values["design"] == {
        "place": {"pitch": "ru", "units": "6", "full_depth": "true"},
        "mass": {"dry": "123.150328455 kg"},
        "inputs": [
            {"id": "PSU1", "connector": "inlet_c20", "power": "3300 W", "allocated": "2400 W"},
            {"id": "PSU2", "connector": "other"},
        ],
    }
    assert draft.measured == []
    assert draft.unplaced == [("airflow", "front-to-rear")]


@pytest.mark.parametrize(
    ("weight", "unit", "wanted"),
    [
        ("14.8", "kg", "14.8 kg"),
        ("950", "g", "0.95 kg"),
        ("1", "lb", "0.45359237 kg"),
        ("16", "oz", "0.45359237 kg"),
        ("5", "stone", None),
        ("heavy", "kg", None),
        ("true", "kg", None),
        ("1e300", "kg", None),
    ],
)
def test_masses_are_converted_exactly(tmp_path: Path, weight: str, unit: str, wanted: str | None) -> None:
    text = f"manufacturer: a\nmodel: b\nweight: {weight}\nweight_unit: {unit}\n"
    (draft,) = imported(tmp_path, text).drafts
    assert draft.values.get("design", {}).get("mass", {}).get("dry") == wanted


@pytest.mark.parametrize(
    "height", ["0", "-1", "0.3", "tall", "[1]", "1e300", "1e-300", "99999999999999999999999", "true"]
)
def test_a_height_that_is_none_is_left_out(tmp_path: Path, height: str) -> None:
    (draft,) = imported(tmp_path, f"manufacturer: a\nmodel: b\nu_height: {height}\n").drafts
    assert "design" not in draft.values


def test_several_documents_and_one_that_is_no_device(tmp_path: Path) -> None:
    found = imported(tmp_path, f"{DEVICE}---\nname: something else\n---\n{DEVICE}")
    assert len(found.drafts) == 2
    assert [(finding.code, finding.severity) for finding in found.findings] == [
        ("IMPORT-no-device-type", Severity.ERROR)
    ]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)


@settings(max_examples=60, deadline=None)
@given(
    device=st.dictionaries(
        st.sampled_from(
            ["u_height", "weight", "weight_unit", "is_full_depth", "power-ports", "airflow", "part_number"]
        ),
        SCALARS
        | st.lists(
            st.dictionaries(st.sampled_from(["name", "type", "maximum_draw"]), SCALARS, max_size=3), max_size=20
        ),
    )
)
def test_any_value_is_survived_and_written_as_yaml(device: dict[str, Any]) -> None:
    draft = tray({"manufacturer": "a", "model": "b", **device}, "device.yaml")
    kind = open_specs().kind(draft.api, draft.kind)
    assert kind is not None
    documents, findings = load(Source("draft.yaml", written(draft, kind, "zh")))
    assert (len(documents), findings) == (1, [])


@pytest.mark.parametrize("text", ["[1, 2", "a: 1\na: 2\nmanufacturer: x\nmodel: y\n", "&a [*a]", "\t- x"])
def test_broken_yaml_is_a_finding(tmp_path: Path, text: str) -> None:
    assert any(finding.severity is Severity.ERROR for finding in imported(tmp_path, text).findings)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert import_netbox(str(tmp_path / "nothing.yaml")).findings
