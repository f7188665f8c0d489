"""Every YAML that is refused: one finding, the right words, the right place."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from conformance.documents.characters import forbidden_in
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load

REFUSED = {
    # name of the case, then its text, the code, line and column
    "duplicate key": ("a:\n  b: 1\n  c: 2\n  b: 3\n", "DOC-duplicate-key", 4, 3),
    "duplicate key in flow": ("{a: 1, a: 2}", "DOC-duplicate-key", 1, 8),
    "duplicate key, quoted once": ("a: 1\n'a': 2\n", "DOC-duplicate-key", 2, 1),
    "tab before a key": ("a:\n\tb: 1\n", "DOC-tab", 2, 1),
    "tab after a value": ("a:\n  b: 1\n\tc: 2\n", "DOC-tab", 3, 1),
    "tab in a block scalar": ("a: |\n\tb\n", "DOC-tab", 2, 1),
    "not finite": ("a: -.inf", "DOC-not-finite", 1, 4),
    "not a number": ("a: [.NaN]", "DOC-not-finite", 1, 5),
    "overflow": ("a: 1e400", "DOC-overflow", 1, 4),
    "underflow": ("a: 1e-400", "DOC-underflow", 1, 4),
    "digits": (f"a: {'1' * 5000}", "DOC-too-many-digits", 1, 4),
    "leading zero": ("a: 017", "DOC-leading-zero", 1, 4),
    "leading zero behind a sign": ("a: [-08]", "DOC-leading-zero", 1, 5),
    "integer key": ("1: a", "DOC-key-type", 1, 1),
    "truth key": ("a: 1\ntrue: b", "DOC-key-type", 2, 1),
    "null key": ("~: b", "DOC-key-type", 1, 1),
    "mapping as key": ("? {a: 1}\n: b", "DOC-complex-key", 1, 3),
    "list as key in flow": ("{[a]: b}", "DOC-complex-key", 1, 2),
    "merge key": ("a: {<<: 1}", "DOC-merge-key", 1, 5),
    "tag": ("a: !foo b", "DOC-tag", 1, 4),
    "core tag": ("a: !!str b", "DOC-tag", 1, 4),
    "non-specific tag": ("a: ! b", "DOC-tag", 1, 4),
    "python tag": ("a: !!python/object/apply:os.system [x]", "DOC-tag", 1, 4),
    "tag on a key": ("!foo a: b", "DOC-tag", 1, 1),
    "many tag handles": ("# x\n" + "%TAG ! x:\n" * 21, "DOC-tag", 2, 1),
    "tag handle": ("%TAG ! x:\n---\na: 1", "DOC-tag", 1, 1),
    "undefined tag handle": ("a: !e!foo b", "DOC-tag", 1, 4),
    "anchor": ("a: &x 1", "DOC-anchor", 1, 4),
    "YAML 1.1": ("%YAML 1.1\n---\na: no", "DOC-yaml-version", 1, 1),
    "YAML 1.3": ("%YAML 1.3 # new\n---\na: no", "DOC-yaml-version", 1, 1),
    "directive": ("%FOO\n---\na: 1", "DOC-directive", 1, 5),
    "NUL": ("a: b\x00c", "DOC-character", 1, 5),
    "escape character": ("a: 1\nb: \x1b[31m", "DOC-character", 2, 4),
    "escaped control character": ('a: "x\\u001b[31m"', "DOC-character", 1, 4),
    "line separator": ("a: x\u2028b: 1", "DOC-character", 1, 5),
    "NEL": ("a: x\x85b: 1", "DOC-character", 1, 5),
    "lone surrogate": ("a: \ud800", "DOC-character", 1, 4),
    "inner byte order mark": ("a: 1\n\ufeffb: 2", "DOC-character", 2, 1),
    "byte order mark": ("\ufeffa: 1", "DOC-bom", 1, 1),
    "full-width colon": ("kind: X\nlanes：8\nrate: 2\n", "DOC-full-width-colon", 2, 6),
    "full-width colon, last line": ("kind: X\nlanes：8\n", "DOC-full-width-colon", 2, 6),
    "full-width colon, alone": ("kind：LinkPort\n", "DOC-full-width-colon", 1, 5),
    "full-width colon, first of a mapping": ("design:\n  lanes：8\n  rate: 2\n", "DOC-full-width-colon", 2, 8),
    "full-width colon, only field": ("design:\n  lanes：8\nb: 1\n", "DOC-full-width-colon", 2, 8),
    "full-width colon, continued": ("a: b\n  lanes：8\n", "DOC-full-width-colon", 2, 8),
    "full-width colon in flow": ("a: {min：0.5 m，max：3 m}", "DOC-full-width-colon", 1, 8),
    "full-width comma in flow": ("a: {min: 0.5 m， max: 3 m}", "DOC-full-width-comma", 1, 15),
    "full-width comma in flow, over lines": ("a: {min: 0.5 m，\n  max: 3 m}", "DOC-full-width-comma", 1, 15),
    "full-width colon in a list": ("a:\n  - id：x\n", "DOC-full-width-colon", 2, 7),
    "no blank after the colon": ("a: 1\nlanes:8\nb: 2\n", "DOC-colon-blank", 2, 6),
    "no blank after the colon, alone": ("lanes:8\n", "DOC-colon-blank", 1, 6),
    "ideographic blank": ("a: 1\nlanes:\u30008\nc: 3\n", "DOC-odd-blank", 2, 7),
    "no-break blanks as indentation": ("a:\n\u00a0\u00a0b: 1\n", "DOC-odd-blank", 2, 1),
    "no colon": ("a: 1\nb\nc: 3\n", "DOC-no-colon", 2, 1),
    "two colons": ("a: b: c\n", "DOC-second-colon", 1, 5),
    "dedent": ("a:\n    b: 1\n  c: 2\n", "DOC-indentation", 3, 3),
    "indent": ("a: 1\n  b: 2\n", "DOC-indentation", 2, 3),
    "list beside a mapping": ("a: 1\n- b\n", "DOC-indentation", 2, 1),
    "key beside a list": ("a:\n  - b\n  c: 1\n", "DOC-indentation", 3, 3),
    "open list": ("a: [1, 2\nb: 3\n", "DOC-unclosed-bracket", 1, 4),
    "open list at the end": ("a: [1, 2\n", "DOC-unclosed-bracket", 1, 4),
    "open list after a comma": ("a: 1\r\nb: [1,\r\n", "DOC-unclosed-bracket", 2, 4),
    "open mapping": ("a: {b: 1\nc: 2\n", "DOC-unclosed-bracket", 1, 4),
    "open single quote": ("a: 'b\nc: d\n", "DOC-unclosed-quote", 1, 4),
    "open double quote": ('a: "b\nc: d\n', "DOC-unclosed-quote", 1, 4),
    "escape": ('a: "\\q"', "DOC-escape", 1, 5),
    "hexadecimal escape": ('a: "\\xZZ"', "DOC-escape", 1, 7),
    "surrogate escape": ('a: "\\ud800"', "DOC-escape", 1, 7),
    "at sign": ("a: @b", "DOC-reserved-character", 1, 4),
    "backtick": ("a: `b`", "DOC-reserved-character", 1, 4),
    "per cent sign": ("a: %b", "DOC-reserved-character", 1, 4),
    "lone star": ("a: * b", "DOC-reserved-character", 1, 4),
    "lone ampersand": ("a: & b", "DOC-reserved-character", 1, 4),
    "closing bracket": ("a: ]", "DOC-unexpected", 1, 4),
    "leading comma": ("a: ,b", "DOC-unexpected", 1, 4),
    "leading colon": (": a", "DOC-unexpected", 1, 1),
    "text after a quotation": ("a: 'b' c", "DOC-text-after-value", 1, 8),
    "text after a list": ("a: [1] c", "DOC-text-after-value", 1, 8),
    "text after a bar": ("a: |x\n  b\n", "DOC-block-scalar", 1, 5),
    "list behind a key": ("a: - b", "DOC-list-here", 1, 4),
    "question mark": ("a: ? b", "DOC-complex-key", 1, 4),
    "mapping behind dashes": ("--- a: 1", "DOC-after-dashes", 1, 5),
    "long key": ("a" * 1100 + ": 1", "DOC-long-key", 1, 1101),
    "too deep, lists": ("[" * 50_000 + "]" * 50_000, "DOC-too-deep", 1, 65),
    "too deep, never closed": ("[" * 50_000, "DOC-too-deep", 1, 65),
    "too deep, mappings": ("{a: " * 50_000, "DOC-too-deep", 1, 257),
    "too deep, block lists": ("- " * 50_000, "DOC-too-deep", 1, 129),
    "too deep, block mappings": ("\n".join(" " * depth + "a:" for depth in range(1000)), "DOC-too-deep", 65, 65),
}


@pytest.mark.parametrize(("text", "code", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_refused_with_one_finding_at_its_place(refused, text, code, line, column):
    finding = refused(text)
    span = finding.location.span
    assert (finding.code, span.line, span.column) == (code, line, column)


def test_text_after_the_end_of_a_document_spares_the_document():
    documents, findings = load(Source("f", "a: 1\n...\nb: 2\n"))
    assert [item.value for item in documents] == [{"a": 1}]
    assert [(item.code, item.location.span.line) for item in findings] == [("DOC-after-end", 3)]


def test_a_lookalike_behind_a_broken_document_counts_from_the_top():
    findings = load(Source("f", "a: [\n---\nb:\n  lanes：8\n---\nc: d\n  lanes：8\n"))[1]
    assert [(item.code, str(item.location)) for item in findings] == [
        ("DOC-unclosed-bracket", "f:1:4"),
        ("DOC-full-width-colon", "f:4:8"),
        ("DOC-full-width-colon", "f:7:8"),
    ]


def test_a_duplicate_key_names_both_places_and_its_path(refused):
    finding = refused("l:\n  - a: {x: [1, 2], y: 1}\n    b: {x: 1}\n    a: 2\n")
    assert finding.path == "l.0.a"
    assert finding.arguments == {"key": "a"}
    (place, label) = finding.related[0]
    assert (str(place), label) == ("f.yaml:2:5", "DOC-first-here")


def test_findings_quote_what_they_are_about(refused):
    assert refused("a: 'b' c").arguments == {"text": "c"}
    assert refused("a: 1\nlanes\nb: 2").arguments == {"text": "lanes"}
    assert refused("  lanes：8").arguments == {"key": "lanes"}
    assert refused("a: !foo b").arguments == {"tag": "!foo"}
    assert refused("a: 1e400").arguments == {"text": "1e400"}
    assert refused("a: +017").arguments == {"text": "+017", "use": "17"}
    assert refused("%YAML 1.3 # new\n---\na: 1").arguments == {"version": "1.3"}
    assert refused("a: \x1b").arguments == {"character": "U+001B (ESC)"}


def test_the_span_of_a_lookalike_is_one_character(refused):
    span = refused("a:\n  lanes：8\n").location.span
    assert (span.column, span.end_column) == (8, 9)
    span = refused("a: b\n  lanes：8\n").location.span
    assert (span.column, span.end_column) == (8, 9)


def test_all_findings_of_a_document_come_at_once():
    findings = load(Source("f", "a: 1\na: .inf\n2: x\nb: !t 1\n"))[1]
    assert [item.code for item in findings] == ["DOC-duplicate-key", "DOC-not-finite", "DOC-key-type", "DOC-tag"]


@pytest.mark.parametrize(
    "text",
    [
        "title: 光模块：单模",
        "title: {zh: 甲：乙}",
        "- 说明：这里是文字",
        "zh: >-\n  注意：这一行\n  lanes：不是键\n",
        "a: \u3000b",
        "a: b\u00a0c",
        "url: http://x:80/y",
        'a: "tab\\t and newline\\n"',
        "a:\tb",
        "a: 1 # tab\there",
        "? a\n: b",
        "a: '<<'\n'<<': 1",
        "a: x！ & y * z",
    ],
)
def test_lookalikes_inside_a_text_are_left_alone(one, text):
    one(text)


ALIAS_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
HOSTILE = {
    "deep list": "[" * 50_000,
    "deep mapping": "{a: " * 50_000,
    "deep block list": "- " * 50_000,
    "deep keys": "? " * 50_000,
    "alias bomb": ALIAS_BOMB,
    "a mebibyte of tag handles": "".join(f"%TAG !a{n}! x\n" for n in range(60_000)) + "---\na: 1\n",
    "a mebibyte of broken documents": "---\n[\n" * 150_000,
    "a mebibyte of duplicate keys": "a: 1\n" * 180_000,
    "a mebibyte of quotes": "'" * 1_000_000,
    "a mebibyte of colons": ":" * 1_000_000,
    "a mebibyte of dashes": "-" * 1_000_000,
    "a mebibyte of anchors": "- &a 1\n" * 140_000,
    "a mebibyte of one line": "a: " + "b " * 500_000,
    "a mebibyte of line breaks": "a: 1" + "\n" * 1_000_000,
    "a mebibyte of full-width colons": "a：\n" * 250_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_bounded(text):
    begin = time.process_time()
    documents, findings = load(Source("f", text))
    assert time.process_time() - begin < 10  # a bound on algorithms, not a measurement: each takes well under a second
    assert len(findings) <= 51
    assert len(documents) + len(findings) > 0


def test_the_marks_of_a_big_document_are_cheap_too():
    text = "a:\n" + "".join(f"  - {{x: {n}, y: [1, 2]}}\n" for n in range(20_000))
    document = load(Source("f", text))[0][0]
    assert document.value_span(("a", 19_999, "x")).line == 20_001


def test_the_composer_is_never_used():
    """It crashes the process on a deeply nested document."""
    room = Path(__file__).parents[2] / "conformance"
    code = "".join(file.read_text(encoding="utf-8") for file in room.rglob("*.py"))
    assert (
        re.findall(r"(?<![\w.])yaml\.(?:safe_|full_|unsafe_)?(?:load|compose)\w*|get_(?:single_)?(?:node|data)\b", code)
        == []
    )


def test_every_forbidden_character_is_found_and_no_other():
    """libyaml itself stops at most of them: what it accepts must be looked for, what it refuses must be one of ours."""
    characters = [
        *map(chr, range(0x3100)),
        *"\ud800\udfff\ue000\ufefe\ufeff\uff00\ufffd\ufffe\uffff\U00010000\U0010ffff",
    ]
    for character in characters:
        if character in "\r\n'":
            continue
        _, findings = load(Source("x.yaml", f"a: 1\nb: '.{character}.'\n"))
        wrong = forbidden_in(character) is not None
        assert [finding.code for finding in findings] == (["DOC-character"] if wrong else [])


def test_a_forbidden_character_is_all_that_is_said():
    documents, findings = load(Source("x.yaml", "a: 1\na: 2\n---\nb: 1\n---\nc: \x07\n"))
    assert documents == []
    assert [(finding.code, finding.location.span.line) for finding in findings] == [("DOC-character", 6)]
