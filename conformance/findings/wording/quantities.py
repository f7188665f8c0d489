"""What the findings of the family ``QTY-`` say of quantities as a whole and of units: refused rather than misread."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_TAKES_EN = "this field takes {dimension}: write it in {units}"
_TAKES_ZH = "该字段应填{dimension}，单位可用 {units}"

_WHOLE: dict[str, Entry] = {
    "QTY-empty": Entry(
        "a quantity is missing here",
        "此处缺少数值",
        "empty",
        "空",
        _TAKES_EN,
        _TAKES_ZH,
    ),
    "QTY-syntax": Entry(
        "`{text}` is not a number with a unit",
        "`{text}` 不是“数 单位”的写法",
        "not a quantity",
        "不是数值",
        _TAKES_EN,
        _TAKES_ZH,
    ),
    "QTY-too-long": Entry(
        "`{text}` has {length} characters; a quantity has at most {most}",
        "`{text}` 有 {length} 个字符，数值最多 {most} 个字符",
        "too long",
        "过长",
    ),
    "QTY-no-unit": Entry(
        "`{text}` has no unit",
        "`{text}` 没有单位",
        "a unit is missing",
        "缺少单位",
        _TAKES_EN,
        _TAKES_ZH,
    ),
    "QTY-no-number": Entry(
        "`{text}` has its unit but no number before it",
        "`{text}` 有单位，但前面没有数",
        "the number is missing, or stands behind the unit",
        "缺少数，或数写在了单位之后",
        "write `{use}`",
        "请写成 `{use}`",
    ),
    "QTY-wrong-dimension": Entry(
        "`{text}` is {found}, not {dimension}",
        "`{text}` 是{found}，不是{dimension}",
        "this is {found}",
        "这是{found}",
        _TAKES_EN,
        _TAKES_ZH,
    ),
    "QTY-degrees-for-difference": Entry(
        "`{text}` is a temperature, and a temperature difference is due",
        "`{text}` 是温度，此处应为温差",
        "a difference is written in K",
        "温差用 K 表示",
        "write `{number} K`",
        "请写成 `{number} K`",
    ),
    "QTY-pressure-scale": Entry(
        "`{text}` is {found}, not {dimension}",
        "`{text}` 是{found}，不是{dimension}",
        "gauge, absolute and difference are not the same",
        "表压、绝压和压差不可混用",
        "write gauge pressure in kPag or barg, absolute pressure in kPaa or bara (gauge = absolute - 101.325 kPa)",
        "表压用 kPag 或 barg，绝压用 kPaa 或 bara（表压 = 绝压 - 101.325 kPa）",
    ),
    "QTY-pressure-for-difference": Entry(
        "`{text}` is {found}, and a pressure difference is due",
        "`{text}` 是{found}，此处应为压差",
        "a difference is written in kPa or bar",
        "压差用 kPa 或 bar 表示",
        "write the difference of two pressures in kPa or bar",
        "请给出两处压力之差，单位 kPa 或 bar",
    ),
    "QTY-level-scale": Entry(
        "`{text}` is {found}, not {dimension}",
        "`{text}` 是{found}，不是{dimension}",
        "dBm is a level, dB the difference of two",
        "dBm 是电平，dB 是两个电平之差",
        _TAKES_EN,
        _TAKES_ZH,
    ),
}

_UNITS: dict[str, Entry] = {
    "QTY-spelling": Entry(
        "`{unit}` is not how this unit is spelt here",
        "`{unit}` 不是此处规定的单位写法",
        "unknown spelling",
        "写法不符",
        "write `{use}`",
        "请写成 `{use}`",
    ),
    "QTY-ambiguous-unit": Entry(
        "`{unit}` may mean more than one unit",
        "`{unit}` 可能指多种单位",
        "ambiguous",
        "有歧义",
        "write {choices}",
        "请写成 {choices}",
    ),
    "QTY-mega-or-milli": Entry(
        "`{unit}` is no unit here: `M` is mega (1e6), `m` is milli (1e-3)",
        "`{unit}` 不是此处可用的单位：`M` 表示兆（1e6），`m` 表示毫（1e-3）",
        "mega or milli?",
        "兆还是毫？",
        "write {choices}, whichever is meant",
        "请按本意写成 {choices}",
    ),
    "QTY-unit-ambiguous": Entry(
        "`{unit}` may be read in two ways: does what follows `*` stand above or below the line?",
        "`{unit}` 有两种读法：`*` 之后的部分在分子还是分母？",
        "ambiguous",
        "有歧义",
        "set parentheses, as in J/(kg*K)",
        "请加括号，如 J/(kg*K)",
    ),
    "QTY-unknown-unit": Entry(
        "`{unit}` is not a unit that the lab accepts",
        "`{unit}` 不是本规范接受的单位",
        "unknown unit",
        "未知单位",
        _TAKES_EN,
        _TAKES_ZH,
    ),
    "QTY-unit-syntax": Entry(
        "`{unit}` is not written as a unit",
        "`{unit}` 不是单位的写法",
        "not a unit",
        "不是单位",
        "units are combined as in Gbit/s, J/(kg*K), m3/h; " + _TAKES_EN,
        "复合单位写法如 Gbit/s、J/(kg*K)、m3/h；" + _TAKES_ZH,
    ),
    "QTY-point-in-compound": Entry(
        "`{part}` marks a point on a scale and cannot be part of `{unit}`",
        "`{part}` 表示标度上的点，不能用于复合单位 `{unit}`",
        "a difference is due",
        "应为差值单位",
        "use the unit of the difference: K, dB, kPa",
        "请使用差值单位：K、dB、kPa",
    ),
    "QTY-advice": Entry(
        "`{unit}` is not accepted",
        "不接受单位 `{unit}`",
        "not accepted",
        "不接受",
        "{advice}",
        "{advice}",
    ),
    "QTY-word-direction": Entry(
        "`{word}` is no part of a unit",
        "`{word}` 不属于单位",
        "the direction belongs into `basis`",
        "方向应写入 `basis`",
        "write `{use}`, and the direction as `basis: {{direction: per-direction}}` or `bidirectional`",
        "请写成 `{use}`，方向写入 `basis: {{direction: per-direction}}` 或 `bidirectional`",
    ),
    "QTY-word-layer": Entry(
        "`{word}` is no part of a unit",
        "`{word}` 不属于单位",
        "the layer belongs into `basis`",
        "层次应写入 `basis`",
        "write `{use}`, and the layer into `basis: {{layer: …}}`",
        "请写成 `{use}`，层次写入 `basis: {{layer: …}}`",
    ),
    "QTY-word-relation": Entry(
        "`{word}` is no part of a unit",
        "`{word}` 不属于单位",
        "a relation is no part of a quantity",
        "关系不属于数值",
        "write `{use}`; in a claim, `relation: at-least` or `at-most` says the rest",
        "请写成 `{use}`；在声明（claim）中用 `relation: at-least` 或 `at-most` 表示关系",
    ),
    "QTY-word-scope": Entry(
        "`{word}` is no part of a unit",
        "`{word}` 不属于单位",
        "what it is counted for is no part of a unit",
        "计量对象不属于单位",
        "write `{use}`; what the value counts for is said by the field",
        "请写成 `{use}`；数值对应的对象由字段说明",
    ),
}

TEXTS: dict[str, Entry] = {**_WHOLE, **_UNITS}
