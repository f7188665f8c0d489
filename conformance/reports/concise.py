"""One line for each thing that is wrong: what editors jump to, and what is read first of a run over many files."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.reports import model
from conformance.reports.entry_text import Problem, fix, problems, word
from conformance.reports.width import printable


def lines(file: model.FileEntry, lang: str) -> list[str]:
    """``port.yaml:13:14: error: CI-121/rate…: 112 GBd of pam4 … (fix: …)``, in the order of the documents."""
    return [_line(problem, lang) for problem in problems(file, lang)]


def _line(problem: Problem, lang: str) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    said = " ".join(problem.said.split())
    severity = word(f"severity-{problem.severity}", lang)
    first = next(_repairs(problem, lang), "")
    rest = f" ({first})" if first else ""
    return printable(f"{where}: {severity}: {problem.code}: {said}{rest}")


def _repairs(problem: Problem, lang: str) -> Iterator[str]:
    """The first fix of the clause that the line is about."""
    if problem.rule is None:
        return
    for clause in problem.rule.clauses:
        if problem.code == f"{problem.rule.id}/{clause.clause}" and clause.status == "fail":
            for repair in clause.repairs[:1]:
                yield f"{word('help', lang)}{word('colon', lang)}{fix(repair, lang)}"
            return
