"""``openarch spec mutate``: whether the examples of the rules notice every slip in a formula."""

from __future__ import annotations

from collections.abc import Sequence

import click

from conformance.cli import options
from conformance.cli.commands.spec_test import wanted
from conformance.cli.lab_faults import tell_lab_faults
from conformance.cli.misuse import choose
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.pool import Died, each
from conformance.cli.settings import settings
from conformance.reports.outcome import Exit
from conformance.reports.width import width
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule


def build(lang: str) -> click.Command:
    """The command."""

    def run(ids: tuple[str, ...], area: str | None, sample: int | None, **given: object) -> int:
        from conformance.engine.mutation_score import WANTED, Score, score, share, subjects
        from conformance.reports.mutation_text import area_lines, score_lines

        chosen = settings(given, lang)
        specs = chosen.open()
        faulty = tell_lab_faults(specs, chosen)
        found = subjects(in_area(wanted(ids, specs, lang), area, specs, lang), specs)
        longest = max((width(subject.name) for subject in found), default=0)
        scores: list[Score] = []
        for result in each(lambda subject, _: score(subject, specs, sample or 0), found, chosen.jobs):
            if isinstance(result, Died):
                raise RuntimeError("a worker died")  # noqa: TRY004 - not a wrong type: the process was killed
            scores.append(result)
            shown = score_lines(result, longest, chosen.style)
            if not chosen.quiet or not result.is_explained:
                say("\n".join(shown))
        say("\n".join(area_lines(scores, chosen.style)))
        areas = {each_score.subject.area for each_score in scores}
        reached = all(share([one for one in scores if one.subject.area == name]) >= WANTED for name in areas)
        explained = all(one.is_explained for one in scores)
        return Exit.CONFORMING if reached and explained and not faulty else Exit.NOT_CONFORMING

    params = [
        click.Argument(["ids"], nargs=-1, metavar="[ID]..."),
        options.area(lang),
        options.sample(lang),
        options.quiet(lang),
        options.jobs(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("spec-mutate", lang, run, params)


def in_area(rules: Sequence[Rule], area: str | None, specs: SpecSet, lang: str) -> list[Rule]:
    """The rules of one area, all without any.

    Raises:
        Misuse: where there is no such area.
    """
    known = sorted({rule.area for rule in specs.rules()})
    if area is not None and area not in known:
        raise choose("CLI-no-such-area", area, known, lang, name=area)
    return [rule for rule in rules if area in (None, rule.area)]
