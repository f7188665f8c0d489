"""A formula once it is parsed, and what is wrong with one that cannot be; ``parse`` makes both from a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.expressions.tree import Node
from conformance.expressions.values import Value
from conformance.findings.type_hints import Final


class ExpressionError(ValueError):
    """A formula that cannot be accepted: a catalogue code, its arguments, the character where it goes wrong."""

    def __init__(self, code: str, arguments: Mapping[str, str] | None = None, offset: int = 0) -> None:
        """Keep what a finding needs."""
        super().__init__(f"{code} at character {offset}: {dict(arguments or {})}")
        self.code = code
        self.arguments = dict(arguments or {})
        self.offset = offset


class Expression(Value):
    """A parsed formula with the text it came from; equal texts are equal formulas."""

    __slots__ = ("_root", "text")
    __match_args__ = ("text", "root")

    def __init__(self, text: str, root: Node | Callable[[], Node]) -> None:
        """Put both together; ``root`` may be made when first asked for, since a descriptor meets few of its kind's formulas."""
        self.text: Final = text
        self._root = root

    @property
    def root(self) -> Node:
        """The tree."""
        if not isinstance(self._root, tuple):  # every node is one
            self._root = self._root()
        return self._root

    def _key(self) -> tuple[object, ...]:
        return (self.text,)
