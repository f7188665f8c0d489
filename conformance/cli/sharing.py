"""How the inputs are shared out: over how many workers, and which of them one worker does at a time.

Where the static rules alone are decided, those of one kind go together.
Such a file takes less time than handing it over, and reading what a kind demands takes as long as dozens of files: so a
kind should be read by one worker, not by each.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from conformance.findings.model import Finding

_AT_ONCE = 12
"""Files of one task, at most: half a millisecond each."""
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
    groups = sorted(kinds.values(), key=len, reverse=True)
    return [group[start : start + _AT_ONCE] for group in groups for start in range(0, len(group), _AT_ONCE)]


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
    return head.partition(b"kind:")[2].partition(b"\n")[0].strip()
