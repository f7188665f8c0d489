"""A descriptor read against its kind, which it names: checked, and bound to the values that formulas read."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.documents.quantities import Quantity
from conformance.documents.strict_yaml import Document
from conformance.expressions.values import Record
from conformance.findings.model import Finding, Severity
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.binding import Binder, Table
from conformance.spec.evidence import without_claim
from conformance.spec.kinds import Kind
from conformance.spec.places import Path, at_value, written

if TYPE_CHECKING:
    from conformance.spec.load import SpecSet

_GROUPS = ("design", "envelope", "claims")


class Descriptor:
    """A vendor's document about one component.

    Attributes:
        document: as written, with positions.
        kind: its kind.
        data: the bound document; absent groups are empty records.
        quantities: every quantity as written, by its path.
        tables: where the rows of each table stand, by its path.
        parts: descriptors that it names, by the path at which their content is read.
    """

    __slots__ = ("data", "document", "kind", "parts", "quantities", "tables")

    def __init__(
        self,
        document: Document,
        kind: Kind,
        data: Record,
        quantities: Mapping[Path, Quantity],
        tables: Mapping[Path, Table] | None = None,
    ) -> None:
        """Put the parts together; ``read_descriptor`` is what makes them."""
        self.document = document
        self.kind = kind
        self.data = data
        self.quantities = quantities
        self.tables = tables or {}
        self.parts: Mapping[Path, Descriptor] = {}

    def __repr__(self) -> str:
        """``Descriptor(example-silicon XL-112)``."""
        return f"Descriptor({self.vendor} {self.model})"

    @property
    def vendor(self) -> str:
        """Who makes the component."""
        return self._metadata("vendor")

    @property
    def model(self) -> str:
        """What its maker calls it."""
        return self._metadata("model")

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of the document: sorted keys, no blanks, UTF-8."""
        import hashlib
        import json

        text = json.dumps(self.document.value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds whose rules are decided for it."""
        return (self.kind,)

    def home(self, path: Path) -> tuple[Document, Path]:
        """The document that a path leads into, and the path there; of an assembly, the part's own.

        The first steps may be those to a part; their names may hold dots, which may have split them into several steps.
        A row of a table goes by its number or its ``id``, whose dots may have split it into several steps.
        """
        part = self._part(path)
        if part is not None:
            return part[0].home(part[1])
        for prefix, table in self.tables.items():
            if path[: len(prefix)] == prefix and len(path) > len(prefix):
                inside = _in_rows(path[len(prefix) :], table)
                return (self.document, (*prefix, *inside)) if table.document is None else (table.document, inside)
        return self.document, path

    def _part(self, path: Path) -> tuple[Descriptor, Path] | None:
        """The part that a path leads into, and the path there."""
        words = ".".join(map(str, path))
        for prefix in sorted(self.parts, key=len, reverse=True):
            if path[: len(prefix)] == prefix and len(path) > len(prefix):
                return self.parts[prefix], path[len(prefix) :]
            start = ".".join(map(str, prefix)) + "."
            if words.startswith(start):
                return self.parts[prefix], tuple(words.removeprefix(start).split("."))
        return None

    def written(self, path: Path) -> str:
        """The value at ``path`` as the vendor wrote it, on one line."""
        return written(*self.home(path))

    def _metadata(self, key: str) -> str:
        metadata = self.data.get("metadata")
        return str(metadata.get(key, "")) if isinstance(metadata, Record) else ""


def chosen_kind(document: Document, specs: SpecSet) -> tuple[Kind | None, list[Finding]]:
    """The kind that a document says it is of; else the one finding that says why there is none."""
    value = document.value
    if not isinstance(value, dict):
        return None, [at_value(document, "KIND-not-a-mapping", ())]
    api_version, name = value.get("apiVersion"), value.get("kind")
    if isinstance(api_version, str) and isinstance(name, str):
        kind = specs.kind(api_version, name)
        if kind is not None:
            return kind, []
    from conformance.spec.no_kind import why_none  # nearly every document has a kind

    return None, [why_none(document, value, specs)]


def read_descriptor(
    document: Document, specs: SpecSet, *, is_part: bool = False
) -> tuple[Descriptor | None, list[Finding]]:
    """Check a document against its kind and bind it.

    Args:
        document: of one descriptor.
        specs: the lab's specs.
        is_part: whether another descriptor names it: then it may name no parts itself.

    Returns:
        The descriptor, or None where a finding is an error; and all findings, those of a broken spec among them.
    """
    kind, findings = chosen_kind(document, specs)
    if kind is None:
        return None, [*findings, *specs.problems(_area(document))]
    binder = Binder(document, kind.reader)
    data = kind.bind(binder, document.value, ())
    wrong = [] if binder.certain else kind.structure.validated(document)
    findings = [*wrong, *binder.findings, *without_claim(document)]
    for path, table in binder.tables.items():
        if table.document is not None:
            from conformance.spec.table_documents import row_findings

            findings += row_findings(kind.structure.rows(path), table.document, path)
    findings.sort(key=_position)
    problems = specs.problems(kind.area)
    if any(finding.severity is Severity.ERROR for finding in findings) or not isinstance(data, Record):
        return None, [*findings, *problems]
    for group in _GROUPS:
        if group not in data:
            data[group] = Record({}, (group,))
    descriptor = Descriptor(document, kind, data, binder.quantities, binder.tables)
    if binder.parts and is_part:
        refused = at_value(document, "FILE-parts-of-parts", next(iter(binder.parts)), name=document.source.name)
        return None, [*findings, refused, *problems]
    if binder.parts:
        from conformance.spec.parts import with_parts

        found = with_parts(descriptor, binder.parts, specs)
        findings += found
        if any(finding.severity is Severity.ERROR for finding in found):
            return None, [*findings, *problems]
    return descriptor, [*findings, *problems]


def _area(document: Document) -> str:
    """The area that a document without a kind says it is of."""
    value = document.value
    return str(value.get("apiVersion", "")).partition("/")[0] if isinstance(value, dict) else ""


def _in_rows(path: Path, table: Table) -> Path:
    if isinstance(path[0], int):
        return path
    for end in range(len(path), 0, -1):  # of several ids that fit, the longest is meant
        row = table.places.get(".".join(map(str, path[:end])))
        if row is not None:
            return (row, *path[end:])
    return path


def _position(finding: Finding) -> tuple[int, int]:
    span = finding.location.span
    return (span.line, span.column) if span else (0, 0)
