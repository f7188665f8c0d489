"""Properties of strict YAML: what it reads agrees with others, its positions are right, and it never raises."""

from __future__ import annotations

import json
import re

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.documents.scalars import ScalarError, resolve
from conformance.documents.source import Source
from conformance.documents.strict_yaml import DESCRIPTOR, SPEC, Document, load
from conformance.findings.catalogue import entries, help_text, label, sentence
from conformance.findings.model import Span

PLAIN = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Co"), exclude_characters="\ufeff", include_characters="\n\t"
)
STRINGS = st.one_of(st.sampled_from(["no", "1e3", "12:30", "null", "~", "", " a ", "a: b", "#", "- x", "<<"]),
                    st.text(PLAIN, max_size=20))  # fmt: skip
NUMBERS = st.one_of(st.integers(-(10**30), 10**30), st.floats(allow_nan=False, allow_infinity=False))
SCALARS = st.one_of(STRINGS, NUMBERS, st.booleans(), st.none())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(STRINGS, inner, max_size=4)),
    max_leaves=20,
)


def loaded(text: str) -> Document:
    documents, findings = load(Source("f", text))
    assert findings == []
    assert len(documents) == 1
    return documents[0]


def paths(value: object, path: tuple[str | int, ...] = ()):
    """All paths of a value with what stands there."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from paths(item, (*path, step))


def between(text: str, span: Span) -> str:
    """The text of a span, by its own counting of lines."""
    lines = re.split(r"(?<=\n)", text)[span.line - 1 : span.end_line]
    lines.append("")
    if span.line == span.end_line:
        return lines[0][span.column - 1 : span.end_column - 1]
    return lines[0][span.column - 1 :] + "".join(lines[1:-2]) + lines[-2][: span.end_column - 1]


@given(TREES, st.sampled_from([None, 1, 2]))
def test_json_is_yaml(tree, indent):
    """JSON is a part of YAML 1.2, and Python's reader of it is an oracle for values and types."""
    text = json.dumps(tree, ensure_ascii=False, indent=indent)
    found = loaded(text).value
    assert found == json.loads(text)
    assert repr(found) == repr(json.loads(text))


class Dumper(yaml.SafeDumper):
    """Writes block YAML in which every text is quoted, since PyYAML's idea of a plain text is that of YAML 1.1."""

    def ignore_aliases(self, _data):
        return True


Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def dumped(tree: object, indent: int, flow: bool | None) -> str:  # noqa: FBT001 — PyYAML's own three values
    return yaml.dump(
        tree, Dumper=Dumper, indent=indent, default_flow_style=flow, allow_unicode=True, width=60, sort_keys=False
    )


@given(TREES, st.integers(1, 8), st.sampled_from([None, False]), st.sampled_from(["\n", "\r\n"]))
def test_block_style_is_read(tree, indent, flow, line_break):
    text = dumped(tree, indent, flow)
    assert repr(loaded(text.replace("\n", line_break)).value) == repr(json.loads(json.dumps(tree)))


@given(TREES)
def test_the_text_at_the_span_of_a_value_is_the_value(tree):
    text = json.dumps(tree, ensure_ascii=False)
    document = loaded(text)
    for path, value in paths(document.value):
        piece = between(text, document.value_span(path))
        assert piece == json.dumps(value, ensure_ascii=False)
        if path and isinstance(path[-1], str):
            assert json.loads(between(text, document.key_span(path))) == path[-1]


