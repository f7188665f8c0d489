"""What is said at the end of every run: verdicts and levels, the table of descriptors, the totals."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    # Verdicts, assurances and levels, as the tables show them.
    "REPORT-pass": Entry("pass", "通过"),
    "REPORT-pass-preview": Entry("pass (preview)", "通过（预览）"),
    "REPORT-fail": Entry("fail", "不通过"),
    "REPORT-fail-should": Entry("fail (should)", "不通过（应当）"),
    "REPORT-fail-preview": Entry("fail (preview)", "不通过（预览）"),
    "REPORT-not-applicable": Entry("not-applicable", "不适用"),
    "REPORT-not-tested": Entry("not-tested", "未测试"),
    "REPORT-waived": Entry("waived", "已豁免"),
    "REPORT-error": Entry("error", "工具故障"),
    "REPORT-error-preview": Entry("error (preview)", "工具故障（预览）"),
    "REPORT-exact": Entry("exact", "精确"),
    "REPORT-proved": Entry("proved", "已证明"),
    "REPORT-tested": Entry("tested", "已试验"),
    "REPORT-described": Entry("described", "已描述"),
    "REPORT-verified": Entry("verified", "已验证"),
    "REPORT-measured": Entry("measured", "已实测"),
    "REPORT-no-level": Entry("no level", "未达级"),
    "REPORT-must": Entry("must", "必须"),
    "REPORT-should": Entry("should", "应当"),
    "REPORT-preview": Entry("preview", "预览"),
    "REPORT-bracketed": Entry("{said} ({more})", "{said}（{more}）"),
    "REPORT-preview-said": Entry(
        "the edition of this run does not list this rule; it counts for nothing",
        "本次所依版次未列入本规则；不计入任何结论",
    ),
    "REPORT-level-in": Entry("{level} in edition {editions}", "{level}（版次 {editions}）"),
    "REPORT-level-preview": Entry("preview, {level} once an edition lists it", "预览，列入版次后为{level}"),
    # Between words and parts of a sentence.
    "REPORT-colon": Entry(": ", "："),
    "REPORT-comma": Entry(", ", "，"),
    "REPORT-beside": Entry(", ", "、"),
    "REPORT-semicolon": Entry("; ", "；"),
    "REPORT-stop": Entry(".", "。"),
    # The last lines.
    "REPORT-subject": Entry("{file}: {vendor} {model} ({kind})", "{file}：{vendor} {model}（{kind}）"),
    "REPORT-unbound": Entry("{file}: not a readable descriptor", "{file}：无法作为描述文件读取"),
    "REPORT-files": Entry("{count} descriptors", "{count} 份描述文件"),
    "REPORT-files-one": Entry("1 descriptor", "1 份描述文件"),
    "REPORT-errors": Entry("{count} errors", "{count} 个错误"),
    "REPORT-errors-one": Entry("1 error", "1 个错误"),
    "REPORT-warnings": Entry("{count} warnings", "{count} 个警告"),
    "REPORT-warnings-one": Entry("1 warning", "1 个警告"),
    "REPORT-previews": Entry("{count} failing previews", "{count} 项预览规则不满足"),
    "REPORT-previews-one": Entry("1 failing preview", "1 项预览规则不满足"),
    "REPORT-notes": Entry("{count} notes", "{count} 条提示"),
    "REPORT-notes-one": Entry("1 note", "1 条提示"),
    "REPORT-conforms": Entry("{count} conform", "{count} 份符合"),
    "REPORT-conforms-one": Entry("1 conforms", "1 份符合"),
    "REPORT-fails": Entry("{count} do not conform", "{count} 份不符合"),
    "REPORT-fails-one": Entry("1 does not conform", "1 份不符合"),
    "REPORT-untested": Entry("{count} not wholly tested", "{count} 份尚未测全"),
    "REPORT-untested-one": Entry("1 not wholly tested", "1 份尚未测全"),
    "REPORT-lab-fault": Entry(
        "{count} not wholly decided, since rules cannot be read", "{count} 份因规则无法读取而未全部判定"
    ),
    "REPORT-lab-fault-one": Entry("1 not wholly decided, since rules cannot be read", "1 份因规则无法读取而未全部判定"),
    "REPORT-unusable": Entry("{count} cannot be read", "{count} 份无法读取"),
    "REPORT-unusable-one": Entry("1 cannot be read", "1 份无法读取"),
    "REPORT-state-conforms": Entry("conforms", "符合"),
    "REPORT-state-fails": Entry("fails", "不符合"),
    "REPORT-state-untested": Entry("not tested", "未测全"),
    "REPORT-state-lab-fault": Entry("undecided", "未全判定"),
    "REPORT-state-broken": Entry("tool broke", "工具故障"),
    "REPORT-broken": Entry("the toolkit broke on {count}", "工具在 {count} 份上出现故障"),
    "REPORT-broken-one": Entry("the toolkit broke on 1", "工具在 1 份上出现故障"),
    "REPORT-state-unusable": Entry("unreadable", "无法读取"),
    "REPORT-nothing-verified": Entry("nothing verified", "未作验证"),
    "REPORT-nothing-verified-said": Entry(
        "nothing is verified, since no must rule could be decided of this part alone",
        "未作任何验证：没有一条“必须”规则可仅凭该部件判定",
    ),
    "REPORT-by-edition": Entry("by edition {edition}", "依版次 {edition}"),
    "REPORT-level": Entry("level {level}", "级别：{level}"),
    "REPORT-not-listed": Entry(
        "  {count} that conform are not listed: -v lists them", "  另有 {count} 份符合，未列出：加 -v 可全部列出"
    ),
    "REPORT-explain": Entry("openarch explain {id} says why the rule exists", "规则缘由：openarch explain {id}"),
    "REPORT-withheld": Entry("details withheld", "细节已隐去"),
}
