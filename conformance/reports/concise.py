"""One line for each thing that is wrong: what editors jump to, and what is read first of a run over many files."""

from __future__ import annotations

from conformance.reports import model
from conformance.reports.entry_text import Problem, problems, word
from conformance.reports.width import printable


def lines(file: model.FileEntry, lang: str) -> list[str]:
    """``port.yaml:13:14: error: CI-121/rate…: 112 GBd of pam4 … (fix: …)``, in the order of the documents."""
    return [_line(problem, lang) for problem in problems(file, lang)]


def _line(problem: Problem, lang: str) -> str:
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    said = " ".join(problem.said.split())
    severity = word(f"severity-{problem.severity}", lang)
    rest = f" ({word('help', lang)}{word('colon', lang)}{problem.fixes[0]})" if problem.fixes else ""
    return printable(f"{where}: {severity}: {problem.code}: {said}{rest}")
