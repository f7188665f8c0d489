"""What the user names on the command line: files, directories, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from conformance.documents.source import MIB, Source
from conformance.findings.model import Finding, Location, Span

STDIN = "-"
_PIECE = 65_536
_SUFFIXES = (".yaml", ".yml")
_UTF_16_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_UTF_8_BOM = b"\xef\xbb\xbf"


def expand(arguments: Iterable[str]) -> list[str | Finding]:
    """The files that ``arguments`` stand for, each once, in order.

    A directory stands for its ``*.yaml`` and ``*.yml`` files, however deep, in alphabetical order; hidden folders and
    files are passed over. What does not exist stays, so that ``read`` can say so.
    """
    found: dict[str, str | Finding] = {}
    for argument in arguments:
        if argument != STDIN and os.path.isdir(argument):  # noqa: PTH112 — a Path would change the name the user gave
            for item in _directory(argument):
                found.setdefault(_plain(item) if isinstance(item, str) else f"{argument}/", item)
        else:
            found.setdefault(_plain(argument), argument)
    return list(found.values())


def _plain(name: str) -> str:
    """The name without ``./`` and doubled slashes, by which one file named in two ways is known; what ``..`` leads to is left open."""
    return name if ".." in name else os.path.normpath(name)


def read(name: str) -> Source | Finding:
    """The text of the file ``name`` (``-``: of standard input), or why there is none."""
    try:
        data = _standard_input() if name == STDIN else _file(name)
    except OSError as error:
        return _unreadable(name, error)
    except ValueError:  # a NUL in the name
        return Finding("DOC-missing", Location(name), {"name": name})
    if len(data) > MIB:
        size = str(os.path.getsize(name)) if name != STDIN and os.path.isfile(name) else f"> {MIB}"  # noqa: PTH113, PTH202
        return Finding("DOC-too-large", Location(name), {"size": size, "most": str(MIB)})
    return decode(name, data)


def decode(name: str, data: bytes) -> Source | Finding:
    """The text of ``data``, which must be UTF-8 without a byte order mark."""
    if not data or data.isspace():
        return Finding("DOC-empty", Location(name))
    if (encoding := _other_encoding(data)) is not None:
        return Finding("DOC-utf-16", Location(name), {"encoding": encoding})
    if data.startswith(_UTF_8_BOM):
        return Finding("DOC-bom", Location(name, Span(1, 1, 1, 2)))
    try:
        return Source(name, data.decode())
    except UnicodeDecodeError as error:
        return _not_utf_8(name, data, error.start)


def _file(name: str) -> bytes:
    # Opened without blocking: a named pipe that nobody writes to would hold up all other files for ever.
    descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _whole(descriptor)
    finally:
        os.close(descriptor)


def _whole(descriptor: int) -> bytes:
    """All there is to read, or one byte more than is allowed. Most files are one piece."""
    data = piece = _piece(descriptor)
    while piece and len(data) <= MIB:
        piece = _piece(descriptor)
        data += piece
    return data[: MIB + 1]


def _piece(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _PIECE)
    except BlockingIOError:  # a pipe whose writer takes its time
        os.set_blocking(descriptor, True)
        return os.read(descriptor, _PIECE)


def _standard_input() -> bytes:
    # Both happen: a program without standard input, and one whose standard input was closed before it started.
    if sys.stdin is None or sys.stdin.closed:
        return b""
    return sys.stdin.buffer.read(MIB + 1)


def _directory(name: str) -> Iterator[str | Finding]:
    names: list[str] = []
    problems: list[OSError] = []
    for folder, folders, files in os.walk(name, onerror=problems.append):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        names += (
            os.path.join(folder, file)  # noqa: PTH118 — keeps `./` as the user wrote it
            for file in sorted(files)
            if file.endswith(_SUFFIXES) and not file.startswith(".")
        )
    yield from sorted(names, key=lambda file: file.split(os.sep))  # noqa: PTH206 — pathlib is not needed at start
    yield from (_unreadable(str(problem.filename), problem) for problem in problems)
    if not names and not problems:
        yield Finding("DOC-no-files", Location(name))


def _unreadable(name: str, error: OSError) -> Finding:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Finding("DOC-missing", Location(name), {"name": name})
    if isinstance(error, IsADirectoryError):
        return Finding("DOC-directory", Location(name), {"name": name})
    return Finding("DOC-unreadable", Location(name), {"name": name, "reason": error.strerror or type(error).__name__})


def _other_encoding(data: bytes) -> str | None:
    if data.startswith(_UTF_16_32):
        return "UTF-32" if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")) else "UTF-16"
    head = data[:200]
    # Without a mark: every other byte of a mostly Latin text is zero.
    zeros = head.count(0)
    even = head[::2].count(0)
    return "UTF-16" if zeros > len(head) // 3 and even in (0, zeros) else None


def _not_utf_8(name: str, data: bytes, offset: int) -> Finding:
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode(errors="replace")) + 1
    if b"\x00" in data[:1024]:
        return Finding("DOC-binary", Location(name))
    place = Location(name, Span(line, column, line, column + 1))
    return Finding("DOC-not-utf-8", place, {"byte": f"0x{data[offset]:02X}"})
