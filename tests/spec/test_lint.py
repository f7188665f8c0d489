"""Every slip that a rule's author can make has its finding, at the right character of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.findings.catalogue import help_text, sentence
from conformance.findings.model import Severity
from conformance.spec.lint import lint

SPECS = Path(__file__).parents[2] / "specs"
RULE = "rules/DEMO-001-power-suffices.yaml"


def found(area, *paths):
    findings = lint(paths or [area.root])
    return [(finding.code, *_place(finding), sentence(finding.code, "en", finding.arguments)) for finding in findings]


def _place(finding):
    span = finding.location.span
    return (span.line, span.column) if span else (0, 0)


NOTE = ("SPEC-vendor-switch", 11, 7, "a vendor who leaves out envelope.coolant is not judged by this rule")

# what to replace in the rule, by what, and the one finding that comes of it
SLIPS = [
    # the file's form
    ("level: must", "levle: must", ("SPEC-misspelt-key", 4, 1, "there is no levle here; did you mean level?")),
    ("level: must\n", "", ("SPEC-missing-key", 1, 1, "level is missing")),
    ("level: must", "level: maybe", ("SPEC-not-one-of", 4, 8, "level: maybe is not one of must, should")),
    ("status: read", "staus: read", ("SPEC-misspelt-key", 10, 44, "there is no staus here; did you mean status?")),
    (", zh: 功率足够}", "}", ("SPEC-missing-key", 6, 1, "zh is missing")),
    ("zh: 泵会失速。", "zh: 泵会失速,会的", ("SPEC-comma-in-flow", 8, 34, "'会的' became a key of its own")),
    ('since: "2026.12"', "since: 2026.12", ("SPEC-expected-text", 3, 8, "since: expected a text, found 2026.12")),
    ("id: DEMO-001", "id: demo1", ("SPEC-pattern", 1, 5, "id: demo1 is not written as it must be")),
    ("  hydraulic: claims.head * flow", "  Hydraulic: claims.head * flow", ("SPEC-bad-name", 20, 3, None)),
    ("    range: envelope.coolant\n", "", ("SPEC-one-form", 16, 5, None)),
    ("    range: envelope.coolant\n", "    range: [1, 2, 3]\n", ("SPEC-two-ends", 16, 5, None)),
    (
        "applies_to: [Pump]",
        "applies_to: [Pmup]",
        ("SPEC-misspelt-kind", 5, 14, "the area has no kind Pmup; did you mean Pump?"),
    ),
    # the syntax of formulas
    (
        "  hydraulic: claims.head * flow",
        "  hydraulic: [claims.head for x in y]",
        ("SPEC-quote-formula", 20, 14, "YAML read this formula as something else: quote it"),
    ),
    (
        "  hydraulic: claims.head * flow",
        "  hydraulic: claims.head * * flow",
        ("SPEC-expression-syntax", 20, 28, "the formula breaks off here: invalid syntax"),
    ),
    (
        "  hydraulic: claims.head * flow",
        "  hydraulic: claims.head ^ flow",
        ("SPEC-expression-caret", 20, 28, "^ is not a power"),
    ),
    ("design.power >= needed", "design.power = needed", ("SPEC-expression-sign", 28, 24, "formulas do not know `=`")),
    ("design.power >= needed", "design.power ≥ needed", ("SPEC-expression-sign", 28, 24, "formulas do not know `≥`")),
    (
        "design.power >= needed",
        "design.power >= needed && true",
        ("SPEC-expression-sign", 28, 34, "formulas do not know `&&`"),
    ),
    ("design.power >= needed", "(needed, 1)", ("SPEC-expression-construct", 28, 11, "formulas have no Tuple")),
    ("  flow: 10 L/min", "  flow: 10 L/mn", ("QTY-", 13, 9, None)),
    ("resolution: 0.1 K", "resolution: 0.1 kelvins", ("QTY-", 18, 17, None)),
    ("nominal: min", "nominal: fleece", ("SPEC-unknown-name", 17, 14, None)),
    ("nominal: min", "nominal: design.power", ("SPEC-dimensions-differ", 17, 14, None)),
    ("resolution: 0.1 K", "resolution: 0.1 s", ("SPEC-dimensions-differ", 18, 17, None)),
    # the names in formulas
    (
        "design.power >= needed",
        "design.power >= neeed",
        ("SPEC-misspelt-name", 28, 27, "there is no neeed here; did you mean needed?"),
    ),
    (
        "  hydraulic: claims.head * flow",
        "  hydraulic: claims.haed * flow",
        ("SPEC-misspelt-field", 20, 14, "claims has no haed; did you mean head?"),
    ),
    (
        "warmth - envelope",
        "abss(warmth) - envelope",
        ("SPEC-misspelt-function", 23, 10, "there is no function abss; did you mean abs?"),
    ),
    ("range: envelope.coolant", "range: envelope.coolent", ("SPEC-misspelt-field", 16, 12, None)),
    (
        "when: has(envelope.coolant)\n",
        "",
        ("SPEC-optional-unguarded", 15, 12, "envelope.coolant may be absent"),
    ),
    (
        "kelvin: 2 * (",
        "kelvin: base + 2 * (",
        ("SPEC-let-cycle", 24, 3, "these lets need one another: base → kelvin → base"),
    ),
    # the dimensions of formulas
    (
        "design.power >= needed",
        "design.power + envelope.coolant.max >= needed",
        ("SPEC-dimensions-differ", 28, 11, "power (W) does not go with temperature (degC)"),
    ),
    (
        "  hydraulic: claims.head * flow",
        "  hydraulic: claims.head * flow + warmth",
        ("SPEC-dimensions-differ", 20, 14, None),
    ),
    (
        "  swing: warmth - envelope.coolant.min",
        "  swing: warmth + envelope.coolant.min",
        ("SPEC-points-added", 23, 10, None),
    ),
    ("design.power >= needed", "needed", ("SPEC-not-a-truth", 28, 11, None)),
    # messages, blame, examples
    ("{needed} at {warmth}, but there", "{nedded} at {warmth}, but there", ("SPEC-placeholder-unknown", 33, 11, None)),
    ("{needed} at {warmth}, but there", "{needed}, but there", ("SPEC-placeholders-differ", 32, 5, None)),
    (
        "blame: [design.power,",
        "blame: [design.powr,",
        ("SPEC-blame-misspelt", 31, 13, "design.powr is not a field of Pump; did you mean power?"),
    ),
    (
        "blame: [design.power,",
        "blame: [warmth,",
        ("SPEC-blame-variable", 31, 13, "warmth is a variable, which nobody can change"),
    ),
    ("  - base: good\n    passes: {}\n", "", ("SPEC-no-example-passes", 38, 1, "the rule has no example that passes")),
    (
        "  - base: good\n    passes",
        "  - base: goood\n    passes",
        ("SPEC-example-base", 39, 11, "there is no examples/goood.yaml"),
    ),
    (
        "    clause: carries-the-head",
        "    clause: carries",
        ("SPEC-example-clause", 43, 13, "the rule has no clause carries"),
    ),
    (
        "fails: {design.power: 1 W}",
        "fails: {design.powr: 1 W}",
        ("SPEC-example-path", 42, 13, "design.powr is not a field of Pump"),
    ),
    (
        "at: {warmth: 20 degC}",
        "at: {wramth: 20 degC}",
        ("SPEC-example-variable", 44, 10, "the rule has no variable wramth"),
    ),
    ("    passes: {}", "    passes: {}\n    fails: {}", ("SPEC-one-verdict", 39, 5, None)),
    # names and their use
    ("name: power-suffices", "name: power-is-enough", ("SPEC-file-name", 1, 5, None)),
    ("  kelvin: 2 *", "  unused: 3\n  kelvin: 2 *", ("SPEC-unused-let", 25, 3, "nothing uses unused")),
    ("  kelvin: 2 *", "  unused: design.power + flow\n  kelvin: 2 *", ("SPEC-dimensions-differ", 25, 11, None)),
    (
        "  flow: 10 L/min",
        "  flow: 10 L/min\n  spare: 1 s",
        ("SPEC-unused-constant", 14, 3, "nothing uses the constant spare"),
    ),
    (
        "  flow: 10 L/min",
        "  flow: 10 L/min\n  design: 1 s",
        ("SPEC-name-taken", 14, 3, "design is taken: it is a part of the descriptor"),
    ),
    ("design.power > 0", "needed / base == 2 * flow", ("SPEC-dimensions-differ", 29, 11, None)),
    (
        "reserve_share > 2",
        "reserve_share / 2 == 1",
        ("SPEC-equality", 36, 15, "computed numbers are rarely equal: reserve_share / 2 == 1"),
    ),
]


def test_a_good_area_has_only_notes(area):
    assert found(area) == [NOTE]


@pytest.mark.parametrize(
    ("old", "new", "expected"), SLIPS, ids=[f"{slip[2][0]}-{index}" for index, slip in enumerate(SLIPS)]
)
def test_one_slip_is_one_finding(area, old, new, expected):
    area.change(RULE, old, new)
    rest = [entry for entry in found(area) if entry[0] != NOTE[0]]
    code, line, column, text = expected
    assert [(entry[0].startswith(code), *entry[1:3]) for entry in rest] == [(True, line, column)], rest
    assert text is None or rest[0][3] == text


def test_a_placeholder_must_be_known_in_both_languages(area):
    area.change(RULE, "{needed} at {warmth}, but there", "{nedded} at {warmth}, but there")
    area.change(RULE, "{warmth} 时需要 {needed}", "{warmth} 时需要 {nedded}")
    codes = [entry[0] for entry in found(area)]
    assert codes.count("SPEC-placeholder-unknown") == 2


@pytest.mark.parametrize("forms", ["blade", "blade|blades|more", "|blades", "blade |blades", ""])
def test_a_count_has_a_form_for_one_and_a_form_for_many(area, forms):
    area.change(RULE, "{needed} at {warmth}, but there", "{needed} {needed:%s} at {warmth}, but there" % forms)  # noqa: UP031
    assert [entry[0] for entry in found(area) if entry[0] != NOTE[0]] == ["SPEC-placeholder-forms"]


def test_a_form_is_no_further_name_that_the_other_language_would_have_to_say(area):
    area.change(RULE, "{needed} at {warmth}, but there", "{needed} {needed:watt|watts} at {warmth}, but there")
    assert found(area) == [NOTE]


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("{reserve_share} blades", ["blades"]),
        ("{reserve_share} spare blades", ["spare blades"]),
        ("{reserve_share} {reserve_share:blade|blades}", []),
        ("{reserve_share} of blades", []),
        ("{reserve_share} is", []),
        ("{needed} watts", []),  # a quantity is shown with its unit
    ],
)
def test_a_plural_behind_a_plain_number_is_noted(area, words, noted):
    area.change(RULE, "{needed} at {warmth}, but there", f"{{needed}} at {{warmth}}, {words} there")
    area.change(RULE, "{warmth} 时需要 {needed}", "{warmth} 时需要 {needed} {reserve_share}")
    findings = [finding for finding in lint([area.root]) if finding.code == "SPEC-one-of-many"]
    assert [finding.arguments["many"] for finding in findings] == noted
    assert all(finding.severity is Severity.NOTE for finding in findings)


def test_no_sentence_of_the_shipped_specs_puts_a_plural_behind_a_number():
    findings = lint([SPECS])
    assert not [finding for finding in findings if finding.code == "SPEC-one-of-many"]


def test_a_caret_stands_inside_a_folded_formula(area):
    area.change(
        RULE, "  hydraulic: claims.head * flow", "  hydraulic: >-\n    claims.head\n    * flow\n    + misspelt_name"
    )
    assert [entry[:3] for entry in found(area) if entry[0] != NOTE[0]] == [("SPEC-unknown-name", 23, 7)]


def test_a_caret_stands_inside_a_quoted_formula(area):
    area.change(RULE, "  hydraulic: claims.head * flow", "  hydraulic: 'claims.head * flwo'")
    assert [entry[:3] for entry in found(area) if entry[0] != NOTE[0]] == [("SPEC-misspelt-name", 20, 29)]


def test_a_fault_in_a_let_is_reported_where_it_is_written(area):
    area.change(RULE, "hydraulic * (1 + swing / base)", "hydraulic * (1 + swing / bose)")
    assert [entry[:3] for entry in found(area) if entry[0] != NOTE[0]] == [("SPEC-misspelt-name", 22, 36)]


def test_a_hint_may_use_what_its_clause_guards(area):
    area.change(RULE, "when: design.power > 0", "when: has(design.efficiency)")
    area.change(RULE, "reserve_share > 2", "design.efficiency > 2")
    codes = [entry[0] for entry in found(area)]
    assert "SPEC-optional-unguarded" not in codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "SPEC-empty"), ("# nothing yet\n", "SPEC-empty"), ("id: A\n---\nid: B\n", "SPEC-several-documents")],
)
def test_a_spec_file_holds_one_document(area, text, code):
    area.write(RULE, text)
    (finding,) = lint([area.rule])
    assert finding.code == code
    assert "init" not in help_text(code, "en", finding.arguments)


def test_rule_ids_are_unique(area):
    text = area.rule.read_text(encoding="utf-8")
    area.write("rules/DEMO-002-other.yaml", text)
    assert "SPEC-repeated-rule" in [entry[0] for entry in found(area)]


def test_rule_ids_are_unique_among_areas(area):
    import shutil

    other = area.root / "second-area"
    shutil.copytree(area.folder, other)
    text = (other / "area.yaml").read_text(encoding="utf-8").replace("demo-area", "second-area")
    (other / "area.yaml").write_text(text, encoding="utf-8")
    assert [entry[0] for entry in found(area) if entry[0] != NOTE[0]] == ["SPEC-repeated-rule"]


def test_an_edition_names_rules_that_exist(area):
    area.root.joinpath("editions").mkdir()
    area.root.joinpath("editions/2026.12.yaml").write_text(
        'edition: "2026.12"\nrules:\n  - {id: DEMO-001, level: should}\n  - {id: DEMO-009, level: must}\n'
        "  - {id: DEMO-001, level: must}\n"
    )
    codes = {entry[0]: entry[1] for entry in found(area) if entry[0].startswith("SPEC-edition")}
    assert codes == {"SPEC-edition-level": 3, "SPEC-edition-unknown-rule": 4, "SPEC-edition-repeated": 5}


def test_a_rule_outside_every_edition_is_noted(area):
    area.root.joinpath("editions").mkdir()
    area.root.joinpath("editions/2026.12.yaml").write_text('edition: "2026.12"\nrules: [{id: DEMO-009, level: must}]\n')
    assert "SPEC-not-in-edition" in [entry[0] for entry in found(area)]


KINDS = [
    ("type: integer, minimum: 1", "type: integer, minium: 1", "SPEC-misspelt-key"),
    ("quantity: power", "quantity: pwer", "SPEC-misspelt-dimension"),
    ("quantity: power", "quantity: happiness", "SPEC-unknown-dimension"),
    ("least: 1 W", "least: 1 K", "QTY-wrong-dimension"),
    ("most: 1 MPa", "most: 1 W", "QTY-wrong-dimension"),
    ("    additionalProperties: false\n", "", "SPEC-open-object"),
    ("required: [stages, power, drive]", "required: [stages, powr, drive]", "SPEC-required-unknown"),
    ("      efficiency:", "      return:", "SPEC-field-name"),
    ("      power:", "      power_kw:", "SPEC-unit-in-name"),
    ("title: {en: Stages, zh: 级数}", "title: Stages", "SPEC-untitled"),
    ("type: integer, minimum: 1", "type: integer, asked: yes, minimum: 1", "SPEC-expected-truth"),
    ("type: integer, minimum: 1", "minimum: 1", "SPEC-open-value"),
    ("law: log-log", "law: log", "SPEC-not-one-of"),
    ("examples: [400 W]", "examples: [400]", "SPEC-bad-example"),
    ("  claims:\n", "  promises:\n", "SPEC-not-a-group"),
    ('pattern: "^[A-Z]+$"', 'pattern: "[A-Z"', "SPEC-schema-refused"),
]


@pytest.mark.parametrize(("old", "new", "code"), KINDS)
def test_a_kind_is_written_in_our_profile(area, old, new, code):
    area.change("kinds/Pump.schema.yaml", old, new)
    assert code in [entry[0] for entry in found(area)]


def test_area_and_files_agree(area):
    area.change("area.yaml", "kinds: [Pump]", "kinds: [Pump, Fan]")
    assert ("SPEC-kind-without-schema", 5, 15) in [entry[:3] for entry in found(area)]
    area.change("area.yaml", "kinds: [Pump, Fan]", "kinds: [Fan]")
    assert "SPEC-kind-not-listed" in [entry[0] for entry in found(area)]
    area.change("area.yaml", "id: demo-area", "id: other-area")
    assert "SPEC-area-folder" in [entry[0] for entry in found(area)]


TABLE = """\
table: media
title: {en: Media, zh: 介质}
key: medium
columns:
  delay: {quantity: delay-per-length}
  levels: {type: integer}
