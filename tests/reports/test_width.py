import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.reports.width import cut, flat, pad, printable, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("信用量", 6), ("a信b", 4), ("：", 2), ("e\u0301", 1), ("", 0), ("ｗ", 2), ("µ", 1)],
)
def test_width(text, columns):
    assert width(text) == columns


def test_pad_counts_columns():
    assert pad("通过", 6) == "通过  "


def test_cut_never_splits_a_wide_character():
    assert cut("信用量覆盖", 6) == "信用…"
    assert cut("信用量覆盖", 10) == "信用量覆盖"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a    b"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),  # right-to-left override: would turn the line round
        ("\u200b", "\\u200b"),
        ("a\x00", "a\\x00"),
        ("信用", "信用"),
        ("\u2028", "\\u2028"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_a_code(text, shown):
    assert printable(text) == shown


def test_flat_keeps_columns():
    assert flat("a\tb\x1bc") == "a b\ufffdc"


def test_wrap_at_blanks():
    assert wrap("one two three", 7) == ["one two", "three"]


def test_wrap_between_chinese_characters_but_not_before_punctuation():
    assert wrap("信用量覆盖。往返", 10) == ["信用量覆", "盖。往返"]
    assert wrap("值为（四）百", 6) == ["值为", "（四）", "百"]


def test_wrap_keeps_a_latin_word_in_chinese_text_whole():
    assert wrap("字段 design.credits 不足", 16) == ["字段", "design.credits", "不足"]


def test_wrap_leaves_room_for_the_indent_of_further_lines_and_fills_them():
    assert wrap("one two three four five six", 10, hanging=2) == ["one two", "three", "four", "five six"]
    assert wrap("abcdefgh", 4, hanging=1) == ["abcd", "efg", "h"]


def test_wrap_keeps_a_command_in_one_piece():
    """`openarch interop` of every part with rules between parts stood on two lines."""
    assert wrap("between parts: `openarch interop`", 28) == ["between parts:", "`openarch interop`"]
    assert wrap("由 `openarch interop` 判定", 16) == ["由 `openarch", "interop` 判定"]
    assert wrap("a lone ` and no second one", 12) == ["a lone ` and", "no second", "one"]


def test_wrap_breaks_what_is_longer_than_a_line():
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("信信", 1) == ["信", "信"]


@given(st.text(), st.integers(2, 30))
def test_no_line_is_too_wide_and_no_character_is_lost(text, columns):
    text = printable(text)
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(), st.integers(1, 30))
def test_cut_fits(text, columns):
    assert width(cut(text, columns)) <= columns


@given(st.text(" ab1%(."), st.integers(1, 12))
def test_plain_text_breaks_where_the_same_text_with_other_letters_does(text, columns):
    """Text in ASCII is taken apart word by word, all other text letter by letter."""
    other = [line.replace("ä", "a") for line in wrap(text.replace("a", "ä"), columns)]
    assert wrap(text, columns) == other
