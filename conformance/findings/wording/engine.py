"""What the findings of the family ``ENGINE-`` say: why a verdict is what it is."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    "ENGINE-when-false": Entry(
        en="the rule does not apply, since this is not so: {condition}",
        zh="本规则不适用，因为下列条件不成立：{condition}",
    ),
    "ENGINE-nothing-to-check": Entry(
        en="nothing to check: the lists or ranges that the rule goes through are empty",
        zh="没有可检查的内容：规则所遍历的列表或范围为空",
    ),
    "ENGINE-never-met": Entry(
        en="never exercised: the clause's condition holds at no operating point of the envelope",
        zh="从未触发：在整个工作范围内，该条款的前提条件均不成立",
    ),
    "ENGINE-no-clause": Entry(
        en="the rule does not apply, since none of these is so: {conditions}",
        zh="本规则不适用，因为下列条件均不成立：{conditions}",
    ),
    "ENGINE-no-claim": Entry(
        en="{path} is not claimed, so there is nothing to test",
        zh="未声明 {path}，因此无从检验",
        help_en="state the claim, or leave the rule as not tested",
        help_zh="请补充该声明，否则本规则保持为未检验",
    ),
    "ENGINE-endless": Entry(
        en="what has to be looked at has no end over the envelope: {part}",
        zh="所须检查的范围在整个工作范围内没有端点：{part}",
        help_en="narrow the envelope, so that this stays finite",
        help_zh="请收窄工作范围，使其保持有限",
    ),
    "ENGINE-needs-partner": Entry(
        en="between parts ({roles}): `openarch interop`",
        zh="部件间规则（{roles}）：由 `openarch interop` 判定",
    ),
    "ENGINE-needs-role": Entry(
        en="needs a part in the role {role}: {kinds}",
        zh="缺少角色 {role} 的部件：{kinds}",
    ),
    "ENGINE-needs-run": Entry(
        en="only a run of the part decides it, through its adapter (observations: {count})",
        zh="须经适配器实际运行部件方可判定（观测项数：{count}）",
    ),
    "ENGINE-too-many-cases": Entry(
        en="the rule has more combinations than are enumerated, so it was not tested",
        zh="组合数超出可枚举的上限，因此未检验",
    ),
    "ENGINE-not-settled": Entry(
        en="the rule counts or looks up by what depends on a number of a range: {part}",
        zh="规则据以计数或查表的内容依赖于范围中的数：{part}",
        help_en="this is a fault of the rule, not of the descriptor: it is to go through whole numbers that depend on no range",
        help_zh="这是规则的错误，而非描述文件的错误：规则应遍历不依赖于范围的整数",
    ),
    "ENGINE-function-fault": Entry(
        en="the function {function} broke: {fault}",
        zh="函数 {function} 出错：{fault}",
        help_en="this is a fault of the check, not of the descriptor: report it with the descriptor",
        help_zh="这是检查程序的错误，而非描述文件的错误：请连同描述文件一并报告",
    ),
    "ENGINE-fault": Entry(
        en="the toolkit broke while deciding this rule: {fault}",
        zh="工具在判定本规则时出错：{fault}",
        help_en="this is a fault of the toolkit, not of the descriptor: report it with the descriptor",
        help_zh="这是工具的错误，而非描述文件的错误：请连同描述文件一并报告",
    ),
}

_UNDEFINED = {
    "division-by-zero": ("a division by zero", "除数为零"),
    "root-of-negative": ("the root of a negative number", "对负数开方"),
    "log-of-non-positive": ("the logarithm of zero or a negative number", "对零或负数取对数"),
    "beyond-curve": ("a point beyond the ends of the curve", "超出曲线两端"),
    "missing-field": ("a field that is not given", "缺少字段"),
    "missing-key": ("a key that is not in the table", "表中没有该键"),
    "not-unique": ("not exactly one item where one is needed", "应恰有一项，实际不是一项"),
    "empty": ("the smallest or largest of nothing", "对空集取最值"),
    "too-large": ("a number beyond every physical size", "数值超出任何物理量级"),
    "not-a-count": ("something that is not a count", "不是计数"),
    "not-a-probability": ("something that is not a probability", "不是概率"),
    "not-a-mean": ("a mean that is negative or too large", "均值为负或过大"),
    "not-a-number": ("something that is not a number", "不是数字"),
    "no-step": ("a step that leads nowhere", "步长不为正"),
    "endless": ("a range without an end", "范围没有端点"),
    "unanswerable": ("a question without an answer here", "此处无解"),
}
TEXTS["ENGINE-off-the-curve"] = Entry(
    en="undefined here: {part} is read at {at}, and the curve reaches from {least} to {most}",
    zh="此处无定义：{part} 在 {at} 处取值，而曲线范围为 {least} 至 {most}",
)
TEXTS |= {
    f"ENGINE-undefined-{reason}": Entry(en=f"undefined here, {en}: {{part}}", zh=f"此处无定义，{zh}：{{part}}")
    for reason, (en, zh) in _UNDEFINED.items()
}
