"""What the findings of the family ``SPEC-`` say of the schemas of kinds."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    "SPEC-no-such-format": Entry(
        "there is no reader for files of the format {found}; known are {known}",
        "没有可读取 {found} 格式文件的读取器；现有 {known}",
        "unknown format",
        "未知格式",
    ),
    "SPEC-not-a-group": Entry(
        "a kind describes design, envelope and claims; {key} is none of them",
        "种类只描述 design、envelope 和 claims；{key} 不在其中",
        "not a part of a descriptor",
        "不是描述文件的组成部分",
    ),
    "SPEC-unknown-dimension": Entry(
        "{found} is not a dimension of units.yaml", "units.yaml 中没有量纲 {found}", "unknown dimension", "未知量纲"
    ),
    "SPEC-misspelt-dimension": Entry(
        "{found} is not a dimension of units.yaml; did you mean {meant}?",
        "units.yaml 中没有量纲 {found}；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
    ),
    "SPEC-table-columns": Entry(
        "a table has columns, each with its schema, and a key of some of them",
        "表须有各列的模式（columns）以及由若干列组成的键（key）",
        "columns and key are due",
        "应有 columns 和 key",
        "write {{columns: {{operator: …, dtypes: …}}, key: [operator]}}",
        "写成 {{columns: {{operator: …, dtypes: …}}, key: [operator]}}",
    ),
    "SPEC-curve": Entry(
        "a curve has x and y, each a dimension",
        "曲线须有 x 和 y，各为一个量纲",
        "x and y are due",
        "应有 x 和 y",
        "write {{x: flow, y: pressure, law: linear}}",
        "写成 {{x: flow, y: pressure, law: linear}}",
    ),
    "SPEC-open-object": Entry(
        "the object does not say what else it may hold",
        "该对象未说明是否允许其他键",
        "open",
        "未封闭",
        "add `additionalProperties: false`",
        "添加 `additionalProperties: false`",
    ),
    "SPEC-open-value": Entry(
        "the field has no type: anything would do", "该字段没有类型：任何值都可", "no type", "无类型"
    ),
    "SPEC-required-unknown": Entry(
        "{found} is required, but there is no such field",
        "{found} 被列为必填，但没有此字段",
        "no such field",
        "无此字段",
    ),
    "SPEC-field-name": Entry(
        "{key} cannot be read by formulas: small letters, digits and _, and no word of Python",
        "公式无法读取 {key}：只能用小写字母、数字和 _，且不能是 Python 关键字",
        "not a field name",
        "字段名不合法",
    ),
    "SPEC-unit-in-name": Entry(
        "{key} ends in a unit: units belong to the value",
        "{key} 以单位结尾：单位应写在数值中",
        "drop _{unit}",
        "去掉 _{unit}",
    ),
    "SPEC-untitled": Entry(
        "{key} has no title in both languages",
        "{key} 缺少双语标题",
        "untitled",
        "无标题",
        "add `title: {{en: …, zh: …}}`",
        "添加 `title: {{en: …, zh: …}}`",
    ),
    "SPEC-reference": Entry(
        "the reference {found} leads nowhere, or back to itself", "引用 {found} 无所指，或指回自身"
    ),
    "SPEC-schema-refused": Entry("the schema is not valid JSON Schema: {problem}", "不是有效的 JSON Schema：{problem}"),
}
