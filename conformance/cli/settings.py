"""What the options of a run amount to: language, colours, where the specification is, how many processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TextIO
from conformance.reports.style import Style
from conformance.spec.load import SpecSet, open_specs


class Settings(NamedTuple):
    """The options that several commands share, with their defaults resolved.

    Attributes:
        jobs: processes asked for; 0 where the tool decides.
        form: ``text``, ``concise``, ``json`` or ``ndjson``.
        verbose: what passes is shown as well.
        reports: (format, file) of what else is to be written; ``-`` is standard output.
        redact: keep names and values out of everything that is written.
        edition: the one to keep to; "": the newest.
    """

    style: Style
    specs: tuple[str, ...] = ()
    jobs: int = 0
    quiet: bool = False
    verbose: bool = False
    form: str = "text"
    reports: tuple[tuple[str, str], ...] = ()
    debug: bool = False
    redact: bool = False
    edition: str = ""

    def open(self) -> SpecSet:
        """The packaged specification with the folders of ``--specs``, by the edition of ``--edition``.

        Raises:
            Misuse: where there is no such folder or edition.
        """
        for folder in self.specs:
            if not os.path.isdir(folder):  # noqa: PTH112 - pathlib is not needed at start
                from conformance.cli.misuse import Misuse

                raise Misuse("CLI-no-specs", folder=folder)
        found = open_specs(list(self.specs) or None, self.edition)
        if self.edition and self.edition not in found.editions:
            from conformance.cli.misuse import choose

            raise choose("CLI-no-such-edition", self.edition, found.editions, self.style.lang, name=self.edition)
        return found

    def edition_note(self) -> list[str]:
        """What the last line adds where an edition was asked for: ``by edition 2026.12``."""
        return [self.style.word("by-edition", edition=self.edition)] if self.edition else []


def settings(options: Mapping[str, object], lang: str) -> Settings:
    """Resolve the options that click has read."""
    style = Style(lang, use_color(str(options.get("color") or "auto"), sys.stdout, os.environ), columns(sys.stdout))
    chosen = options.get("specs")
    jobs = options.get("jobs")
    reports = options.get("reports")
    return Settings(
        style=style,
        specs=tuple(map(str, chosen)) if isinstance(chosen, Sequence) else (),
        jobs=jobs if isinstance(jobs, int) else 0,
        quiet=bool(options.get("quiet")),
        verbose=bool(options.get("verbose")),
        form=str(options.get("form") or "text"),
        reports=tuple(reports) if isinstance(reports, tuple) else (),
        debug=bool(options.get("debug")) or bool(os.environ.get("OPENARCH_DEBUG")),
        redact=bool(options.get("redact")),
        edition=str(options.get("edition") or ""),
    )


def use_color(when: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Colours only on a terminal that wants them; https://no-color.org: any non-empty ``NO_COLOR`` switches them off."""
    if when != "auto":
        return when == "always"
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def columns(stream: TextIO) -> int:
    """The terminal's width between 60 and 120, 80 where there is none, so that piped output is the same everywhere."""
    try:
        return min(max(os.get_terminal_size(stream.fileno()).columns, 60), 120)
    except (OSError, ValueError):
        return 80
