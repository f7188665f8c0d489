"""``openarch init``: a commented descriptor of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from conformance.cli import options
from conformance.cli.choosing import kind_called, kinds_of
from conformance.cli.misuse import Misuse
from conformance.cli.output import complain, hand_over, say
from conformance.cli.page import Command
from conformance.cli.settings import settings
from conformance.cli.writing import write_whole


def _write(output: Path, text: str, beside: Mapping[str, str]) -> Iterator[Path]:
    """Write the descriptor after the parts that it names; nothing at all where a file would be overwritten.

    Raises:
        Misuse: where one of the files is there, with another content, or cannot be written.
    """
    parts = {output.parent / name: part for name, part in beside.items()}
    new = {file: part for file, part in parts.items() if not _holds(file, part)}
    taken = [file for file in (output, *new) if file.exists() or (file == output and file in parts)]
    if taken:
        raise Misuse("CLI-exists", file=str(taken[0]))
    for file, content in {**new, output: text}.items():
        write_whole(file, content)
        yield file


def _holds(file: Path, text: str) -> bool:
    """Whether an earlier template stands there."""
    try:
        return file.is_file() and file.read_bytes() == text.encode()
    except OSError:
        return False


def build(lang: str) -> click.Command:
    """The command."""

    def run(kind: str, output: str | None, **given: object) -> None:
        from conformance.spec.template import init, parts_of

        chosen = settings(given, lang)
        specs = chosen.open()
        wanted = kind_called(kind, specs, chosen)
        beside = parts_of(wanted, kinds_of(specs), lang)
        text = init(wanted, lang, beside)
        if output is None or output == "-":
            hand_over(text)
            if beside:
                complain(chosen.style.word("init-beside", files=chosen.style.word("beside").join(beside)))
            return
        for file in _write(Path(output), text, beside):
            say(chosen.style.word("written", file=str(file)))

    params = [
        click.Argument(["kind"], metavar="KIND"),
        options.output(lang),
        options.specs(lang),
        *options.shared(lang),
    ]
    return Command("init", lang, run, params)
