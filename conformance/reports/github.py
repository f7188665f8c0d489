"""Annotations of GitHub's workflow commands: one line per problem, shown at its line in a pull request.

The form is that of GitHub's "Workflow commands for GitHub Actions": ``::error file=…,line=…,col=…,title=…::message``;
in a message ``%``, CR and LF are escaped, in a property ``:`` and ``,`` as well. GitHub shows ten errors, ten warnings and ten
notices of a step, so what is worst comes first, and what was not tested of a descriptor is one notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.reports import model
from conformance.reports.entry_text import Problem, of_finding, problems_of, word
from conformance.reports.page import Section, sections

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice", "preview": "notice"}


def render(report: model.Report, lang: str) -> str:
    """The annotations, a line each."""
    found = [problem for section in sections(report) for problem in _problems(section, lang)]
    found.sort(key=lambda problem: list(_COMMANDS).index(problem.severity))
    return "".join(f"{_line(problem, lang)}\n" for problem in found)


def _problems(section: Section, lang: str) -> Iterator[Problem]:
    yield from (of_finding(finding, lang) for finding in section.findings)
    found = [] if section.descriptor is None else list(problems_of(section.descriptor, section.file, lang))
    untested = [problem for problem in found if problem.rule is not None and problem.rule.status == "not-tested"]
    yield from (problem for problem in found if problem not in untested)
    if untested:
        said = "\n".join(f"{problem.code}{word('colon', lang)}{problem.said}" for problem in untested)
        yield Problem(word("state-untested", lang), "note", model.Place(file=section.file), said)


def _line(problem: Problem, lang: str) -> str:
    place = problem.place
    given = {"file": place.file}
    if place.line:
        given |= {"line": str(place.line), "col": str(place.column), "endLine": str(place.end_line)}
        # An end column is read only where the stretch stands in one line.
        given |= {"endColumn": str(place.end_column)} if place.end_line == place.line else {}
    given["title"] = problem.code
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    fixes = [f"{word('help', lang)}{word('colon', lang)}{fix}" for fix in problem.fixes]
    said = "\n".join([problem.said, *fixes, *problem.details])
    return f"::{_COMMANDS[problem.severity]} {properties}::{_message(said)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
