import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.documents.source import Source
from conformance.findings.model import Location, Span
from conformance.reports.excerpt import Mark, arrow, excerpt
from conformance.reports.style import Style
from conformance.reports.width import width

STYLE = Style()


def shown(text, *marks):
    return excerpt(Source("a.yaml", text), marks, STYLE)


def test_a_caret_under_each_character_with_its_label():
    assert shown("design:\n  lanes: 512\n", Mark(Span(2, 10, 2, 13), "too many")) == [
        "  |",
        "2 |   lanes: 512",
        "  |          ^^^ too many",
        "  |",
    ]


def test_wide_characters_take_two_columns():
    lines = shown("型号：甲 = 512", Mark(Span(1, 8, 1, 11), "超出"))
    assert lines[1] == "1 | 型号：甲 = 512"
    assert lines[2] == "  |            ^^^ 超出"


def test_a_tab_is_four_blanks_and_the_caret_follows():
    assert shown("\tlanes: 1", Mark(Span(1, 2, 1, 7)))[1:3] == ["1 |     lanes: 1", "  |     ^^^^^"]


def test_steering_characters_are_shown_as_codes():
    lines = shown("a: \x1b[31m1", Mark(Span(1, 4, 1, 5)))
    assert lines[1] == "1 | a: \\x1b[31m1"
    assert lines[2] == "  |    ^^^^"


def test_the_second_mark_has_strokes_and_a_single_line_between_is_shown():
    lines = shown("a: 1\nb: 2\nc: 3\n", Mark(Span(3, 4, 3, 5), "here"), Mark(Span(1, 4, 1, 5), "or here", main=False))
    assert lines == ["  |", "1 | a: 1", "  |    - or here", "2 | b: 2", "3 | c: 3", "  |    ^ here", "  |"]


def test_many_lines_between_are_dots():
    text = "\n".join(f"k{number}: 1" for number in range(1, 12))
    lines = shown(text, Mark(Span(1, 5, 1, 6)), Mark(Span(11, 6, 11, 7), main=False))
    assert "..." in lines
    assert lines[1] == " 1 | k1: 1"


def test_a_long_line_is_cut_so_that_the_mark_can_be_seen():
    text = "bandwidth: {" + ", ".join(f"key{number}: {number}" for number in range(30)) + "}"
    at = text.index("key20")
    lines = shown(text, Mark(Span(1, at + 1, 1, at + 6), "this one"))
    assert all(width(line) <= 80 for line in lines)
    assert lines[1].startswith("1 | …")
    caret = lines[2].index("^")
    assert lines[1][caret : caret + 5] == "key20"


def test_a_second_mark_out_of_sight_is_left_out():
    text = "a: " + "x" * 200 + " end"
    lines = shown(text, Mark(Span(1, 1, 1, 2), "main"), Mark(Span(1, 205, 1, 208), "or that", main=False))
    assert not any("-" in line for line in lines)


def test_a_long_label_goes_on_under_itself():
    lines = shown("lanes: 8", Mark(Span(1, 8, 1, 9), "word " * 30))
    assert len(lines) > 4
    assert all(width(line) <= 80 for line in lines)


def test_a_span_over_several_lines_marks_the_rest_of_its_first():
    assert shown("a:\n  b: 1\n", Mark(Span(1, 1, 2, 7)))[2] == "  | ^^"


def test_an_empty_span_has_one_caret():
    assert shown("a:", Mark(Span(1, 3, 1, 3)))[2] == "  |   ^"


def test_arrow():
    assert arrow(Location("a.yaml", Span(3, 4, 3, 5)), 2, STYLE) == "  --> a.yaml:3:4"
    assert arrow(Location("a.yaml"), 1, STYLE) == " --> a.yaml"


@given(
    st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), min_size=1, max_size=300),
    st.integers(1, 300),
    st.integers(0, 100),
    st.text(max_size=120),
    st.integers(40, 120),
)
def test_nothing_is_wider_than_the_terminal(line, column, length, label, columns):
    column = min(column, len(line))
    end = min(column + length, len(line) + 1)
    marks = [Mark(Span(1, column, 1, end), label)]
    lines = excerpt(Source("a", line), marks, Style(width=columns))
    assert all(width(text) <= columns for text in lines)
    assert any("^" in text for text in lines[2:])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_colours_only_where_asked(lang):
    marks = [Mark(Span(1, 1, 1, 2), "x")]
    assert "\x1b" not in "".join(excerpt(Source("a", "a: 1"), marks, Style(lang)))
    assert "\x1b[1;31m^ x\x1b[0m" in "".join(excerpt(Source("a", "a: 1"), marks, Style(lang, color=True)))


class Looked(str):
    """A line that counts the characters taken out of it."""

    __slots__ = ()
    taken = 0

    def __getitem__(self, part):
        piece = super().__getitem__(part)
        Looked.taken += len(piece)
        return piece


class LongLine(Source):
    def line(self, number):
        return Looked(super().line(number))


def test_of_a_long_line_only_what_can_be_seen_is_looked_at():
    # A list of 60,000 wrong numbers is one line and 60,000 findings: each may cost what it shows, not the line.
    source = LongLine("a.yaml", "a: [" + "é12, " * 100_000 + "]")
    Looked.taken = 0
    lines = excerpt(source, [Mark(Span(1, 250_005, 1, 250_008), "wrong")], STYLE)
    assert lines[1][lines[2].index("^^^ wrong") :].startswith("é12, ")
    assert Looked.taken < 50_000
