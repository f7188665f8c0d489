"""The HTML report in a real browser: one language at a time, the switches work without scripts, nothing sticks out.

A page beside the report holds it in a frame, moves its switches as a user would, and writes what it saw as JSON.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.packaging.conftest import ROOT

pytestmark = pytest.mark.slow

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --allow-file-access-from-files --virtual-time-budget=10000""".split()
WATCHER = """<!doctype html><meta charset="utf-8"><body><script>
const frame = document.createElement("iframe");
const shown = (doc, css) => [...doc.querySelectorAll(css)].filter(e => e.getClientRects().length).length;
const look = (doc, width) => ({
    width, en: shown(doc, ".en"), zh: shown(doc, ".zh"), passed: shown(doc, ".rule.pass"), failed: shown(doc, ".rule.fail"),
    sticks_out: doc.scrollingElement.scrollWidth - width, text: doc.body.innerText.length,
});
frame.onload = () => {
    const doc = frame.contentDocument, seen = {};
    seen.start = look(doc, 1200);
    doc.querySelector("label[for=lang-zh]").click();
    seen.chinese = look(doc, 1200);
    doc.querySelector("label[for=show-open]").click();
    seen.open_only = look(doc, 1200);
    frame.style.width = "390px";
    seen.phone = look(doc, 390);
    doc.querySelector("label[for=lang-en]").click();
    seen.phone_english = look(doc, 390);
    seen.scripts = doc.scripts.length;
    document.body.innerHTML = `<pre>${JSON.stringify(seen)}</pre>`;
};
frame.style = "border: 0; width: 1200px; height: 900px";
frame.src = "report.html";
document.body.append(frame);
</script>"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """What the watcher saw of the report on the shipped parts and submissions that are quick to decide."""
    folder = tmp_path_factory.mktemp("browser")
    parts = [ROOT / "specs/chip-interconnect/examples/xl-112.yaml", *sorted((ROOT / "examples").glob("[ab]*.yaml"))]
    certify = [sys.executable, "-c", "from conformance.cli.main import main; main()", "--lang", "en", "certify"]
    subprocess.run([*certify, "--out", folder, *parts], check=False, capture_output=True, timeout=120)
    (folder / "watcher.html").write_text(WATCHER, encoding="utf-8")
    command = ["chromium", *FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", f"file://{folder}/watcher.html"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    told = re.search(r"<pre>({.*})</pre>", done.stdout)
    assert told, done.stdout + done.stderr
    return json.loads(told[1])


def test_starts_in_the_language_it_was_made_in(seen):
    assert seen["start"]["en"] > 50
    assert seen["start"]["zh"] == 0


def test_switches_language(seen):
    assert seen["chinese"]["zh"] > 50
    assert seen["chinese"]["en"] == 0
    assert seen["phone_english"]["en"] > 20


def test_shows_what_is_open_alone(seen):
    assert seen["chinese"]["passed"] > 0
    assert seen["open_only"]["passed"] == 0
    assert seen["open_only"]["failed"] == seen["start"]["failed"] > 0


@pytest.mark.parametrize("view", ["start", "chinese", "phone", "phone_english"])
def test_nothing_sticks_out_of_the_window(seen, view):
    assert seen[view]["sticks_out"] <= 0


def test_needs_no_script(seen):
    assert seen["scripts"] == 0
