"""What ``openarch explain``, ``list``, ``init``, ``replay`` and ``spec`` print beside rules and verdicts."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    "REPORT-since": Entry("since {edition}", "自 {edition} 起"),
    "REPORT-static": Entry("decided exactly by validate", "由 validate 精确判定"),
    "REPORT-searched": Entry("decided over the whole envelope by test", "由 test 在整个工况范围内判定"),
    "REPORT-explain-when": Entry("only when", "适用条件"),
    "REPORT-explain-points": Entry("For every", "对每一个"),
    "REPORT-explain-constants": Entry("Constants", "常数"),
    "REPORT-explain-clauses": Entry("Clauses", "条款"),
    "REPORT-explain-observe": Entry("Observed on the running part", "对运行中的部件观测"),
    "REPORT-live": Entry("decided by a run of the part itself", "由部件实际运行判定"),
    "REPORT-example-not-tested": Entry("is not tested", "未检验"),
    "REPORT-explain-blame": Entry("what can be changed", "可修改项"),
    "REPORT-explain-examples": Entry("Examples", "示例"),
    "REPORT-docs-title": Entry("Rules", "规则"),
    "REPORT-docs-intro": Entry(
        "Written by `openarch spec docs` from the rule files; `openarch explain ID` prints the same page. In Chinese: "
        "[README.zh.md](README.zh.md).",
        "由 `openarch spec docs` 根据规则文件生成；`openarch explain ID` 给出同样的内容。English: [README.md](README.md).",
    ),
    "REPORT-docs-rule": Entry("rule", "规则"),
    "REPORT-docs-level": Entry("level", "级别"),
    "REPORT-docs-kinds": Entry("kinds", "适用种类"),
    "REPORT-docs-what": Entry("what it demands", "要求"),
    "REPORT-docs-written": Entry(
        "wrote the pages of {count} {count:rule|rules} to {folder}", "已将 {count} 条规则的页面写入 {folder}"
    ),
    "REPORT-explain-good": Entry("A good one", "符合的例子"),
    "REPORT-explain-bad": Entry(
        "A bad one, and what openarch test says of it", "不符合的例子，以及 openarch test 的输出"
    ),
    "REPORT-explain-says": Entry("It says", "内容"),
    "REPORT-explain-label": Entry("Beside the caret", "标注"),
    "REPORT-form-each": Entry("each of {source}", "{source} 中的每一项"),
    "REPORT-form-one_of": Entry("one of {source}", "{source} 之一"),
    "REPORT-form-integers": Entry("every step of {source}", "{source} 的每一级"),
    "REPORT-form-subsets": Entry("every subset of {source}", "{source} 的每个子集"),
    "REPORT-form-range": Entry("any value in {source}", "{source} 内的任意值"),
    "REPORT-form-at-most": Entry("at most {count} at a time", "每次至多 {count} 个"),
    "REPORT-form-where": Entry("where {condition}", "满足 {condition}"),
    "REPORT-form-nominal": Entry("nominal {value}", "标称值 {value}"),
    "REPORT-form-resolution": Entry("to {value}", "分辨率 {value}"),
    "REPORT-example-passes": Entry("passes", "通过"),
    "REPORT-example-fails": Entry("fails", "不通过"),
    "REPORT-example-does-not-apply": Entry("does not apply", "不适用"),
    "REPORT-example-with": Entry("{base} with {changes}", "{base}，其中 {changes}"),
    "REPORT-example-without": Entry("no {path}", "无 {path}"),
    "REPORT-explain-where": Entry("With", "其中"),
    "REPORT-example-at": Entry("{clause} at {at}", "{clause}，工况 {at}"),
    "REPORT-list-areas": Entry("Areas", "领域"),
    "REPORT-list-kinds": Entry("Kinds", "种类"),
    "REPORT-list-rules": Entry("Rules", "规则"),
    "REPORT-list-edition": Entry("edition {edition} lists {count}", "版次 {edition} 列入 {count} 条"),
    "REPORT-list-previews": Entry("previews: {count}", "预览规则 {count} 条"),
    "REPORT-written": Entry("wrote {file}", "已写入 {file}"),
    "REPORT-init-beside": Entry(
        "it names {files}: with -o FILE, init writes that beside it, without which it does not validate",
        "其中引用了 {files}：以 -o FILE 写出时，init 会在其旁一并写入，缺之则无法通过校验",
    ),
    "REPORT-replay-fixed": Entry("fixed", "已修复"),
    "REPORT-replay-still-fails": Entry("still fails", "仍失败"),
    "REPORT-replay-outside": Entry("outside of the envelope by now", "现已在工况范围之外"),
    "REPORT-replay-gone": Entry("gone (rule, clause, record or claim)", "已不存在（规则、条款、记录或声明）"),
    "REPORT-replay-error": Entry("cannot be decided", "无法判定"),
    "REPORT-replay-count-fixed": Entry("{count} fixed", "{count} 个已修复"),
    "REPORT-replay-count-still-fails": Entry("{count} still failing", "{count} 个仍失败"),
    "REPORT-replay-count-outside": Entry("{count} outside of the envelope", "{count} 个在工况范围之外"),
    "REPORT-replay-count-gone": Entry("{count} gone", "{count} 个已不存在"),
    "REPORT-replay-count-error": Entry("{count} cannot be decided", "{count} 个无法判定"),
    "REPORT-replay-changed": Entry("the descriptor has changed since the report", "报告之后描述文件已改动"),
    "REPORT-replay-nothing": Entry("the report holds no counterexample", "报告中没有反例"),
    "REPORT-spec-example": Entry("example {number}", "示例 {number}"),
    "REPORT-expected": Entry("expected", "应为"),
    "REPORT-found": Entry("found", "实为"),
    "REPORT-spec-clean": Entry("no finding", "没有问题"),
    "REPORT-mutants-caught": Entry(
        "{caught} of {count} {count:mutant|mutants} caught", "{count} 个变异体中察觉 {caught} 个"
    ),
    "REPORT-mutants-of-area": Entry(
        "{caught} of {count} {count:mutant|mutants} caught, {wanted} wanted",
        "{count} 个变异体中察觉 {caught} 个，要求 {wanted}",
    ),
    "REPORT-mutant-survives": Entry("survives", "未察觉"),
    "REPORT-mutant-equivalent": Entry("equivalent", "等价"),
    "REPORT-mutant-stale": Entry("explained, but not a survivor", "已作说明但并非未察觉"),
    "REPORT-mutant-why": Entry("because", "原因"),
    "REPORT-mutant-wrong": Entry("not as stated even without a slip", "未改动时即与所述不符"),
    "REPORT-mutant-example": Entry("{rule}, example {number}", "{rule}，示例 {number}"),
    "REPORT-spec-examples": Entry(
        "{right} of {count} {count:example|examples} as {count:its rule says|their rules say}",
        "{count} 个示例中 {right} 个与规则所述一致",
    ),
}
