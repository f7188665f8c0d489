"""How files are called in a report: the same on every machine, so never by an absolute path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath


def naming(files: Iterable[str], folder: str) -> Callable[[str], str]:
    """A function from a file's name as it was given to its name in the report.

    Inside ``folder`` (where the command runs) names are relative to it; other absolute names are relative to the
    folder that all of them share. ``..`` in a relative name stays as it was written.
    """
    outside = [PurePath(file) for file in files if PurePath(file).is_absolute() and not _inside(file, folder)]
    shared = _shared([path.parent for path in outside])

    def named(file: str) -> str:
        path = PurePath(file)
        if not path.is_absolute():
            return path.as_posix()
        if _inside(file, folder):
            return path.relative_to(folder).as_posix()
        if shared is not None and path.is_relative_to(shared):
            return path.relative_to(shared).as_posix()
        return path.name

    return named


def _inside(file: str, folder: str) -> bool:
    return PurePath(file).is_relative_to(folder)


def _shared(folders: list[PurePath]) -> PurePath | None:
    """The deepest folder that holds all of them."""
    if not folders:
        return None
    first, *others = folders
    for candidate in (first, *first.parents):
        if all(other.is_relative_to(candidate) for other in others):
            return candidate
    return None
