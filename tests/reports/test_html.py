"""The HTML page: whole, self-contained, in both languages, and never markup out of a vendor's file."""

import re
from html.parser import HTMLParser

import pytest

from conformance.findings.model import Finding, Location, Span
from conformance.reports.chart import chart
from conformance.reports.entries import file_entry
from conformance.reports.html import render as page
from conformance.reports.json_report import build
from tests.reports.samples import RULES, STARVED, TEXT, RuleVerdict, Specs, Status, examined, subject

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;"
VOID = {"meta", "link", "input", "br", "img", "hr"}
SVG_EMPTY = {"line", "rect"}


class Tags(HTMLParser):
    """Collects tags and attributes, and checks that every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.ids = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in SVG_EMPTY | VOID

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def html(*found, lang="en", specs=None):
    specs = specs or Specs(*RULES)
    return page(build("certify", [file_entry(one, specs, lambda name: name) for one in found], 1), lang)


@pytest.fixture(scope="module")
def text():
    return html(examined(subject()))


def test_every_tag_is_closed_and_every_id_is_there_once(text):
    tags = Tags(text)
    assert tags.open == []
    assert len(set(tags.ids)) == len(tags.ids)


def test_nothing_comes_from_outside(text):
    tags = Tags(text)
    assert "script" not in tags.tags
    assert not {name for name, _ in tags.attributes} & {"src", "srcset", "data", "action"}
    assert all(value.startswith("#") for name, value in tags.attributes if name == "href")
    assert not re.search(r"url\(|@import|https?://", text)
    assert "default-src 'none'" in text


def test_both_languages_are_in_it(text):
    assert '<span class="en" lang="en">Credits cover the round trip</span>' in text
    assert '<span class="zh" lang="zh-CN">信用量覆盖往返时间</span>' in text


@pytest.mark.parametrize(("lang", "code"), [("en", "en"), ("zh", "zh-CN")])
def test_it_opens_in_the_language_of_the_run(lang, code):
    text = html(examined(subject()), lang=lang)
    assert f'<html lang="{code}">' in text
    assert f'id="lang-{lang}" checked' in text


def test_what_a_reader_looks_for(text):
    for part in (
        "a message of 153 B takes 2 credit units",
        "126 * 9 * 20 B / 300 ns = 75.6 GB/s &gt;= 100 %",
        "design.credits: at least 301 passes, now 256",
        "3,969 points, all there are",
        "-30.2 GB/s (-32.2 %)",
        "UB Base Specification 2.0, 4.6.3",
        "message = 153 B",
        "<mark>256</mark>",
    ):
        assert part in text


def test_a_hostile_vendor_stays_text():
    rules = [replace_rule(rule) for rule in RULES]
    clause = STARVED._replace(messages={"en": HOSTILE, "zh": HOSTILE}, record=HOSTILE, same=(HOSTILE,))
    found = [Finding(HOSTILE, Location("port.yaml", Span(6, 3, 6, 10)), {"a": HOSTILE})]
    hostile = subject(
        [RuleVerdict("CI-101", Status.FAIL, "must", (clause,))],
        found,
        vendor=HOSTILE,
        model=HOSTILE,
        name=f"{HOSTILE}.yaml",
        text=TEXT.replace("credits: 256", f"credits: '{HOSTILE.replace(chr(39), chr(39) * 2)}'"),
    )
    text = html(examined(hostile), specs=Specs(*rules))
    tags = Tags(text)
    assert not {"script", "img"} & set(tags.tags)
    assert not any(name.startswith("on") for name, _ in tags.attributes)
    assert "<script" not in text
    assert tags.open == []


def replace_rule(rule):
    from types import SimpleNamespace

    return SimpleNamespace(**{**vars(rule), "title": {"en": HOSTILE, "zh": HOSTILE}, "why": {"en": HOSTILE}})


def test_an_input_without_descriptors():
    gone = examined(findings=[Finding("DOC-missing", Location("gone.yaml"), {"name": "gone.yaml"})])
    text = html(gone)
    assert "gone.yaml" in text
    assert Tags(text).open == []


def test_a_document_that_could_not_be_bound():
    found = [Finding("KIND-unknown-key", Location("port.yaml", Span(5, 3, 5, 7)), {})]
    assert "KIND-unknown-key" in html(examined(subject((), found)._replace(descriptor=None)))


def test_two_descriptors_have_anchors_of_their_own():
    text = html(examined(subject()), examined(subject()))
    tags = Tags(text)
    assert len(set(tags.ids)) == len(tags.ids)
    assert {"d1", "d2", "d1-CI-101", "d2-CI-101"} <= set(tags.ids)


def test_the_chart_goes_left_for_a_failure_and_right_for_a_pass():
    entry = file_entry(examined(subject()), Specs(*RULES), lambda name: name).descriptors[0]
    drawn = chart(entry)
    starved, _, fits = drawn.bars
    assert starved.x + starved.width == pytest.approx(drawn.zero)
    assert fits.x == pytest.approx(drawn.zero)
    assert starved.width > fits.width


def test_no_chart_without_per_cent():
    entry = file_entry(examined(subject(())), Specs(*RULES), lambda name: name).descriptors[0]
    assert chart(entry) is None
