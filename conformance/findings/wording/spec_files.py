"""What the findings of the family ``SPEC-`` say of the lab's files and the data in them."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_FILES: dict[str, Entry] = {
    "SPEC-empty": Entry(
        "the spec file is empty: it holds nothing but blanks and comments",
        "规范文件为空：只有空白和注释",
        help_en="copy a file of the same sort and change it",
        help_zh="可复制一份同类文件再修改",
    ),
    # A fault of a figure or a row, as a run tells it: these words are those of the fault.
    "SPEC-value": Entry("{said}", "{said}", "{label}", "{label}", help_en="{help}", help_zh="{help}"),
    "SPEC-several-documents": Entry("a spec file holds one document, not several", "规范文件只能含一个文档"),
    "SPEC-area-folder": Entry(
        "the area is called {id}, its folder {folder}: the two must agree",
        "领域名为 {id}，而目录名为 {folder}：两者须一致",
        "not the folder's name",
        "与目录名不符",
    ),
    "SPEC-kind-without-schema": Entry(
        "the kind {found} has no file kinds/{found}.schema.yaml",
        "种类 {found} 缺少文件 kinds/{found}.schema.yaml",
        "no schema",
        "无模式文件",
    ),
    "SPEC-kind-not-listed": Entry(
        "the kind {kind} is not listed in area.yaml",
        "area.yaml 未列出种类 {kind}",
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
        "edition {edition} does not list {id}: a preview, decided and shown, and counted for nothing",
        "版次 {edition} 未列入 {id}：作为预览规则判定并显示，但不计入任何结论",
        "a preview",
        "预览规则",
        "list it, with its level, in the file of the next edition under specs/editions",
        "请在 specs/editions 下一版次的文件中列入其 id 与级别",
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

TEXTS: dict[str, Entry] = {**_FILES, **_DATA}
