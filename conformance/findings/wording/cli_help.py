"""The help pages of the command line (``CLI-help-``, ``CLI-option-``)."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_PAGE: dict[str, Entry] = {
    "CLI-usage": Entry("Usage", "用法"),
    "CLI-commands": Entry("Commands", "命令"),
    "CLI-options": Entry("Options", "选项"),
    "CLI-exit-codes": Entry("Exit codes", "退出码"),
    "CLI-exit-0": Entry("conforming", "符合"),
    "CLI-exit-1": Entry("not conforming", "不符合"),
    "CLI-exit-2": Entry("wrong use, or an input that cannot be read", "用法错误，或输入无法读取"),
    "CLI-exit-3": Entry("the toolkit broke", "工具故障"),
    "CLI-exit-worst": Entry("Of several files the worst counts.", "多个文件取最差者。"),
    "CLI-more": Entry(
        "openarch COMMAND --help says more about a command.", "openarch COMMAND --help 给出该命令的详细说明。"
    ),
}

_HELP: dict[str, Entry] = {
    "CLI-help-openarch": Entry(
        "Decides whether components keep the lab's rules at every point of their operating envelope, and says by how "
        "much.",
        "判定部件在其全部工况范围内是否符合实验室规则，并给出裕量。",
    ),
    "CLI-help-start": Entry(
        "Start here: openarch init LinkPort -o port.yaml, fill in your figures, then openarch test port.yaml.",
        "由此开始：先 openarch init LinkPort -o port.yaml，填入您的数据，再 openarch test port.yaml。",
    ),
    "CLI-help-validate": Entry(
        "Check structure, units and static rules, in a fraction of a second",
        "检查结构、单位与静态规则，瞬间完成",
        help_en="For editors, pre-commit and CI. Takes files, directories (all .yaml and .yml in them) and - for standard "
        "input. What cannot be tested for want of a claim is listed and does not fail here; test counts it.",
        help_zh="用于编辑器、pre-commit 与 CI。参数可为文件、目录（含其中所有 .yaml 与 .yml），或用 - 表示标准输入。"
        "因缺少声明而无法测试的规则只列出，不算失败；test 命令才计入。",
    ),
    "CLI-help-test": Entry(
        "Decide all rules over the whole envelope",
        "在整个工况范围内判定全部规则",
        help_en="Finds the worst operating point of each rule and its margin, proves what it can, and says what it tried "
        "where it cannot. A rule that could not be tested counts against conformance.",
        help_zh="找出每条规则的最差工况及其裕量，能证明的给出证明，不能证明的说明试验了什么。未能测试的规则不算符合。",
    ),
    "CLI-help-certify": Entry(
        "Decide all rules and write report.json and report.html",
        "判定全部规则，并写出 report.json 与 report.html",
        help_en="The two files are written whole or not at all; the same input gives the same bytes on every machine. "
        "The last line is the path of the HTML report.",
        help_zh="两个文件要么完整写出，要么不写；同样的输入在任何机器上得到逐字节相同的结果。最后一行是 HTML 报告的路径。",
    ),
    "CLI-help-import": Entry(
        "Start descriptors from a Redfish tree or a NetBox device type",
        "由 Redfish 数据树或 NetBox 设备类型生成描述文件初稿",
        help_en="Writes what the source says and nothing else; what a kind requires beyond it stands there as TODO.",
        help_zh="只写出来源中确有的内容；种类必填而来源没有的项目以 TODO 标出。",
    ),
    "CLI-help-import-redfish": Entry(
        "Descriptors of hardware and cooling from a Redfish tree",
        "由 Redfish 数据树生成硬件与冷却描述文件",
        help_en="PATH is a mock-up: a folder with an index.json for each resource. URL is a live service, http://HOST[:PORT], "
        "which is only read, never followed to another host. Figures that are readings of sensors are marked as measured. "
        "The YAML goes to standard output, what was not found to standard error.",
        help_zh="PATH 为样例目录，每个资源一个 index.json；URL 为在线服务 http://主机[:端口]，只读取，不跟随到其他主机。"
        "来自传感器读数的数据标为 measured。YAML 写到标准输出，未找到的内容写到标准错误。",
    ),
    "CLI-help-import-netbox": Entry(
        "Descriptors of trays and switches from NetBox device types",
        "由 NetBox 设备类型生成托盘与交换机描述文件",
        help_en="FILE is YAML as in the community's device type library: height, weight, power ports, and of a switch its ports. "
        "Pounds become kilograms exactly. NetBox does not say what a device is: more than eight ports beside management make it a "
        "switch, unless --kind says otherwise.",
        help_zh="FILE 为社区设备类型库格式的 YAML：高度、重量、供电端口，交换机则为其端口。磅按定义精确换算为千克。"
        "NetBox 不说明设备的种类：除管理口外多于八个端口即按交换机处理，--kind 可另行指明。",
    ),
    "CLI-help-interop": Entry(
        "Do two parts work together: works, works degraded to what, or fails by which clause",
        "两个部件能否互通：可互通、降级到何种程度，或因哪一条款不能互通",
        help_en=(
            "Decides every rule between parts of these kinds, over the whole envelope, in each order that a rule admits."
            " --via names what lies between them. Each part's own rules are left to `openarch test`."
            " Works degraded: every must rule passes, and a should rule says what is lost; exit code 0."
        ),
        help_zh=(
            "在整个工作范围内判定这两类部件之间的全部规则，并覆盖规则允许的各种先后顺序；--via 给出居间的部件。"
            "部件自身的规则由 `openarch test` 判定。降级：必须规则全部通过，由应当规则说明损失，退出码为 0。"
        ),
    ),
    "CLI-help-explain": Entry(
        "Explain a rule or a code of a diagnostic",
        "解释一条规则或一个诊断代码",
        help_en="ID is a rule (CI-101), one of its clauses (CI-101/keeps-the-wire-busy) or the code of a finding "
        "(QTY-no-unit). With --why-not LEVEL it is a descriptor's file, and the answer is the shortest way to the level.",
        help_zh="ID 可为规则（CI-101）、规则的条款（CI-101/keeps-the-wire-busy）或诊断代码（QTY-no-unit）。"
        "加 --why-not LEVEL 时为描述文件，给出达到该级别的最短路径。",
    ),
    "CLI-help-replay": Entry(
        "Decide stored counterexamples again",
        "重新判定已保存的反例",
        help_en="FILE is a report.json, or a single counterexample cut out of one. Each is evaluated again with the "
        "descriptor as it stands now: fixed, or still fails.",
        help_zh="FILE 为 report.json，或从中取出的单个反例。用描述文件的当前内容重新计算：已修复，或仍失败。",
    ),
    "CLI-help-report": Entry(
        "Write a stored report in other formats",
        "将已保存的报告转为其他格式",
        help_en="FILE is a report.json of openarch, or - for standard input. Nothing is decided again, so the exit code is 0 "
        "whatever the verdicts are. Without --report it prints the report as text.",
        help_zh="FILE 为 openarch 的 report.json，或用 - 表示标准输入。不重新判定，因此无论结论如何退出码均为 0。"
        "不带 --report 时以文本形式输出。",
    ),
    "CLI-help-init": Entry(
        "Write a commented descriptor of a kind",
        "生成带注释的描述文件",
        help_en="Written from the kind's schema; it validates as it stands. openarch list kinds shows the kinds.",
        help_zh="由该种类的 schema 生成，原样即可通过检查。openarch list kinds 列出全部种类。",
    ),
    "CLI-help-list": Entry(
        "List areas, kinds or rules",
        "列出领域、种类或规则",
        help_en="Without an argument it lists all three.",
        help_zh="不带参数时三者全部列出。",
    ),
    "CLI-help-spec": Entry(
        "Work on the specification: schema, lint, test",
        "维护规范：schema、lint、test",
        help_en="For working groups that write kinds and rules.",
        help_zh="供编写种类与规则的工作组使用。",
    ),
    "CLI-help-spec-schema": Entry(
        "Export a kind, or the report, as pure JSON Schema 2020-12",
        "将种类或报告导出为标准 JSON Schema 2020-12",
        help_en="Name it in the first line of a descriptor: # yaml-language-server: $schema=FILE",
        help_zh="在描述文件首行写明：# yaml-language-server: $schema=FILE",
    ),
    "CLI-help-spec-docs": Entry(
        "Write the pages of all rules as Markdown",
        "将全部规则的说明页写成 Markdown",
        help_en="In both languages, with an index; examples are decided anew, so that what a page shows is what the tool "
        "says.",
        help_zh="中英文各一份，并附索引；示例会重新判定，因此页面所示即工具的实际输出。",
    ),
    "CLI-help-spec-lint": Entry(
        "Check kinds, rules, tables and functions",
        "检查种类、规则、数据表与函数",
        help_en="Unknown names, cycles, dimensions that do not fit, missing languages, sources and examples. Takes the folder specs, an area's folder, or single files; without a FILE, the shipped specification.",
        help_zh="检查未知名称、循环、量纲不符，以及缺失的语言、来源与示例。可给出 specs 文件夹、某一领域的文件夹或单个文件；不给出时检查随附的规范。",
    ),
    "CLI-help-spec-test": Entry(
        "Run the examples of the rules",
        "运行规则的示例",
        help_en="Each example must pass or fail as its rule file says, at the counterexample it names.",
        help_zh="每个示例须按规则文件所述通过或失败，且反例与所写一致。",
    ),
    "CLI-help-spec-mutate": Entry(
        "Mutation score: whether the examples notice every slip in a formula",
        "变异得分：检验示例能否察觉公式中的每一处笔误",
        help_en=(
            "Each formula is changed in one place, as by a slip of the pen; at least one example must turn. What no"
            " example notices is named, and must be explained in the rule file under equivalents or survivors."
            " At least 95 % must be caught in each area."
        ),
        help_zh=(
            "每次只改动公式的一处，如同笔误；至少应有一个示例的结论随之改变。示例未能察觉的改动逐一列出，"
            "并须在规则文件的 equivalents 或 survivors 中说明。每个领域至少应有 95% 被察觉。"
        ),
    ),
}

_OPTIONS: dict[str, Entry] = {
    "CLI-option-lang": Entry(
        "Language of all output: en or zh; by default that of the locale.", "输出语言：en 或 zh；缺省随系统语言。"
    ),
    "CLI-option-color": Entry("Colours: auto, always or never.", "颜色：auto、always 或 never。"),
    "CLI-option-debug": Entry("Show the traceback of a fault of the toolkit.", "显示工具故障的完整堆栈。"),
    "CLI-option-help": Entry("Show this page.", "显示本页。"),
    "CLI-option-version": Entry("Show the version.", "显示版本。"),
    "CLI-option-specs": Entry(
        "Folder of a further specification; may be given several times.", "附加规范的目录；可多次给出。"
    ),
    "CLI-option-edition": Entry(
        "The edition of the rules to keep to, for example 2026.12; without it the newest. Rules that it does not list are "
        "previews.",
        "所依规则版次，如 2026.12；缺省为最新版次。该版次未列入的规则作为预览。",
    ),
    "CLI-option-format": Entry(
        "text; concise: a line for each finding; json: one document; ndjson: a line for each event, as it happens.",
        "text；concise：每条问题一行；json：一个文档；ndjson：随判定过程逐行输出事件。",
    ),
    "CLI-option-report": Entry(
        "Also write a report: json, text, html, pdf, junit, sarif, github or markdown, as in junit=report.xml; several "
        "with commas or by repeating the option, - is standard output.",
        "另写一份报告：json、text、html、pdf、junit、sarif、github 或 markdown，例如 junit=report.xml；"
        "多份以逗号分隔或重复该选项，- 为标准输出。",
    ),
    "CLI-option-of-report": Entry(
        "The schema of report.json instead of a kind's.", "导出 report.json 的 schema，而非种类的。"
    ),
    "CLI-option-redact": Entry(
        "Keep verdicts and margins in per cent, and drop every name and value, in all that is written: to show before a "
        "launch.",
        "所有输出只保留判定与百分比裕量，隐去名称与数值：供产品发布前对外出示。",
    ),
    "CLI-option-verbose": Entry(
        "Show what passes as well: where the margin is least, how sure that is, what was tried.",
        "同时显示通过的规则：裕量最小处、可信程度与试验内容。",
    ),
    "CLI-option-why-not": Entry(
        "What the descriptor in the file ID lacks for a level: described, verified or measured.",
        "文件 ID 中的描述文件距某级别还差什么：described、verified 或 measured。",
    ),
    "CLI-option-docs-out": Entry("Folder for the pages; by default docs/rules.", "页面所在目录；缺省为 docs/rules。"),
    "CLI-option-text-or-json": Entry(
        "text, or json: one document on standard output.", "text，或 json：在标准输出给出一个文档。"
    ),
    "CLI-option-quiet": Entry("Only what is wrong, and the last line.", "只显示问题与最后一行。"),
    "CLI-option-area": Entry("Only the rules of this area.", "仅限该领域的规则。"),
    "CLI-option-sample": Entry(
        "Try at most N mutants of each rule and function, evenly spread.",
        "每条规则与函数至多尝试 N 个变异体，均匀抽取。",
    ),
    "CLI-option-jobs": Entry("Processes that work at a time.", "并行进程数。"),
    "CLI-option-out": Entry("Folder for report.json and report.html.", "report.json 与 report.html 的目录。"),
    "CLI-option-output": Entry("File to write; by default standard output.", "写入的文件；缺省为标准输出。"),
    "CLI-option-netbox-kind": Entry(
        "What the device is: ComputeTray or Switch.", "设备的种类：ComputeTray 或 Switch。"
    ),
    "CLI-option-via": Entry("What lies between the two parts, such as a cable.", "居于两个部件之间的部件，例如线缆。"),
    "CLI-option-base": Entry("Folder in which the report's files stand.", "报告所涉文件所在的目录。"),
}

TEXTS: dict[str, Entry] = {**_PAGE, **_HELP, **_OPTIONS}