rows:
  dac: {delay: 4.7 ns/m, levels: 2, source: {document: book, status: read}}
"""
FUNCTIONS = """\
functions:
  - name: double
    title: {en: Twice, zh: 两倍}
    arguments: {x: power}
    returns: power
    expression: 2 * x
"""


def test_good_tables_and_functions_pass(area):
    area.write("tables/media.yaml", TABLE)
    area.write("functions.yaml", FUNCTIONS)
    assert found(area) == [NOTE]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("table: media", "table: medium", "SPEC-table-name"),
        ("delay-per-length}", "delay-per-lenght}", "SPEC-misspelt-dimension"),
        ("4.7 ns/m", "4.7 ns", "QTY-wrong-dimension"),
        ("levels: 2", "levels: two", "KIND-expected-integer"),
        (", source: {document: book, status: read}", "", "KIND-missing-key"),
        ("status: read", "status: unread", "SPEC-not-one-of"),
        ("levels: 2", "levls: 2", "KIND-misspelt-key"),
    ],
)
def test_a_table_is_checked_row_by_row(area, old, new, code):
    area.write("tables/media.yaml", TABLE)
    area.change("tables/media.yaml", old, new)
    assert code in [entry[0] for entry in found(area)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2 * x", "2 * y", "SPEC-unknown-name"),
        ("2 * x", "x * x", "SPEC-dimensions-differ"),
        ("returns: power", "returns: time", "SPEC-dimensions-differ"),
        ("x: power", "x: pwer", "SPEC-misspelt-dimension"),
        ("2 * x", "double(x)", "SPEC-function-not-before"),
        ("expression: 2 * x", "expression: 2 *", "SPEC-expression-syntax"),
        ("name: double", "name: ceil", "SPEC-name-taken"),
    ],
)
def test_a_function_yields_what_it_says(area, old, new, code):
    area.write("functions.yaml", FUNCTIONS)
    area.change("functions.yaml", old, new)
    assert code in [entry[0] for entry in found(area)]


def test_of_a_single_file_only_its_own_findings(area):
    area.change(RULE, "level: must", "levle: must")
    area.change("kinds/Pump.schema.yaml", "title: {en: Stages, zh: 级数}", "title: Stages")
    assert [entry[0] for entry in found(area, area.rule)] == ["SPEC-misspelt-key"]
    assert [entry[0] for entry in found(area, area.folder / "kinds")] == ["SPEC-untitled"]


def test_a_rule_outside_any_area_is_checked_against_its_kind(tmp_path, lab):
    path = tmp_path / "CI-999-lonely.yaml"
    path.write_text(
        'id: CI-999\nname: lonely\nsince: "2026.12"\nlevel: must\napplies_to: [LinkPort]\n'
        "title: {en: a, zh: b}\nstatement: {en: a, zh: b}\nwhy: {en: a, zh: b}\n"
        "sources: [{document: x, status: read}]\nrequire: design.lane_rate > design.lanes\n"
    )
    assert "SPEC-dimensions-differ" in [finding.code for finding in lint([path])]


@pytest.mark.parametrize(
    "text", ["", "- 1\n", "a: [1\n", "id: x\n", "\x00", "require: 1\n", "a: &x 1\nb: *x\n", "42\n"]
)
def test_nothing_that_stands_in_a_rule_file_raises(area, text):
    area.write(RULE, text)
    findings = lint([area.root])
    assert any(finding.severity is Severity.ERROR for finding in findings)


@pytest.mark.parametrize("name", ["area.yaml", "kinds/Pump.schema.yaml"])
@pytest.mark.parametrize(
    "text",
    [
        *("", "- 1\n", "a: [1\n", "a: 1\n", "42\n", "properties: 3\n", "type: [object]\n", "$defs: [1]\n"),
        *("properties: {design: 3}\n", "properties: {design: {type: object, required: x}}\n"),
        "properties: {claims: {claim: power, basis: [1]}}\n",
    ],
)
def test_nothing_that_stands_in_a_spec_file_raises(area, name, text):
    area.write(name, text)
    findings = lint([area.root])
    assert any(finding.severity is Severity.ERROR for finding in findings)


def test_a_path_without_specs_says_so(tmp_path):
    assert [finding.code for finding in lint([tmp_path, tmp_path / "missing.yaml"])] == [
        "SPEC-not-a-spec",
        "DOC-missing",
    ]


def test_findings_speak_both_languages(area):
    area.change(RULE, "design.power >= needed", "design.power + envelope.coolant.max >= needed")
    finding = next(finding for finding in lint([area.root]) if finding.code == "SPEC-dimensions-differ")
    assert sentence(finding.code, "zh", finding.arguments) == "功率 (W) 与 温度 (degC) 不能并用"
    assert "{" not in help_text(finding.code, "zh", finding.arguments)


UNITS = """\
bases: [s, m]
prefixes: {k: 1000}
units:
  s: {title: {en: second, zh: 秒}}
  m: {prefixes: [k], title: {en: metre, zh: 米}}
  h: {is: 3600 s, title: {en: hour, zh: 时}}
