"""The HTML page: whole, self-contained, in both languages, and never markup out of a vendor's file."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from conformance.engine.shown import Mark, Picture, Repair
from conformance.findings.model import Finding, Location, Span
from conformance.reports.chart import bars, passing, position
from conformance.reports.drawing import Scale, svg
from conformance.reports.entries import file_entry
from conformance.reports.html import render as page
from conformance.reports.json_report import build
from conformance.reports.page import least_of, sections, tally
from tests.reports.samples import RULES, STARVED, TEXT, VERDICTS, RuleVerdict, Specs, Status, examined, subject

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp;"
VOID = {"meta", "link", "input", "br", "img", "hr"}
SVG_EMPTY = {"line", "rect", "path", "circle"}


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
    assert not {name for name, _ in tags.attributes} & {"src", "srcset", "data", "action", "style"}
    assert all(value.startswith("#") for name, value in tags.attributes if name == "href")
    assert not re.search(r"url\(|@import", text)
    # The names of XML are no addresses that anybody would open.
    assert not re.search(r"https?://", text.replace("http://www.w3.org/2000/svg", ""))


def test_a_fix_that_breaks_something_else_does_not_look_like_one_that_mends():
    harmless, costly = STARVED.repairs[0], STARVED.repairs[0]._replace(breaks=("CI-126/advertised",))
    clause = STARVED._replace(repairs=(harmless, costly))
    said = html(examined(subject((RuleVerdict("CI-128", Status.FAIL, "must", (clause,)),))))
    assert re.findall(r'span class="(fix[ a-z]*)">', said) == ["fix", "fix costly"]


IN_A_LIST = """\
apiVersion: chip-interconnect/v1
kind: LinkProtocol
design:
  ports:
    - {id: a, rate: 400 Gbit/s}
    - id: b
      rate: 800 Gbit/s
    - {id: c}
