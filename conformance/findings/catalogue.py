"""All that the toolkit can say, by code and language: the only place where findings become sentences.

An argument may come in both languages: ``{dimension}`` is filled with ``dimension_zh`` in Chinese where the finding has
that argument, else with ``dimension``. ``{count:row|rows}`` is filled with
``row`` where the count is 1 (``counted``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from conformance.findings.counted import Counting
from conformance.findings.type_hints import Literal
from conformance.findings.wording.entry import Entry

__all__ = ["LANGUAGES", "Entry", "Language", "entries", "help_text", "label", "sentence"]

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_MODULES: Mapping[str, tuple[str, ...]] = {
    "DOC": ("documents", "yaml_syntax"),
    "QTY": ("quantities", "quantity_numbers"),
    "KIND": ("kinds", "kind_values"),
    "SPEC": ("spec_files", "spec_schemas", "spec_formulas", "spec_rules"),
    "ENGINE": ("engine",),
    "CHECK": ("checks",),
    "FILE": ("attachments",),
    "IMPORT": ("importers",),
    "CLI": ("cli", "cli_help"),
    "REPORT": ("report_totals", "report", "report_page", "report_commands"),
}
"""The modules of ``wording`` that hold the codes with a prefix, those first that are asked first.

Each is loaded when a code that none before it has is to be said: no run says much of what there is to say.
"""


@cache
def _texts(module: str) -> Mapping[str, Entry]:
    # What ``importlib.import_module`` does; to load importlib for it would cost as much as all the words of a passing run.
    texts: Mapping[str, Entry] = __import__(f"conformance.findings.wording.{module}", fromlist=["TEXTS"]).TEXTS
    return texts


def _entry(code: str) -> Entry | None:
    for module in _MODULES.get(code.partition("-")[0], ()):
        found = _texts(module).get(code)
        if found is not None:
            return found
    return None


def entries() -> dict[str, Entry]:
    """The whole catalogue, by module."""
    return {
        code: entry for modules in _MODULES.values() for module in modules for code, entry in _texts(module).items()
    }


def sentence(code: str, lang: str, arguments: Mapping[str, str]) -> str:
    """What the finding says, without a full stop at the end; an unknown code shows itself and its arguments."""
    entry = _entry(code)
    if entry is None:
        return " ".join([code, *(f"{name}={value}" for name, value in arguments.items())])
    return _fill(entry.zh if lang == "zh" else entry.en, lang, arguments)


def label(code: str, lang: str, arguments: Mapping[str, str]) -> str:
    """The few words beside the caret, or ""."""
    entry = _entry(code)
    return _fill(entry.label_zh if lang == "zh" else entry.label_en, lang, arguments) if entry else ""


def help_text(code: str, lang: str, arguments: Mapping[str, str]) -> str:
    """What the user can do about it, or ""."""
    entry = _entry(code)
    return _fill(entry.help_zh if lang == "zh" else entry.help_en, lang, arguments) if entry else ""


class _Arguments(dict[str, str]):
    """A placeholder without an argument shows itself: a message with a gap is better than none."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _fill(template: str, lang: str, arguments: Mapping[str, str]) -> str:
    known = _Arguments({name: Counting(value) for name, value in arguments.items()})
    suffix = f"_{lang}"
    for name, value in arguments.items():
        if name.endswith(suffix):
            known[name.removesuffix(suffix)] = Counting(value)
    try:
        return template.format_map(known)
    except (ValueError, AttributeError, IndexError, KeyError):  # a template with a stray brace: words before beauty
        return template
