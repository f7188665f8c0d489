"""The noun or verb that goes with a number: sentences of rules and of the toolkit write ``{lanes} {lanes:lane|lanes}``.

Only a language with plurals needs it: the Chinese sentence names ``{lanes}`` alone.
"""

from __future__ import annotations

_BETWEEN = "|"


def form(number: str, forms: str) -> str:
    """Of ``lane|lanes`` the one that goes with a number as it is shown: ``lane`` with 1, ``lanes`` with 0, 3 or 1.5."""
    one, _, many = forms.partition(_BETWEEN)
    return one if number == "1" else many


def has_forms(forms: str) -> bool:
    """Whether ``lane|lanes`` holds a form for one and a form for many, and nothing else."""
    parts = forms.split(_BETWEEN)
    return len(parts) == 2 and all(part and part == part.strip() for part in parts)


class Counting(str):
    """An argument of a sentence of the catalogue, which understands ``{count:row|rows}``."""

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        """The text, or the form that goes with it."""
        return form(self, forms) if forms else str(self)
