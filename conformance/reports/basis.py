"""What a report rests on, as digests: the tool, the lab's files, and the files that a descriptor brings along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from conformance import __version__
from conformance.reports import model
from conformance.spec.load import SpecSet

_PACKAGE = Path(__file__).parents[1]


def tool() -> model.Tool:
    """This program."""
    return model.Tool(version=__version__, digest=digest(_PACKAGE, sorted(_PACKAGE.rglob("*.py"))))


def spec(specs: SpecSet, areas: Iterable[str]) -> model.SpecEntry:
    """What the lab says in these areas."""
    found = [(area, folder) for area in sorted(set(areas)) if (folder := specs.roots.area(area)) is not None]
    return model.SpecEntry(
        edition=specs.edition or max(specs.editions, default=""),
        areas=tuple(model.AreaEntry(area=area, digest=_area(specs, Path(folder))) for area, folder in found),
    )


def _area(specs: SpecSet, folder: Path) -> str:
    """Of all that an area's rules rest on; its example descriptors are not among it."""
    own = [file for file in folder.rglob("*.yaml") if "examples" not in file.relative_to(folder).parts]
    shared = [Path(specs.roots.shared(name, str(folder))) for name in ("common.schema.yaml", "units.yaml")]
    return digest(folder.parent, [*sorted(own), *shared])


def digest(root: Path, files: Sequence[Path]) -> str:
    """SHA-256 over names and contents, the same on every machine."""
    total = hashlib.sha256()
    for file in files:
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
        total.update(f"{name}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def attachments(data: object) -> tuple[model.AttachmentEntry, ...]:
    """The files that a bound descriptor names with their digest, in the order of the document."""
    return tuple(_attachments(data, ()))


def _attachments(value: object, path: tuple[str, ...]) -> Iterator[model.AttachmentEntry]:
    if isinstance(value, Mapping):
        file, sha256 = value.get("file"), value.get("sha256")
        if isinstance(file, str) and isinstance(sha256, str) and len(sha256) == 64:
            # Evidence is kept for the lab; what the design is read from was read.
            yield model.AttachmentEntry(path=".".join(path), file=file, sha256=sha256, read="evidence" not in path)
            return
        for key, part in value.items():
            yield from _attachments(part, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _attachments(part, (*path, str(index)))
