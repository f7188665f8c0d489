"""What the findings of the family ``SPEC-`` say: the lab's own files, for whoever writes rules."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_FILES: dict[str, Entry] = {
    "SPEC-empty": Entry(
        "the spec file is empty: it holds nothing but blanks and comments",
        "规范文件为空：只有空白和注释",
        help_en="copy a file of the same sort and change it",
        help_zh="可复制一份同类文件再修改",
    ),
    "SPEC-several-documents": Entry("a spec file holds one document, not several", "规范文件只能含一个文档"),
    "SPEC-area-folder": Entry(
        "the area is called {id}, its folder {folder}: the two must agree",
        "领域名为 {id}，而目录名为 {folder}：两者须一致",
        "not the folder's name",
        "与目录名不符",
    ),
    "SPEC-kind-without-schema": Entry(
        "the kind {found} has no file kinds/{found}.schema.yaml",
        "类型 {found} 缺少文件 kinds/{found}.schema.yaml",
        "no schema",
        "无模式文件",
    ),
    "SPEC-kind-not-listed": Entry(
        "the kind {kind} is not listed in area.yaml",
        "area.yaml 未列出类型 {kind}",
        "",
        "",
        "add it to `kinds`",
        "请加入 `kinds`",
    ),
    "SPEC-table-name": Entry(
        "the table is called {found}, its file {file}: the two must agree",
        "表名为 {found}，而文件名为 {file}：两者须一致",
        "not the file's name",
        "与文件名不符",
    ),
    "SPEC-file-name": Entry(
        "the file of this rule must be called {wanted}",
        "该规则的文件名应为 {wanted}",
        "not the file's name",
        "与文件名不符",
    ),
    "SPEC-no-such-mutant": Entry(
        "no mutant of this rule is called {mutant}",
        "该规则没有名为 {mutant} 的变异体",
        "names nothing",
        "无所指",
        "`openarch spec mutate {rule}` prints the names; the formula may have changed since",
        "`openarch spec mutate {rule}` 会列出名称；公式可能已改动",
    ),
    "SPEC-repeated-rule": Entry(
        "the rule {id} stands in {file} already: ids are never used twice",
        "规则 {id} 已见于 {file}：编号不得重复",
        "used already",
        "已被使用",
    ),
    "SPEC-repeated-name": Entry("{name} is defined twice", "{name} 重复定义", "defined already", "已定义"),
    "SPEC-one-target": Entry(
        "a rule says either `applies_to` (one part) or `between` (several parts)",
        "规则须写明 `applies_to`（单个部件）或 `between`（多个部件），二者取一",
    ),
    "SPEC-two-roles": Entry(
        "a rule between parts names two roles at least",
        "部件之间的规则至少须有两个角色",
    ),
    "SPEC-one-decision": Entry(
        "a rule has either clauses that the descriptor decides (require) or observations of the running part (observe)",
        "规则要么由描述文件判定（require），要么由运行中的部件观测判定（observe）",
    ),
    "SPEC-no-example-open": Entry(
        "the rule has no example of a descriptor for which a run is due",
        "该规则没有需要实际运行的示例",
        "no example with not_tested",
        "缺少 not_tested 示例",
    ),
    "SPEC-example-roles": Entry(
        "an example of a rule between parts names a base for each of its roles, and for no other: {known}",
        "部件间规则的示例须为每个角色（且仅为这些角色）给出基准：{known}",
        "not the roles of the rule",
        "与规则的角色不符",
    ),
    "SPEC-unit-base": Entry(
        "{unit} is either a base or equals something: `is` says what",
        "{unit} 要么是基本单位，要么用 `is` 说明等于什么",
        "base or not",
        "是否为基本单位",
    ),
    "SPEC-unit-open": Entry(
        "{unit} does not lead back to the base units", "{unit} 无法归结为基本单位", "leads nowhere", "无所归结"
    ),
    "SPEC-unit-prefix": Entry("there is no prefix {prefix}", "没有词头 {prefix}", "unknown prefix", "未知词头"),
    "SPEC-unit-foreign": Entry(
        "{unit} is not a unit of {dimension}", "{unit} 不是 {dimension} 的单位", "another dimension", "量纲不同"
    ),
    "SPEC-edition-unknown-rule": Entry(
        "the edition lists {id}, which no area has", "版次列有 {id}，但任何领域都没有该规则", "no such rule", "无此规则"
    ),
    "SPEC-edition-repeated": Entry("the edition lists {id} twice", "版次中 {id} 重复列出", "listed already", "已列出"),
    "SPEC-edition-level": Entry(
        "the edition gives {id} the level {found}, the rule itself {level}",
        "版次中 {id} 的级别为 {found}，而规则本身为 {level}",
        "{level} in the rule",
        "规则中为 {level}",
    ),
    "SPEC-not-in-edition": Entry(
        "{id} is in no edition: it is shown as a preview only",
        "{id} 不在任何版次中：仅作预览",
        "in no edition",
        "未入版次",
    ),
}

_DATA: dict[str, Entry] = {
    "SPEC-misspelt-key": Entry(
        "there is no {key} here; did you mean {meant}?",
        "此处没有 {key}；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
    ),
    "SPEC-unknown-key": Entry(
        "there is no {key} here; known are {known}", "此处没有 {key}；可用的有 {known}", "unknown key", "未知的键"
    ),
    "SPEC-comma-in-flow": Entry(
        "'{key}' became a key of its own",
        "“{key}”被读成了一个独立的键",
        "behind a comma",
        "位于逗号之后",
        "inside {{…}} a comma begins the next key: quote the text that holds it",
        "在 {{…}} 中逗号表示下一个键：请给含逗号的文本加引号",
    ),
    "SPEC-missing-key": Entry("{key} is missing", "缺少 {key}", "{key} is missing here", "此处缺少 {key}"),
    "SPEC-bad-name": Entry(
        "{key} is not a name: small letters and digits; formulas join words with _, clause ids with -",
        "{key} 不是合法名称：小写字母与数字；公式中以 _ 连接，条款编号以 - 连接",
        "not a name",
        "名称不合法",
    ),
    "SPEC-expected-text": Entry(
        "{path}: expected a text, found {found}",
        "{path}：应为文本，实际为 {found}",
        "a text is due",
        "应为文本",
        'put it in quotes: "{found}"',
        '请加引号："{found}"',
    ),
    "SPEC-expected-integer": Entry(
        "{path}: expected a whole number, found {found}",
        "{path}：应为整数，实际为 {found}",
        "a whole number is due",
        "应为整数",
    ),
    "SPEC-expected-truth": Entry(
        "{path}: expected true or false, found {found}",
        "{path}：应为 true 或 false，实际为 {found}",
        "true or false is due",
        "应为 true 或 false",
    ),
    "SPEC-expected-list": Entry(
        "{path}: expected a list, found {found}", "{path}：应为列表，实际为 {found}", "a list is due", "应为列表"
    ),
    "SPEC-expected-mapping": Entry(
        "{path}: expected a mapping (key: value), found {found}",
        "{path}：应为映射（键: 值），实际为 {found}",
        "a mapping is due",
        "应为映射",
    ),
    "SPEC-not-one-of": Entry(
        "{path}: {found} is not one of {allowed}",
        "{path}：{found} 不在可取值 {allowed} 之中",
        "one of {allowed}",
        "可取：{allowed}",
    ),
    "SPEC-pattern": Entry(
        "{path}: {found} is not written as it must be",
        "{path}：{found} 的写法不合要求",
        "written otherwise",
        "写法不符",
        "{problem}",
        "{problem}",
    ),
    "SPEC-too-few": Entry("{path}: at least one entry is needed", "{path}：至少需要一项", "empty", "为空"),
    "SPEC-refused": Entry("{path}: {problem}", "{path}：{problem}"),
    "SPEC-one-form": Entry(
        "a variable says in exactly one way where its values come from: each, one_of, integers, subsets or range",
        "变量只能以一种方式给出取值：each、one_of、integers、subsets 或 range",
        "none or several",
        "没有或多于一种",
    ),
    "SPEC-two-ends": Entry(
        "a range is a path of the descriptor or has two ends, [lo, hi]",
        "范围应为描述文件中的路径，或有两端 [lo, hi]",
        "two ends are due",
        "应有两端",
        "an end that holds a comma must be quoted: inside […] YAML takes it for the next entry",
        "含逗号的一端须加引号：在 […] 中 YAML 将逗号视为分隔",
    ),
    "SPEC-one-verdict": Entry(
        "an example passes, fails, does not apply or is not tested: one of the four",
        "示例须为 passes、fails、does_not_apply、not_tested 四者之一",
        "passes, fails, does_not_apply or not_tested",
        "passes、fails、does_not_apply 或 not_tested",
    ),
    "SPEC-quote-formula": Entry(
        "YAML read this formula as something else: quote it",
        "YAML 将此公式读成了别的东西：请加引号",
        "quote it",
        "请加引号",
        "a leading [, {{ or quote, `: ` and ` #` mean something to YAML; write the formula in quotes or below a >-",
        "开头的 [、{{、引号以及 `: `、` #` 对 YAML 有特殊含义；请给公式加引号，或写在 >- 之下",
    ),
}

_SCHEMAS: dict[str, Entry] = {
    "SPEC-no-such-format": Entry(
        "there is no reader for files of the format {found}; known are {known}",
        "没有可读取 {found} 格式文件的读取器；现有 {known}",
        "unknown format",
        "未知格式",
    ),
    "SPEC-not-a-group": Entry(
        "a kind describes design, envelope and claims; {key} is none of them",
        "类型只描述 design、envelope 和 claims；{key} 不在其中",
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
    "SPEC-misspelt-function": Entry(
        "there is no function {name}; did you mean {close}?",
        "没有函数 {name}；是否指 {close}？",
        "did you mean {close}?",
        "是否指 {close}？",
    ),
    "SPEC-unknown-kind": Entry("the area has no kind {found}", "该领域没有类型 {found}", "unknown kind", "未知类型"),
    "SPEC-misspelt-kind": Entry(
        "the area has no kind {found}; did you mean {meant}?",
        "该领域没有类型 {found}；是否指 {meant}？",
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

_LINT: dict[str, Entry] = {
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

TEXTS: dict[str, Entry] = {**_FILES, **_DATA, **_SCHEMAS, **_SYNTAX, **_NAMES, **_TYPES, **_LINT}
