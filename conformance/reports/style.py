"""How a terminal is written to: language, width, colours."""

from __future__ import annotations

from conformance.findings.catalogue import sentence
from conformance.findings.named import NamedTuple

_ANSI = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "preview": "1;36",
    "good": "32",
    "bad": "31",
    "doubtful": "33",
    "faint": "2",
    "strong": "1",
    "frame": "1;34",
}


class Style(NamedTuple):
    """Language, colour and width of the text that is written.

    Attributes:
        lang: ``en`` or ``zh``.
        color: whether ANSI colours may be written.
        width: columns of a line; what cannot be broken (a path) may be longer.
    """

    lang: str = "en"
    color: bool = False
    width: int = 80

    def paint(self, role: str, text: str) -> str:
        """``text`` in the colours of ``role``; call it last, colours would count as columns."""
        return f"\x1b[{_ANSI[role]}m{text}\x1b[0m" if self.color and text else text

    def word(self, slug: str, **arguments: str) -> str:
        """The report's own word ``REPORT-slug`` in this language."""
        return sentence(f"REPORT-{slug}", self.lang, arguments)

    def bracketed(self, said: str, more: str) -> str:
        """``said (more)`` in the brackets of this language; ``said`` alone where there is no more."""
        return self.word("bracketed", said=said, more=more) if more else said

    def phrase(self, texts: object) -> str:
        """The text of this language in a mapping of languages, else the English one, else ""."""
        if not isinstance(texts, dict):
            return str(texts or "")
        return str(texts.get(self.lang) or texts.get("en") or "")
