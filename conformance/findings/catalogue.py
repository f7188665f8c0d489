"""All that the toolkit can say, by code and language: the only place where findings become sentences.

An argument may come in both languages: ``{dimension}`` is filled with ``dimension_zh`` in Chinese where the finding has
that argument, else with ``dimension``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from conformance.findings.wording import (
    attachments,
    checks,
    cli,
    documents,
    engine,
    importers,
    kinds,
    quantities,
    report,
    spec,
    yaml_syntax,
)
from conformance.findings.wording.entry import Entry

__all__ = ["LANGUAGES", "TEXTS", "Entry", "Language", "help_text", "label", "sentence"]

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

TEXTS: dict[str, Entry] = {
    **documents.TEXTS,
    **yaml_syntax.TEXTS,
    **quantities.TEXTS,
    **kinds.TEXTS,
    **spec.TEXTS,
    **engine.TEXTS,
    **checks.TEXTS,
    **attachments.TEXTS,
    **importers.TEXTS,
    **cli.TEXTS,
    **report.TEXTS,
}


def sentence(code: str, lang: str, arguments: Mapping[str, str]) -> str:
    """What the finding says, without a full stop at the end; an unknown code shows itself and its arguments."""
    entry = TEXTS.get(code)
    if entry is None:
        return " ".join([code, *(f"{name}={value}" for name, value in arguments.items())])
    return _fill(entry.zh if lang == "zh" else entry.en, lang, arguments)


def label(code: str, lang: str, arguments: Mapping[str, str]) -> str:
    """The few words beside the caret, or ""."""
    entry = TEXTS.get(code)
    return _fill(entry.label_zh if lang == "zh" else entry.label_en, lang, arguments) if entry else ""


def help_text(code: str, lang: str, arguments: Mapping[str, str]) -> str:
    """What the user can do about it, or ""."""
    entry = TEXTS.get(code)
    return _fill(entry.help_zh if lang == "zh" else entry.help_en, lang, arguments) if entry else ""


class _Arguments(dict[str, str]):
    """A placeholder without an argument shows itself: a message with a gap is better than none."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _fill(template: str, lang: str, arguments: Mapping[str, str]) -> str:
    known = _Arguments(arguments)
    suffix = f"_{lang}"
    for name, value in arguments.items():
        if name.endswith(suffix):
            known[name.removesuffix(suffix)] = value
    try:
        return template.format_map(known)
    except (ValueError, AttributeError, IndexError, KeyError):  # a template with a stray brace: words before beauty
        return template
