"""The files of ``docs/rules/``: a page for each rule and language, and an index."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.findings.catalogue import LANGUAGES
from conformance.reports.rule_markdown import file_name, index, page
from conformance.reports.showcase import showcase
from conformance.reports.style import Style
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule


def pages(rule: Rule, specs: SpecSet) -> dict[str, str]:
    """File name to page of one rule; its examples are decided once for all languages."""
    shown = showcase(rule, specs)
    return {file_name(rule, lang): page(rule, shown, Style(lang)) for lang in LANGUAGES}


def index_pages(rules: Sequence[Rule]) -> dict[str, str]:
    """The lists of all rules."""
    return {f"README{'' if lang == 'en' else f'.{lang}'}.md": index(rules, Style(lang)) for lang in LANGUAGES}
