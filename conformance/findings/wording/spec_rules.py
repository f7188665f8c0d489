"""What the findings of the family ``SPEC-`` say of rules that load: words, examples, and what is worth a look."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    "SPEC-placeholder-unknown": Entry(
        "the message names {name}, which the rule does not know",
        "消息中的 {name} 在规则中不存在",
        "unknown name",
        "未知名称",
    ),
    "SPEC-placeholders-differ": Entry(
        "the two languages do not name the same things: {names}",
        "两种语言提到的内容不同：{names}",
        "they differ",
        "两者不同",
    ),
    "SPEC-placeholder-forms": Entry(
        "{found} does not give two forms, for one and for many",
        "{found} 须给出两种形式：单数与复数",
        "one|many",
        "单数|复数",
        "write for example {{{name}:lane|lanes}}: lane with 1, lanes with every other number",
        "例如写作 {{{name}:lane|lanes}}：取值为 1 时显示 lane，否则显示 lanes",
    ),
    "SPEC-one-of-many": Entry(
        "with a value of 1 this reads “1 {many}”",
        "取值为 1 时英文将显示为“1 {many}”",
        "a plural behind a number",
        "数字后为复数",
        "where it can be 1 write {{{name}}} {{{name}:ONE|{many}}}, with the singular for ONE",
        "若可能取 1，请写作 {{{name}}} {{{name}:ONE|{many}}}，其中 ONE 为单数",
    ),
    "SPEC-no-message": Entry(
        "{clause} does not say what is wrong when it fails", "{clause} 未说明失败时的问题", "no message", "无消息"
    ),
    "SPEC-no-blame": Entry(
        "{clause} does not say which fields could be changed", "{clause} 未说明可修改哪些字段", "no blame", "无 blame"
    ),
    "SPEC-blame-unknown": Entry(
        "{found} is not a field of {kind}", "{found} 不是 {kind} 的字段", "no such field", "无此字段"
    ),
    "SPEC-blame-misspelt": Entry(
        "{found} is not a field of {kind}; did you mean {meant}?",
        "{found} 不是 {kind} 的字段；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
    ),
    "SPEC-blame-variable": Entry(
        "{found} is a variable, which nobody can change",
        "{found} 是变量，无法由厂商修改",
        "a variable of the rule",
        "规则的变量",
        "name the field that bounds it, as envelope.cable_length.max",
        "请写限定其范围的字段，如 envelope.cable_length.max",
    ),
    "SPEC-no-example-passes": Entry(
        "the rule has no example that passes", "该规则没有通过的示例", "no passing example", "无通过示例"
    ),
    "SPEC-no-example-fails": Entry(
        "{clause} has no example that fails",
        "{clause} 没有不通过的示例",
        "no failing example",
        "无不通过示例",
        "an example shows by executing that the clause can turn",
        "示例以执行来证明该条款会判为不通过",
    ),
    "SPEC-example-base": Entry(
        "there is no examples/{found}.yaml",
        "没有 examples/{found}.yaml",
        "no such descriptor",
        "无此描述文件",
        "there is {meant}",
        "现有 {meant}",
    ),
    "SPEC-example-clause": Entry(
        "the rule has no clause {found}",
        "该规则没有条款 {found}",
        "no such clause",
        "无此条款",
        "clauses: {known}",
        "条款：{known}",
    ),
    "SPEC-example-path": Entry(
        "{found} is not a field of {kind}", "{found} 不是 {kind} 的字段", "no such field", "无此字段"
    ),
    "SPEC-example-nowhere": Entry("{base} has no place for {path}", "{base} 中没有 {path} 的位置"),
    "SPEC-example-variable": Entry(
        "the rule has no variable {found}",
        "该规则没有变量 {found}",
        "no such variable",
        "无此变量",
        "variables: {known}",
        "变量：{known}",
    ),
    "SPEC-unused-variable": Entry(
        "no clause depends on the variable {name}", "没有条款依赖变量 {name}", "not used", "未使用"
    ),
    "SPEC-unused-let": Entry("nothing uses {name}", "{name} 未被使用", "not used", "未使用"),
    "SPEC-unused-constant": Entry("nothing uses the constant {name}", "常量 {name} 未被使用", "not used", "未使用"),
    "SPEC-steps-on-range": Entry(
        "{name} takes declared steps, but how they are counted depends on the range {range}: {part}",
        "{name} 按声明的步长取值，但其计数方式依赖于范围 {range}：{part}",
        "depends on the range {range}",
        "依赖于范围 {range}",
        "count the steps in a variable without `step`, and multiply it by the step in a `let`",
        "请用不带 `step` 的变量表示步数，并在 `let` 中乘以步长",
    ),
    "SPEC-equality": Entry(
        "computed numbers are rarely equal: {part}",
        "计算所得的数很少恰好相等：{part}",
        "write near",
        "请用 near",
        "write `near(a, b, tolerance)` with a tolerance that the rule states",
        "写成 `near(a, b, 容差)`，容差由规则给出",
    ),
    "SPEC-vendor-switch": Entry(
        "a vendor who leaves out {fields} is not judged by this rule",
        "厂商不填 {fields} 时，本规则不予判定",
        "switches the rule off",
        "可关闭规则",
    ),
    "SPEC-bad-example": Entry(
        "the example {found} does not fit the field itself",
        "示例 {found} 不符合该字段自身的要求",
        "does not fit",
        "不符",
    ),
    "SPEC-not-a-spec": Entry(
        "nothing here looks like a spec: an area has an area.yaml",
        "此处没有规范：领域目录应含 area.yaml",
        "",
        "",
        "give the folder `specs`, an area's folder, or single files of it",
        "请给出 `specs` 目录、领域目录或其中的文件",
    ),
}
