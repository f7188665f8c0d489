"""The report's own words: what stands beside a verdict, never what is wrong."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    # How two parts get on: the last line of `openarch interop`.
    "REPORT-interop-works": Entry("works", "可互通"),
    "REPORT-interop-degraded": Entry("works, degraded: {losses}", "可互通，但有降级：{losses}"),
    "REPORT-interop-fails": Entry("fails by {clauses}", "不能互通，不满足 {clauses}"),
    "REPORT-interop-undecided": Entry(
        "not decided: no must rule is passed, or one is not tested", "未能判定：没有通过的必须规则，或尚有未测试者"
    ),
    "REPORT-interop-lab-fault": Entry(
        "not decided: rules cannot be read, and may say otherwise", "未能判定：有规则无法读取，其结论可能不同"
    ),
    "REPORT-interop-broken": Entry("the toolkit broke on {clauses}", "工具在 {clauses} 上出错"),
    "REPORT-interop-unreadable": Entry(
        "not decided: a part is not a valid descriptor", "未能判定：有部件不是有效的描述文件"
    ),
    "REPORT-interop-more": Entry("and {codes}", "另有 {codes}"),
    # Severities, before the code of a diagnostic.
    "REPORT-severity-error": Entry("error", "错误"),
    "REPORT-severity-warning": Entry("warning", "警告"),
    "REPORT-severity-note": Entry("note", "提示"),
    "REPORT-severity-preview": Entry("preview", "预览"),
    "REPORT-severity-broken": Entry("tool error", "工具故障"),
    # Titles of the notes under an excerpt.
    "REPORT-least-margin": Entry("smallest margin", "最小裕量"),
    "REPORT-at": Entry("at", "工况"),
    "REPORT-formula": Entry("formula", "公式"),
    "REPORT-numbers": Entry("numbers", "代入"),
    "REPORT-where": Entry("where", "其中"),
    "REPORT-margin": Entry("margin", "裕量"),
    "REPORT-worst": Entry("worst", "最差"),
    "REPORT-begins": Entry("fails", "失效"),
    "REPORT-immaterial": Entry("regardless of", "与之无关"),
    "REPORT-help": Entry("fix", "修改"),
    "REPORT-advice": Entry("help", "建议"),
    "REPORT-hint": Entry("hint", "提醒"),
    "REPORT-rule": Entry("rule", "规则"),
    "REPORT-also": Entry("also", "另见"),
    "REPORT-here": Entry("here", "此处"),
    "REPORT-record": Entry("in", "记录"),
    "REPORT-reason": Entry("why", "原因"),
    "REPORT-tried": Entry("tried", "试验"),
    # Sentences of the notes.
    "REPORT-nominal": Entry("the rest at nominal: {values}", "其余取标称值：{values}"),
    "REPORT-margin-of-nothing": Entry("{margin}, the limit itself fails", "{margin}，而限值本身即不满足"),
    "REPORT-worst-here": Entry("{margin}, and this is the worst point", "{margin}，此处即最差工况"),
    "REPORT-worst-at": Entry("{margin} at the worst point: {point}", "最差工况下 {margin}：{point}"),
    "REPORT-lowest-met-here": Entry("{margin}, the lowest that was met", "{margin}，为已找到的最低值"),
    "REPORT-lowest-met-at": Entry(
        "{margin} at the lowest point that was met: {point}", "已找到的最低工况下 {margin}：{point}"
    ),
    "REPORT-lowest-met": Entry("the lowest margin that was met", "裕量为已找到的最低值"),
    "REPORT-lowest-met-proved": Entry(
        "the lowest margin that was met; at least {amount} everywhere, proved",
        "裕量为已找到的最低值；处处不少于 {amount}（已证明）",
    ),
    "REPORT-undefined-open": Entry("undefined points not excluded", "未排除无定义的工况点"),
    "REPORT-guaranteed": Entry("at least {amount} everywhere, proved", "处处不少于 {amount}（已证明）"),
    "REPORT-fails-between": Entry("for {name} from {low} to {high}", "{name} 在 {low} 至 {high} 之间"),
    "REPORT-fails-at": Entry("for {name} = {low} only", "仅在 {name} = {low} 处"),
    "REPORT-fix-at-least": Entry(
        "{path}: at least {values} passes, now {current}", "{path}：不少于 {values} 即可通过，现为 {current}"
    ),
    "REPORT-fix-at-most": Entry(
        "{path}: at most {values} passes, now {current}", "{path}：不多于 {values} 即可通过，现为 {current}"
    ),
    "REPORT-fix-between": Entry(
        "{path}: {values} passes, now {current}", "{path}：{values} 之间即可通过，现为 {current}"
    ),
    "REPORT-fix-one-of": Entry(
        "{path}: {values} passes, now {current}", "{path}：改为 {values} 即可通过，现为 {current}"
    ),
    "REPORT-fix-above": Entry(
        "{path}: more than {limit} passes, for example {values}, now {current}",
        "{path}：大于 {limit} 即可通过，例如 {values}，现为 {current}",
    ),
    "REPORT-fix-below": Entry(
        "{path}: less than {limit} passes, for example {values}, now {current}",
        "{path}：小于 {limit} 即可通过，例如 {values}，现为 {current}",
    ),
    "REPORT-to": Entry(" to ", " 至 "),
    "REPORT-or": Entry(" or ", " 或 "),
    "REPORT-fix-state": Entry("state {path}: {fix}", "写明 {path}：{fix}"),
    "REPORT-fix-state-it": Entry("state {path}", "写明 {path}"),
    "REPORT-fix-state-all": Entry("state {pairs}, for example", "写明（示例）{pairs}"),
    "REPORT-fix-pair": Entry("{path}: {values}", "{path}：{values}"),
    "REPORT-fix-alone": Entry("{fix} (not tried with the other rules)", "{fix}（未与其他规则一并验证）"),
    "REPORT-fix-but": Entry("{fix}; but {clauses} would then fail", "{fix}；但届时不再通过：{clauses}"),
    "REPORT-label-but": Entry("{fix}, but {rules} would then fail", "{fix}，但届时不再通过：{rules}"),
    "REPORT-fix-so-far": Entry("{fix} (not every choice was tried)", "{fix}（未试遍所有组合）"),
    "REPORT-fix-or": Entry("or {fix}", "或 {fix}"),
    "REPORT-no-fix": Entry(
        "changing one field alone was not found to mend this; concerned: {paths}",
        "未找到只改一个字段的修正办法；涉及 {paths}",
    ),
    "REPORT-label-at-least": Entry("at least {values} passes", "不少于 {values} 即可通过"),
    "REPORT-label-at-most": Entry("at most {values} passes", "不多于 {values} 即可通过"),
    "REPORT-label-between": Entry("{values} passes", "{values} 之间即可通过"),
    "REPORT-label-one-of": Entry("{values} passes", "改为 {values} 即可通过"),
    "REPORT-label-above": Entry("more than {limit} passes", "大于 {limit} 即可通过"),
    "REPORT-label-below": Entry("less than {limit} passes", "小于 {limit} 即可通过"),
    "REPORT-label-stated": Entry("{values} passes", "{values} 即可通过"),
    "REPORT-label-any": Entry("{values} passes, for example", "例如 {values} 即可通过"),
    "REPORT-label-blamed": Entry("", ""),
    "REPORT-same": Entry("{record}; for the same cause also {others}", "{record}；同因另有 {others}"),
    "REPORT-and-more": Entry("{shown} and {count} more", "{shown} 及另外 {count} 项"),
    "REPORT-source": Entry("{document}, {clause}", "{document}，{clause}"),
    "REPORT-at-limit": Entry("at the limit", "恰在极限"),
    "REPORT-low-reserve": Entry("less reserve than the rule asks for", "余量低于规则所求"),
    "REPORT-defaults": Entry("taken by default: {paths}", "取缺省值：{paths}"),
    "REPORT-undecided": Entry("the rule could not be decided", "无法判定该规则"),
    "REPORT-second-place": Entry("see also here", "另见此处"),
    # What was tried.
    "REPORT-tried-enumerated-one": Entry("1 point, the only one there is", "仅有的 1 个工况点"),
    "REPORT-tried-boxes-one": Entry("1 box of the proof", "证明所用区间盒 1 个"),
    "REPORT-tried-searched-one": Entry("1 point searched", "搜索工况点 1 个"),
    "REPORT-tried-examples-one": Entry("1 by Hypothesis", "Hypothesis 样例 1 个"),
    "REPORT-tried-enumerated": Entry("{count} points, all there are", "全部 {count} 个工况点"),
    "REPORT-tried-boxes": Entry("{count} boxes of the proof", "证明所用区间盒 {count} 个"),
    "REPORT-tried-searched": Entry("{count} points searched", "搜索工况点 {count} 个"),
    "REPORT-tried-examples": Entry("{count} by Hypothesis", "Hypothesis 样例 {count} 个"),
    "REPORT-guarantee": Entry("proved", "证明"),
    # The way to a level.
    "REPORT-way": Entry(
        "{file}: now {now}; {count} steps to {level}", "{file}：现为“{now}”；距“{level}”还有 {count} 步"
    ),
    "REPORT-way-one": Entry("{file}: now {now}; one step to {level}", "{file}：现为“{now}”；距“{level}”还有 1 步"),
    "REPORT-way-reached": Entry("{file}: {level} is reached", "{file}：已达到“{level}”"),
    "REPORT-way-change": Entry("change {path}, now {current}", "修改 {path}，现为 {current}"),
    "REPORT-way-state": Entry("state {path}", "写明 {path}"),
    "REPORT-way-redesign": Entry(
        "{clause} fails, and no single field mends it without harm",
        "{clause} 不通过，且无法只改一个字段而不影响其他条款",
    ),
    "REPORT-way-broken": Entry(
        "{rule} could not be decided: a fault of the toolkit, for the lab's maintainers",
        "{rule} 无法判定：属工具故障，请交实验室维护者",
    ),
    "REPORT-way-nothing": Entry(
        "describe what a must rule applies to: so far none could be decided of this part alone",
        "补充描述，使至少一条“必须”规则适用：目前没有一条可仅凭该部件判定",
    ),
    "REPORT-way-needed-by": Entry("for {rules}", "用于 {rules}"),
    "REPORT-way-measure": Entry(
        "support {claim} by measured or witnessed evidence (now: {grade})",
        "为 {claim} 提供实测（measured）或见证（witnessed）证据（现为：{grade}）",
    ),
    "REPORT-way-no-evidence": Entry("none", "无"),
    "REPORT-way-live": Entry(
        "pass the live suites of the kind: this version of openarch has none yet, so the level cannot be reached",
        "通过该种类的在线测试套件：本版本尚未提供，因此暂时无法达到该级别",
    ),
    # On the terminal while a run takes long.
    "REPORT-progress": Entry("{done} of {total} files, {seconds} s", "已完成 {done}/{total} 个文件，{seconds} 秒"),
}
