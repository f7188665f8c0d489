"""NetBox device types to drafts of trays: exact units, nothing beyond what is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.findings.catalogue import sentence
from conformance.findings.model import Severity
from conformance.importers.draft import Draft
from conformance.importers.netbox import import_netbox, tray
from conformance.importers.netbox_switch import switch
from conformance.importers.yaml_text import gaps, written
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


def switch_of(*interfaces: str, more: str = "") -> str:
    listed = "".join(f"  - {{name: swp{number}, type: {kind}}}\n" for number, kind in enumerate(interfaces))
    return f"manufacturer: example-networks\nmodel: XS-32\nu_height: 1\nairflow: front-to-rear\n{more}interfaces:\n{listed}"


MANAGED = "  - {name: mgmt, type: 1000base-t, mgmt_only: true}\n  - {name: bond0, type: lag}\n"
POWERED = "power-ports:\n  - {name: PSU1, type: iec-60320-c14, maximum_draw: 900}\n"


def test_many_ports_make_a_switch_and_it_is_said(tmp_path: Path) -> None:
    found = imported(tmp_path, switch_of(*["400gbase-x-qsfpdd"] * 32, more=POWERED) + MANAGED)
    (draft,) = found.drafts
    assert (draft.api, draft.kind) == ("networking/v1", "Switch")
    assert draft.values["design"] == {"modes": [{"id": "32x400g", "ports": 32, "rate": "400 Gbit/s"}]}
    assert draft.unplaced == [("u_height", "1"), ("airflow", "front-to-rear"), ("power-ports PSU1", "900 W")]
    (note,) = found.findings
    assert (note.code, note.severity, note.arguments["count"]) == ("IMPORT-taken-for-switch", Severity.NOTE, "32")
    kind = open_specs().kind(draft.api, draft.kind)
    assert kind is not None
    assert gaps(draft, kind) == ["design.protocols", "design.modes[32x400g].lanes"]


@pytest.mark.parametrize(
    ("types", "design", "kept"),
    [
        # Two sizes of ports are no way in which all of them run.
        (["25gbase-x-sfp28"] * 48 + ["100gbase-x-qsfp28"] * 8, None, "48 x 25gbase-x-sfp28, 8 x 100gbase-x-qsfp28"),
        (["infiniband-ndr"] * 64, {"protocols": ["infiniband"]}, "64 x infiniband-ndr"),
        (["1000base-t"] * 24, {"modes": [{"id": "24x1g", "ports": 24, "rate": "1 Gbit/s"}]}, ""),
        (["2.5gbase-t"] * 24, {"modes": [{"id": "24x2.5g", "ports": 24, "rate": "2.5 Gbit/s"}]}, ""),
        (["100base-tx"] * 24, None, "24 x 100base-tx"),
        (["other"] * 24, None, "24 x other"),
    ],
)
def test_nothing_is_said_of_a_switch_that_its_ports_do_not_say(
    tmp_path: Path, types: list[str], design: dict[str, Any] | None, kept: str
) -> None:
    (draft,) = imported(tmp_path, switch_of(*types)).drafts
    assert draft.values.get("design") == design
    assert ", ".join(value for what, value in draft.unplaced if what == "interfaces") == kept


def test_up_to_eight_ports_are_those_of_a_tray_and_the_user_may_say_otherwise(tmp_path: Path) -> None:
    text = switch_of(*["100gbase-x-qsfp28"] * 8) + MANAGED
    found = imported(tmp_path, text)
    assert ([draft.kind for draft in found.drafts], found.findings) == (["ComputeTray"], [])
    said = import_netbox(str(tmp_path / "device.yaml"), "Switch")
    assert ([draft.kind for draft in said.drafts], said.findings) == (["Switch"], [])
    imported(tmp_path, switch_of(*["100gbase-x-qsfp28"] * 9))
    said = import_netbox(str(tmp_path / "device.yaml"), "ComputeTray")
    assert ([draft.kind for draft in said.drafts], said.findings) == (["ComputeTray"], [])


@pytest.mark.parametrize("part", ["power-outlets", "front-ports"])
def test_a_device_without_a_kind_is_refused(tmp_path: Path, part: str) -> None:
    text = f"manufacturer: a\nmodel: PDU-9\n{part}:\n  - {{name: '1', type: other}}\n"
    found = imported(tmp_path, text)
    assert found.drafts == []
    assert [(one.code, one.severity) for one in found.findings] == [("IMPORT-no-kind", Severity.ERROR)]
    assert "PDU-9" in sentence(found.findings[0].code, "zh", found.findings[0].arguments)
    said = import_netbox(str(tmp_path / "device.yaml"), "ComputeTray")
    assert [draft.kind for draft in said.drafts] == ["ComputeTray"]


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
            [
                "u_height",
                "weight",
                "weight_unit",
                "is_full_depth",
                "power-ports",
                "airflow",
                "part_number",
                "interfaces",
            ]
        ),
        SCALARS
        | st.lists(
            st.dictionaries(
                st.sampled_from(["name", "type", "maximum_draw", "mgmt_only"]),
                SCALARS | st.sampled_from(["400gbase-x-osfp", "9" * 40 + "gbase-", "infiniband-hdr"]),
                max_size=4,
            ),
            max_size=20,
        ),
    ),
    made=st.sampled_from([tray, switch]),
)
def test_any_value_is_survived_and_written_as_yaml(device: dict[str, Any], made: Callable[..., Draft]) -> None:
    draft = made({"manufacturer": "a", "model": "b", **device}, "device.yaml")
    kind = open_specs().kind(draft.api, draft.kind)
    assert kind is not None
    documents, findings = load(Source("draft.yaml", written(draft, kind, "zh")))
    assert (len(documents), findings) == (1, [])


@pytest.mark.parametrize("text", ["[1, 2", "a: 1\na: 2\nmanufacturer: x\nmodel: y\n", "&a [*a]", "\t- x"])
def test_broken_yaml_is_a_finding(tmp_path: Path, text: str) -> None:
    assert any(finding.severity is Severity.ERROR for finding in imported(tmp_path, text).findings)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert import_netbox(str(tmp_path / "nothing.yaml")).findings
