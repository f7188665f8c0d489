"""Wrong use of the command line: one sentence of the catalogue, with advice, and exit code 2."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from conformance.findings.catalogue import help_text, sentence
from conformance.reports.notes import heading, note
from conformance.reports.style import Style
from conformance.spec.nearest import nearest

_MOST = 24
"""Names that are worth listing in full where none of them is close."""


class Misuse(click.UsageError):
    """An error of the catalogue, raised where click or a command notices it."""

    def __init__(self, code: str, **arguments: str) -> None:
        """Keep the code and the arguments of its sentence."""
        super().__init__(code)
        self.code = code
        self.arguments = arguments


def choose(code: str, wrong: str, names: Iterable[str], lang: str, **arguments: str) -> Misuse:
    """A name that does not exist: with "did you mean" where one is close, else with the names there are."""
    known = sorted(names)
    close = nearest(wrong, known)
    if close is not None:
        advice = sentence("CLI-did-you-mean", lang, {"nearest": close})
    elif len(known) > _MOST:
        advice = sentence("CLI-see-list", lang, {})
    else:
        listed = (", " if lang == "en" else "、").join(known)
        advice = sentence("CLI-choose-from", lang, {"names": listed})
    return Misuse(code, advice=advice, **arguments)


def misuse_lines(error: click.ClickException, style: Style) -> list[str]:
    """The error as it is printed, whoever raised it."""
    known = error if isinstance(error, Misuse) else _translated(error, style.lang)
    severity = style.word("severity-error")
    lines = heading("error", severity, known.code, sentence(known.code, style.lang, known.arguments), style)
    advice = help_text(known.code, style.lang, known.arguments)
    return [*lines, *(note("advice", advice, 1, style) if advice else [])]


def _translated(error: click.ClickException, lang: str) -> Misuse:
    """Click's own errors in the words of the catalogue; what it may add in future shows its own message."""
    context = getattr(error, "ctx", None)
    usage = _usage(context, lang)
    if isinstance(error, click.NoSuchOption):
        options = [name for param in (context.command.params if context else []) for name in param.opts]
        advice = nearest(error.option_name, options)
        said = sentence("CLI-did-you-mean", lang, {"nearest": advice}) if advice else usage
        return Misuse("CLI-no-such-option", name=error.option_name, advice=said)
    if isinstance(error, click.MissingParameter):
        return Misuse("CLI-missing-argument", name=_name(error.param), usage=usage)
    if isinstance(error, click.BadOptionUsage):
        needs = "takes no value" not in error.message and "does not take" not in error.message
        code = "CLI-option-needs-value" if needs else "CLI-option-takes-no-value"
        return Misuse(code, name=error.option_name, usage=usage)
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.format_message())
    if extra:
        return Misuse("CLI-too-many-arguments", names=extra[1], usage=usage)
    return Misuse("CLI-misuse", message=error.format_message())


def _usage(context: click.Context | None, lang: str) -> str:
    command = context.command_path if context is not None else "openarch"
    return sentence("CLI-see-help", lang, {"command": command})


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "?"
    return param.opts[-1] if isinstance(param, click.Option) else str(param.metavar or param.name).upper()
