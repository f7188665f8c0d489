"""The PDF, read back: what stands in it, in both languages; and what is said where it cannot be made."""

import io
import re
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from conformance.cli.deciding import examine
from conformance.cli.main import run
from conformance.engine.verdicts import Detail
from conformance.findings.model import Finding, Location, Span
from conformance.reports import basis, pdf
from conformance.reports.entries import file_entry
from conformance.reports.json_report import build, dumps
from conformance.reports.redact import redacted
from conformance.spec.load import open_specs
from tests.reports.samples import RULES, STARVED, VERDICTS, RuleVerdict, Specs, Status, examined, subject

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = '#panic("x") *b* $x$ <l> @r \\ `code` [a](b) // c'


def read(document):
    """All text with single blanks; the invisible marks at which long words may break left out."""
    pages = PdfReader(io.BytesIO(document)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages).replace("\u200b", ""))


@pytest.fixture(scope="module")
def report():
    specs = open_specs()
    found = examine(str(ROOT / "examples/delta-credits-153.yaml"), specs, static_only=False, detail=Detail.PICTURES)
    return build(
        "test", [file_entry(found, specs, lambda _: "delta.yaml")], 1, basis.spec(specs, ["chip-interconnect"])
    )


@pytest.fixture(scope="module")
def english(report):
    return pdf.render(report, "en")


def test_what_a_reader_looks_for(english, report):
    text = read(english)
    for part in (
        "delta-fabric DF-8 link layer — fails",
        "error CI-101/keeps-the-wire-busy",
        "a message of 153 B takes 9 flits",
        "at least 317 passes, now 256",
        "-18.15 GB/s (-19.4 %)",
        "counterexample",
        "2026.12",
    ):
        assert part in text
    assert report.tool.digest in text.replace(" ", "")


def test_it_speaks_chinese(report):
    text = read(pdf.render(report, "zh"))
    for part in ("OpenArch 符合性报告", "不符合", "信用量覆盖往返时间", "反例", "最小裕量"):
        assert part in text
    assert "Smallest margin" not in text


def test_equal_reports_give_equal_bytes(report, english):
    assert pdf.render(report, "en") == english


def test_it_is_tagged_and_has_a_title(english):
    reader = PdfReader(io.BytesIO(english))
    assert reader.metadata.title == "OpenArch conformance report"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "en"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.root_object["/Metadata"].get_data()


def test_several_descriptors_stand_in_a_table_worst_first():
    good = subject(VERDICTS[1:2], vendor="good-maker")
    bad = subject(vendor="bad-maker")
    gone = examined(findings=[Finding("DOC-missing", Location("gone.yaml"), {"name": "gone.yaml"})])
    files = [file_entry(one, Specs(*RULES), lambda name: name) for one in (examined(good), examined(bad), gone)]
    text = read(pdf.render(build("test", files, 2), "en"))
    assert text.index("gone.yaml") < text.index("bad-maker") < text.index("good-maker")
    assert "Not everything conforms" in text


def test_what_a_vendor_wrote_is_text():
    clause = STARVED._replace(messages={"en": HOSTILE, "zh": HOSTILE}, record=HOSTILE)
    found = [Finding(HOSTILE, Location("port.yaml", Span(6, 3, 6, 10)), {"a": HOSTILE})]
    one = subject(
        [RuleVerdict("CI-101", Status.FAIL, "must", (clause,))], found, vendor=HOSTILE, name=f"{HOSTILE}.yaml"
    )
    report = build("test", [file_entry(examined(one), Specs(*RULES), lambda name: name)], 1)
    text = read(pdf.render(report, "en"))
    assert text.count('#panic("x") *b* $x$ <l> @r') >= 3


def test_no_value_is_in_a_redacted_one(report):
    text = read(pdf.render(redacted(report), "zh"))
    assert "-19.4 %" in text
    assert "已脱敏" in text
    text = re.sub(r"[0-9a-f]{64}", "", text)  # the digest, in which any figure may stand
    assert not re.search(r"delta|DF-8|153 B|317|18.15|GB/s", text)


def test_without_typst_it_says_how_to_get_it(report, tmp_path, monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "typst", None)
    (tmp_path / "r.json").write_text(dumps(report), encoding="utf-8")
    assert run(["--lang", "en", "report", str(tmp_path / "r.json"), "--report", f"pdf={tmp_path}/r.pdf"]) == 2
    said = capfd.readouterr().err
    assert "error[CLI-no-typst]" in said
    assert "pip install 'openarch-conformance[pdf]'" in said
    assert not (tmp_path / "r.pdf").exists()


def test_without_a_chinese_font_it_says_which_to_install(report, tmp_path, monkeypatch, capfd):
    import typst

    monkeypatch.setattr(pdf, "_fonts", lambda: typst.Fonts(include_system_fonts=False))
    (tmp_path / "r.json").write_text(dumps(report), encoding="utf-8")
    asked = ["report", str(tmp_path / "r.json"), "--report", f"html={tmp_path}/r.html,pdf={tmp_path}/r.pdf"]
    assert run(["--lang", "zh", *asked]) == 2
    assert "fonts-wqy-microhei" in capfd.readouterr().err
    assert not (tmp_path / "r.html").exists()
    # English needs none.
    assert run(["--lang", "en", *asked]) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
