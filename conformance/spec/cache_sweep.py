"""The cache folder kept clean: what older versions of the tool left there, or a process that was killed, is removed."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

_ABANDONED = 3600
"""Seconds after which a draft belongs to nobody: to write one takes milliseconds."""

# `cooling-Tank-0123456789ab`: area, kind, digest of the folder of specs. Versions before this one wrote `.json`, or one `.bin`
# where there are two now, the larger of which is written first.
_STEM = r"([a-z0-9][a-z0-9-]*-\w+-[0-9a-f]{12})"
_OLD = re.compile(rf"{_STEM}\.json")
_HOT = re.compile(rf"{_STEM}\.bin")
_DRAFT = re.compile(rf"{_STEM}(?:\.more)?\.bin\.[0-9]+\.draft")


@cache
def sweep(folder: str) -> None:
    """Remove from the cache folder, once in a process, the tool's own files that no version in use reads; never fails.

    Anything that is not named as the tool names its files stays, as does what cannot be removed.
    """
    try:
        paths = list(Path(folder).iterdir())
    except OSError:
        return
    for path in paths:
        if _is_old(path) or _is_abandoned(path):
            _remove(path)


def _is_old(path: Path) -> bool:
    hot = _HOT.fullmatch(path.name)
    alone = hot is not None and not path.with_name(f"{hot[1]}.more.bin").exists()
    return alone or _OLD.fullmatch(path.name) is not None


def _is_abandoned(path: Path) -> bool:
    if not _DRAFT.fullmatch(path.name):
        return False
    try:
        return time.time() - path.stat().st_mtime > _ABANDONED
    except OSError:
        return False


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return
