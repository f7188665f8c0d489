"""Commands that explain themselves in the user's language, and a group that imports a command when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

import click

from conformance.cli.misuse import Misuse, choose
from conformance.cli.output import say
from conformance.findings.catalogue import help_text, sentence
from conformance.reports.width import pad, width, wrap

_WIDTH = 80


class Page:
    """The help page of a command: one layout for commands and groups, with East Asian widths.

    Attributes:
        lang: language of the page.
        slug: ``validate``, ``spec-lint``: which catalogue entry ``CLI-help-slug`` the page is written from.
    """

    lang: str = "en"
    slug: str = ""

    def say(self, code: str, **arguments: str) -> str:
        """A text of the catalogue in the language of the page."""
        return sentence(code, self.lang, arguments)

    def intro(self) -> list[str]:
        """What the command does: the sentence of the list of commands, then the details."""
        code = f"CLI-help-{self.slug}"
        stop = "。" if self.lang == "zh" else "."
        first = self.say(code)
        details = help_text(code, self.lang, {})
        text = [first if first.endswith((".", "。")) else first + stop, *([details] if details else [])]
        return [line for part in text for line in ("", *_indented(part))]

    def exit_codes(self) -> list[str]:
        """The table of exit codes, the same for all commands."""
        rows = [(str(number), self.say(f"CLI-exit-{number}")) for number in range(4)]
        return [*self.section("CLI-exit-codes", rows), *_indented(self.say("CLI-exit-worst"))]

    def section(self, title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
        """A heading and two columns under it."""
        if not rows:
            return []
        first = min(max(width(name) for name, _ in rows), 24)
        colon = "：" if self.lang == "zh" else ":"
        return ["", self.say(title) + colon, *(line for row in rows for line in _columns(row, first))]

    def page(self, usage: str, middle: Sequence[str]) -> str:
        """The whole page."""
        colon = "：" if self.lang == "zh" else ": "
        lines = [f"{self.say('CLI-usage')}{colon}{usage}", *self.intro(), *middle, *self.exit_codes()]
        return "\n".join(lines)


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in wrap(text, _WIDTH - 2)]


def _columns(row: tuple[str, str], first: int) -> list[str]:
    name, text = row
    lines = wrap(text, _WIDTH - first - 4)
    indent = " " * (first + 4)
    if width(name) > first:
        return [f"  {name}", *(indent + line for line in lines)]
    return [f"  {pad(name, first)}  {lines[0]}".rstrip(), *(indent + line for line in lines[1:])]


class Command(Page, click.Command):
    """A command with a page of this layout."""

    def __init__(self, slug: str, lang: str, run: Callable[..., object], params: Sequence[click.Parameter]) -> None:
        """A command that calls ``run`` with the values of ``params``."""
        self.slug, self.lang = slug, lang
        super().__init__(slug.rpartition("-")[2], callback=run, params=list(params), add_help_option=False)
        self.short_help = sentence(f"CLI-help-{slug}", lang, {})

    def get_help(self, ctx: click.Context) -> str:
        """The page."""
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        return self.page(usage, self.section("CLI-options", option_rows(self, ctx)))


def option_rows(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    """(declaration, help) of the options."""
    records = [param.get_help_record(ctx) for param in command.get_params(ctx) if isinstance(param, click.Option)]
    return [record for record in records if record is not None]


class Group(Page, click.Group):
    """A group whose commands are imported when they are asked for.

    Attributes:
        modules: command name to the module that offers ``build(lang)``.
    """

    def __init__(self, slug: str, lang: str, modules: dict[str, str], params: Sequence[click.Parameter]) -> None:
        """A group over ``modules``."""
        self.slug, self.lang, self.modules = slug, lang, modules
        super().__init__(slug, params=list(params), add_help_option=False, invoke_without_command=True)
        self.callback = self.start
        self.short_help = sentence(f"CLI-help-{slug}", lang, {})

    def start(self, **_options: object) -> None:
        """Without a command: the page."""
        ctx = click.get_current_context()
        if ctx.invoked_subcommand is None:
            say(self.get_help(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one meets them, not of the alphabet."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        del ctx
        if cmd_name not in self.modules:
            return None
        build: Callable[[str], click.Command] = import_module(self.modules[cmd_name]).build
        return build(self.lang)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say "did you mean" of a name that is no command."""
        if args and args[0] not in self.modules and not args[0].startswith("-"):
            raise choose("CLI-no-such-command", args[0], self.modules, self.lang, name=args[0])
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The page, with the list of commands."""
        prefix = "" if self.slug == "openarch" else f"{self.slug}-"
        rows = [(name, self.say(f"CLI-help-{prefix}{name}")) for name in self.modules]
        middle = [*self.section("CLI-commands", rows), *self.section("CLI-options", option_rows(self, ctx))]
        if self.slug == "openarch":
            middle = ["", *_indented(self.say("CLI-help-start")), *middle]
        usage = f"{ctx.command_path} [--lang en|zh] COMMAND ..."
        return self.page(usage, middle)


def one_of(names: Sequence[str], lang: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A callback that refuses a value outside ``names`` in our words."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        del ctx
        if value is not None and value not in names:
            if isinstance(param, click.Option):
                raise choose("CLI-no-such-value", value, names, lang, option=param.opts[-1], value=value)
            raise choose("CLI-no-such-choice", value, names, lang, value=value)
        return value

    return check


def count(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """A callback for whole numbers from 1 upwards."""
    del ctx
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise Misuse("CLI-bad-count", option=param.opts[-1], value=value)
    return int(value)
