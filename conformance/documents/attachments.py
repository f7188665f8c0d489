"""Files that a descriptor brings along: found beside it, never outside of its folder, bounded, and read by their format."""

# Plain texts instead of paths, as in ``inputs.py``.
# ruff: noqa: PTH118, PTH120

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from importlib import import_module

from conformance.documents.source import MIB, Source
from conformance.findings.model import Finding
from conformance.findings.type_hints import Any

LIMIT = 64 * MIB
"""Of one file. A subnet of 10,240 endpoints takes 5 MiB."""

Held = Mapping[str, Any]
Read = Callable[[Source], tuple[Held, list[Finding]]]

FORMATS: Mapping[str, str] = {
    "ib-topology": "conformance.documents.ib_topology",
    "ib-tables": "conformance.documents.ib_tables",
}
"""The modules that read each format, by the word that a kind's schema uses (``attachment: ib-topology``)."""

PART = "part"
"""The word for a file that is a descriptor itself; ``spec.parts`` reads it, and its digest is due."""

_STDIN = "-"


class AttachmentError(ValueError):
    """The file cannot be had: a code of the catalogue and what its sentence interpolates."""

    def __init__(self, code: str, **arguments: str) -> None:
        """Keep what a finding needs."""
        super().__init__(f"{code}: {arguments}")
        self.code = code
        self.arguments = arguments


def read_attachment(descriptor: str, name: str, digest: object, format_: str) -> tuple[dict[str, Any], list[Finding]]:
    """What the file ``name`` beside the file ``descriptor`` holds.

    Args:
        descriptor: name of the descriptor's file.
        name: of the attached file, relative to the descriptor's folder.
        digest: its SHA-256 in hexadecimal as the descriptor states it; anything but a text is no statement.
        format_: a key of ``FORMATS``.

    Returns:
        The content with ``file`` and ``sha256``, and findings that point into the file.

    Raises:
        AttachmentError: there is no such file that may be read.
    """
    source, found = attached(descriptor, name, digest)
    reader: Read = import_module(FORMATS[format_]).read
    held, findings = reader(source)
    return {**held, "file": name, "sha256": found}, findings


def attached(descriptor: str, name: str, digest: object) -> tuple[Source, str]:
    """The text of the file ``name`` beside the file ``descriptor``, and its digest.

    Raises:
        AttachmentError: there is no such file that may be read.
    """
    if descriptor == _STDIN:
        raise AttachmentError("FILE-no-folder", name=name)
    import hashlib  # loads OpenSSL, which takes milliseconds

    folder = os.path.dirname(descriptor) or "."
    data = _bytes(folder, name)
    found = hashlib.sha256(data).hexdigest()
    if isinstance(digest, str) and digest != found:
        raise AttachmentError("FILE-digest", name=name, found=found)
    try:
        return Source(os.path.join(folder, name) if folder != "." else name, data.decode("utf-8-sig")), found
    except UnicodeDecodeError:
        raise AttachmentError("FILE-not-text", name=name) from None


def _bytes(folder: str, name: str) -> bytes:
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in parts):
        raise AttachmentError("FILE-outside", name=name)
    try:
        with os.fdopen(_opened(folder, parts), "rb") as stream:
            data = stream.read(LIMIT + 1)
    except OSError as error:
        raise _refusal(name, error) from None
    if len(data) > LIMIT:
        raise AttachmentError("FILE-too-large", name=name, most=str(LIMIT))
    return data


def _opened(folder: str, parts: list[str]) -> int:
    """The file, each step of the way opened without following links, so that nothing can be put in between."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = inner
        # Without blocking: a named pipe that nobody writes to would hold everything up for ever.
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=here)
    finally:
        os.close(here)


def _refusal(name: str, error: OSError) -> AttachmentError:
    if error.errno == errno.ENOENT:
        return AttachmentError("FILE-missing", name=name)
    # A link on the way is "not a directory" to O_DIRECTORY | O_NOFOLLOW.
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return AttachmentError("FILE-link", name=name)
    return AttachmentError("FILE-unreadable", name=name, reason=error.strerror or type(error).__name__)
