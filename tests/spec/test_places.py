"""Where findings say that something stands."""

from __future__ import annotations

from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document
from conformance.spec.places import spoken


class Unread(list):  # type: ignore[type-arg]
    """A list that nobody may go through."""

    def __iter__(self):  # type: ignore[no-untyped-def]
        raise AssertionError("the whole list was read")


def _document(value: object) -> Document:
    return Document(Source("a.yaml", ""), (value, [], 0, 0))  # type: ignore[arg-type]


def test_an_entry_without_a_name_costs_one_look():
    # Each of 60,000 wrong numbers of a list is a finding: going through the list for each takes minutes.
    assert spoken(_document({"widths": Unread([1, 2])}), ("widths", 1)) == "widths.1"


def test_an_entry_goes_by_its_id_where_no_other_has_it():
    document = _document({"ports": [{"id": "a"}, {"id": "b"}, {"id": "b"}, {"id": 4}, {"id": ""}, {}]})
    said = [spoken(document, ("ports", number, "rate")) for number in range(7)]
    assert said == [f"ports.{word}.rate" for word in ("a", "1", "2", "3", "4", "5", "6")]