dimensions:
  time: {unit: s, show: [s, h], title: {en: time, zh: 时间}}
  speed: {unit: m/s, show: [m/s], accepts: [km/h], title: {en: speed, zh: 速度}}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("bases", "bases", []),
        (
            "is: 3600 s",
            "is: 3600 sec",
            [("SPEC-unit-open", 6, 6), ("SPEC-unit-foreign", 8, 29), ("SPEC-unit-foreign", 9, 45)],
        ),
        (
            "is: 3600 s",
            "is: 3600 h",
            [("SPEC-unit-open", 6, 6), ("SPEC-unit-foreign", 8, 29), ("SPEC-unit-foreign", 9, 45)],
        ),
        ("bases: [s, m]", "bases: [s]", None),
        ("prefixes: [k]", "prefixes: [q]", [("SPEC-unit-prefix", 5, 18), ("SPEC-unit-foreign", 9, 45)]),
        ("accepts: [km/h]", "accepts: [km]", [("SPEC-unit-foreign", 9, 45)]),
        ("unit: m/s", "unit: m/q", [("SPEC-unit-open", 9, 17)]),
        ("show: [s, h]", "shwo: [s, h]", [("SPEC-misspelt-key", 8, 19)]),
    ],
)
def test_a_table_of_units_leads_back_to_its_bases(tmp_path, old, new, expected):
    path = tmp_path / "units.yaml"
    path.write_text(UNITS.replace(old, new, 1), encoding="utf-8")
    findings = [(finding.code, *_place(finding)) for finding in lint([path])]
    if expected is None:
        assert findings
    else:
        assert findings == expected


