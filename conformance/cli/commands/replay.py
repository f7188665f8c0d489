"""``openarch replay``: stored counterexamples decided again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli import options
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.cli.sources import reader
from conformance.reports.notes import note
from conformance.reports.outcome import LEVELS, Exit
from conformance.reports.style import Style
from conformance.reports.text import finding_blocks

if TYPE_CHECKING:
    from conformance.cli.replaying import Answer

_ROLES = {"fixed": "good", "still-fails": "bad", "outside": "good", "gone": "doubtful", "error": "error"}


def build(lang: str) -> click.Command:
    """The command."""

    def run(file: str, base: tuple[str, ...], **given: object) -> int:
        from conformance.cli.replaying import answer, stored_in

        chosen = settings(given, lang)
        stored = stored_in(file)
        if not stored:
            say(chosen.style.word("replay-nothing"))
            return Exit.CONFORMING
        specs = chosen.open()
        folders = [*map(Path, base), Path(), Path(file).parent]
        answers = [answer(item, folders, specs) for item in stored]
        for one in answers:
            say("\n".join(lines(one, chosen.style)))
        say(chosen.style.word("semicolon").join([_totals(answers, chosen.style), *chosen.edition_note()]))
        return code(answers)

    params = [
        click.Argument(["file"], metavar="FILE"),
        options.base(lang),
        options.edition(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("replay", lang, run, params)


def state(answer: Answer) -> str:
    """``fixed``, ``still-fails``, ``outside``, ``gone``, or ``error`` where the descriptor cannot be read."""
    if answer.findings:
        return "error"
    return "gone" if answer.replayed is None else answer.replayed.answer.value


def code(answers: Sequence[Answer]) -> Exit:
    """What cannot be read is worse than what still fails; as in a run, only a ``must`` stands against the part."""
    states = {(state(one), one.level) for one in answers}
    if any(said == "error" for said, _ in states):
        return Exit.UNUSABLE
    return Exit.NOT_CONFORMING if ("still-fails", "must") in states else Exit.CONFORMING


def _totals(answers: Sequence[Answer], style: Style) -> str:
    """``2 still failing (1 should), 1 fixed``: how many became what."""
    parts: list[str] = []
    for name in _ROLES:
        levels = [one.level for one in answers if state(one) == name]
        light = {level: levels.count(level) for level in LEVELS[1:]} if name == "still-fails" else {}
        weights = [f"{number} {style.word(level)}" for level, number in light.items() if number]
        said = style.word(f"replay-count-{name}", count=str(len(levels)))
        parts += [style.bracketed(said, style.word("comma").join(weights))] if levels else []
    return style.word("comma").join(parts)


def lines(answer: Answer, style: Style) -> list[str]:
    """One counterexample: what became of it, where it stood, and the formula with today's numbers."""
    stored, said = answer.stored, state(answer)
    code = f"{stored.rule}/{stored.clause}" if stored.clause else stored.rule
    name = f"{stored.file}#{stored.number}" if stored.number else stored.file
    word = style.word(f"replay-{said}")
    light = said == "still-fails" and answer.level != "must"
    word = style.bracketed(word, style.word(answer.level) if light else "")
    head = style.paint("doubtful" if light else _ROLES[said], word)
    found = [f"{head}{style.word('colon')}{code}", f" {style.paint('frame', '-->')} {name}"]
    if stored.record:
        found += note("record", stored.record, 1, style)
    if stored.at:
        found += note(
            "at", style.word("comma").join(f"{variable} = {text}" for variable, text in stored.at.items()), 1, style
        )
    if answer.replayed is not None and answer.replayed.formula is not None:
        found += note("numbers", answer.replayed.formula.numbers, 1, style)
    if answer.changed:
        found += note("severity-note", style.word("replay-changed"), 1, style)
    if answer.findings:
        found += finding_blocks(answer.findings, reader(), style)[:-1]
    return [*found, ""]
