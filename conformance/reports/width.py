"""Columns of a terminal: what fits, how to cut, pad and wrap, with East Asian characters two columns wide.

Every text that comes from a file passes ``printable`` first, so that no vendor can move the cursor or turn the writing
direction of somebody's terminal.
"""

from __future__ import annotations

from collections.abc import Iterator

TAB = "    "
# Cc: control, Cf: direction marks and zero-width joiners, Cs: lone surrogates, Zl/Zp: separators that break lines.
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NO_LINE_START = "。，、；：？！）》】」』”’,.;:?!)]}%"
_NO_LINE_END = "（《【「『“‘([{"
_GLUE, _GLUED = "\0", 40
"""Stands for a blank at which no line breaks, in code of at most so many characters; what is printed never holds it."""


def printable(text: str) -> str:
    r"""``text`` with tabs as four blanks and everything that steers a terminal as ``\\xNN`` or ``\\uNNNN``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def flat(text: str) -> str:
    """``text`` with a blank for each tab and U+FFFD for each character that steers: columns stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if character == "\t" else "\ufffd" if _steers(character) else character for character in text)


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    if _steers(character):
        point = ord(character)
        return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"
    return character


def _steers(character: str) -> bool:
    import unicodedata  # a library of its own that has to be loaded, of which most runs ask nothing

    return unicodedata.category(character) in _STEERING


def width(text: str) -> int:
    """Columns that ``text`` takes: 2 for wide and full-width characters, 0 for combining ones, else 1."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    import unicodedata

    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pad(text: str, columns: int) -> str:
    """``text`` filled with blanks on the right up to ``columns``."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """``text``, its end replaced by ``…`` where it is wider than ``columns``."""
    if width(text) <= columns:
        return text
    return head(text, columns - 1) + "…"


def head(text: str, columns: int) -> str:
    """The longest beginning of ``text`` that fits into ``columns``."""
    used = 0
    for index, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:index]
    return text


def wrap(text: str, columns: int, hanging: int = 0) -> list[str]:
    """``text`` broken into lines of at most ``columns``: at blanks, and between East Asian characters; short code is kept together.

    Args:
        text: one line.
        columns: of the first line.
        hanging: how much narrower the lines after it are, for whoever indents them.
    """
    if width(text) <= columns:
        return [text.strip()]
    if "`" in text:
        return [line.replace(_GLUE, " ") for line in _wrapped(_glued(text, columns - hanging), columns, hanging)]
    return _wrapped(text, columns, hanging)


def _glued(text: str, columns: int) -> str:
    """The text with what stands between two backticks and fits into a line, as a command, in one piece; a lone one begins nothing."""
    parts = text.split("`")
    for index in range(1, len(parts) - 1, 2):
        if width(parts[index]) + 2 <= min(columns, _GLUED):
            parts[index] = parts[index].replace(" ", _GLUE)
    return "`".join(parts)


def _wrapped(text: str, columns: int, hanging: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _words(text):
        room = columns - hanging if lines else columns
        if line and width(line) + width(word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
        while width(line.rstrip()) > (room := columns - hanging if lines else columns):
            start = head(line, room) or line[0]
            lines.append(start)
            line = line[len(start) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> Iterator[str]:
    """The pieces between which a line may break; a blank belongs to the piece before it."""
    if text.isascii():
        yield from _words_at_blanks(text)
        return
    word = ""
    for character in text:
        if word and _may_break(word[-1], character) and not _is_quantity(word, character):
            yield word
            word = ""
        word += character
    if word:
        yield word


def _words_at_blanks(text: str) -> Iterator[str]:
    """The same of a text that breaks at blanks alone, taken whole words at a time: most of what is said is such."""
    word = ""
    for part in text.split(" "):
        if word and part and not _is_quantity(word, part[0]):
            yield word
            word = ""
        word += part + " "
    if word != " ":
        yield word[:-1]


def _is_quantity(word: str, after: str) -> bool:
    """Whether ``after`` begins the unit of the number before the blank: ``153 B`` stays on one line."""
    return word[-2:-1].isdigit() and word[-1] == " " and (after.isalpha() or after == "%")


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if before.isascii() and after.isascii():
        return False
    if after in _NO_LINE_START or before in _NO_LINE_END:
        return False
    return _columns(before) == 2 or _columns(after) == 2


def tail(text: str, columns: int) -> str:
    """A text cut to its end, as a long path, whose end tells files apart."""
    while width(text) > columns:
        text = "…" + text[2:] if text.startswith("…") else "…" + text[1:]
    return text
