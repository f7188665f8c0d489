"""The grammar of compound units: products with ``*``, quotients with ``/``, powers as ``m2``, one pair of parentheses.

``J/(kg*K)``, ``Gbit/s/mm``, ``1/h``. A ``*`` after a ``/`` outside parentheses is refused, since engineers disagree
what ``J/kg*K`` means.
"""

from __future__ import annotations

import re

from conformance.findings.named import NamedTuple

MAX_LENGTH = 40
_TOKEN = re.compile(r"([^\W\d_]+|%)((?<!%)[2-9])?|([*/()1])")


class Factor(NamedTuple):
    """One symbol and its power, negative below the line."""

    symbol: str
    power: int


class UnitSyntaxError(ValueError):
    """The text is no unit expression; ``slot`` tells why: ``syntax`` or ``ambiguous``."""

    def __init__(self, slot: str) -> None:
        """Keep the reason."""
        super().__init__(slot)
        self.slot = slot


def factors(text: str) -> list[Factor]:
    """The factors of a unit expression, without a blank.

    Raises:
        UnitSyntaxError: where the text does not follow the grammar.
    """
    return _Reader(_tokens(text)).expression()


def _tokens(text: str) -> list[re.Match[str]]:
    if len(text) > MAX_LENGTH:
        raise UnitSyntaxError("syntax")
    found: list[re.Match[str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise UnitSyntaxError("syntax")
        found.append(match)
        position = match.end()
    return found


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self._tokens = tokens
        self._next = 0

    def expression(self) -> list[Factor]:
        """The whole text: at least one symbol, nothing left over."""
        found = self._terms(1, inside=False)
        if self._next != len(self._tokens) or not found:
            raise UnitSyntaxError("syntax")
        return found

    def _terms(self, sign: int, *, inside: bool) -> list[Factor]:
        found = self._term(sign, inside=inside, first=True)
        divided = False
        while (operator := self._operator()) != "":
            divided = divided or operator == "/"
            if divided and operator == "*":
                raise UnitSyntaxError("ambiguous")
            found += self._term(-sign if operator == "/" else sign, inside=inside, first=False)
        return found

    def _operator(self) -> str:
        if self._next < len(self._tokens) and self._tokens[self._next][3] in ("*", "/"):
            self._next += 1
            return self._tokens[self._next - 1][3]
        return ""

    def _term(self, sign: int, *, inside: bool, first: bool) -> list[Factor]:
        token = self._take()
        if token[1]:
            return [Factor(token[1], sign * int(token[2] or 1))]
        if token[3] == "1" and first and not inside and self._follows("/"):
            return []
        if token[3] == "(" and not inside:
            found = self._terms(sign, inside=True)
            if self._take()[3] == ")":
                return found
        raise UnitSyntaxError("syntax")

    def _take(self) -> re.Match[str]:
        if self._next >= len(self._tokens):
            raise UnitSyntaxError("syntax")
        self._next += 1
        return self._tokens[self._next - 1]

    def _follows(self, sign: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next][3] == sign
