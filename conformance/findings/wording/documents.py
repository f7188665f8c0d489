"""What the findings of the family ``DOC-`` say: inputs that cannot be read, YAML that is refused."""

from __future__ import annotations

from conformance.findings.wording.entry import Entry

_FILES: dict[str, Entry] = {
    "DOC-missing": Entry(
        "there is no file or directory `{name}`",
        "文件或目录 `{name}` 不存在",
        help_en="check the spelling and the current directory",
        help_zh="请检查拼写和当前目录",
    ),
    "DOC-unreadable": Entry(
        "`{name}` cannot be read: {reason}",
        "无法读取 `{name}`：{reason}",
    ),
    "DOC-directory": Entry(
        "`{name}` is a directory, and a file is due here",
        "`{name}` 是目录，此处应为文件",
    ),
    "DOC-no-files": Entry(
        "the directory holds no descriptor: no file in it ends in .yaml or .yml",
        "目录中没有描述文件：没有以 .yaml 或 .yml 结尾的文件",
        help_en="hidden folders are passed over; name the file itself if it ends otherwise",
        help_zh="隐藏目录会被跳过；若文件后缀不同，请直接给出文件名",
    ),
    "DOC-empty": Entry(
        "the input is empty: it holds nothing but blanks and comments",
        "输入为空：只有空白和注释",
        help_en="`openarch init KIND` writes a descriptor to start from",
        help_zh="可用 `openarch init KIND` 生成一份起步的描述文件",
    ),
    "DOC-too-large": Entry(
        "the input has {size} bytes; at most {most} are read",
        "输入有 {size} 字节，最多读取 {most} 字节",
        help_en="describe large structures by their parameters, or attach large tables as files",
        help_zh="大型结构请用参数描述，大表格请作为附件文件",
    ),
    "DOC-binary": Entry(
        "this is a binary file, not YAML text",
        "这是二进制文件，不是 YAML 文本",
    ),
    "DOC-utf-16": Entry(
        "the file is encoded in {encoding}",
        "文件编码为 {encoding}",
        help_en="save it as UTF-8",
        help_zh="请另存为 UTF-8",
    ),
    "DOC-not-utf-8": Entry(
        "the byte {byte} is not UTF-8",
        "字节 {byte} 不是合法的 UTF-8",
        "the first byte that is not UTF-8",
        "第一个非 UTF-8 字节",
        "save the file as UTF-8 (it may be in GBK or Latin-1 now)",
        "请将文件另存为 UTF-8（目前可能是 GBK 或 Latin-1）",
    ),
    "DOC-bom": Entry(
        "the file begins with a byte order mark",
        "文件以字节顺序标记（BOM）开头",
        "an invisible U+FEFF stands here",
        "此处有不可见的 U+FEFF",
        "save it as UTF-8 without BOM",
        "请另存为不带 BOM 的 UTF-8",
    ),
    "DOC-full-width-comma": Entry(
        "a full-width comma stands between the items; YAML takes it for a letter",
        "各项之间是全角逗号，YAML 会把它当作普通字符",
        "full-width comma U+FF0C",
        "全角逗号 U+FF0C",
        "separate the items by `, `, or put the text in quotes",
        "请用 `, ` 分隔各项，或把文本放进引号",
    ),
    "DOC-character": Entry(
        "the character {character} may not stand in a document",
        "文档中不允许出现字符 {character}",
        "{character}",
        "{character}",
        "delete it; written as an escape it is refused as well",
        "请删除；写成转义同样不允许",
    ),
    "DOC-given-up": Entry(
        "there are more than {most} findings in this input; the rest of it was not read",
        "该输入的问题超过 {most} 个，其余部分未再读取",
        "reading stopped here",
        "在此停止读取",
    ),
}

