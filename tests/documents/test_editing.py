"""Edited in place: the text reads as wanted, and all else stands as it stood; or there is no edited text."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.documents.editing import edited, flow
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from hunt.shipped.changes import with_value

TEXT = """\
# A port.
design:
  lanes: 8   # two groups
  rate: 112 Gbit/s
  modes: [nrz, pam4]
  parts:
    - {id: a, count: 2}
    - id: b
      count: 3
note: "5"
"""


def document(text=TEXT):
    (found,), findings = load(Source("port.yaml", text))
    assert not findings
    return found


@pytest.mark.parametrize(
    ("path", "new", "line", "said"),
    [
        (("design", "lanes"), 4, 3, "  lanes: 4   # two groups"),
        (("design", "rate"), "224 Gbit/s", 4, "  rate: 224 Gbit/s"),
        (("design", "modes"), ["nrz"], 5, "  modes: [nrz]"),
        (("design", "modes", 1), "no", 5, "  modes: [nrz, no]"),
        (("design", "parts", 0, "count"), 5, 7, "    - {id: a, count: 5}"),
        (("note",), "7", 10, 'note: "7"'),
        (("design", "rate"), None, 4, "  modes: [nrz, pam4]"),
    ],
)
def test_only_the_value_changes(path, new, line, said):
    before = document()
    after = edited(before, {path: new}, with_value(before.value, path, new))
    assert after.source.line(line) == said
    assert after.value_span(("note",)).column == 7


@pytest.mark.parametrize("path", [("design", "parts"), ("design", "parts", 0, "count")])
def test_what_does_not_fit_into_a_line_is_left(path):
    before = document()
    assert edited(before, {path: None}, with_value(before.value, path, None)) is None


def test_a_text_that_would_read_otherwise_is_not_kept():
    assert edited(document(), {("design", "lanes"): 4}, {"something": "else"}) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(string.printable + "中，：é", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcß -", min_size=1), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_what_is_written_on_a_line_is_read_as_it_was(value):
    documents, findings = load(Source("x.yaml", f"k: {flow(value)}\n"))
    if not findings:
        assert documents[0].value == {"k": value}
