"""A small made-up area with every shape of value, written to a temporary folder, and documents from texts."""

from __future__ import annotations

import pytest

from conformance.documents import strict_yaml
from conformance.documents.source import Source
from conformance.findings.catalogue import sentence
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs

AREA = """\
id: demo-area
version: v1
title: {en: Demo, zh: 演示}
working_group: WG0
kinds: [Pump]
"""

KIND = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: {en: Pump, zh: 泵}
description: {en: A pump of the tests., zh: 测试用泵。}
type: object
required: [design, envelope]
additionalProperties: false
properties:
  design:
    type: object
    title: {en: Design, zh: 设计}
    required: [stages, power, drive]
    additionalProperties: false
    properties:
      stages: {type: integer, minimum: 1, maximum: 9, title: {en: Stages, zh: 级数}, examples: [2]}
      power: {quantity: power, least: 1 W, most: 10 kW, title: {en: Power, zh: 功率}, examples: [400 W]}
      drive: {enum: [fixed, variable, none], title: {en: Drive, zh: 驱动}}
      efficiency: {quantity: ratio, title: {en: Efficiency, zh: 效率}}
      quiet: {type: boolean, title: {en: Quiet, zh: 静音}}
      serial: {type: string, pattern: "^[A-Z]+$", maxLength: 4, title: {en: Serial, zh: 序列}}
      gain: {type: number, title: {en: Gain, zh: 增益}}
      steps: {type: array, items: {type: integer}, minItems: 1, uniqueItems: true, title: {en: Steps, zh: 档位}}
      curve: {curve: {x: flow, y: pressure, law: log-log}, most: 1 MPa, title: {en: Curve, zh: 曲线}}
      ports:
        type: array
        title: {en: Ports, zh: 接口}
        items:
          type: object
          required: [id, size]
          additionalProperties: false
          properties:
            id: {type: string, title: {en: Name, zh: 名称}}
            size: {quantity: length, title: {en: Size, zh: 尺寸}}
            sealed: {type: boolean, title: {en: Sealed, zh: 密封}}
      spares:
        type: object
        title: {en: Spares, zh: 备件}
        additionalProperties: {quantity: mass}
      cooling:
        type: object
        title: {en: Cooling, zh: 冷却}
        required: [air]
        additionalProperties: false
        dependentRequired: {fan: [air_speed]}
        properties:
          air: {quantity: flow, title: {en: Air, zh: 空气}}
          fan: {type: string, title: {en: Fan, zh: 风扇}}
          air_speed: {quantity: speed, title: {en: Air speed, zh: 风速}}
  envelope:
    type: object
    title: {en: Envelope, zh: 范围}
    additionalProperties: false
    properties:
      coolant: {range: temperature, least: 0 degC, title: {en: Coolant, zh: 冷却液}}
      count: {range: integer, minimum: 0, title: {en: Count, zh: 数目}}
  claims:
    type: object
    title: {en: Claims, zh: 承诺}
    additionalProperties: false
    properties:
      head:
        claim: pressure
        least: 0 kPa
        basis: {window: [peak, mean]}
        stated_at: {coolant: temperature}
        title: {en: Head, zh: 扬程}
"""

RULE = """\
id: DEMO-001
name: power-suffices
since: "2026.12"
level: must
applies_to: [Pump]
title: {en: Power suffices, zh: 功率足够}
statement: {en: The power carries the head., zh: 功率足以承担扬程。}
why: {en: Pumps stall., zh: 泵会失速。}
sources:
  - {document: The pump book, clause: "2", status: read}
when: has(envelope.coolant)
constants:
  flow: 10 L/min
forall:
  warmth:
    range: envelope.coolant
    nominal: min
    resolution: 0.1 K
let:
  hydraulic: claims.head * flow
  reserve_share: needed / design.power
  needed: hydraulic * (1 + swing / base)
  swing: warmth - envelope.coolant.min
  base: kelvin
  kelvin: 2 * (envelope.coolant.max - envelope.coolant.min)
require:
  carries-the-head:
    that: design.power >= needed
    when: design.power > 0
    reserve: 5 %
    blame: [design.power, claims.head.value]
    message:
      en: "{needed} at {warmth}, but there are {design.power}"
      zh: "{warmth} 时需要 {needed}，而只有 {design.power}"
    hints:
      - when: reserve_share > 2
        say: {en: twice as much, zh: 两倍之多}
examples:
  - base: good
    passes: {}
  - base: good
    fails: {design.power: 1 W}
    clause: carries-the-head
    at: {warmth: 20 degC}
"""

DESCRIPTOR = """\
apiVersion: demo-area/v1
kind: Pump
metadata: {vendor: acme, model: P1}
design:
  stages: 2
  power: 400 W
  drive: fixed
envelope:
  coolant: {min: 20 degC, max: 45 degC}
claims:
  head: {value: 300 kPa, relation: at-least, basis: {window: mean}}
"""


@pytest.fixture
def area(tmp_path):
    """A folder of specs; the texts of its files may be changed before it is read."""
    files = {
        "area.yaml": AREA,
        "kinds/Pump.schema.yaml": KIND,
        "rules/DEMO-001-power-suffices.yaml": RULE,
        "examples/good.yaml": DESCRIPTOR,
    }
    return Area(tmp_path / "specs", files)


class Area:
    def __init__(self, root, files):
        self.root = root
        self.folder = root / "demo-area"
        for name, text in files.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        return self.write(name, text.replace(old, new, 1))

    @property
    def rule(self):
        return self.folder / "rules/DEMO-001-power-suffices.yaml"

    def specs(self):
        return open_specs([self.root])


def document(text, name="file.yaml"):
    documents, findings = strict_yaml.load(Source(name, text))
    assert not findings, findings
    return documents[0]


@pytest.fixture
def read(area):
    """Read a descriptor text against the demo area."""

    def reading(text):
        return read_descriptor(document(text), area.specs())

    return reading


@pytest.fixture
def told(read):
    """What is said of a descriptor text: (line, column, code, English sentence)."""

    def telling(text):
        return [said(finding) for finding in read(text)[1]]

    return telling


def said(finding):
    span = finding.location.span
    place = (span.line, span.column) if span else (0, 0)
    return (*place, finding.code, sentence(finding.code, "en", finding.arguments))


@pytest.fixture(scope="session")
def lab():
    """The specs of the checkout."""
    return open_specs()
