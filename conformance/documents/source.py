"""A source text and its lines."""

from __future__ import annotations

import re


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
