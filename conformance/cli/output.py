"""All that the commands print goes through here."""

from __future__ import annotations

import re
import sys

from conformance.findings.type_hints import TextIO

_LONE_SURROGATE = "[\ud800-\udfff]"


class ReaderGoneError(Exception):
    """Whoever read standard output has closed it (``openarch … | head``).

    An exception of our own, since click would turn the system's into exit code 1. The commands print without click, which
    takes a third of the time in which `openarch validate FILE` starts.
    """


def say(text: str) -> None:
    """Text to standard output, with a line end, at once.

    Raises:
        ReaderGoneError: where nobody reads it any more.
        Misuse: where it cannot be written, as on a full disk.
    """
    try:
        _write(sys.stdout, text)
    except OSError as error:
        raise _failed(error) from error


def hand_over(content: str | bytes) -> None:
    """A document for another program, text as UTF-8 whatever the terminal speaks, and nothing behind it.

    Raises:
        ReaderGoneError: where nobody reads it any more.
        Misuse: where it cannot be written, as on a full disk.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(as_bytes(content))
        sys.stdout.buffer.flush()
    except OSError as error:
        raise _failed(error) from error


def as_bytes(content: str | bytes) -> bytes:
    """A text as UTF-8; a byte of a file's name that is no UTF-8 as a URL has it, ``%E9``, which every format can carry."""
    if isinstance(content, bytes):
        return content
    try:
        return content.encode()
    except UnicodeEncodeError:
        return re.sub(_LONE_SURROGATE, lambda found: f"%{ord(found[0]) & 0xFF:02X}", content).encode()


def complain(text: str) -> None:
    """Text to standard error, with a line end."""
    _write(sys.stderr, text)


def _failed(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return ReaderGoneError()
    from conformance.cli.misuse import Misuse  # click, which only a failure pays for

    return Misuse("CLI-cannot-write", file="stdout", reason=error.strerror or str(error))


def _write(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")
    stream.flush()