@given(TREES, st.integers(2, 6), st.sampled_from([None, False]))
def test_positions_of_scalars_are_those_of_pyyaml(tree, indent, flow):
    """PyYAML's pure Python composer is another program: its marks are an oracle."""
    text = dumped(tree, indent, flow)
    document = loaded(text)

    def compare(node: yaml.Node, path: tuple[str | int, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                assert document.key_span((*path, key.value)) == span_of(key)
                compare(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                compare(value, (*path, index))
        elif node.style != "|":
            assert document.value_span(path) == span_of(node)

    compare(yaml.compose(text, Loader=yaml.SafeLoader), ())


def span_of(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


# The table of YAML 1.2.2, section 10.3.2, as it stands there.
CORE = [
    (re.compile(r"null|Null|NULL|~|"), lambda _text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?(\.inf|\.Inf|\.INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.nan|\.NaN|\.NAN"), lambda _text: float("nan")),
]


def by_the_book(text: str) -> object:
    for pattern, make in CORE:
        if pattern.fullmatch(text):
            return make(text)
    return text


@given(st.one_of(
    st.from_regex(r"[-+.~0-9a-fxoEINnulNTtrueFflsiaY_:]{0,8}", fullmatch=True),
    st.one_of([st.from_regex(pattern, fullmatch=True) for pattern, _ in CORE]),
))  # fmt: skip
@example("1e400")
@example("1e-400")
@example("0e-400")
@example("-017")
@example("0")
@example("0" * 61)
@example("٣")
def test_scalars_follow_the_book(text):
    expected = by_the_book(text)
    found, code = resolved(text)
    if code:
        finite = isinstance(expected, int | float) and abs(expected) < float("inf")
        zero = isinstance(expected, int) and text.lstrip("+-").startswith("0") and code == "DOC-leading-zero"
        assert not finite or len(text) > 60 or zero or (expected == 0 and code == "DOC-underflow")
    else:
        assert (found, type(found)) == (expected, type(expected))


def resolved(text: str) -> tuple[object, str]:
    """The scalar, or None and the code with which it is refused."""
    try:
        return resolve(text), ""
    except ScalarError as error:
        return None, error.code


SYNTAX = st.sampled_from([
    "a", "b: ", "c:", "- ", "-", "? ", ": ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n    ", "\t", "'", '"', "\\", "|",
    ">", "&x ", "*x", "!t ", "!!str ", "#", " # ", "%", "%YAML 1.2\n", "%TAG ! x\n", "---", "\n---\n", "\n...\n", "@",
    "`", "<<: ", "：", "，", "\u00a0", "\u3000", "\ufeff", "\x00", "\u2028", "1", "1e400", ".nan", "no", "中", "\r", "\r\n",
    " ", "key：8", "key:8", "\ud800",
])  # fmt: skip


@given(st.one_of(st.lists(SYNTAX, max_size=14).map("".join), st.text(max_size=40)), st.sampled_from([DESCRIPTOR, SPEC]))
@example("a: 1\nb\n---\nc\n", DESCRIPTOR)
@example("%", DESCRIPTOR)
@example("%YAML", DESCRIPTOR)
@example("--- !", DESCRIPTOR)
def test_any_text_is_read_or_refused_in_words_at_a_place(text, limits):
    source = Source("f", text)
    documents, findings = load(source, limits)
    assert documents or findings
    for document in documents:
        for path, _value in paths(document.value):
            assert document.key_span(path) <= document.value_span(path) or not path
            check(source, document.value_span(path))
    for finding in findings:
        assert finding.code in entries()
        if finding.location.span is not None:
            check(source, finding.location.span)
        for language in ("en", "zh"):
            for words in (sentence, label, help_text):
                assert isinstance(words(finding.code, language, finding.arguments), str)


def check(source: Source, span: Span) -> None:
    """A span lies within the text, or just behind its end."""
    lines = len(re.split(r"\r\n|\r|\n", source.text))
    assert 1 <= span.line <= span.end_line <= lines + 1
    assert 1 <= span.column <= len(source.line(span.line)) + 2
    assert (span.line, span.column) <= (span.end_line, span.end_column)


@given(TREES, st.text("abc: [{\n", max_size=10), TREES)
def test_a_broken_document_takes_no_other_with_it(first, broken, last):
    """Whatever stands between two ``---``, the documents before and behind it are read, unless it opens a quotation."""
    parts = [json.dumps(first, ensure_ascii=False), broken, json.dumps(last, ensure_ascii=False)]
    documents, _ = load(Source("f", "\n---\n".join(parts) + "\n"))
    values = [document.value for document in documents]
    assert values[0] == json.loads(parts[0])
    assert values[-1] == json.loads(parts[2])


@given(
    st.from_regex(r"[-+.~0-9a-zA-Z_/;]{1,8}( [-+.0-9a-z]{1,3})?", fullmatch=True).filter(
        lambda text: text[:2] not in ("- ", "--")
    )
)
def test_a_plain_scalar_is_what_the_core_schema_says(text):
    documents, findings = load(Source("generated.yaml", f"item: {text}\n"))
    wanted, refused = _resolved(text)
    assert [finding.code for finding in findings] == refused
    if not refused:
        value = documents[0].value["item"]
        assert (value, type(value)) == (wanted, type(wanted))


def _resolved(text):
    try:
        return resolve(text), []
    except ScalarError as error:
        return None, [error.code]
