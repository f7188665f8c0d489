"""``--redact``: no name and no value of the descriptor in any format, the same verdicts and margins."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from conformance.cli.deciding import examine
from conformance.cli.main import run
from conformance.documents.inputs import read
from conformance.documents.strict_yaml import load
from conformance.engine.verdicts import Detail
from conformance.findings.model import Finding, Location, Span
from conformance.reports import model
from conformance.reports.entries import file_entry
from conformance.reports.formats import FORMATS, renderer
from conformance.reports.json_report import build
from conformance.reports.redact import redacted
from conformance.spec.load import open_specs
from tests.reports.samples import RULES, STARVED, TEXT, RuleVerdict, Specs, Status, examined, subject

ROOT = Path(__file__).resolve().parents[2]
SUBMISSIONS = [
    "delta-credits-153",
    "lyra-two-half-pumps",
    "boreal-baud-for-bits",
]
TEXTS = [name for name in FORMATS if name != "pdf"]
"""The PDF is read back in ``test_pdf``."""
names = st.text("qxzjkwv", min_size=9, max_size=14)
figures = st.integers(10**7, 10**8).map(lambda number: f"{number}7")


def words_of(value):
    """Every name and figure in a document: its scalars, and the keys of the vendor's own lists."""
    if isinstance(value, dict):
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)


@pytest.fixture(scope="module")
def specs():
    return open_specs()


@pytest.fixture(scope="module", params=SUBMISSIONS)
def pair(request, specs):
    """A report on a submission, and its redacted form."""
    file = ROOT / "examples" / f"{request.param}.yaml"
    found = examine(str(file), specs, static_only=False, detail=Detail.PICTURES)
    whole = build("test", [file_entry(found, specs, lambda _: f"{request.param}.yaml")], 1)
    return whole, redacted(whole), load(read(str(file)))[0][0].value


def test_verdicts_and_levels_are_the_same(pair):
    whole, hidden, _ = pair
    for one, other in zip(whole.files[0].descriptors, hidden.files[0].descriptors, strict=True):
        assert (one.level, one.counts, one.conforming) == (other.level, other.counts, other.conforming)
        assert [(r.id, r.status, r.assurance) for r in one.rules] == [
            (r.id, r.status, r.assurance) for r in other.rules
        ]
    assert whole.exit_code == hidden.exit_code
    assert whole.totals == hidden.totals


def test_the_smallest_margin_of_each_clause_is_kept_in_per_cent(pair):
    whole, hidden, _ = pair
    for one, other in zip(whole.files[0].descriptors[0].rules, hidden.files[0].descriptors[0].rules, strict=True):
        for clause in other.clauses:
            records = [part for part in one.clauses if part.clause == clause.clause and part.status == clause.status]
            known = [part.margin.per_cent for part in records if part.margin and part.margin.per_cent is not None]
            if known:
                assert clause.margin.per_cent == pytest.approx(min(known), rel=5e-3)
                assert clause.margin.amount is None


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_figure_of_a_submission_is_shown(pair, name, lang):
    """Figures with their units, and names; short plain words and numbers (8, pam4) belong to the lab's texts as well."""
    _, hidden, value = pair
    text = renderer(name)(hidden, lang)
    public = json.dumps(
        [
            rule.model_dump(include={"title", "statement", "why", "sources"})
            for d in hidden.files[0].descriptors
            for rule in d.rules
        ],
        ensure_ascii=False,
    )
    told = set(words_of({key: part for key, part in value.items() if key not in {"apiVersion", "kind"}}))
    secret = {word for word in told if re.search(r"\d [^%\s]|-|_|\d{4}", word) and word not in public}
    assert len(secret) > 3
    assert [word for word in secret if word in text] == []


