"""A template is valid as it stands, and with everything that it offers."""

from __future__ import annotations

import re

import pytest

from conformance.documents import strict_yaml
from conformance.documents.source import Source
from conformance.engine.quick import static_verdicts
from conformance.engine.verdicts import Status
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from conformance.spec.template import init, parts_of

KINDS = ["LinkPort", "LinkProtocol", "ScaleUpSwitch", "AcceleratorEndpoint"]
_COMMENTED_OUT = re.compile(r"^(\s*)#(?! \S)", re.MULTILINE)


def checked(text, specs):
    documents, findings = strict_yaml.load(Source("init.yaml", text))
    assert not findings
    descriptor, findings = read_descriptor(documents[0], specs)
    return descriptor, [finding for finding in findings if finding.location.file == "init.yaml"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", KINDS)
def test_a_template_is_valid(lab, name, lang):
    kind = lab.kind("chip-interconnect/v1", name)
    descriptor, findings = checked(init(kind, lang), lab)
    assert not findings
    assert descriptor.kind is kind


def test_a_template_is_valid_with_all_that_is_commented_out():
    specs = open_specs()
    kinds = [specs.kind(*name) for name in specs.kinds()]
    for kind in kinds:
        if parts_of(kind, kinds):  # files are written by the command
            continue
        text = init(kind, "en")
        while _COMMENTED_OUT.search(text):
            text = _COMMENTED_OUT.sub(r"\1", text)
        descriptor, findings = checked(text, specs)
        assert not findings, kind.name
        wanted = set(kind.schema["properties"]["design"]["properties"])
        assert set(descriptor.data["design"]) == wanted


def test_every_shape_has_a_plausible_value(area):
    specs = area.specs()
    kind = specs.kind("demo-area/v1", "Pump")
    text = init(kind, "en")
    assert checked(text, specs)[1] == []
    while _COMMENTED_OUT.search(text):
        text = _COMMENTED_OUT.sub(r"\1", text)
    # A pattern cannot be met by a plausible value: the schema must give an example there.
    found = checked(text.replace("serial: to-be-filled-in", "serial: AB"), specs)[1]
    assert found == []


def test_comments_are_in_the_language_asked_for(lab):
    kind = lab.kind("chip-interconnect/v1", "LinkPort")
    assert "Lanes in the direction of sending" in init(kind, "en")
    assert "发送方向的通道数" in init(kind, "zh")
    assert max(len(line) for line in init(kind, "en").splitlines() if line.lstrip().startswith("# ")) <= 110


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_template_of_every_shipped_kind_validates(lang):
    specs = open_specs()
    kinds = [specs.kind(*name) for name in specs.kinds()]
    assert len(kinds) >= 36
    for kind in kinds:
        beside = parts_of(kind, kinds, lang)
        assert bool(beside) is (kind.name == "Stack"), kind.name
        if beside:  # files are written by the command
            continue
        descriptor, findings = checked(init(kind, lang), specs)
        assert not findings, kind.name
        verdicts = static_verdicts(descriptor, specs)
        failed = [
            verdict.rule
            for verdict in verdicts
            if verdict.level == "must" and verdict.status in (Status.FAIL, Status.ERROR)
        ]
        assert not failed, (kind.name, failed)
