"""A source text and its lines, and how much it may ask of the reader: enforced while reading, before anything recurses or explodes."""

from __future__ import annotations

import re

from conformance.findings.named import NamedTuple

MIB = 1_048_576


class Source:
    """The text of one input.

    Attributes:
        name: as the user named it; ``-`` for standard input.
        text: decoded, without a byte order mark.
    """

    __slots__ = ("_lines", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        """Keep name and text; lines are found when they are asked for."""
        self.name = name
        self.text = text
        self._lines: list[str] | None = None

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {self.text[:40]!r})"

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, without its line break; "" beyond the ends."""
        if self._lines is None:
            self._lines = re.split(r"\r\n|\r|\n", self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


class Limits(NamedTuple):
    """Bounds on one input.

    Attributes:
        size: of the text, in bytes (characters once it is decoded).
        depth: of nested mappings and lists.
        aliases: how many aliases (``*name``) one document may use; 0 refuses anchors as well.
        copies: how many values all aliases of a document may stand for.
        findings: after how many findings an input is given up.
    """

    size: int = MIB
    depth: int = 64
    aliases: int = 0
    copies: int = 10_000
    findings: int = 50


DESCRIPTOR = Limits()
"""What comes from a vendor."""
SPEC = Limits(aliases=100)
"""What the lab writes itself."""
