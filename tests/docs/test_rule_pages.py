"""docs/rules/ is what `openarch spec docs` writes now: a page for each rule and language, and the two lists."""

from pathlib import Path

import pytest

from conformance.cli.choosing import rules_of
from conformance.reports.rule_pages import index_pages, pages
from conformance.spec.load import open_specs

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "rules"
SPECS = open_specs()
RULES = rules_of(SPECS)


def kept(name):
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_pages_say_what_the_tool_says(rule):
    for name, text in pages(rule, SPECS).items():
        assert kept(name) == text, "openarch spec docs"


def test_the_lists_hold_every_rule():
    for name, text in index_pages(RULES).items():
        assert kept(name) == text, "openarch spec docs"


def test_no_page_is_left_of_a_rule_that_is_gone():
    names = {f"{rule.id}{end}.md" for rule in RULES for end in ("", ".zh")} | {"README.md", "README.zh.md"}
    assert {file.name for file in FOLDER.iterdir()} == names


def test_no_page_shows_a_value_as_the_toolkit_keeps_it():
    """Records without a name were shown as ``{None}`` among the steps of a formula."""
    assert [page.name for page in FOLDER.glob("*.md") if "None}" in page.read_text(encoding="utf-8")] == []
