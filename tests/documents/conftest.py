"""What the tests of documents share: the lab's own table of units, and short ways to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.documents.inputs import read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import SPEC, Document, load
from conformance.documents.units import UnitTable
from conformance.findings.model import Finding

UNITS = Path(__file__).parents[2] / "specs" / "units.yaml"


@pytest.fixture(scope="session")
def table() -> UnitTable:
    """The units of ``specs/units.yaml``, read by our own reader."""
    source = read(str(UNITS))
    assert isinstance(source, Source)
    documents, findings = load(source, SPEC)
    assert not findings
    assert isinstance(documents[0].value, dict)
    return UnitTable.from_data(documents[0].value)


@pytest.fixture
def one() -> Callable[[str], Document]:
    """Loads a text that holds exactly one document in order."""

    def loaded(text: str) -> Document:
        documents, findings = load(Source("f.yaml", text))
        assert findings == []
        assert len(documents) == 1
        return documents[0]

    return loaded


@pytest.fixture
def refused() -> Callable[[str], Finding]:
    """Loads a text that is refused with exactly one finding."""

    def finding(text: str) -> Finding:
        documents, findings = load(Source("f.yaml", text))
        assert documents == []
        assert len(findings) == 1, findings
        return findings[0]

    return finding
