"""Where specs are: the packaged ones, folders given by the user, packs of third parties."""

# Paths are plain texts here: pathlib costs milliseconds at start, and every command comes through this module.
# ruff: noqa: PTH100, PTH112, PTH113, PTH118, PTH119, PTH120, PTH208

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from os import PathLike

GROUP = "conformance.specs"
"""Entry points of this group name a folder: a string, a path, or a function that returns one."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def packaged() -> str:
    """The specs that come with the toolkit: of the checkout where it runs from one, else of the wheel."""
    checkout = os.path.join(os.path.dirname(_PACKAGE), "specs")
    return checkout if os.path.isfile(os.path.join(checkout, "units.yaml")) else os.path.join(_PACKAGE, "_specs")


class Roots:
    """The folders that areas are looked for in: those given first, then the packaged ones, then installed packs."""

    def __init__(self, given: Sequence[str | PathLike[str]] | None = None) -> None:
        """Look in ``given`` before the packaged specs."""
        self._given = [os.path.abspath(root) for root in given or ()]
        self._packs: list[str] | None = None

    def area(self, name: str) -> str | None:
        """The folder of an area, or None. Installed packs are asked only for what is nowhere else."""
        if not _is_plain(name.replace("-", "")):
            return None
        for root in self._own():
            if (folder := _in_root(root, name)) is not None:
                return folder
        return next((folder for pack in self._installed() if (folder := _in_root(pack, name))), None)

    def kind_file(self, area: str, name: str) -> str | None:
        """The schema file of a kind, or None. Names come from descriptors: only plain names are looked for."""
        folder = self.area(area)
        if folder is None or not _is_plain(name):
            return None
        path = os.path.join(folder, "kinds", f"{name}.schema.yaml")
        return path if os.path.isfile(path) else None

    def is_foreign(self, area: str) -> bool:
        """Whether an area did not come with the toolkit."""
        folder = self.area(area)
        return folder is not None and os.path.dirname(folder) != packaged()

    def areas(self) -> list[str]:
        """The folders of all areas, sorted by the area's name."""
        found: dict[str, str] = {}
        for root in (*self._own(), *self._installed()):
            for folder in _areas_of(root):
                found.setdefault(os.path.basename(folder), folder)
        return [found[name] for name in sorted(found)]

    def shared(self, name: str, folder: str | None = None) -> str:
        """A file that areas share (``units.yaml``, ``common.schema.yaml``): beside the area's folder, else packaged."""
        beside = os.path.join(os.path.dirname(folder), name) if folder else ""
        return beside if beside and os.path.isfile(beside) else os.path.join(packaged(), name)

    def editions(self, folder: str) -> list[str]:
        """The files of the editions beside an area's folder."""
        return _editions(os.path.dirname(folder))

    def edition_files(self) -> list[str]:
        """The files of all editions."""
        return [file for root in self._own() for file in _editions(root)]

    def _own(self) -> list[str]:
        return list(dict.fromkeys((*self._given, packaged())))

    def _installed(self) -> list[str]:
        if self._packs is None:
            self._packs = list(_installed_packs())
        return self._packs


def _is_plain(name: str) -> bool:
    """Whether a name from a descriptor is letters and digits alone: it becomes part of a path."""
    return name.isascii() and name.isalnum()


def _in_root(root: str, name: str) -> str | None:
    for folder in (os.path.join(root, name), root):
        if os.path.basename(folder) == name and os.path.isfile(os.path.join(folder, "area.yaml")):
            return folder
    return None


def _areas_of(root: str) -> Iterator[str]:
    if os.path.isfile(os.path.join(root, "area.yaml")):
        yield root
    for name in _listed(root):
        if os.path.isfile(os.path.join(root, name, "area.yaml")):
            yield os.path.join(root, name)


def _editions(root: str) -> list[str]:
    folder = os.path.join(root, "editions")
    return [os.path.join(folder, name) for name in _listed(folder) if name.endswith(".yaml")]


def _listed(folder: str) -> list[str]:
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def _installed_packs() -> Iterator[str]:
    # Costs as much at start as the rest of the command together: only for areas that are found nowhere else.
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        value = entry.load()
        yield os.path.abspath(value() if callable(value) else value)


def spec_files(folder: str) -> list[str]:
    """Every file of an area that its compiled form comes from."""
    found: list[str] = []
    for part in ("", "kinds", "rules", "tables"):
        try:
            entries = os.scandir(os.path.join(folder, part))
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            found += [entry.path for entry in entries if entry.name.endswith(".yaml")]
    return found
