"""Annotations of GitHub's workflow commands: one line per problem, shown at its line in a pull request.

The form is that of GitHub's "Workflow commands for GitHub Actions": ``::error file=…,line=…,col=…,title=…::message``;
in a message ``%``, CR and LF are escaped, in a property ``:`` and ``,`` as well.
"""

from __future__ import annotations

from conformance.reports import model
from conformance.reports.entry_text import Problem, problems

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: model.Report, lang: str) -> str:
    """The annotations, a line each."""
    return "".join(f"{_line(problem)}\n" for file in report.files for problem in problems(file, lang))


def _line(problem: Problem) -> str:
    place = problem.place
    given = {"file": place.file}
    if place.line:
        given |= {"line": str(place.line), "col": str(place.column), "endLine": str(place.end_line)}
        # An end column is read only where the stretch stands in one line.
        given |= {"endColumn": str(place.end_column)} if place.end_line == place.line else {}
    given["title"] = problem.code
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    said = "\n".join([problem.said, *problem.details])
    return f"::{_COMMANDS[problem.severity]} {properties}::{_message(said)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
