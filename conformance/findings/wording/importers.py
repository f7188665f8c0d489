"""What the imports say: ``openarch import``."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    "IMPORT-gaps": Entry(
        "{kind} from {origin} lacks what its kind requires: {fields}",
        "{origin} 的 {kind} 缺少该种类的必填项：{fields}",
        help_en="the source does not say it: fill in the lines marked TODO from the data sheet",
        help_zh="来源中没有这些信息：请按手册补全标有 TODO 的各行",
    ),
    "IMPORT-nothing": Entry(
        "nothing in its {count} {count:resource|resources} is hardware or cooling equipment that the lab has a kind for",
        "其 {count} 个资源中没有实验室定有种类的硬件或冷却设备",
    ),
    "IMPORT-no-tree": Entry(
        "{place} holds no Redfish tree",
        "{place} 中没有 Redfish 数据树",
        help_en="a folder with redfish/v1/index.json, or index.json of the service root itself, is one",
        help_zh="须为含 redfish/v1/index.json 或直接含服务根 index.json 的目录",
    ),
    "IMPORT-bad-address": Entry(
        "{place} is no address that is read: http://HOST[:PORT], without a name, a password or a further path",
        "{place} 不是可读取的地址：应为 http://主机[:端口]，不带用户名、口令与其他路径",
    ),
    "IMPORT-not-there": Entry("{path} is linked to, but not there", "{path} 被链接但不存在"),
    "IMPORT-status": Entry("{path} is answered with status {status}", "{path} 的应答状态为 {status}"),
    "IMPORT-redirect": Entry(
        "{path} is answered with a redirect ({status}), which is not followed",
        "{path} 的应答为重定向（{status}），不予跟随",
    ),
    "IMPORT-no-answer": Entry("{path} is not answered: {why}", "{path} 无应答：{why}"),
    "IMPORT-leaves-folder": Entry("{path} leads out of the folder", "{path} 指向目录之外"),
    "IMPORT-foreign-link": Entry(
        "{path} links to {link}, which is no resource of this tree; it is not followed",
        "{path} 链接到 {link}，不属于该数据树，不予跟随",
    ),
    "IMPORT-too-large": Entry("{path} is larger than {most} bytes", "{path} 超过 {most} 字节"),
    "IMPORT-too-deep": Entry("{path} is nested deeper than {most} levels", "{path} 嵌套超过 {most} 层"),
    "IMPORT-too-many": Entry(
        "there are more than {most} resources; those from {path} on are not read",
        "资源超过 {most} 个；自 {path} 起不再读取",
    ),
    "IMPORT-no-json": Entry("{path} is no JSON object: {why}", "{path} 不是 JSON 对象：{why}"),
    "IMPORT-no-device-type": Entry(
        "this is no device type: it has no manufacturer and model",
        "不是设备类型：缺少 manufacturer 与 model",
    ),
    "IMPORT-no-kind": Entry(
        "{model} has {what}: the lab has no kind for such a device",
        "{model} 带有{what}：实验室没有适用于此类设备的种类",
        help_en="if it is a tray or a switch all the same, say --kind ComputeTray or --kind Switch",
        help_zh="若它确为托盘或交换机，请用 --kind ComputeTray 或 --kind Switch 指明",
    ),
    "IMPORT-taken-for-switch": Entry(
        "{model} has {count} ports beside those for management and is taken for a switch",
        "{model} 除管理口外有 {count} 个端口，按交换机处理",
        help_en="NetBox does not say what a device is: if it is a tray, say --kind ComputeTray",
        help_zh="NetBox 不说明设备的种类：若为托盘，请用 --kind ComputeTray 指明",
    ),
    "IMPORT-example": Entry("for example {examples}", "例如 {examples}"),
    "IMPORT-head": Entry("Imported from {document} {origin}", "导入自 {document} {origin}"),
    "IMPORT-head-count": Entry("{count} equal parts are listed there", "来源中列有 {count} 个相同部件"),
    "IMPORT-head-unplaced": Entry("found, and not placed: {what} = {value}", "已找到但未能归入字段：{what} = {value}"),
}
