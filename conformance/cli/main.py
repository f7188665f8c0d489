"""The command ``openarch``: language, the guard around everything, exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from conformance.cli.language import language
from conformance.cli.output import ReaderGoneError, complain
from conformance.cli.settings import columns, use_color
from conformance.cli.straight import straight
from conformance.findings.type_hints import TYPE_CHECKING, NoReturn
from conformance.reports.outcome import Exit
from conformance.reports.style import Style

if TYPE_CHECKING:
    import click

    from conformance.cli.page import Group

COMMANDS = ("init", "import", "validate", "test", "certify", "interop", "explain", "replay", "report", "list", "spec")


def group(lang: str) -> Group:
    """The command with its subcommands, speaking ``lang``."""
    from conformance.cli import options
    from conformance.cli.page import Group

    # ``import`` is no name that a module can have.
    modules = {name: f"conformance.cli.commands.{name}{'_' * (name == 'import')}" for name in COMMANDS}
    params = [options.lang(lang), options.debug(lang), options.version_option(lang), options.help_option(lang)]
    return Group("openarch", lang, modules, params)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code; 128 + signal where a signal ended it, as shells do."""
    lang = language(arguments, os.environ)
    try:
        code = straight(list(arguments), lang)
        if code is None:
            code = group(lang).main(list(arguments), prog_name="openarch", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain("")  # ends the line that the terminal began with ``^C``, as click does
        return 130
    except (BrokenPipeError, ReaderGoneError):
        # Whoever read our output has gone: say nothing, and keep Python from trying again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as fault:  # noqa: BLE001 - the guard: a fault of the tool is one line and exit code 3
        return _ended(fault, lang, arguments)
    return int(code or 0)


def _ended(fault: Exception, lang: str, arguments: Sequence[str]) -> int:
    import click

    if isinstance(fault, click.ClickException):
        return _complain(fault, lang)
    if isinstance(fault, FileNotFoundError) and _stands_nowhere():
        from conformance.cli.misuse import Misuse

        return _complain(Misuse("CLI-no-working-folder"), lang)
    return 130 if isinstance(fault, click.Abort) else _broke(fault, lang, arguments)


def _stands_nowhere() -> bool:
    """Whether the working folder has been removed; commands do not ask before something cannot be found."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not needed at start
    except OSError:
        return True
    return False


def _complain(error: click.ClickException, lang: str) -> int:
    from conformance.cli.misuse import misuse_lines

    complain("\n".join(misuse_lines(error, _style(lang))))
    return Exit.UNUSABLE


def _broke(fault: Exception, lang: str, arguments: Sequence[str]) -> int:
    from conformance.cli.fault import arguments_of, trace
    from conformance.findings.catalogue import help_text, sentence
    from conformance.reports.notes import heading, note

    style, said = _style(lang), arguments_of(fault)
    if "--debug" in arguments or os.environ.get("OPENARCH_DEBUG"):
        complain(trace(fault))
    severity = style.word("severity-broken")
    lines = heading("error", severity, "CLI-broken", sentence("CLI-broken", lang, said), style)
    lines += note("advice", help_text("CLI-broken", lang, said), 1, style)
    complain("\n".join(lines))
    return Exit.BROKEN


def _style(lang: str) -> Style:
    return Style(lang, use_color("auto", sys.stderr, os.environ), columns(sys.stderr))


def main() -> None:
    """The process from here on; `conformance.cli.entry` guards what comes before."""
    # A command lives shortly and makes trees, not cycles: looking for those took a fifth of `openarch validate`.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    # Where a caller has closed them (``openarch … >&-``), Python has none: the exit code is then all that is asked for.
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    # A terminal that cannot show a character of a vendor's file shows its code, instead of ending the run.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End the process without freeing its objects one by one, which takes a twentieth of `openarch validate FILE`.

    Before that comes whatever was to be done at the end; what was printed is written already.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself calls; there is no other name for it
    os._exit(code)
