"""Mutation scores as text: a line per rule or function, what survives under it, and the score of each area."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from conformance.engine.mutation_score import WANTED, Score, Survivor, share
from conformance.reports.notes import note
from conformance.reports.style import Style
from conformance.reports.width import pad


def score_lines(score: Score, longest: int, style: Style) -> list[str]:
    """A rule or function: how many of its mutants are caught, and everything that is left to say of the others."""
    good = score.is_explained
    mark = style.paint("good" if good else "bad", style.word("pass" if good else "fail"))
    said = style.word("mutants-caught", caught=str(score.caught), count=str(score.total))
    lines = [f"{mark}  {pad(score.subject.name, longest)}  {per_cent(share([score]))}  {said}"]
    for rule, number in score.wrong:
        lines += note("mutant-wrong", style.word("mutant-example", rule=rule, number=str(number)), 2, style)
    for survivor in score.survivors:
        lines += _mutant("mutant-survives", survivor, style)
    for survivor in score.equivalents:
        lines += _mutant("mutant-equivalent", survivor, style)
    for name in score.stale:
        lines += note("mutant-stale", name, 2, style)
    return lines


def area_lines(scores: Sequence[Score], style: Style) -> list[str]:
    """The score of each area beside what is wanted."""
    lines: list[str] = []
    longest = max((len(score.subject.area) for score in scores), default=0)
    for area, group in groupby(scores, key=lambda score: score.subject.area):
        members = list(group)
        good = share(members) >= WANTED
        mark = style.paint("good" if good else "bad", style.word("pass" if good else "fail"))
        counts = {
            "caught": str(sum(score.caught for score in members)),
            "count": str(sum(score.total for score in members)),
        }
        said = style.word("mutants-of-area", **counts, wanted=per_cent(WANTED).strip())
        lines.append(f"{mark}  {pad(area, longest)}  {per_cent(share(members))}  {said}")
    return lines


def per_cent(part: Fraction) -> str:
    """Rounded down to a tenth, so that 100.0 % means all."""
    return f"{int(part * 1000) / 10:5.1f} %"


def _mutant(title: str, survivor: Survivor, style: Style) -> list[str]:
    lines = note(title, survivor.mutant, 2, style)
    return lines + (note("mutant-why", style.phrase(dict(survivor.why)), 4, style) if survivor.why else [])
