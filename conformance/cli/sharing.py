"""How the inputs are shared out: over how many workers, and which of them one worker does at a time.

Where the static rules alone are decided, those of one kind go together.
Such a file takes less time than handing it over, and reading what a kind demands takes as long as dozens of files: so a
kind should be read by one worker, not by each, unless it is the kind of most files.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from conformance.findings.model import Finding

_AT_ONCE = 12
"""Files of one task where a kind is cut: half a millisecond each."""
_WHOLE = 24
"""Files of one kind that stay together: to read a kind again, and what its failures load, takes as long as dozens of files."""
_HEAD = 512
"""Bytes of a file in which its kind mostly stands."""


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_kind(inputs: Sequence[str | Finding]) -> list[list[int]]:
    """The numbers of the inputs in tasks of one kind each; the larger kinds first, so that no worker ends late."""
    kinds: dict[bytes, list[int]] = {}
    for index, item in enumerate(inputs):
        kinds.setdefault(b"" if isinstance(item, Finding) else _kind(item), []).append(index)
    return [task for group in sorted(kinds.values(), key=len, reverse=True) for task in _tasks(group)]


def _tasks(group: list[int]) -> list[list[int]]:
    if len(group) <= _WHOLE:
        return [group]
    return [group[start : start + _AT_ONCE] for start in range(0, len(group), _AT_ONCE)]


def _kind(name: str) -> bytes:
    """The kind that a file seems to name. A guess is enough: the file is read in earnest where it is decided."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError):
        return b""
    try:
        head = os.read(descriptor, _HEAD)
    except OSError:
        return b""
    finally:
        os.close(descriptor)
    # At the beginning of a line: comments above may speak of kinds too.
    return (b"\n" + head).partition(b"\nkind:")[2].partition(b"\n")[0].strip()