@settings(max_examples=10, phases=(Phase.generate,))  # every failure is as small as any other
@given(st.lists(names, min_size=5, max_size=5, unique=True), st.tuples(figures, figures))
def test_no_name_and_no_value_is_shown_in_any_format(words, numbers):
    """Whatever a verdict or a finding carries: every text of the sample is replaced by one that can be found again."""
    from conformance.engine.shown import Formula, Margin, Point, Repair, Shown
    from conformance.engine.verdicts import Reason

    (vendor, model, file, record, key), (figure, argument) = words, numbers
    shown = Shown(f"{figure} GB/s")
    clause = STARVED._replace(
        record=record,
        same=(f"{record}2",),
        reason=Reason("ENGINE-no-claim", {"claim": key}),
        margin=Margin(shown, STARVED.margin.per_cent, STARVED.margin.dimension, shown),
        worst=Point({key: shown}),
        counterexample=Point({key: shown}, (key,)),
        begins={key: (shown, shown)},
        immaterial=(key,),
        blamed=("design.credits",),
        repairs=(Repair("design.credits", figure, (argument,), "at-least"),),
        formula=Formula(f"design.{key}", f"{figure} = {argument}", ((key, key, figure, argument),)),
        messages={"en": f"{key} {figure}", "zh": f"{key} {figure}"},
        hints=({"en": f"{key} {figure}"},),
    )
    verdicts = [
        RuleVerdict("CI-101", Status.FAIL, "must", (clause,), defaults_used=(f"design.{key}",)),
        RuleVerdict("CI-104", Status.NOT_TESTED, "must", reason=Reason("ENGINE-no-claim", {"claim": key})),
    ]
    findings = [
        Finding("QTY-no-unit", Location(f"{file}.yaml", Span(6, 3, 6, 10)), {"text": argument}, path=f"design.{key}")
    ]
    text = TEXT.replace("credits: 256", f"credits: {figure}")
    found = examined(subject(verdicts, findings, vendor=vendor, model=model, name=f"{file}.yaml", text=text))
    whole = build("test", [file_entry(found, Specs(*RULES), lambda name: name)], 1)
    secrets = (vendor, model, file, record, key, figure, argument)
    plain = renderer("json")(whole, "en")
    assert all(secret in plain for secret in secrets)
    hidden = redacted(whole)
    for name in TEXTS:
        for lang in ("en", "zh"):
            text = renderer(name)(hidden, lang)
            assert [secret for secret in secrets if secret in text] == [], name


def test_nothing_of_a_redacted_run_is_printed(tmp_path, monkeypatch, capfd):
    file = tmp_path / "topsecret.yaml"
    file.write_text(
        (ROOT / "examples/delta-credits-153.yaml").read_text(encoding="utf-8").replace("delta", "topsecret")
    )
    monkeypatch.chdir(tmp_path)
    assert (
        run(["--lang", "en", "test", "--redact", "topsecret.yaml", "--report", "html=r.html,json=r.json,markdown=-"])
        == 1
    )
    out, err = capfd.readouterr()
    for text in (out, err, (tmp_path / "r.html").read_text("utf-8"), (tmp_path / "r.json").read_text("utf-8")):
        assert not re.search(r"topsecret|153 B|: 256|112 Gbit", text)
    assert "CI-101/keeps-the-wire-busy" in out


def test_a_redacted_report_stays_as_it_is(pair):
    assert redacted(pair[1]) is pair[1]


KEPT = {
    model.Report: "tool spec redacted command conforming exit_code totals files",
    model.FileEntry: "findings descriptors",
    model.DescriptorEntry: "api_version kind conforming level counts findings rules",
    model.FindingEntry: "code severity",
    model.RuleEntry: "id name level static title statement why sources status assurance clauses decided_elsewhere",
    model.ClauseEntry: "clause status assurance margin at_limit low_reserve",
    model.MarginEntry: "per_cent least",
}
DROPPED = {
    model.Report: "schema_ counterexamples",
    model.FileEntry: "file",
    model.DescriptorEntry: "number label vendor model digest attachments parts",
    model.FindingEntry: "path place message label help arguments related",
    model.RuleEntry: "reason defaults_used",
    model.ClauseEntry: "record same reason messages hints worst counterexample begins immaterial blamed repairs formula tried "
    "picture",
    model.MarginEntry: "amount dimension guaranteed ratio",
}


@pytest.mark.parametrize("entry", KEPT, ids=lambda entry: entry.__name__)
def test_of_each_field_it_is_decided_whether_it_may_be_shown(entry):
    """A new field of the report is left out until someone enters it here, and in ``redact`` where it may be shown."""
    assert set(entry.model_fields) == {*KEPT[entry].split(), *DROPPED[entry].split()}
