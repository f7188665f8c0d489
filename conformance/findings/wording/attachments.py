"""What the findings of the family ``FILE-`` say: files that a descriptor brings along."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    "FILE-outside": Entry(
        "`{name}` leads out of the descriptor's folder: an attached file lies in it or below it",
        "`{name}` 指向描述文件所在目录之外：附件须位于该目录或其子目录中",
        "outside of the folder",
        "目录之外",
    ),
    "FILE-link": Entry(
        "`{name}` is, or goes through, a symbolic link, which is not followed",
        "`{name}` 是符号链接或途经符号链接，不予跟随",
        "a symbolic link",
        "符号链接",
        "put the file itself into the descriptor's folder",
        "请将文件本身放入描述文件所在目录",
    ),
    "FILE-missing": Entry(
        "there is no file `{name}` beside the descriptor",
        "描述文件旁没有文件 `{name}`",
        "not found",
        "未找到",
    ),
    "FILE-unreadable": Entry(
        "`{name}` cannot be read: {reason}",
        "无法读取 `{name}`：{reason}",
        "unreadable",
        "无法读取",
    ),
    "FILE-too-large": Entry(
        "`{name}` has more than {most} bytes",
        "`{name}` 超过 {most} 字节",
        "too large",
        "过大",
    ),
    "FILE-not-text": Entry(
        "`{name}` is not text in UTF-8",
        "`{name}` 不是 UTF-8 文本",
        "not UTF-8",
        "不是 UTF-8",
    ),
    "FILE-digest": Entry(
        "`{name}` has the SHA-256 digest {found}, not the one that stands beside it",
        "`{name}` 的 SHA-256 摘要为 {found}，与所列摘要不符",
        "another digest",
        "摘要不符",
        "if the file is the right one, write its digest: sha256: {found}",
        "若文件无误，请更新摘要：sha256: {found}",
    ),
    "FILE-several-parts": Entry(
        "`{name}` does not hold exactly one document, as a part does",
        "`{name}` 应恰含一个文档（即一个部件）",
        "not one part",
        "并非一个部件",
    ),
    "FILE-parts-of-parts": Entry(
        "`{name}` names parts of its own; a part is a single component here",
        "`{name}` 自身又引用了部件；此处的部件须为单个组件",
        "has parts itself",
        "自身含部件",
    ),
    "FILE-no-folder": Entry(
        "a descriptor from standard input has no folder in which `{name}` could lie",
        "来自标准输入的描述文件没有所在目录，无法查找 `{name}`",
        "no folder",
        "没有所在目录",
    ),
    "FILE-line": Entry(
        "this line is none that {format} files have",
        "此行不符合 {format} 文件的格式",
        "not understood",
        "无法识别",
    ),
    "FILE-unknown-column": Entry(
        "the table has no column `{column}`; its columns are {known}",
        "表中没有列 `{column}`；可用的列：{known}",
        "no such column",
        "没有该列",
    ),
    "FILE-misspelt-column": Entry(
        "the table has no column `{column}`",
        "表中没有列 `{column}`",
        "did you mean `{meant}`?",
        "是否应为 `{meant}`？",
    ),
    "FILE-column-twice": Entry(
        "the column `{column}` stands in the head line twice",
        "列 `{column}` 在表头中出现两次",
        "the second time",
        "第二次出现",
    ),
    "FILE-missing-column": Entry(
        "the table lacks the column `{column}`",
        "表缺少列 `{column}`",
        "the head line",
        "表头",
    ),
    "FILE-cells": Entry(
        "this row has {found} {found:cell|cells}, the head line {expected}",
        "此行有 {found} 个单元格，而表头有 {expected} 个",
        "not as many as the head line",
        "与表头数目不符",
    ),
    "FILE-quote": Entry(
        "a quoted cell does not end in its line",
        "带引号的单元格未在本行结束",
        "no closing quote",
        "缺少右引号",
    ),
    "FILE-no-head": Entry(
        "the table is empty: its first line names the columns",
        "表为空：首行须列出列名",
        "no head line",
        "没有表头",
    ),
    "FILE-too-many-rows": Entry(
        "the table has more than {most} rows",
        "表超过 {most} 行",
        "too many rows",
        "行数过多",
    ),
    "FILE-more-rows": Entry(
        "the same in {count} more {count:row|rows}, the last of them line {line}",
        "另有 {count} 行存在同样问题，最后一处在第 {line} 行",
        "the next of them",
        "其中下一处",
    ),
    "FILE-include": Entry(
        "`{word}` lines of ibsim files are not followed",
        "不执行 ibsim 文件中的 `{word}` 行",
        "not followed",
        "不予执行",
    ),
    "FILE-no-node": Entry(
        "`{node}` is not in the file",
        "文件中没有 `{node}`",
        "no such node",
        "没有该节点",
    ),
    "FILE-node-twice": Entry(
        "`{node}` stands in the file twice",
        "`{node}` 在文件中出现两次",
        "the second time",
        "第二次出现",
    ),
    "FILE-port-twice": Entry(
        "port {port} of `{node}` has two cables",
        "`{node}` 的端口 {port} 接有两条线缆",
        "the second one",
        "第二条",
    ),
    "FILE-port-number": Entry(
        "`{node}` has {ports} {ports:port|ports}, so there is no port {port}",
        "`{node}` 只有 {ports} 个端口，没有端口 {port}",
        "no such port",
        "没有该端口",
    ),
    "FILE-other-end": Entry(
        "`{node}`[{port}] says that its other end is {says}, not this one",
        "`{node}`[{port}] 所列的另一端是 {says}，而非此处",
        "the two ends disagree",
        "两端不一致",
    ),
    "FILE-before-node": Entry(
        "a port stands before any node",
        "端口行之前没有节点行",
        "of which node?",
        "属于哪个节点？",
    ),
}
