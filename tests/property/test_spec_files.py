"""Whatever stands in a spec file, linting it ends with findings, never with a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.findings.catalogue import entries
from conformance.spec.lint import lint

AREA = Path(__file__).parents[2] / "specs/chip-interconnect"
FILES = [
    "area.yaml",
    "functions.yaml",
    "kinds/LinkPort.schema.yaml",
    "tables/media.yaml",
    "rules/CI-102-line-rate-arithmetic.yaml",
    "rules/CI-101-credits-cover-round-trip.yaml",
]
JUNK = st.sampled_from(
    [
        None,
        True,
        -1,
        2.5,
        10**30,
        "",
        "text",
        "x +",
        "design.lanes",
        "claims",
        "1 W",
        [],
        [1],
        ["x", "y"],
        {},
        {"en": 1},
        {"that": []},
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    copy = tmp_path_factory.mktemp("specs") / "chip-interconnect"
    shutil.copytree(AREA, copy)
    return copy


def places(value):
    for key in value if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_slip_in_a_spec_file_is_a_finding(folder, name, data):
    original = (AREA / name).read_text(encoding="utf-8")
    value = yaml.load(original, yaml.CSafeLoader)
    for _ in range(data.draw(st.integers(1, 3))):
        place, key = data.draw(st.sampled_from(list(places(value)) or [({}, "x")]))
        if data.draw(st.booleans()):
            place[key] = data.draw(JUNK)
        else:
            place.pop(key, None) if isinstance(place, dict) else place.pop(key)
    path = folder / name
    path.write_text(yaml.dump(value, allow_unicode=True, Dumper=yaml.CSafeDumper), encoding="utf-8")
    try:
        for finding in lint([path]):
            assert finding.code in entries()
    finally:
        path.write_text(original, encoding="utf-8")
