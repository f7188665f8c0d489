"""What a hunt found: one line for people, and files that show it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple


class Finding(NamedTuple):
    """Something that looks wrong.

    Attributes:
        what: a word or two, as ``pass but fails``.
        said: what was told and what is so, in a line.
        files: name to text of what shows it again: descriptors, and the rule where it is a made-up one.
    """

    what: str
    said: str
    files: Mapping[str, str] = MappingProxyType({})


def same(looks: Callable[[], Iterator[Finding]], finding: Finding) -> Finding | None:
    """The finding that complains of the same, among all that a smaller case shows; what cannot be decided shows none.

    Of errors it is the same error: that a name is gone with what was left out is another.
    """
    with suppress(Exception):
        return next((one for one in looks() if _complaint(one) == _complaint(finding)), None)
    return None


def _complaint(finding: Finding) -> tuple[str, str]:
    told = finding.said.partition(" at ")[0] if finding.what == "error" else ""
    return finding.what, re.sub(r"\d+", "", told)


def line(hunt: str, seed: int, case: int, finding: Finding) -> str:
    """The finding on one line."""
    said = " ".join(finding.said.split())
    return f"{hunt} {seed}/{case}: {finding.what}: {said}"


def kept(folder: Path, told: str, again: str, finding: Finding) -> Path:
    """The folder that holds what shows the finding again; several findings of a case share it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in finding.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    with (folder / "finding.txt").open("a", encoding="utf-8") as out:
        out.write(f"{told}\n  again: {again}\n")
    return folder
