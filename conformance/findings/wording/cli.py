"""What the command line says of a command that it cannot run, or that ended otherwise than it should (``CLI-``)."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

ERRORS: dict[str, Entry] = {
    "CLI-no-such-command": Entry(
        "{name} is no command of openarch",
        "{name} 不是 openarch 的命令",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-no-such-option": Entry(
        "{name} is no option of this command",
        "{name} 不是该命令的选项",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-no-such-value": Entry(
        "{option} cannot be {value}",
        "{option} 不能取 {value}",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-no-such-choice": Entry(
        "nothing here is called {value}",
        "此处没有名为 {value} 的项目",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-no-such-kind": Entry(
        "no kind is called {name}",
        "没有名为 {name} 的种类",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-no-such-edition": Entry(
        "no edition is called {name}", "没有名为 {name} 的版次", help_en="{advice}", help_zh="{advice}"
    ),
    "CLI-no-rule-between": Entry(
        "the lab has no rule between {first} and {second}",
        "实验室没有 {first} 与 {second} 之间的规则",
        help_en="`openarch list rules` names the rules; those of one part are decided by `openarch test`",
        help_zh="`openarch list rules` 列出全部规则；单个部件的规则由 `openarch test` 判定",
    ),
    "CLI-nothing-via": Entry(
        "no rule between {first} and {second} has a place for {via} between them",
        "{first} 与 {second} 之间的规则均不涉及居间的 {via}",
    ),
    "CLI-several-parts": Entry(
        "{file} holds {count} documents: a part is one",
        "{file} 含 {count} 个文档：一个部件对应一个文档",
    ),
    "CLI-no-such-part": Entry("a part is a file, not standard input", "部件须为文件，不能取自标准输入"),
    "CLI-no-such-topic": Entry(
        "no rule and no finding is called {name}",
        "没有名为 {name} 的规则或诊断",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-no-such-rule": Entry(
        "no rule is called {name}",
        "没有名为 {name} 的规则",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-not-read": Entry(
        "{name} is not among what could be read: the specification has errors",
        "能读取的内容中没有 {name}：规范本身有错误",
        help_en="mend what stands above; openarch spec lint shows all of it",
        help_zh="请先改正上面所列错误；openarch spec lint 列出全部",
    ),
    "CLI-no-such-area": Entry(
        "no area is called {name}",
        "没有名为 {name} 的领域",
        help_en="{advice}",
        help_zh="{advice}",
    ),
    "CLI-report-without-file": Entry(
        "--report {format} does not say where to write",
        "--report {format} 未指明写到何处",
        help_en="write --report {format}=FILE, or {format}=- for standard output",
        help_zh="写作 --report {format}=文件，或 {format}=- 写到标准输出",
    ),
    "CLI-no-typst": Entry(
        "PDF reports need an extra that is not installed",
        "PDF 报告所需的附加组件未安装",
        help_en="pip install 'openarch-conformance[pdf]'",
        help_zh="pip install 'openarch-conformance[pdf]'",
    ),
    "CLI-no-chinese-font": Entry(
        "no font on this machine has the Chinese characters of this report",
        "本机没有可显示该报告中汉字的字体",
        help_en="apt-get install fonts-wqy-microhei, or fonts-noto-cjk; any system font is found",
        help_zh="apt-get install fonts-wqy-microhei 或 fonts-noto-cjk；任何系统字体均可识别",
    ),
    "CLI-kind-or-report": Entry(
        "name a kind, or --report, and not both",
        "请给出种类名称或 --report，二者取一",
        help_en="openarch list kinds shows the kinds",
        help_zh="openarch list kinds 列出全部种类",
    ),
    "CLI-missing-argument": Entry(
        "{name} is missing",
        "缺少 {name}",
        help_en="{usage}",
        help_zh="{usage}",
    ),
    "CLI-too-many-arguments": Entry(
        "{names} is more than this command takes",
        "{names} 超出该命令所需",
        help_en="{usage}",
        help_zh="{usage}",
    ),
    "CLI-option-needs-value": Entry(
        "{name} wants a value after it",
        "{name} 之后需要一个值",
        help_en="{usage}",
        help_zh="{usage}",
    ),
    "CLI-option-takes-no-value": Entry("{name} takes no value", "{name} 不带值"),
    "CLI-bad-count": Entry(
        "{option} wants a whole number from 1 upwards, not {value}", "{option} 须为不小于 1 的整数，而不是 {value}"
    ),
    "CLI-misuse": Entry("{message}", "{message}"),
    "CLI-nothing-given": Entry(
        "no file was named",
        "没有给出文件",
        help_en="name files or directories, or - to read a descriptor from standard input",
        help_zh="请给出文件或目录，或用 - 从标准输入读取描述文件",
    ),
    "CLI-cannot-write": Entry("cannot write {file}: {reason}", "无法写入 {file}：{reason}"),
    "CLI-no-working-folder": Entry(
        "the current directory has been removed",
        "当前目录已被删除",
        help_en="change to another directory, or back to this one where it was made anew, and run the command again",
        help_zh="请切换到其他目录（若该目录已重建，请重新进入）后再运行",
    ),
    "CLI-exists": Entry(
        "{file} exists already",
        "{file} 已存在",
        help_en="nothing was written; name another file",
        help_zh="未写入任何内容；请换一个文件名",
    ),
    "CLI-no-specs": Entry("{folder} holds no specification", "{folder} 中没有规范"),
    "CLI-missing-for-replay": Entry(
        "the report's file `{name}` is not here",
        "此处没有报告中的文件 `{name}`",
        help_en="where the files of the report stand elsewhere, name the folder: --base DIR",
        help_zh="如报告中的文件位于别处，请用 --base DIR 指明其目录",
    ),
    "CLI-not-a-report": Entry(
        "this is neither a report nor a counterexample of openarch: {reason}",
        "这既不是 openarch 的报告，也不是反例：{reason}",
        help_en="openarch certify --out DIR writes DIR/report.json",
        help_zh="openarch certify --out DIR 会写出 DIR/report.json",
    ),
    "CLI-broken": Entry(
        "the toolkit broke: {fault} ({place})",
        "工具故障：{fault}（{place}）",
        help_en="this is a fault of openarch, not of your file. Run it again with --debug and send the output with "
        "the file to the lab's maintainers (openarch {version})",
        help_zh="这是 openarch 的缺陷，不是您的文件的问题。请加 --debug 重新运行，并将输出与文件一并发给实验室维护者"
        "（openarch {version}）",
    ),
    "CLI-worker-died": Entry(
        "the process that decided this file died",
        "判定该文件的进程已终止",
        help_en="try --jobs 1; if memory is short, fewer jobs need less",
        help_zh="请尝试 --jobs 1；若内存不足，减少并行数可降低占用",
    ),
}

_ADVICE: dict[str, Entry] = {
    "CLI-did-you-mean": Entry("did you mean {nearest}?", "是否想写 {nearest}？"),
    "CLI-choose-from": Entry("choose from: {names}", "可选：{names}"),
    "CLI-see-help": Entry("{command} --help lists what there is", "{command} --help 列出全部用法"),
    "CLI-see-list": Entry("openarch list shows what there is", "openarch list 列出全部"),
}
TEXTS: dict[str, Entry] = {**ERRORS, **_ADVICE}
