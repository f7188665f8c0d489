"""Tables of a descriptor: rows in place or in a file say the same; what is wrong in a file is found at its line."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.documents import table_files
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.reports.places import place
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs

DEFINITIONS = """\
$defs:
  colour: {enum: [red, blue], title: {en: Colour, zh: 颜色}}
  colours: {type: array, items: {$ref: "#/$defs/colour"}, title: {en: Colours, zh: 颜色}}
"""
TABLE = """\
      parts:
        table:
          columns:
            part: {type: string, minLength: 1, title: {en: Part, zh: 零件}}
            size: {quantity: length, title: {en: Size, zh: 尺寸}}
            count: {type: integer, minimum: 1, title: {en: Count, zh: 数量}}
            gain: {type: number, title: {en: Gain, zh: 增益}}
            sealed: {type: boolean, title: {en: Sealed, zh: 密封}}
            colours: {$ref: "../definitions.yaml#/$defs/colours", title: {en: Colours, zh: 颜色}}
          required: [part, size]
          key: [part, colours]
        title: {en: Parts, zh: 零件}
      steps:"""
HEAD = "part,size,count,gain,sealed,colours"


@pytest.fixture
def shop(area):
    """The demo area with a table of parts, and a way to read a descriptor with some of it."""
    area.write("definitions.yaml", DEFINITIONS)
    area.change("kinds/Pump.schema.yaml", "      steps:", TABLE)
    return Shop(area)


class Shop:
    def __init__(self, area):
        self.area = area
        self.specs = area.specs()
        self.base = (area.folder / "examples/good.yaml").read_text(encoding="utf-8")

    def read(self, parts):
        text = self.base.replace("  drive: fixed", f"  drive: fixed\n  parts: {parts}")
        documents, findings = load(Source(str(self.area.folder / "part.yaml"), text))
        assert not findings
        return read_descriptor(documents[0], self.specs)

    def of_file(self, text, digest=None):
        (self.area.folder / "parts.csv").write_text(text, encoding="utf-8", newline="")
        digest = digest or hashlib.sha256(text.encode()).hexdigest()
        return self.read(f"{{file: parts.csv, sha256: {digest}}}")

    def said(self, text):
        descriptor, findings = self.of_file(text)
        assert descriptor is None
        return [(f.location.file.rpartition("/")[2], f.location.span[:4], f.code, f.path) for f in findings]


def test_rows_in_place_and_in_a_file_are_the_same(shop):
    inline, _ = shop.read(
        "[{part: a, size: 3 mm, count: 2, gain: 0.5, sealed: true, colours: [red, blue]}, {part: b, size: 1 cm}]"
    )
    filed, findings = shop.of_file(f'{HEAD}\r\n# a remark\na,3 mm,2,0.5,true,red blue\r\n\n"b" ,1 cm,,,,\n')
    assert not findings
    assert filed.data["design"]["parts"] == inline.data["design"]["parts"]
    assert [row["id"] for row in filed.data["design"]["parts"]] == ["a/red+blue", "b/"]
    assert filed.data["design"]["parts"][1].path == ("design", "parts", 1)
    assert filed.quantities[("design", "parts", 1, "size")].text == "1 cm"
    assert filed.written(("design", "parts", 1, "size")).strip() == "1 cm"


def test_places_of_rows(shop):
    descriptor, _ = shop.of_file(f"{HEAD}\na.x,3 mm,2,0.5,true,red\na,1 cm,,,,\n")
    found = place(descriptor, "design.parts.a.x/red.count")
    assert (found.file.rpartition("/")[2], found.span) == ("parts.csv", (2, 10, 2, 11))
    assert place(descriptor, "design.parts.a/.gain").span[:2] == (3, 1)
    assert place(descriptor, "design.power").file.endswith("part.yaml")
    inline, _ = shop.read("[{part: a, size: 3 mm}]")
    assert place(inline, "design.parts.a/.size").span[:2] == (8, 27)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}\na,3 mm,0,,,\n", [("parts.csv", (2, 8, 2, 9), "KIND-below-minimum", "design.parts.0.count")]),
        (f"{HEAD}\na,3 mm,x,,,\n", [("parts.csv", (2, 8, 2, 9), "KIND-expected-integer", "design.parts.0.count")]),
        (f"{HEAD}\na,3 mm,,nan,,\n", [("parts.csv", (2, 9, 2, 12), "KIND-expected-number", "design.parts.0.gain")]),
        (f"{HEAD}\na,3 kg,,,,\n", [("parts.csv", (2, 3, 2, 7), "QTY-wrong-dimension", "design.parts.0.size")]),
        (f"{HEAD}\na,3 mm,,,,red bleu\n", [("parts.csv", (2, 15, 2, 19), "KIND-misspelt-value", "design.parts.0.colours.1")]),
        (f"{HEAD}\na,3 mm\n", [("parts.csv", (2, 1, 2, 7), "FILE-cells", "")]),
        (f'{HEAD}\n"a,3 mm,,,,\n', [("parts.csv", (2, 1, 2, 12), "FILE-quote", "")]),
        (f"{HEAD}\na,3 mm,,,,\na,4 mm,,,,\n", [("parts.csv", (3, 1, 3, 11), "KIND-row-twice", "design.parts.1")]),
        ("part,size,weight\na,3 mm,1\n", [("parts.csv", (1, 11, 1, 17), "FILE-unknown-column", "")]),
        ("part,sise\na,3 mm\n", [
            ("parts.csv", (1, 1, 1, 10), "FILE-missing-column", ""),
            ("parts.csv", (1, 6, 1, 10), "FILE-misspelt-column", ""),
            ("parts.csv", (2, 1, 2, 7), "KIND-missing-key", "design.parts.0"),
        ]),
        ("part,size,part\na,3 mm,b\n", [("parts.csv", (1, 11, 1, 15), "FILE-column-twice", "")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_at_its_cell(shop, text, expected):
    assert sorted(shop.said(text)) == expected


def test_many_equal_faults_are_told_in_a_few_lines(shop):
    rows = "".join(f"p{number},3 mm,0,,,\n" for number in range(1000))
    descriptor, findings = shop.of_file(f"{HEAD}\n{rows}")
    assert descriptor is None
    assert [finding.code for finding in findings] == ["KIND-below-minimum", "KIND-below-minimum", "FILE-more-rows"]
    assert findings[-1].arguments["count"] == "998"
    assert findings[-1].arguments["line"] == "1001"


def test_files_that_are_no_table(shop, monkeypatch):
    assert [finding.code for finding in shop.of_file("")[1]] == ["FILE-no-head"]
    assert [finding.code for finding in shop.of_file(HEAD, "f" * 64)[1]] == ["FILE-digest"]
    assert [finding.code for finding in shop.read("{file: none.csv, sha256: " + "f" * 64 + "}")[1]] == ["FILE-missing"]
    assert [finding.code for finding in shop.read("{file: none.csv}")[1]] == ["KIND-missing-key", "FILE-missing"]
    assert [finding.code for finding in shop.read("seven")[1]] == ["KIND-expected-table"]
    monkeypatch.setattr(table_files, "MOST_ROWS", 2)
    assert [finding.code for finding in shop.of_file(f"{HEAD}\na,3 mm,,,,\nb,3 mm,,,,\nc,3 mm,,,,\n")[1]] == [
        "FILE-too-many-rows"
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@settings(max_examples=60)
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_quoted_cells_come_back_as_they_were(rows):
    quoted = ["".join(('"' + cell.replace('"', '""') + '"') + "," for cell in row)[:-1] for row in rows]
    cells, findings = table_files.read(Source("t.csv", "a,b,c\n" + "\n".join(quoted)))
    assert not findings
    assert cells.rows == rows
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            span = table_files.span(cells, index + 2, column)
            assert cells.source.line(index + 2)[span.column - 1 : span.end_column - 1].strip('"').replace(
                '""', '"'
            ) == cell.strip('"')


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.one_of(st.none(), st.booleans()), st.sets(st.sampled_from(["red", "blue"]))),
        min_size=1,
        max_size=4,
    )
)
def test_any_table_reads_alike_from_both_places(shop, rows):
    cell = {None: "", True: "true", False: "false"}
    inline, lines = [], [HEAD]
    for number, (count, sealed, colours) in enumerate(rows):
        words = sorted(colours)
        extra = f", sealed: {cell[sealed]}" if sealed is not None else ""
        shades = f", colours: [{', '.join(words)}]" if words else ""
        inline.append(f"{{part: p{number}, size: {count} mm, count: {count}{extra}{shades}}}")
        lines.append(f"p{number},{count} mm,{count},,{cell[sealed]},{' '.join(words)}")
    from_list, _ = shop.read(f"[{', '.join(inline)}]")
    from_file, _ = shop.of_file("\n".join(lines))
    assert from_list.data["design"]["parts"] == from_file.data["design"]["parts"]


def test_a_definition_that_is_wrong_is_reported_in_its_file(area):
    area.write("definitions.yaml", "$defs:\n  hue: {type: string, colour: red}\nmore: 1\n")
    specs = open_specs([area.root])
    specs.kind("demo-area/v1", "Pump")
    found = {(finding.code, finding.location.file.rpartition("/")[2]) for finding in specs.problems()}
    assert found == {("SPEC-unknown-key", "definitions.yaml")}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("          key: [part, colours]\n", "", "SPEC-table-columns"),
        ("key: [part, colours]", "key: [part, hue]", "SPEC-required-unknown"),
        ("required: [part, size]", "requires: [part, size]", "SPEC-misspelt-key"),
        ("#/$defs/colours", "#/$defs/hues", "SPEC-reference"),
    ],
)
def test_a_table_that_is_wrong_in_the_schema(area, old, new, code):
    area.write("definitions.yaml", DEFINITIONS)
    area.change("kinds/Pump.schema.yaml", "      steps:", TABLE.replace(old, new))
    specs = open_specs([area.root])
    specs.kind("demo-area/v1", "Pump")
    assert code in {finding.code for finding in specs.problems()}
