"""Which language to speak: the option, then the environment, then English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """``en`` or ``zh``, known before the command line is parsed: the help texts depend on it."""
    asked = _asked(arguments)
    if asked in {"en", "zh"}:
        return asked
    for name in ("OPENARCH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"


def _asked(arguments: Sequence[str]) -> str:
    """The last ``--lang`` before a ``--``, as click would read it."""
    asked = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
    return asked