def test_the_lab_s_specs_are_in_order():
    findings = lint([Path(__file__).parents[2] / "specs"])
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def _errors(area):
    return [entry[:3] for entry in found(area) if entry[0] not in {NOTE[0], "SPEC-not-in-edition"}]


def test_all_faults_of_a_rule_are_told_at_once(area):
    """The first one alone was told, so that its author came back once for each."""
    area.change(RULE, "  hydraulic: claims.head * flow", "  hydraulic: claims.haed * (flwo + 2)")
    area.change(RULE, "  swing: warmth - envelope.coolant.min", "  swing: warmth - envelope.colant.min")
    area.change(RULE, "design.power >= needed", "design.powr >= needed and design.stges > 3")
    area.change(RULE, "reserve_share > 2", "reserve_share > 2 K")
    assert _errors(area) == [
        ("SPEC-misspelt-field", 20, 14),
        ("SPEC-misspelt-name", 20, 29),
        ("SPEC-misspelt-field", 23, 19),
        ("SPEC-misspelt-field", 28, 11),
        ("SPEC-misspelt-field", 28, 37),
        ("SPEC-expression-unit", 36, 31),
    ]


def test_what_hangs_on_a_broken_part_is_not_told_as_well(area):
    """A let that cannot be read is no unknown name in all formulas that use it; nor is a variable without a range."""
    area.change(RULE, "  needed: hydraulic * (1 + swing / base)", "  needed: hydraulic * * (1 + swing / base)")
    assert [code for code, *_ in _errors(area)] == ["SPEC-expression-syntax"]
    area.change(RULE, "hydraulic * * (1", "hydraulic * (1")
    area.change(RULE, "    range: envelope.coolant\n", "    range: envelope.colant\n")
    assert [code for code, *_ in _errors(area)] == ["SPEC-misspelt-field"]
    area.change(RULE, "    range: envelope.colant\n", "    range: envelope.coolant\n")
    area.change(RULE, "when: has(envelope.coolant)", "when: has(envelope.coolant) and")
    assert [code for code, *_ in _errors(area)] == ["SPEC-expression-syntax"]
    area.change(RULE, "has(envelope.coolant) and", "has(envelope.coolant)")
    area.change(RULE, "flow: 10 L/min", "flow: 10 Lpm")
    assert len(_errors(area)) == 1


def test_a_folded_formula_of_the_wrong_sort_is_shown_where_it_begins(area):
    """The caret stood under the mark of the scalar, `>-`."""
    area.change(RULE, "that: design.power >= needed", "that: >-\n      design.power\n      + needed")
    assert _errors(area) == [("SPEC-not-a-truth", 29, 7)]
