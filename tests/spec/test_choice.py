"""Which kind is it? One finding says why there is none."""

from __future__ import annotations

import pytest

CASES = [
    ("- a\n- b\n", (1, 1, "KIND-not-a-mapping")),
    ("just a text\n", (1, 1, "KIND-not-a-mapping")),
    ("kind: Pump\n", (1, 1, "KIND-no-api-version")),
    ("apiversion: demo-area/v1\nkind: Pump\n", (1, 1, "KIND-misspelt-key")),
    ("apiVersion: 1\nkind: Pump\n", (1, 13, "KIND-expected-text")),
    ("apiVersion: demo-area/v1\n", (1, 1, "KIND-no-kind")),
    ("apiVersion: demo-area/v1\nknid: Pump\n", (2, 1, "KIND-misspelt-key")),
    ("apiVersion: demo-area/v1\nkind: [Pump]\n", (2, 7, "KIND-expected-text")),
    ("apiVersion:\nkind: Pump\n", (1, 12, "KIND-empty")),
    ("apiVersion: demo-area/v1\nkind: ~\n", (2, 7, "KIND-empty")),
    ("apiVersion: demo-area/v1\nkind: Pmup\n", (2, 7, "KIND-misspelt-kind")),
    ("apiVersion: demo-area/v1\nkind: Turbine\n", (2, 7, "KIND-unknown-kind")),
    ("apiVersion: demo-area/v1\nkind: LinkPort\n", (2, 7, "KIND-kind-elsewhere")),
    ("apiVersion: demo-area/v2\nkind: Pump\n", (1, 13, "KIND-unknown-version")),
    ("apiVersion: demo-area\nkind: Pump\n", (1, 13, "KIND-unknown-version")),
    ("apiVersion: demo-aera/v1\nkind: Pump\n", (1, 13, "KIND-misspelt-area")),
    ("apiVersion: kitchen/v1\nkind: Pump\n", (1, 13, "KIND-unknown-area")),
    ("apiVersion: ../../etc/v1\nkind: Pump\n", (1, 13, "KIND-unknown-area")),
    ("apiVersion: demo-area/v1\nkind: ../Pump\n", (2, 7, "KIND-unknown-kind")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_there_is_one_reason(told, text, expected):
    assert [entry[:3] for entry in told(text)] == [expected]


def test_suggestions_name_what_exists(told):
    sentences = [
        told(text)[0][3] for text, (_, _, code) in CASES if code in ("KIND-misspelt-kind", "KIND-unknown-version")
    ]
    assert "demo-area/v1 has no kind Pmup; did you mean Pump?" in sentences
    assert "demo-area has no version v2; it is demo-area/v1" in sentences
