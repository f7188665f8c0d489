"""The line on the terminal: not before two seconds, never wider than the terminal, gone before other text."""

import io

from conformance.cli.news import News
from conformance.cli.progress import PATIENCE, Progress
from conformance.reports.style import Style
from conformance.reports.width import width


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def line(total=300, lang="en", columns=80):
    clock, stream = Clock(), io.StringIO()
    return Progress(total, Style(lang, False, columns), stream, clock), clock, stream


def test_nothing_is_painted_before_anybody_has_waited():
    progress, clock, stream = line()
    progress.paint()
    clock.now = PATIENCE - 0.01
    progress.paint()
    assert stream.getvalue() == ""
    clock.now = PATIENCE
    progress.paint()
    assert "0 of 300 files" in stream.getvalue()


def test_it_is_erased_before_other_text_and_at_the_end():
    progress, clock, stream = line()
    clock.now = 5
    progress.hear(News("rule-started", "parts/xl-112.yaml", 0, "CI-103"))
    progress.file_done()
    progress.paint()
    assert "1 of 300 files, 5 s · CI-103 · parts/xl-112.yaml" in stream.getvalue()
    progress.clear()
    assert stream.getvalue().endswith("\r\x1b[2K")
    progress.end()
    painted = stream.getvalue()
    progress.paint()
    assert stream.getvalue() == painted


def test_it_fits_the_terminal_and_keeps_the_end_of_the_path():
    for lang in ("en", "zh"):
        progress, clock, _ = line(lang=lang, columns=60)
        clock.now = 100
        progress._now = News("rule-started", "部件/" * 40 + "xl-112.yaml", 0, "CI-103")
        assert width(progress.line()) < 60
        assert progress.line().endswith("xl-112.yaml")


def test_a_terminal_escape_in_a_file_name_is_not_passed_on():
    progress, _, _ = line()
    progress._now = News("file-started", "a\x1b[2Jb.yaml")
    assert "\x1b" not in progress.line()
