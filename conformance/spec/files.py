"""The files of an area as documents: where they are, and what is in them before anything is understood."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from conformance.documents import inputs, strict_yaml
from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document
from conformance.findings.model import Finding, Location
from conformance.findings.named import NamedTuple

KIND_SUFFIX = ".schema.yaml"


class AreaFiles(NamedTuple):
    """The documents of one area; ``findings`` tells of those that could not be read.

    ``definitions`` holds the parts of schemas that several kinds share, ``kinds`` and ``tables`` go by the name of the file, ``rules`` stand in the order of their file names.
    """

    folder: Path
    area: Document | None
    common: Document | None
    definitions: Document | None
    kinds: dict[str, Document]
    tables: dict[str, Document]
    functions: Document | None
    rules: list[Document]
    findings: list[Finding]


def read_area(folder: Path, common: Path) -> AreaFiles:
    """Read all documents of the area in ``folder``; ``common`` is the schema that every kind shares."""
    findings: list[Finding] = []

    def one(path: Path) -> Document | None:
        document, found = read(path)
        findings.extend(found)
        return document

    def several(paths: Iterable[Path], suffix: str) -> dict[str, Document]:
        documents = ((path.name.removesuffix(suffix), one(path)) for path in paths)
        return {name: document for name, document in documents if document is not None}

    functions, definitions = folder / "functions.yaml", folder / "definitions.yaml"
    return AreaFiles(
        folder=folder,
        area=one(folder / "area.yaml"),
        common=one(common),
        definitions=one(definitions) if definitions.exists() else None,
        kinds=several(kind_files(folder), KIND_SUFFIX),
        tables=several(yaml_files(folder / "tables"), ".yaml"),
        functions=one(functions) if functions.exists() else None,
        rules=list(several(yaml_files(folder / "rules"), ".yaml").values()),
        findings=findings,
    )


def read(path: Path) -> tuple[Document | None, list[Finding]]:
    """The one document of a spec file."""
    source = inputs.read(display_name(path))
    if isinstance(source, Finding):
        return None, [_of_a_spec(source)]
    return one_document(source)


def one_document(source: Source) -> tuple[Document | None, list[Finding]]:
    """The one document of a source, read with the limits of specs."""
    documents, findings = strict_yaml.load(source, strict_yaml.SPEC)
    if findings or not documents:
        return None, [_of_a_spec(finding) for finding in findings]
    if len(documents) > 1:
        return None, [Finding("SPEC-several-documents", Location(source.name))]
    return documents[0], []


def _of_a_spec(finding: Finding) -> Finding:
    """An empty file of the lab is none that ``openarch init`` could fill."""
    return finding._replace(code="SPEC-empty") if finding.code == "DOC-empty" else finding


def kind_files(folder: Path) -> list[Path]:
    """The schema files of an area, sorted by name."""
    return sorted((folder / "kinds").glob(f"*{KIND_SUFFIX}"))


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, sorted by name; none where there is no such folder."""
    return sorted(folder.glob("*.yaml"))


def display_name(path: Path) -> str:
    """The path as messages show it: below the working directory relative to it, else as it is."""
    try:
        return str(path.relative_to(Path.cwd())) if path.is_absolute() else os.path.normpath(path)
    except ValueError:
        return str(path)