"""


def test_alternatives_are_told_from_a_list_of_things_to_do():
    clause = STARVED._replace(repairs=(STARVED.repairs[0],) * 3)
    said = html(examined(subject((RuleVerdict("CI-128", Status.FAIL, "must", (clause,)),))))
    assert said.count('<span class="en" lang="en"> or </span>') == 2


def test_what_fails_is_printed_open(text):
    """On paper nothing can be unfolded; what is opened for it is folded again."""
    assert 'addEventListener("beforeprint"' in text
    assert 'addEventListener("afterprint"' in text


def test_a_fix_inside_an_entry_of_a_list_is_shown_at_the_entry():
    fixed = Repair("design.ports.b.rate", "800 Gbit/s", ("400 Gbit/s",), "at-most")
    fixes = fixed, Repair("design.ports.c.rate", "", (), "any")
    clause = STARVED._replace(blamed=("design.ports",), repairs=fixes)
    said = html(examined(subject((RuleVerdict("CI-101", Status.FAIL, "must", (clause,)),), text=IN_A_LIST)))
    shown = re.findall(r"<figcaption>port.yaml:(\d+):\d+</figcaption><pre>(.*?)</pre>", said)
    assert shown == [("7", "      rate: <mark>800 Gbit/s</mark>"), ("8", "    - <mark>{id: c}</mark>")]


def test_a_failure_without_a_fix_is_shown_at_what_is_blamed_first():
    clause = STARVED._replace(blamed=("design.ports", "design"), repairs=())
    said = html(examined(subject((RuleVerdict("CI-101", Status.FAIL, "must", (clause,)),), text=IN_A_LIST)))
    assert re.findall(r"<figcaption>(.*?)</figcaption>", said) == ["port.yaml:4:3"]


def test_only_its_own_script_and_style_may_run(text):
    (policy,) = [value for name, value in Tags(text).attributes if name == "content" and "default-src" in value]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_both_languages_are_in_it(text):
    assert '<span class="en" lang="en">Credits cover the round trip</span>' in text
    assert '<span class="zh" lang="zh-CN">信用量覆盖往返时间</span>' in text


@pytest.mark.parametrize(("lang", "code"), [("en", "en"), ("zh", "zh-CN")])
def test_it_opens_in_the_language_of_the_run(lang, code):
    text = html(examined(subject()), lang=lang)
    assert f'<html lang="{code}" ' in text
    assert f'id="lang-{lang}" checked' in text


def test_what_a_reader_looks_for(text):
    for part in (
        "a message of 153 B takes 2 credit units",
        "126 * 9 * 20 B / 300 ns = 75.6 GB/s &gt;= 100 %",
        "design.credits: at least 301 passes, now 256",
        "3,969 points, all there are",
        "-30.2 GB/s (-32.2 %)",
        "UB Base Specification 2.0",
        "message = 153 B",
        "<mark>256</mark>",
        "ab" * 32,
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
    assert "img" not in tags.tags
    assert tags.tags.count("script") == 1
    assert not any(name.startswith("on") for name, _ in tags.attributes)
    assert text.count("<script") == 1
    assert tags.open == []


def replace_rule(rule):
    from types import SimpleNamespace

    return SimpleNamespace(**{**vars(rule), "title": {"en": HOSTILE, "zh": HOSTILE}, "why": {"en": HOSTILE}})


def test_no_name_turns_the_direction_of_writing():
    text = html(examined(subject(vendor="acme\u202emrofnoc")))
    assert "\u202e" not in text
    assert "acme\\u202emrofnoc" in text


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
    starved, too_large, fits = bars(entry)
    assert [bar.per_cent for bar in (starved, too_large, fits)] == sorted([-32.2, -1.0, 0.41])
    assert starved.x + starved.width == pytest.approx(position(0))
    assert fits.x == pytest.approx(position(0))
    assert starved.width > fits.width


def test_no_chart_without_per_cent():
    entry = file_entry(examined(subject(())), Specs(*RULES), lambda name: name).descriptors[0]
    assert bars(entry) == []


def test_the_worst_comes_first():
    good, bad = subject(VERDICTS[1:2], name="good.yaml"), subject(name="bad.yaml")
    untested = subject(VERDICTS[2:3], name="untested.yaml")
    gone = examined(findings=[Finding("DOC-missing", Location("gone.yaml"), {"name": "gone.yaml"})])
    files = [
        file_entry(one, Specs(*RULES), lambda name: name)
        for one in (examined(good), examined(untested), examined(bad), gone)
    ]
    found = sections(build("test", files, 2))
    assert [section.file for section in found] == ["gone.yaml", "bad.yaml", "untested.yaml", "good.yaml"]
    assert [section.number for section in found] == [1, 2, 3, 4]
    assert tally(found) == [("unusable", 1), ("fails", 1), ("untested", 1), ("conforms", 1)]


def test_a_failure_without_margin_shows_no_reserve():
    plain = STARVED._replace(margin=None)
    one = subject([RuleVerdict("CI-101", Status.FAIL, "must", (plain,)), VERDICTS[1]])
    assert least_of(file_entry(examined(one), Specs(*RULES), lambda name: name).descriptors[0]) is None


def test_in_each_clause_the_descriptor_closest_to_failing_is_told():
    found = sections(
        build("test", [file_entry(examined(subject(VERDICTS[1:2])), Specs(*RULES), lambda name: name)] * 3, 0)
    )
    (bar,) = passing(found)
    assert (bar.rule, bar.clause, bar.others) == ("CI-102", "lanes", 2)


PICTURE = Picture(
    variable=HOSTILE,
    x_unit=HOSTILE,
    x_scale="log",
    y_unit=HOSTILE,
    y_scale="log",
    value_name=HOSTILE,
    limit_name=HOSTILE,
    xs=(1.0, 10.0, 50.0, 100.0),
    value=(5.0, None, 0.001, 2.0),
    floor=(1.0, 1.0, 1.0, 1.0),
    ceiling=(),
    fails=((50.0, 60.0),),
    marks=(
        Mark("counterexample", 50.0, 0.001, 1.0, None, aside=False),
        Mark("worst", 10.0, None, 1.0, None, aside=True),
    ),
)


def drawn(picture):
    clause = STARVED._replace(picture=picture)
    one = subject([RuleVerdict("CI-101", Status.FAIL, "must", (clause,))])
    return file_entry(examined(one), Specs(*RULES), lambda name: name).descriptors[0].rules[0].clauses[0].picture


def test_a_picture_is_well_formed_and_holds_no_markup_of_others():
    root = ET.fromstring(svg(drawn(PICTURE), HOSTILE))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "g", "path", "text", "rect", "circle"}
    assert HOSTILE in [element.text for element in root.iter()]


def test_a_picture_has_a_gap_where_nothing_is_defined():
    root = ET.fromstring(svg(drawn(PICTURE)))
    (line,) = [element for element in root.iter() if element.get("class") == "value"]
    assert line.get("d").count("M") == 2


@pytest.mark.parametrize(
    "change",
    [
        {"value": (0.0, 0.0, 0.0, 0.0), "floor": (0.0,) * 4, "y_scale": "linear", "marks": ()},
        {"value": (None,) * 4, "floor": (), "y_scale": "linear", "marks": ()},
        {"xs": (3.0,), "value": (1.0,), "floor": (1.0,), "fails": ()},
        {"value": (-5.0, -5.0, 1e30, 0.0), "y_scale": "linear"},
    ],
    ids=["flat", "nothing", "one point", "huge"],
)
def test_odd_pictures_are_drawn(change):
    root = ET.fromstring(svg(drawn(PICTURE._replace(**change))))
    numbers = [float(n) for element in root.iter() for n in re.findall(r"-?[\d.]+", element.get("d", ""))]
    assert all(-20 <= number <= 760 for number in numbers)


@pytest.mark.parametrize(
    ("low", "high", "log", "expected"),
    [
        (0, 10, False, [0, 2, 4, 6, 8, 10]),
        (128, 4096, True, [200, 500, 1000, 2000]),
        (1e-12, 1e-3, True, [1e-12, 1e-10, 1e-8, 1e-6, 1e-4]),
        (0.5, 3, False, [0.5, 1, 1.5, 2, 2.5, 3]),
    ],
)
def test_scales_have_round_ticks(low, high, log, expected):
    assert Scale(low, high, 0, 100, log).ticks(5) == pytest.approx(expected)


def test_what_is_counted_has_whole_ticks():
    assert Scale(2, 4, 0, 100, log=False, whole=True).ticks(8) == [2, 3, 4]
    assert Scale(0, 100, 0, 100, log=False, whole=True).ticks(5) == [0, 20, 40, 60, 80, 100]


def test_a_failure_without_a_fix_says_which_fields_are_concerned():
    said = "changing one field alone was not found to mend this"
    bare = RuleVerdict("CI-101", Status.FAIL, "must", (STARVED._replace(repairs=()),))
    assert said in html(examined(subject([bare])))
    assert said not in html(examined(subject([RuleVerdict("CI-101", Status.FAIL, "must", (STARVED,))])))
