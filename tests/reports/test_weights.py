"""What does not count looks so in every drawing and chart: a failing ``should`` is no failing ``must``, a preview is neither."""

import pytest

from conformance.engine.verdicts import Assurance, RuleVerdict, Status
from conformance.reports import html, pdf, pdf_data
from conformance.reports.chart import bars, passing
from conformance.reports.entries import file_entry
from conformance.reports.json_report import build
from conformance.reports.model import PictureEntry
from conformance.reports.page import sections, tone
from tests.reports.samples import FITS, RULES, STARVED, Specs, examined, subject

RED, AMBER, GREY = "#b3261e", "#7d5300", "#5b6670"
PICTURE = PictureEntry.model_validate(
    {
        "variable": "message",
        "x_unit": "B",
        "x_scale": "linear",
        "y_unit": "GB/s",
        "y_scale": "linear",
        "xs": [1, 2, 3],
        "value": [5, 4, 3],
        "floor": [4, 4, 4],
        "ceiling": [],
        "value_name": "in flight",
        "limit_name": "occupancy",
        "fails": [[2.5, 3]],
        "marks": [{"kind": "counterexample", "x": 3, "value": 3, "floor": 4, "ceiling": None, "aside": False}],
    }
)


def report(level, clause, status):
    verdict = RuleVerdict("CI-101", status, level, (clause,), assurance=Assurance.EXACT)
    found = build("test", [file_entry(examined(subject([verdict])), Specs(*RULES), lambda name: name)], 0)
    (file,) = found.files
    (entry,) = file.descriptors
    (rule,) = entry.rules
    (drawn,) = rule.clauses
    rule = rule.model_copy(update={"level": level, "clauses": (drawn.model_copy(update={"picture": PICTURE}),)})
    entry = entry.model_copy(update={"rules": (rule,)})
    return found.model_copy(update={"files": (file.model_copy(update={"descriptors": (entry,)}),)})


@pytest.mark.parametrize(("level", "colour"), [("must", RED), ("should", AMBER), ("preview", GREY)])
def test_a_drawing_for_paper_is_as_grave_as_the_rule(level, colour):
    (problem,) = pdf_data.data_of(report(level, STARVED, Status.FAIL), "en")["sections"][0]["problems"]
    assert colour in problem["picture"]
    assert [other for other in (RED, AMBER, GREY) if other in problem["picture"]] == [colour]


def test_a_preview_that_passes_is_told_as_one():
    found = report("preview", FITS, Status.PASS)
    data = pdf_data.data_of(found, "en")
    (section,) = data["sections"]
    assert [(rule["tone"], rule["cells"][0]) for rule in section["rules"]] == [("preview", "pass (preview)")]
    assert [(bar["tone"], bar["light"]) for bar in section["bars"]] == [("preview", "pass (preview)")]
    assert data["tallies"] == [["preview", "1", "pass (preview)"]]
    assert pdf.render(found, "zh").startswith(b"%PDF")
    page = html.render(found, "en")
    assert '<details class="rule preview passed"' in page
    assert '<span class="badge"><span class="en" lang="en">pass (preview)</span>' in page


def test_the_chart_of_what_is_closest_to_failing_leaves_previews_out():
    counted, preview = (report(level, FITS, Status.PASS) for level in ("must", "preview"))
    both = sections(counted.model_copy(update={"files": (*counted.files, *preview.files)}))
    assert len(both) == 2
    assert [bar.others for bar in passing(both)] == [0]
    (bar,) = bars(preview.files[0].descriptors[0])
    assert tone(bar.said) == "preview"
