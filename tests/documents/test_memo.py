"""What was read is kept for the documents that follow: they must read the same as if nothing were kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.documents import builder
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load

SCALARS = ["1", "1.0", "017", "true", "null", "~", "no", "0x1F", ".nan", "1e3", "a", "5 Ms", "-0", "2026-11-23", ""]
LINES = st.lists(
    st.tuples(st.sampled_from(["a", "1", "017", "true", "~", "b c"]), st.sampled_from(SCALARS)), max_size=4
)


def read(text: str) -> tuple[object, ...]:
    documents, findings = load(Source("a.yaml", text))
    values = [(document.value, repr(document.value)) for document in documents]
    return values, [(finding.code, str(finding.location), finding.arguments) for finding in findings]


def forgotten() -> None:
    builder._PLAIN.clear()
    builder._KEYS.clear()


@given(st.lists(LINES, min_size=2, max_size=4))
def test_a_document_reads_the_same_whatever_was_read_before(documents):
    texts = ["".join(f"{key}: {value}\n" for key, value in lines) for lines in documents]
    fresh = []
    for text in texts:
        forgotten()
        fresh.append(read(text))
    forgotten()
    assert [read(text) for text in texts] == fresh
    assert [read(text) for text in texts] == fresh


@pytest.mark.parametrize(("plain", "value"), [("1", 1), ("true", True), ("1e3", 1000.0)])
def test_what_is_kept_of_a_plain_scalar_is_not_taken_for_a_quoted_one(plain, value):
    forgotten()
    for _ in range(2):
        (document,), _ = load(Source("a.yaml", f'a: {plain}\nb: "{plain}"\n"{plain}": c\n'))
        assert document.value == {"a": value, "b": plain, plain: "c"}
    assert builder._PLAIN[plain] == value


def test_no_more_is_kept_than_the_bound(monkeypatch):
    forgotten()
    monkeypatch.setattr(builder, "_MOST_KEPT", 3)
    for _ in range(2):
        (document,), _ = load(Source("a.yaml", "".join(f"k{at}: v{at}\n" for at in range(9))))
        assert document.value == {f"k{at}": f"v{at}" for at in range(9)}
    assert (len(builder._PLAIN), len(builder._KEYS)) == (3, 3)
    (document,), _ = load(Source("a.yaml", f"a: {'x' * 65}\n"))
    assert document.value == {"a": "x" * 65}
    assert "x" * 65 not in builder._PLAIN
    forgotten()


@pytest.mark.parametrize("key", ["017", "5_0x"])
def test_a_number_that_is_refused_as_a_key_is_one_finding(key):
    codes = [finding.code for finding in load(Source("a.yaml", f"{key}: 1\n"))[1]]
    assert codes == (["DOC-leading-zero"] if key == "017" else [])
