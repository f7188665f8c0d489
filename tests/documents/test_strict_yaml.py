"""What strict YAML reads: values, documents, positions."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.events import ScalarEvent

from conformance.documents.scalars import ScalarError, resolve
from conformance.documents.source import Limits, Source
from conformance.documents.strict_yaml import SPEC, load
from conformance.findings.model import Span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("y", "y"),
        ("12:30", "12:30"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("2026-11-23", "2026-11-23"),
        ("0", 0),
        ("0.10", 0.1),
        ("0o10", 8),
        ("0x1f", 31),
        ("0b11", "0b11"),
        ("+12", 12),
        ("-0", 0),
        ("1e3", 1000.0),
        ("1e-3", 0.001),
        ("5e18", 5e18),
        (".5", 0.5),
        ("5.", 5.0),
        ("1.10", 1.1),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("|\n  12\n", "12\n"),
        ("400 Gbit/s", "400 Gbit/s"),
        ("0o8", "0o8"),
        ("-0x1f", "-0x1f"),
        ("1e", "1e"),
        (".", "."),
        ("-", None),
        ("inf", "inf"),
        ("nan", "nan"),
        ("=", "="),
        ("http://x/y", "http://x/y"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(one, text, value):
    if text == "-":
        text = "[]"
        value = []
    found = one(f"a: {text}").value["a"]
    assert found == value
    assert type(found) is type(value)


# YAML 1.2.2, 10.3.2.
_CORE_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")


@given(st.text(st.sampled_from("0179+-.eExXo_abf \t\v１"), min_size=1, max_size=9))
def test_a_number_is_what_the_core_schema_calls_one(text):
    try:
        number = not isinstance(resolve(text), str)
    except ScalarError:
        number = True
    assert number == bool(_CORE_NUMBER.fullmatch(text))


def test_what_yaml_1_1_makes_of_the_same_text_is_different():
    """The reason for an own reader: if PyYAML ever reads YAML 1.2, most of it can go."""
    assert yaml.safe_load("[no, 12:30, 1_000, 1e3, 2026-11-23]") == [False, 750, 1000, "1e3", date(2026, 11, 23)]


def test_several_documents(one):
    documents, findings = load(Source("f", "a: 1\n---\n- b\n---\n# nothing\n---\nc: {d: 2}\n...\n"))
    assert not findings
    assert [(item.value, item.index) for item in documents] == [({"a": 1}, 0), (["b"], 1), ({"c": {"d": 2}}, 3)]


@pytest.mark.parametrize("text", ["", "# only a remark\n", "---\n", "---\n---\n", "\n\n"])
def test_nothing_at_all_is_a_finding(refused, text):
    assert refused(text).code == "DOC-empty"


def test_an_explicit_null_is_a_document(one):
    assert one("null").value is None


def test_one_broken_document_does_not_hide_the_others():
    text = "a: 1\n---\nb: [1\n---\nc: {x: 1, x: 2}\n---\nd: 4\n"
    documents, findings = load(Source("f", text))
    assert [item.value for item in documents] == [{"a": 1}, {"d": 4}]
    assert [(item.code, str(item.location)) for item in findings] == [
        ("DOC-unclosed-bracket", "f:3:4"),
        ("DOC-duplicate-key", "f:5:11"),
    ]
    assert [item.index for item in documents] == [0, 3]


def test_positions_behind_a_broken_document_count_from_the_top():
    documents, _ = load(Source("f", "a: [\n\r\n---\nb:\n  c: 7\n"))
    assert documents[0].value_span(("b", "c")) == Span(5, 6, 5, 7)


TEXT = """\
# remark
design:
  lanes: 8
  "rate": '112 Gbit/s'   # remark
  文: 中文值
  points: [[1, 2.5], {x: ok}]
  deep:
    - id: a
      v: >-
        folded
        text
    - id: b
  empty:

tail: end
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("design", "lanes"), (3, 3, 3, 8), (3, 10, 3, 11)),
        (("design", "rate"), (4, 3, 4, 9), (4, 11, 4, 23)),
        (("design", "文"), (5, 3, 5, 4), (5, 6, 5, 9)),
        (("design", "points"), (6, 3, 6, 9), (6, 11, 6, 30)),
        (("design", "points", 0, 1), (6, 16, 6, 19), (6, 16, 6, 19)),
        (("design", "points", 1, "x"), (6, 23, 6, 24), (6, 26, 6, 28)),
        (("design", "deep"), (7, 3, 7, 7), (8, 5, 12, 12)),
        (("design", "deep", 1), (12, 7, 12, 12), (12, 7, 12, 12)),
        (("design", "deep", 0, "id"), (8, 7, 8, 9), (8, 11, 8, 12)),
        (("design", "empty"), (13, 3, 13, 8), (13, 9, 13, 9)),
        (("tail",), (15, 1, 15, 5), (15, 7, 15, 10)),
        (("design", "missing"), (2, 1, 2, 7), (3, 3, 13, 9)),
        (("design", "deep", 7, "id"), (7, 3, 7, 7), (8, 5, 12, 12)),
        (("design", "lanes", "x"), (3, 3, 3, 8), (3, 10, 3, 11)),
        ((), (2, 1, 15, 10), (2, 1, 15, 10)),
        (("missing",), (2, 1, 15, 10), (2, 1, 15, 10)),
    ],
)
def test_positions(one, path, key, value):
    document = one(TEXT)
    assert document.key_span(path) == Span(*key)
    assert document.value_span(path) == Span(*value)


