"""The HTML report in a real browser: quiet, self-contained, switched, searched and read in both languages and themes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from conformance.cli.deciding import examine
from conformance.engine.verdicts import Detail
from conformance.reports.entries import file_entry
from conformance.reports.html import render
from conformance.reports.json_report import build
from conformance.spec.load import open_specs
from tests.packaging.browser import Browser, browser
from tests.packaging.conftest import ROOT

pytestmark = pytest.mark.slow

HOSTILE = """</script></style><script>document.title="owned"</script><img src=x onerror='document.title="owned"'>"""
SHOWN = "[...document.querySelectorAll('{css}')].filter(e => e.checkVisibility()).length"
CONTRAST = """(() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => c.slice(0, 3).map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const poor = new Set();
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility() || /SCRIPT|STYLE/.test(e.tagName)) continue;
    const style = getComputedStyle(e);
    const front = parse(e instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(front), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    seen += 1;
    if (ratio < 4.5) poor.add(`${e.tagName}.${e.getAttribute("class")} ${ratio.toFixed(2)}`);
  }
  return { seen, poor: [...poor] };
})()"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory):
    with browser(tmp_path_factory.mktemp("browser")) as one:
        yield one


def written(folder: Path, name: str, *files: str, text: str = "") -> Path:
    """A page on shipped descriptors that are quick to decide, or on one of this text."""
    specs = open_specs()
    inputs = [ROOT / file for file in files]
    if text:
        inputs.append(folder / f"{name}.yaml")
        inputs[-1].write_text(text, encoding="utf-8")
    found = [examine(str(file), specs, static_only=False, detail=Detail.PICTURES) for file in inputs]
    entries = [file_entry(one, specs, lambda file: Path(file).name) for one in found]
    page = folder / f"{name}.html"
    page.write_text(render(build("certify", entries, 1), "en"), encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(
        tmp_path_factory.mktemp("pages"),
        "several",
        "specs/chip-interconnect/examples/xl-112.yaml",
        "examples/boreal-baud-for-bits.yaml",
        "examples/delta-credits-153.yaml",
        "examples/cygnus-raw-as-payload.yaml",
        "no-such-file.yaml",
    )


@pytest.fixture
def page(chromium: Browser, several: Path) -> Browser:
    chromium.size(1200, 900)
    chromium.prefer("light")
    chromium.open(several)
    return chromium


def shown(page: Browser, css: str) -> int:
    return page.run(SHOWN.format(css=css))


def look_for(page: Browser, words: str) -> None:
    page.run(
        f"""(() => {{ const box = document.getElementById("search"); box.value = {words!r};
        box.dispatchEvent(new Event("input")); return new Promise((done) => setTimeout(done, 300)); }})()"""
    )


def test_it_asks_nothing_of_the_network_and_says_nothing_on_the_console(page, several):
    for control in ("lang-zh", "show-open", "theme-dark"):
        page.run(f"document.querySelector('label[for={control}]').click()")
    look_for(page, "credits")
    page.run("document.querySelector('[data-open=yes]').click()")
    assert page.requests == [several.as_uri()]
    assert page.complaints == []


def test_the_policy_of_the_page_stops_what_is_not_its_own(page):
    page.run(
        """document.body.append(Object.assign(document.createElement("script"), {textContent: "document.title='owned'"}),
        Object.assign(document.createElement("img"), {src: "https://example.org/x.png"}))"""
    )
    assert page.run("document.title") == "OpenArch conformance report"
    assert any("Content Security Policy" in said for said in page.complaints)
    page.complaints.clear()


def test_the_worst_stands_on_top(page):
    states = page.run("[...document.querySelectorAll('.overview tbody .badge')].map(e => e.className.split(' ')[1])")
    assert states == ["unusable", "fails", "fails", "fails", "conforms"]


def test_it_switches_language(page):
    assert (shown(page, ".en") > 50, shown(page, ".zh")) == (True, 0)
    page.run("document.getElementById('lang-zh').click()")
    assert (shown(page, ".en"), shown(page, ".zh") > 50) == (0, True)
    told = page.run("[document.documentElement.lang, document.title, document.getElementById('search').placeholder]")
    assert told == ["zh-CN", "OpenArch 符合性报告", "搜索规则与部件"]


def test_it_shows_what_is_open_alone(page):
    page.run("document.querySelector('[data-open=yes]').click()")
    failing = shown(page, ".rule.fail")
    assert shown(page, ".rule.pass") > 0
    page.run("document.getElementById('show-open').click()")
    assert shown(page, ".rule.pass") == 0
    assert shown(page, ".rule.fail") == failing > 0


def test_the_search_finds_rules_and_parts_and_lets_go_again(page):
    rows = shown(page, ".overview tbody tr")
    look_for(page, "126 of them flight")
    assert shown(page, ".overview tbody tr") == 1
    assert shown(page, ".rule") == 1
    assert page.run("document.getElementById('found').textContent") == "1 found"
    look_for(page, "boreal")
    assert shown(page, ".overview tbody tr") == 1
    assert page.run("document.querySelector('.overview tbody tr:not([hidden]) a').textContent").startswith("boreal")
    look_for(page, "no such thing")
    assert shown(page, ".overview tbody tr") == 0
    assert page.run("document.getElementById('found').textContent") == "Nothing found"
    look_for(page, "")
    assert shown(page, ".overview tbody tr") == rows
    assert page.run("document.getElementById('found').textContent") == ""


def test_the_table_sorts_by_a_column(page):
    names = "[...document.querySelectorAll('.overview tbody th')].map(e => e.dataset.value)"
    page.run("document.querySelector('[data-sort=name]').click()")
    first = page.run(names)
    assert first == sorted(first, key=str.lower)
    page.run("document.querySelector('[data-sort=name]').click()")
    assert page.run(names) == first[::-1]
    assert page.run("document.querySelector('th.name[aria-sort]').getAttribute('aria-sort')") == "descending"


def test_a_link_unfolds_what_it_points_at(chromium, several):
    chromium.open(several, "#d3-CI-101")
    assert chromium.run("document.getElementById('d3').open && document.getElementById('d3-CI-101').checkVisibility()")


def test_it_is_worked_by_keyboard(page):
    page.press("Tab", 9)
    assert page.run("document.activeElement.className") == "skip"
    assert page.run("document.activeElement.getBoundingClientRect().left") == 0
    page.press("/", 191)
    assert page.run("document.activeElement.id") == "search"
    page.press("Tab", 9)
    assert page.run("document.activeElement.name") == "show"
    ring = page.run("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
    assert ring == "solid"


def test_it_has_landmarks_and_names(page):
    page.run("document.querySelector('[data-open=yes]').click()")
    assert page.run("['header', 'main', 'footer', 'h1'].map(n => document.querySelectorAll(n).length)") == [1, 1, 1, 1]
    nameless = page.run(
        """[...document.querySelectorAll("svg:not([aria-hidden]), [role=group], section[aria-labelledby]")]
        .filter(e => !(document.getElementById(e.getAttribute("aria-labelledby")) || {textContent: ""}).textContent.trim())
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert nameless == []
    assert page.run("[...document.querySelectorAll('input')].every(e => e.labels.length === 1)")
    assert shown(page, "svg.picture") > 0


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("theme", ["light", "dark", "system dark", "dark on a light system"])
def test_everything_can_be_read(page, theme, lang):
    page.prefer("dark" if theme == "system dark" else "light")
    if "system" not in theme or " on " in theme:
        page.run(f"document.getElementById('theme-{theme.split()[0]}').click()")
    page.run(f"document.getElementById('lang-{lang}').click()")
    page.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    dark = "(c => c[0] < 60)(getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number))"
    assert page.run(dark) is (theme != "light")
    found = page.run(CONTRAST)
    assert found["seen"] > 300
    assert found["poor"] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [1200, 800, 400])
def test_nothing_sticks_out_of_the_window(page, width, lang):
    page.size(width, 900)
    page.run(f"document.getElementById('lang-{lang}').click()")
    page.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    wide = page.run(
        f"""[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest(".scroll svg, .unseen, .skip")
        && e.getBoundingClientRect().right > {width} + 1).map(e => e.outerHTML.slice(0, 90)).slice(0, 5)"""
    )
    assert wide == []
    assert page.run("document.scrollingElement.scrollWidth") <= width


def test_it_is_read_without_its_script(chromium, several):
    chromium.scripts(allowed=False)
    try:
        chromium.open(several)
        assert shown(chromium, "#search, [data-open]") == 0
        assert shown(chromium, ".overview tbody tr") == 5
        chromium.run("document.getElementById('lang-zh').checked = true")
        assert (shown(chromium, ".en"), shown(chromium, ".zh") > 50) == (0, True)
        chromium.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        assert shown(chromium, ".rule") > 10
    finally:
        chromium.scripts(allowed=True)


def test_it_prints_in_black_on_white_without_its_controls(page):
    page.run("document.getElementById('theme-dark').click()")
    text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(page.print_pdf())).pages)
    assert "Not everything conforms" in text
    assert "delta-fabric" in text
    assert not re.search(r"Open issues|Unfold all", text)


def test_hostile_names_stay_text(chromium, tmp_path):
    text = (ROOT / "examples/delta-credits-153.yaml").read_text(encoding="utf-8")
    quoted = HOSTILE.replace("'", "''")
    text = re.sub(r"vendor: [^,}\n]+", f"vendor: '{quoted}'", text, count=1)
    text = re.sub(r"model: [^,}\n]+", f"model: '{quoted}'", text, count=1)
    file = written(tmp_path, "hostile", text=text)
    chromium.open(file)
    assert HOSTILE in chromium.run("document.querySelector('h1').textContent")
    assert chromium.run("document.title") == "OpenArch conformance report"
    assert chromium.run("document.querySelectorAll('img, script, style').length") == 2
    assert chromium.requests == [file.as_uri()]
    assert chromium.complaints == []
