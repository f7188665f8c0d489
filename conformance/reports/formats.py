"""The formats that a report can be written in, each a module with ``render``; imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.reports import model

Render = Callable[["model.Report", str], str | bytes]

FORMATS = {
    "json": "conformance.reports.json_report",
    "text": "conformance.reports.plain",
    "html": "conformance.reports.html",
    "pdf": "conformance.reports.pdf",
    "junit": "conformance.reports.junit",
    "sarif": "conformance.reports.sarif",
    "github": "conformance.reports.github",
    "markdown": "conformance.reports.markdown",
}
"""Name on the command line to module."""


class FormatUnavailableError(Exception):
    """What a format needs is not on this machine: a code of the catalogue that says what to do."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


def renderer(name: str) -> Render:
    """The function that makes a document in the format out of a report and a language."""
    render: Render = import_module(FORMATS[name]).render
    return render
