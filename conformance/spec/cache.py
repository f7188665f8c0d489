"""The compiled form of specs on disk: two files per area and per kind in the user's cache folder, never stale unnoticed.

One holds what is always needed, the other what only some commands need: each its key and a checksum of the rest on one
line, then plain data in Python's own binary form, which is read four times as fast as JSON. The data stands in named
parts, each of which is unpacked when it is first asked for (``Parts``). A file is used only if the key fits the present
content of every spec file that it came from, the tool and this Python.
"""

# Paths are plain texts here: pathlib costs milliseconds at start, and every command comes through this module.
# ruff: noqa: PTH100, PTH103, PTH105, PTH107, PTH111, PTH112, PTH118, PTH119, PTH120, PTH123

from __future__ import annotations

import marshal
import os
import sys
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property

from conformance import __version__
from conformance.findings.type_hints import Any

_TOOL_FOLDERS = ("spec", "expressions", "documents", "checks")
_FORMAT = "7"
_SUFFIX = ".bin"
_PIECE = 1 << 16
_WITHOUT_REFERENCES = 2
"""The last version of the form that writes an object anew each time that it meets it."""

try:
    # hashlib would load OpenSSL, for milliseconds at every start; this is CPython's own part of it.
    from _blake2 import blake2b as _digest
except ImportError:
    from hashlib import blake2b as _digest


AREA = "_area"
"""Stands for the name of a kind where the file is about its whole area."""


class Parts(Mapping[str, Any]):
    """Named parts of plain data, packed: each is unpacked when it is first asked for, since no run needs them all."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        """Keep what ``_dumped`` packed."""
        self._packed = packed
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The data called ``name``."""
        if name not in self._known:
            self._known[name] = unpacked(self._packed[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._packed)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._packed)


class Bundle:
    """A part of the compiled form, of one kind or of an area: ``hot`` is read at once, ``cold`` when it is asked for."""

    def __init__(self, hot: Mapping[str, Any], cold: Callable[[], Mapping[str, Any]]) -> None:
        """Wrap the two parts."""
        self.hot = hot
        self._read_cold = cold

    @cached_property
    def cold(self) -> Mapping[str, Any]:
        """What only some commands need."""
        return self._read_cold()


def unpacked(data: bytes) -> Any:
    """Plain data as ``packed`` packed it; only of a file whose checksum fits. It is data, never code."""
    return marshal.loads(data)  # noqa: S302


def packed(data: Any) -> bytes:
    """Plain data as bytes, which are equal where the data is (no object of it is referred to, equal texts stand twice)."""
    return marshal.dumps(data, _WITHOUT_REFERENCES)


def key(paths: Iterable[str]) -> str:
    """The digest of the content of ``paths`` (with their names) and of the tool that compiles them."""
    digest = _digest(f"{_FORMAT} {__version__} {sys.implementation.cache_tag} {marshal.version}".encode())
    for path in sorted(paths):
        try:
            content = _content(path)
        except OSError:  # a dangling link, a directory: what is compiled of it has an error, and is never kept
            content = b""
        digest.update(f"\n{os.path.basename(path)} {len(content)}\n".encode())
        digest.update(content)
    digest.update("".join(_tool_files()).encode())
    return digest.hexdigest()


def folder() -> str:
    """``$OPENARCH_CACHE``, else ``openarch`` in the user's cache folder."""
    own = os.environ.get("OPENARCH_CACHE")
    if own:
        return own
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base.startswith(os.sep):  # as the XDG Base Directory Specification has it: a relative path counts as none
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "openarch")


def path_of(area_folder: str, kind: str) -> str:
    """The cache file of a kind: one per kind and spec folder, so that nothing piles up."""
    where = _digest(os.path.abspath(area_folder).encode()).hexdigest()[:12]
    return os.path.join(folder(), f"{os.path.basename(area_folder)}-{kind}-{where}{_SUFFIX}")


def read(path: str, wanted: str, lost: Callable[[], Mapping[str, Any]]) -> Bundle | None:
    """The bundle at ``path`` if it is whole and has the key ``wanted``; None otherwise, whatever the reason.

    ``lost`` makes what only some commands need, if it turns out to be damaged when it is asked for.
    """
    hot = _part(path, wanted)
    if hot is None:
        return None

    def cold() -> Mapping[str, Any]:
        found = _part(_beside(path), wanted)
        return lost() if found is None else found

    return Bundle(hot, cold)


def _part(path: str, wanted: str) -> Mapping[str, Any] | None:
    try:
        head, rest = _content(path).split(b"\n", 1)
        return Parts(unpacked(rest)) if head == _head(wanted, rest) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _beside(path: str) -> str:
    """The file of what only some commands need: it is larger than the other, and deciding never opens it."""
    return f"{path.removesuffix(_SUFFIX)}.more{_SUFFIX}"


def _content(path: str) -> bytes:
    # Hundreds of small files: what ``open`` builds around a descriptor takes longer than reading, and so does asking
    # again after a piece that was not full, which is the last one.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        pieces = [os.read(descriptor, _PIECE)]
        while len(pieces[-1]) == _PIECE:
            pieces.append(os.read(descriptor, _PIECE))
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def write(path: str, wanted: str, bundle: Bundle) -> None:
    """Write a bundle whole or not at all; a folder that cannot be written only costs time on the next run."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except OSError:
        return
    _write(_beside(path), wanted, bundle.cold)
    _write(path, wanted, bundle.hot)
    from conformance.spec.cache_sweep import sweep  # only now: what is written is rarely written

    sweep(os.path.dirname(path))


def _write(path: str, wanted: str, data: Mapping[str, Any]) -> None:
    rest, draft = _dumped(data), f"{path}.{os.getpid()}.draft"
    try:
        with open(draft, "wb") as file:
            file.write(_head(wanted, rest) + b"\n" + rest)
        os.replace(draft, path)
    except OSError:
        _remove(draft)


def _dumped(data: Mapping[str, Any]) -> bytes:
    return marshal.dumps({name: marshal.dumps(_shared(part, {})) for name, part in data.items()})


def _shared(node: Any, texts: dict[str, str]) -> Any:
    """The same data with equal texts as one object: it is written once, and read once."""
    if isinstance(node, str):
        return texts.setdefault(node, node)
    if isinstance(node, dict):
        return {_shared(key, texts): _shared(value, texts) for key, value in node.items()}
    if isinstance(node, list):
        return [_shared(item, texts) for item in node]
    return tuple(_shared(item, texts) for item in node) if isinstance(node, tuple) else node


def _head(wanted: str, rest: bytes) -> bytes:
    # The key says what the rest was made of; this says that it is whole, for a third of what a digest takes.
    return f"{wanted} {len(rest)} {crc32(rest):08x}".encode()


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return


@cache
def _tool_files() -> list[str]:
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found = []
    for room in _TOOL_FOLDERS:
        if not os.path.isdir(os.path.join(root, room)):
            continue
        with os.scandir(os.path.join(root, room)) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    found.append(f"\n{room}/{entry.name} {state.st_size} {state.st_mtime_ns}")
    return sorted(found)
