"""What the findings of the family ``KIND-`` say of a descriptor as a whole and of its keys."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

TEXTS: dict[str, Entry] = {
    # Which kind is it?
    "KIND-not-a-mapping": Entry(
        "a descriptor is a mapping that begins with apiVersion and kind",
        "描述文件应为以 apiVersion 和 kind 开头的映射",
        "not a mapping",
        "不是映射",
        "`openarch init KIND` writes one to start from",
        "可用 `openarch init KIND` 生成模板",
    ),
    "KIND-no-api-version": Entry(
        "apiVersion is missing: it names the area and the version of its spec, as {example}",
        "缺少 apiVersion：它指明领域及其规范版本，例如 {example}",
        "apiVersion is missing here",
        "此处缺少 apiVersion",
        "add `apiVersion: {example}`",
        "添加 `apiVersion: {example}`",
    ),
    "KIND-no-kind": Entry(
        "kind is missing: {api_version} has {known}",
        "缺少 kind：{api_version} 包含 {known}",
        "kind is missing here",
        "此处缺少 kind",
        "add one of these as `kind:`",
        "在 `kind:` 中填写其中之一",
    ),
    "KIND-misspelt-area": Entry(
        "there is no {found}; did you mean {meant}?",
        "没有 {found}；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
        "known: {known}",
        "现有：{known}",
    ),
    "KIND-unknown-area": Entry(
        "there is no {found}; known are {known}",
        "没有 {found}；现有 {known}",
        "unknown",
        "未知",
        "further areas are found with `--specs DIR`",
        "其他领域可用 `--specs DIR` 指定",
    ),
    "KIND-unknown-version": Entry(
        "{area} has no version {version}; it is {known}",
        "{area} 没有版本 {version}；现有 {known}",
        "write {known}",
        "应为 {known}",
    ),
    "KIND-misspelt-kind": Entry(
        "{api_version} has no kind {found}; did you mean {meant}?",
        "{api_version} 没有种类 {found}；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
        "kinds of {api_version}: {known}",
        "{api_version} 的种类：{known}",
    ),
    "KIND-unknown-kind": Entry(
        "{api_version} has no kind {found}; it has {known}",
        "{api_version} 没有种类 {found}；它包含 {known}",
        "unknown kind",
        "未知种类",
    ),
    "KIND-kind-elsewhere": Entry(
        "{api_version} has no kind {found}; it belongs to {other}",
        "{api_version} 没有种类 {found}；它属于 {other}",
        "a kind of {other}",
        "属于 {other}",
        "write `apiVersion: {other}`",
        "写成 `apiVersion: {other}`",
    ),
    "KIND-broken": Entry(
        "{kind} cannot be used: its spec has errors",
        "{kind} 无法使用：其规范有错误",
        "its spec has errors",
        "其规范有错误",
        "the errors of the spec stand beside this one",
        "规范的错误列于一旁",
    ),
    # Keys.
    "KIND-misspelt-key": Entry(
        "there is no {key} here; did you mean {meant}?",
        "此处没有 {key}；是否指 {meant}？",
        "did you mean {meant}?",
        "是否指 {meant}？",
    ),
    "KIND-key-elsewhere": Entry(
        "{key} does not belong here; it is {place}",
        "{key} 不属于此处；应在 {place}",
        "belongs to {place}",
        "应在 {place}",
    ),
    "KIND-unknown-key": Entry(
        "there is no {key} here; known are {known}",
        "此处没有 {key}；可用的有 {known}",
        "unknown key",
        "未知的键",
    ),
    "KIND-key-name": Entry(
        "{key} is not a name that is possible here", "{key} 在此处不是合法名称", "not a name", "名称不合法"
    ),
    "KIND-no-more-keys": Entry(
        "there is no {key} here, and nothing else is left to add",
        "此处没有 {key}，也没有其他可填的键",
        "unknown key",
        "未知的键",
    ),
    "KIND-missing-key": Entry(
        "{key} is missing",
        "缺少 {key}",
        "{key} is missing here",
        "此处缺少 {key}",
        "{inside} must have it",
        "{inside}须有此键",
    ),
    "KIND-missing-keys": Entry(
        "{key} are missing",
        "缺少 {key}",
        "keys are missing here",
        "此处缺少键",
        "{inside} must have them",
        "{inside}须有这些键",
    ),
    "KIND-missing-companion": Entry(
        "{key} must be given too",
        "还须给出 {key}",
        "needs {key}",
        "需要 {key}",
    ),
}