def test_lines_of_a_source():
    source = Source("f", "a\r\nb\rc\n\u2028d")
    assert [source.line(number) for number in range(6)] == ["", "a", "b", "c", "\u2028d", ""]


def test_the_lab_may_use_aliases():
    document = load(Source("f", "a: &x {k: [1, 2]}\nb: *x\nc: &s hi\nd: *s\n"), SPEC)[0][0]
    assert document.value == {"a": {"k": [1, 2]}, "b": {"k": [1, 2]}, "c": "hi", "d": "hi"}
    assert document.value["a"] is not document.value["b"]
    assert document.value_span(("b", "k", 0)) == Span(2, 4, 2, 6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [*x]", "DOC-unknown-anchor"),
        ("a: *x", "DOC-unknown-anchor"),
        ("a: &x 1\n---\nb: *x", "DOC-unknown-anchor"),
        ("a: &x 1\nb: [" + "*x, " * 101 + "]", "DOC-too-many-aliases"),
        ("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
         + "".join(f"a{n + 1}: &a{n + 1} [{', '.join(['*a' + str(n)] * 10)}]\n" for n in range(9)),
         "DOC-alias-expansion"),
        ("a: &x " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 40 + "*x" + "]" * 40, "DOC-alias-expansion"),
    ],
)  # fmt: skip
def test_aliases_are_bounded(text, code):
    findings = load(Source("f", text), SPEC)[1]
    assert [item.code for item in findings] == [code]


def test_limits_can_be_set():
    tight = Limits(size=20, depth=2, findings=2)
    assert load(Source("f", "[[1]]"), tight)[0][0].value == [[1]]
    assert load(Source("f", "[[[1]]]"), tight)[1][0].code == "DOC-too-deep"
    assert load(Source("f", "a: 12345678901234567890"), tight)[1][0].code == "DOC-too-large"
    codes = [item.code for item in load(Source("f", "{a: 1,a: 1,a: 1,a: 1"), tight)[1]]
    assert codes == ["DOC-duplicate-key", "DOC-duplicate-key", "DOC-given-up"]


def _events(text):
    from yaml._yaml import CParser
    from yaml.error import YAMLError

    parser, events = CParser(text), []
    try:
        while (event := parser.get_event()) is not None:
            events.append(event)
    except YAMLError:
        pass
    return events


@given(st.text(st.sampled_from("&*!\\\"'ab 1é:,-[]{}\n"), max_size=12))
def test_what_looks_plain_has_neither_anchors_nor_tags(text):
    from conformance.documents.builder import _DECORATION

    events = _events(text)
    special = [e for e in events if getattr(e, "anchor", None) or getattr(e, "tag", None)]
    bare = [e for e in events if isinstance(e, ScalarEvent) and not e.style and not e.implicit[0]]
    assert re.search(_DECORATION, text) or not (special or bare or "\\" in text)


_SCALARS = "a: &x 'b'\n? !t \"c\\n\"\n: |\n  d\n- e"


def test_a_scalar_in_parts_makes_the_event_that_pyyaml_makes():
    from conformance.documents.libyaml import STYLE, VALUE, ScalarsInParts, whole

    with ScalarsInParts():
        given = _events(_SCALARS)
    expected = _events(_SCALARS)
    parts = [event for event in given if type(event) is tuple]
    scalars = [event for event in expected if type(event) is ScalarEvent]
    assert [(part[VALUE], part[STYLE]) for part in parts] == [(event.value, event.style) for event in scalars]
    assert len(parts) == 4
    made = [whole(event) for event in parts]
    assert [_said(event) for event in made] == [_said(event) for event in scalars]


def _said(event):
    return event.anchor, event.tag, event.implicit, event.value, event.start_mark.index, event.end_mark.index


@pytest.mark.parametrize("text", ["a: 1", "a: [", "a: &x 1", "[" * 1_000])
def test_reading_leaves_pyyaml_as_it_was(text):
    load(Source("f", text))
    assert [type(event) for event in _events("a")][2:3] == [ScalarEvent]
