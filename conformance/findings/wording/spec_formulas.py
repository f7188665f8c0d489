"""What the findings of the family ``SPEC-`` say of formulas: their syntax, names and types."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_SYNTAX: dict[str, Entry] = {
    "SPEC-expression-empty": Entry("the formula is empty", "公式为空", "empty", "为空"),
    "SPEC-expression-too-long": Entry(
        "the formula has more than {limit} characters",
        "公式超过 {limit} 个字符",
        "too long",
        "过长",
        "name parts of it with `let`",
        "请用 `let` 为其各部分命名",
    ),
    "SPEC-expression-too-large": Entry(
        "the formula has more than {limit} parts",
        "公式超过 {limit} 个组成部分",
        "too large",
        "过大",
        "name parts of it with `let`",
        "请用 `let` 为其各部分命名",
    ),
    "SPEC-expression-too-deep": Entry(
        "the formula is nested more than {limit} deep",
        "公式嵌套超过 {limit} 层",
        "too deep",
        "过深",
        "name parts of it with `let`",
        "请用 `let` 为其各部分命名",
    ),
    "SPEC-expression-syntax": Entry(
        "the formula breaks off here: {problem}", "公式在此处有语法错误：{problem}", "here", "此处"
    ),
    "SPEC-expression-unit": Entry(
        "a formula holds no unit: `{figure}`",
        "公式中不能写单位：`{figure}`",
        "a figure with its unit",
        "带单位的数值",
        "give it a name under `constants:`, and write the name here",
        "请在 `constants:` 中为其命名，并在此处写该名称",
    ),
    "SPEC-expression-comment": Entry(
        "a formula holds no comment",
        "公式中不能有注释",
        "a comment",
        "注释",
        "comments stand on lines of their own, outside the formula",
        "注释应另起一行，写在公式之外",
    ),
    "SPEC-expression-call": Entry(
        "{what} cannot be called: only functions with a plain name can",
        "{what} 不能调用：只能调用普通名称的函数",
        "not a function",
        "不是函数",
    ),
    "SPEC-expression-caret": Entry(
        "^ is not a power", "^ 不是乘方", "write **", "应写 **", "powers are written x ** 2", "乘方写作 x ** 2"
    ),
    "SPEC-expression-sign": Entry(
        "formulas do not know `{sign}`", "公式中没有 `{sign}`", "write {right}", "应写 {right}"
    ),
    "SPEC-expression-construct": Entry(
        "formulas have no {construct}", "公式中不能使用 {construct}", "not part of the language", "语言不含此结构"
    ),
    "SPEC-expression-identifier": Entry(
        "{name} is not a name: plain letters, not beginning with _",
        "{name} 不是合法名称：只用普通字母，且不以 _ 开头",
        "not a name",
        "名称不合法",
    ),
    "SPEC-expression-number": Entry(
        "{number} is not a plain decimal number of at most 60 digits",
        "{number} 不是 60 位以内的十进制数",
        "not a plain number",
        "不是普通数字",
    ),
}

_NAMES: dict[str, Entry] = {
    "SPEC-unknown-name": Entry(
        "there is no {name} here",
        "此处没有 {name}",
        "unknown name",
        "未知名称",
        "known are the rule's variables, constants and lets, and design, envelope, claims, metadata, lab; texts stand in quotes",
        "可用的有规则的变量、常量、let，以及 design、envelope、claims、metadata、lab；文本须加引号",
    ),
    "SPEC-misspelt-name": Entry(
        "there is no {name} here; did you mean {close}?",
        "此处没有 {name}；是否指 {close}？",
        "did you mean {close}?",
        "是否指 {close}？",
    ),
    "SPEC-unknown-field": Entry("{record} has no {name}", "{record} 没有 {name}", "unknown field", "未知字段"),
    "SPEC-misspelt-field": Entry(
        "{record} has no {name}; did you mean {close}?",
        "{record} 没有 {name}；是否指 {close}？",
        "did you mean {close}?",
        "是否指 {close}？",
    ),
    "SPEC-unknown-function": Entry("there is no function {name}", "没有函数 {name}", "unknown function", "未知函数"),
    "SPEC-function-not-before": Entry(
        "{name} does not stand before this function: a function calls only those above it, and never itself",
        "{name} 不在本函数之前：函数只能调用列在其上方的函数，不能调用自身",
        "not above",
        "不在其上方",
    ),
    "SPEC-misspelt-function": Entry(
        "there is no function {name}; did you mean {close}?",
        "没有函数 {name}；是否指 {close}？",
        "did you mean {close}?",
        "是否指 {close}？",
    ),
    "SPEC-unknown-kind": Entry("the area has no kind {found}", "该领域没有种类 {found}", "unknown kind", "未知种类"),
    "SPEC-misspelt-kind": Entry(
        "the area has no kind {found}; did you mean {meant}?",
        "该领域没有种类 {found}；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
    ),
    "SPEC-name-taken": Entry("{name} is taken: it is {by}", "{name} 已被占用：它是{by}", "taken", "已被占用"),
    "SPEC-let-cycle": Entry("these lets need one another: {name}", "这些 let 互相依赖：{name}", "a cycle", "循环依赖"),
    "SPEC-function-recursion": Entry(
        "the function {name} calls itself", "函数 {name} 调用了自身", "calls itself", "递归"
    ),
    "SPEC-optional-unguarded": Entry(
        "{path} may be absent",
        "{path} 可能不存在",
        "optional",
        "可选字段",
        "guard it: `when: has({path})`, `default({path}, …)`, or `… if has({path}) else …`",
        "请加保护：`when: has({path})`、`default({path}, …)` 或 `… if has({path}) else …`",
    ),
}

_TYPES: dict[str, Entry] = {
    "SPEC-dimensions-differ": Entry(
        "{left} does not go with {right}", "{left} 与 {right} 不能并用", "{left} and {right}", "{left} 与 {right}"
    ),
    "SPEC-points-added": Entry(
        "{left} {operator} {right}: of points on a scale only differences can be taken",
        "{left} {operator} {right}：标度上的点只能求差",
        "points on a scale",
        "标度上的点",
        "point - point is a difference, point + difference is a point",
        "点 - 点 = 差，点 + 差 = 点",
    ),
    "SPEC-point-scaled": Entry(
        "{found} has no true zero: it cannot be multiplied, divided or raised to a power",
        "{found} 没有真零点：不能乘、除或乘方",
        "no true zero",
        "无真零点",
    ),
    "SPEC-power-open": Entry(
        "the power of {found} must be a written number",
        "{found} 的指数必须是写明的数字",
        "write the exponent",
        "写明指数",
    ),
    "SPEC-not-plain": Entry(
        "a plain number is due here, not {found}", "此处应为纯数，而不是 {found}", "{found}", "{found}"
    ),
    "SPEC-not-a-number": Entry("a number is due here, not {found}", "此处应为数，而不是 {found}", "{found}", "{found}"),
    "SPEC-not-a-truth": Entry(
        "a condition is due here, not {found}", "此处应为条件，而不是 {found}", "not a condition", "不是条件"
    ),
    "SPEC-not-a-list": Entry(
        "a list is due here, not {found}", "此处应为列表，而不是 {found}", "not a list", "不是列表"
    ),
    "SPEC-not-a-curve": Entry(
        "a curve is due here, not {found}", "此处应为曲线，而不是 {found}", "not a curve", "不是曲线"
    ),
    "SPEC-not-a-range": Entry(
        "a range of numbers is due here: a path to {{min, max}}, or two ends",
        "此处应为数的范围：指向 {{min, max}} 的路径，或两端",
        "not a range",
        "不是范围",
    ),
    "SPEC-not-comparable": Entry(
        "{found} has no order: {relation} says nothing",
        "{found} 没有大小之分：{relation} 无意义",
        "no order",
        "无大小之分",
    ),
    "SPEC-not-discrete": Entry(
        "this must be settled before numbers are quantified: it cannot depend on a range",
        "此处必须先于量化的数确定：不能依赖于范围变量",
        "depends on a range",
        "依赖于范围",
    ),
    "SPEC-no-fields": Entry("{found} has no field {field}", "{found} 没有字段 {field}", "not a record", "不是记录"),
    "SPEC-no-items": Entry("{found} has no entries", "{found} 没有条目", "not a list or mapping", "不是列表或映射"),
    "SPEC-argument-count": Entry(
        "{function} takes {expected} arguments, not {found}",
        "{function} 需要 {expected} 个参数，而不是 {found} 个",
        "{expected} are due",
        "应有 {expected} 个",
    ),
    "SPEC-generator-outside": Entry(
        "`… for … in …` stands only inside sum, min, max, all, any, len, list, set, only",
        "`… for … in …` 只能用在 sum、min、max、all、any、len、list、set、only 之内",
        "outside",
        "用在其外",
    ),
    "SPEC-basis-mixed": Entry(
        "{left} and {right} may have different bases: compare their basis, or fix it in the schema",
        "{left} 与 {right} 的依据可能不同：请比较其 basis，或在模式中固定",
        "of different basis",
        "依据不同",
    ),
}

TEXTS: dict[str, Entry] = {**_SYNTAX, **_NAMES, **_TYPES}
