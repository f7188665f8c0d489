"""The catalogue is whole: both languages, the same placeholders, every code that is used and none that is not."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

from conformance.findings import wording
from conformance.findings.catalogue import LANGUAGES, Entry, entries, help_text, label, sentence
from conformance.findings.model import Location, Span

NAMES = {module.name for module in iter_modules(wording.__path__)} - {"entry"}
ROOMS = [import_module(f"{wording.__name__}.{name}") for name in sorted(NAMES)]
DOCUMENTS = Path(__file__).parents[2] / "conformance" / "documents"
CJK = re.compile("[\u4e00-\u9fff]")

# The rest are words of the command line and of the reports.
TEXTS = entries()
FINDINGS = {code: entry for code, entry in TEXTS.items() if not code.startswith(("CLI-", "REPORT-"))}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", FINDINGS)
def test_codes_are_a_family_and_a_slug(code):
    assert re.fullmatch(r"[A-Z]+(-[a-z0-9]+)+", code)


@pytest.mark.parametrize(("code", "entry"), TEXTS.items(), ids=TEXTS)
def test_both_languages_say_the_same_with_the_same_numbers(code, entry: Entry):
    for english, chinese in ((entry.en, entry.zh), (entry.label_en, entry.label_zh), (entry.help_en, entry.help_zh)):
        assert bool(english) == bool(chinese)
        assert placeholders(english) == placeholders(chinese)
        assert not CJK.search(english)


@pytest.mark.parametrize(("code", "entry"), FINDINGS.items(), ids=FINDINGS)
def test_findings_speak_in_sentences_without_a_full_stop(code, entry: Entry):
    assert entry.en
    assert CJK.search(entry.zh) or not re.sub(r"{\w+}|\W", "", entry.zh)
    for text in entry:
        assert text == text.strip()
        assert not text.endswith((".", "。")) or text.endswith("…")


def test_no_code_belongs_to_two_rooms():
    assert sum(len(room.TEXTS) for room in ROOMS) == len(TEXTS)


def test_every_code_is_found_by_its_prefix():
    assert [code for code in TEXTS if sentence(code, "en", {}) == code] == []


def codes_in_use() -> set[str]:
    code = "".join(file.read_text(encoding="utf-8") for file in DOCUMENTS.glob("*.py"))
    found = set(re.findall(r'f?"((?:DOC|QTY)-[a-z0-9{}.-]+)"', code))
    for template, slots in {
        "QTY-unit-{error.slot}": ("syntax", "ambiguous"),
        "QTY-word-{slot}": ("direction", "layer", "relation", "scope"),
    }.items():
        found.remove(template)
        found |= {re.sub("{.*}", slot, template) for slot in slots}
    return found


def test_documents_and_quantities_use_exactly_their_codes():
    assert codes_in_use() == {code for code in TEXTS if code.startswith(("DOC-", "QTY-"))}


def test_arguments_are_filled_in():
    arguments = {"text": "5 W", "found": "power", "found_zh": "功率", "dimension": "time", "dimension_zh": "时间"}
    assert sentence("QTY-wrong-dimension", "en", arguments) == "`5 W` is power, not time"
    assert sentence("QTY-wrong-dimension", "zh", arguments) == "`5 W` 是功率，不是时间"
    assert label("QTY-wrong-dimension", "zh", arguments) == "这是功率"
    assert help_text("QTY-wrong-dimension", "en", {**arguments, "units": "s"}) == "this field takes time: write it in s"


def test_a_gap_is_better_than_a_crash():
    assert sentence("QTY-no-unit", "en", {}) == "`{text}` has no unit"
    assert sentence("XX-unheard-of", "en", {"a": "1"}) == "XX-unheard-of a=1"
    assert label("XX-unheard-of", "en", {}) == ""
    assert help_text("XX-unheard-of", "zh", {}) == ""


@pytest.mark.parametrize("hostile", ["{0}", "{text.__class__}", "{text!r}", "%s", "{", "}"])
def test_arguments_are_never_templates(hostile):
    assert sentence("QTY-no-unit", "en", {"text": hostile}) == f"`{hostile}` has no unit"


def test_braces_that_are_meant_are_shown():
    assert "{min: …, max: …}" in help_text("QTY-tolerance", "en", {})


def test_a_faulty_template_is_shown_as_it_stands(monkeypatch):
    monkeypatch.setattr("conformance.findings.catalogue._entry", lambda _: Entry("a } and {text", "…"))
    assert sentence("XX-faulty", "en", {"text": "1"}) == "a } and {text"


def test_there_are_two_languages():
    assert LANGUAGES == ("en", "zh")


def test_a_location_can_be_clicked():
    assert str(Location("a.yaml")) == "a.yaml"
    assert str(Location("a.yaml", Span(3, 4, 3, 9))) == "a.yaml:3:4"
