"""How far a run has come: one line on the terminal, for whoever waits longer than two seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TextIO

from conformance.cli.news import News
from conformance.reports.style import Style
from conformance.reports.width import cut, printable, tail, width

PATIENCE = 2.0
"""Seconds without a line."""
_EVERY = 0.2
"""Seconds between two paintings."""
_ERASE = "\r\x1b[2K"


class Progress:
    """The line: files decided, of how many, and what is being decided now.

    A thread paints it, since one rule may take longer than anybody waits. It starts with the first news, which come after
    the worker processes have been forked.
    """

    def __init__(self, total: int, style: Style, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Paint nothing yet."""
        self._total = total
        self._style = style
        self._stream = stream
        self._clock = clock
        self._start = clock()
        self._done = 0
        self._now = News("", "")
        self._shown = False
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._painter: threading.Thread | None = None

    def hear(self, news: News) -> None:
        """Remember what is being decided."""
        self._now = news
        if self._painter is None:
            self._painter = threading.Thread(target=self._paint_on, daemon=True)
            self._painter.start()

    def file_done(self) -> None:
        """One more file is decided."""
        self._done += 1

    def clear(self) -> None:
        """Make room for other text on the terminal."""
        with self._lock:
            if self._shown:
                self._stream.write(_ERASE)
                self._stream.flush()
                self._shown = False

    def end(self) -> None:
        """Paint no more."""
        self._ended.set()
        if self._painter is not None:
            self._painter.join()
        self.clear()

    def paint(self) -> None:
        """Show the line as it is now, where enough time has passed."""
        with self._lock:
            if self._ended.is_set() or self._clock() - self._start < PATIENCE:
                return
            self._stream.write(_ERASE + self._style.paint("faint", self.line()))
            self._stream.flush()
            self._shown = True

    def line(self) -> str:
        """``12 of 300 files · CI-103 · parts/xl-112.yaml``, no wider than the terminal."""
        seconds = str(int(self._clock() - self._start))
        words = [self._style.word("progress", done=str(self._done), total=str(self._total), seconds=seconds)]
        words += [self._now.rule] if self._now.rule else []
        start = " · ".join([*words, ""])
        return cut(
            start + tail(printable(self._now.file), max(self._style.width - 1 - width(start), 12)),
            self._style.width - 1,
        )

    def _paint_on(self) -> None:
        while not self._ended.wait(_EVERY):
            self.paint()
