"""``openarch spec test``: the examples of the rules, executed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from conformance.cli import options
from conformance.cli.choosing import rule_called, rules_of
from conformance.cli.lab_faults import none_called, tell_lab_faults
from conformance.cli.output import say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.findings.catalogue import sentence
from conformance.reports.notes import note
from conformance.reports.outcome import Exit
from conformance.reports.style import Style
from conformance.reports.width import pad, width
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.engine.examples import Result


def build(lang: str) -> click.Command:
    """The command."""

    def run(ids: tuple[str, ...], **given: object) -> int:
        from conformance.engine.examples import run_examples

        chosen = settings(given, lang)
        specs = chosen.open()
        faulty = tell_lab_faults(specs, chosen)
        rules = wanted(ids, specs, lang)
        longest = max((width(rule.id) for rule in rules), default=0)
        results: list[Result] = []
        for rule in rules:
            found = run_examples(rule, specs)
            results += found
            shown = lines(rule, found, longest, chosen.style)
            if not chosen.quiet or len(shown) > 1:
                say("\n".join(shown))
        right = sum(result.agrees for result in results)
        all_right = right == len(results) and not faulty
        said = chosen.style.word("spec-examples", right=str(right), count=str(len(results)))
        say(chosen.style.paint("good" if all_right else "bad", said))
        return Exit.CONFORMING if all_right else Exit.NOT_CONFORMING

    ids = click.Argument(["ids"], nargs=-1, metavar="[ID]...")
    params = [ids, options.quiet(lang), options.specs(lang), *options.shared(lang)]
    return Command("spec-test", lang, run, params)


def wanted(ids: Sequence[str], specs: SpecSet, lang: str) -> list[Rule]:
    """The rules of these ids, all without any.

    Raises:
        Misuse: where an id is none.
    """
    if not ids:
        return rules_of(specs)
    rules: list[Rule] = []
    for name in ids:
        rule = rule_called(name, specs)
        if rule is None:
            raise none_called("CLI-no-such-rule", name, [known.id for known in rules_of(specs)], specs, lang)
        rules.append(rule)
    return rules


def lines(rule: Rule, results: Sequence[Result], longest: int, style: Style) -> list[str]:
    """One line for the rule, and what was expected and found of each example that disagrees."""
    wrong = [result for result in results if not result.agrees]
    mark = style.paint("bad" if wrong else "good", style.word("fail" if wrong else "pass"))
    said = style.word("spec-examples", right=str(len(results) - len(wrong)), count=str(len(results)))
    shown = [f"{mark}  {pad(rule.id, longest)}  {said}"]
    for result in wrong:
        shown.append(f"  {style.word('spec-example', number=str(result.number))}")
        shown += note("expected", result.expected, 2, style)
        shown += note("found", _found(result, style), 2, style)
    return shown


def _found(result: Result, style: Style) -> str:
    """What was found; of a descriptor that was refused the sentences that say why."""
    if not result.findings:
        return result.found
    said = [sentence(finding.code, style.lang, finding.arguments) for finding in result.findings]
    return f"{result.found}{style.word('colon')}{style.word('semicolon').join(said)}"
