"""Options that several commands share, each with its help in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from conformance import __version__
from conformance.cli.misuse import Misuse, choose
from conformance.cli.output import say
from conformance.cli.page import count, one_of
from conformance.findings.catalogue import sentence


def lang(speak: str) -> click.Option:
    """``--lang``: read before parsing (``language.py``), checked here."""
    return _option(speak, "lang", ["--lang"], metavar="en|zh", callback=one_of(("en", "zh"), speak))


def color(speak: str) -> click.Option:
    """``--color``."""
    names = ("auto", "always", "never")
    return _option(speak, "color", ["--color"], metavar="WHEN", default="auto", callback=one_of(names, speak))


def debug(speak: str) -> click.Option:
    """``--debug``: read by the guard of ``main``, which must know it when parsing itself breaks."""
    return _option(speak, "debug", ["--debug"], is_flag=True)


def form(speak: str) -> click.Option:
    """``--format``."""
    return _format(speak, "format", ("text", "concise", "json", "ndjson"))


def text_or_json(speak: str) -> click.Option:
    """``--format`` of a command that says one thing at its end."""
    return _format(speak, "text-or-json", ("text", "json"))


def _format(speak: str, slug: str, names: tuple[str, ...]) -> click.Option:
    callback = one_of(names, speak)
    return _option(speak, slug, ["--format", "form"], metavar="FORMAT", default="text", callback=callback)


def reports(speak: str) -> click.Option:
    """``--report FORMAT=FILE[,FORMAT=FILE...]``, repeatable."""
    return _option(
        speak, "report", ["--report", "reports"], metavar="FORMAT=FILE", multiple=True, callback=_asked_reports(speak)
    )


def _asked_reports(
    speak: str,
) -> Callable[[click.Context, click.Parameter, Sequence[str]], tuple[tuple[str, str], ...]]:
    """A callback that takes the pairs apart and refuses a format that there is not."""

    def parse(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
        del ctx, param
        if not values:
            return ()
        from conformance.reports.formats import FORMATS

        found = []
        for pair in (pair for value in values for pair in value.split(",")):
            name, _, file = pair.partition("=")
            if name not in FORMATS:
                raise choose("CLI-no-such-value", name, FORMATS, speak, option="--report", value=name)
            if not file:
                raise Misuse("CLI-report-without-file", format=name)
            found.append((name, file))
        return tuple(found)

    return parse


def of_report(speak: str) -> click.Option:
    """``--report`` of ``spec schema``."""
    return _option(speak, "of-report", ["--report"], is_flag=True)


def redact(speak: str) -> click.Option:
    """``--redact``."""
    return _option(speak, "redact", ["--redact"], is_flag=True)


def specs(speak: str) -> click.Option:
    """``--specs``, repeatable."""
    return _option(speak, "specs", ["--specs"], metavar="DIR", multiple=True)


def edition(speak: str) -> click.Option:
    """``--edition``."""
    return _option(speak, "edition", ["--edition"], metavar="NAME")


def quiet(speak: str) -> click.Option:
    """``-q``."""
    return _option(speak, "quiet", ["-q", "--quiet"], is_flag=True)


def why_not(speak: str) -> click.Option:
    """``--why-not LEVEL``."""
    from conformance.reports.way import LEVELS

    return _option(speak, "why-not", ["--why-not"], metavar="LEVEL", callback=one_of(LEVELS, speak))


def verbose(speak: str) -> click.Option:
    """``-v``."""
    return _option(speak, "verbose", ["-v", "--verbose"], is_flag=True)


def jobs(speak: str) -> click.Option:
    """``--jobs``."""
    return _option(speak, "jobs", ["-j", "--jobs"], metavar="N", callback=count)


def area(speak: str) -> click.Option:
    """``--area``."""
    return _option(speak, "area", ["--area"], metavar="AREA")


def sample(speak: str) -> click.Option:
    """``--sample``."""
    return _option(speak, "sample", ["--sample"], metavar="N", callback=count)


def output(speak: str) -> click.Option:
    """``-o FILE``."""
    return _option(speak, "output", ["-o", "--output"], metavar="FILE")


def netbox_kind(speak: str) -> click.Option:
    """``--kind``, of a device whose kind its type does not say."""
    callback = one_of(("ComputeTray", "Switch"), speak)
    return _option(speak, "netbox-kind", ["--kind"], metavar="KIND", callback=callback)


def out(speak: str) -> click.Option:
    """``--out DIR``, required."""
    return _option(speak, "out", ["--out"], metavar="DIR", required=True)


def via(speak: str) -> click.Option:
    """``--via C``."""
    return _option(speak, "via", ["--via"], metavar="C")


def docs_out(speak: str) -> click.Option:
    """``--out DIR``, the folder of the pages."""
    return _option(speak, "docs-out", ["--out"], metavar="DIR", default="docs/rules")


def base(speak: str) -> click.Option:
    """``--base DIR``."""
    return _option(speak, "base", ["--base"], metavar="DIR", multiple=True)


def inputs() -> click.Argument:
    """Files, directories and ``-``."""
    return click.Argument(["files"], nargs=-1, metavar="FILE...")


def shared(speak: str) -> list[click.Parameter]:
    """What every command takes."""
    return [lang(speak), color(speak), debug(speak), help_option(speak)]


def deciding(speak: str) -> list[click.Parameter]:
    """What every command that decides descriptors takes beside their names."""
    said = [reports(speak), redact(speak), quiet(speak), verbose(speak)]
    return [*said, jobs(speak), edition(speak), specs(speak), *shared(speak)]


def help_option(speak: str) -> click.Option:
    """``--help`` with its text in the language of the page."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        del param
        if value and not ctx.resilient_parsing:
            say(ctx.get_help())
            ctx.exit()

    return _option(speak, "help", ["-h", "--help"], is_flag=True, expose_value=False, is_eager=True, callback=show)


def version_option(speak: str) -> click.Option:
    """``--version``."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        del param
        if value and not ctx.resilient_parsing:
            say(f"openarch {__version__}")
            ctx.exit()

    return _option(speak, "version", ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show)


def _option(speak: str, slug: str, names: list[str], **settings: object) -> click.Option:
    return click.Option(names, help=sentence(f"CLI-option-{slug}", speak, {}), **settings)  # type: ignore[arg-type]