_LIMITS: dict[str, Entry] = {
    "DOC-too-deep": Entry(
        "mappings and lists are nested more than {most} levels deep",
        "映射和列表的嵌套超过 {most} 层",
        "one level too many",
        "此处超出",
        "no kind needs so many levels: look for brackets that are never closed",
        "任何种类都不需要这么多层：请检查未闭合的括号",
    ),
    "DOC-anchor": Entry(
        "anchors are not allowed in descriptors: `&{name}`",
        "描述文件中不允许使用锚点：`&{name}`",
        "an anchor",
        "锚点",
        "write the value out wherever it is due",
        "请在每处直接写出数值",
    ),
    "DOC-alias": Entry(
        "aliases are not allowed in descriptors: `*{name}`",
        "描述文件中不允许使用别名：`*{name}`",
        "an alias",
        "别名",
        "write the value out; a text that begins with `*` needs quotes",
        "请直接写出数值；以 `*` 开头的文本须加引号",
    ),
    "DOC-too-many-aliases": Entry(
        "the document uses more than {most} aliases; `*{name}` is one too many",
        "文档使用的别名超过 {most} 个，`*{name}` 超出上限",
        "one alias too many",
        "此处超出",
    ),
    "DOC-alias-expansion": Entry(
        "the aliases of this document stand for more than {most} values, or nest too deep",
        "该文档的别名展开后超过 {most} 个值，或嵌套过深",
        "too much to expand",
        "展开量过大",
    ),
    "DOC-unknown-anchor": Entry(
        "the alias `*{name}` refers to no anchor that is complete before it",
        "别名 `*{name}` 之前没有对应的完整锚点",
        "no such anchor",
        "无此锚点",
    ),
}

_CONTENT: dict[str, Entry] = {
    "DOC-duplicate-key": Entry(
        "the key `{key}` stands twice in the same mapping",
        "同一映射中键 `{key}` 出现了两次",
        "again here",
        "此处重复",
        "delete one of the two; YAML readers disagree which one counts",
        "请删除其中一个；不同的 YAML 解析器取值不一致",
    ),
    "DOC-first-here": Entry("first here", "首次出现于此", "first here", "首次出现于此"),
    "DOC-key-type": Entry(
        "the key `{key}` is not text",
        "键 `{key}` 不是文本",
        "YAML reads this key as a number, a truth value or nothing",
        "YAML 会把该键读成数字、真假值或空值",
        'write it in quotes: "{key}"',
        '请加引号："{key}"',
    ),
    "DOC-complex-key": Entry(
        "a key must be text, not a mapping, a list or an alias",
        "键必须是文本，不能是映射、列表或别名",
        "not a plain key",
        "不是普通的键",
    ),
    "DOC-merge-key": Entry(
        "merge keys (`<<`) are not part of YAML 1.2",
        "合并键（`<<`）不属于 YAML 1.2",
        "a merge key",
        "合并键",
        "write the merged fields out",
        "请直接写出被合并的字段",
    ),
    "DOC-tag": Entry(
        "tags are not allowed: `{tag}`",
        "不允许使用标签：`{tag}`",
        "a tag",
        "标签",
        "leave it out; put a text that begins with `!` in quotes",
        "请删除；以 `!` 开头的文本须加引号",
    ),
    "DOC-not-finite": Entry(
        "`{text}` is not a finite number",
        "`{text}` 不是有限的数",
        "not a finite number",
        "不是有限数",
        "state a number, or leave the field out if there is no limit",
        "请给出具体数值；若无上限，请省略该字段",
    ),
    "DOC-overflow": Entry(
        "the number `{text}` is too large for a computer to keep (above 1.8e308)",
        "数 `{text}` 过大，无法表示（超过 1.8e308）",
        "too large",
        "过大",
    ),
    "DOC-underflow": Entry(
        "the number `{text}` is too small for a computer to keep: it would become 0",
        "数 `{text}` 过小，无法表示：会变成 0",
        "becomes 0",
        "会变成 0",
    ),
    "DOC-too-many-digits": Entry(
        "the number `{text}` has too many digits (at most 60)",
        "数 `{text}` 位数过多（最多 60 位）",
        "too many digits",
        "位数过多",
        "round it, or put it in quotes if it is a name",
        "请取舍位数；若是名称请加引号",
    ),
    "DOC-leading-zero": Entry(
        "the number `{text}` begins with a zero: some YAML readers take that for octal",
        "数 `{text}` 以 0 开头：部分 YAML 解析器会按八进制读取",
        "decimal or octal?",
        "十进制还是八进制？",
        "write `{use}`, or put `{text}` in quotes if it is a name",
        "请写作 `{use}`；若 `{text}` 是名称请加引号",
    ),
    "DOC-yaml-version": Entry(
        "the document asks for YAML {version}; this is read as YAML 1.2",
        "文档声明 YAML {version}，而此处按 YAML 1.2 读取",
        "another version",
        "版本不符",
        "leave the %YAML line out",
        "请删除 %YAML 行",
    ),
}

TEXTS: dict[str, Entry] = {**_FILES, **_LIMITS, **_CONTENT}
