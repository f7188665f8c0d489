"""``openarch replay``: stored counterexamples decided again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli import options
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.cli.sources import reader
from conformance.reports.notes import note
from conformance.reports.outcome import Exit
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
        counted = Counter(state(one) for one in answers)
        parts = [
            chosen.style.word(f"replay-count-{name}", count=str(counted[name])) for name in _ROLES if counted[name]
        ]
        say(chosen.style.word("comma").join(parts))
        return code(counted)

    params = [
        click.Argument(["file"], metavar="FILE"),
        options.base(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("replay", lang, run, params)


def state(answer: Answer) -> str:
    """``fixed``, ``still-fails``, ``outside``, ``gone``, or ``error`` where the descriptor cannot be read."""
    if answer.findings:
        return "error"
    return "gone" if answer.replayed is None else answer.replayed.answer.value


def code(counted: Counter[str]) -> Exit:
    """What cannot be read is worse than what still fails."""
    if counted["error"]:
        return Exit.UNUSABLE
    return Exit.NOT_CONFORMING if counted["still-fails"] else Exit.CONFORMING


def lines(answer: Answer, style: Style) -> list[str]:
    """One counterexample: what became of it, where it stood, and the formula with today's numbers."""
    stored, said = answer.stored, state(answer)
    code = f"{stored.rule}/{stored.clause}" if stored.clause else stored.rule
    name = f"{stored.file}#{stored.number}" if stored.number else stored.file
    head = style.paint(_ROLES[said], style.word(f"replay-{said}"))
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
