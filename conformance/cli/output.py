"""All that the commands print goes through here."""

from __future__ import annotations

import click


class ReaderGoneError(Exception):
    """Whoever read standard output has closed it (``openarch … | head``).

    An exception of our own, since click would turn the system's into exit code 1.
    """


def say(text: str) -> None:
    """Text to standard output, with a line end.

    Raises:
        ReaderGoneError: where nobody reads it any more.
    """
    try:
        # Colours are in the text only where they are wanted: click must not take them out.
        click.echo(text, color=True)
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def hand_over(text: str) -> None:
    """A document for another program, as UTF-8 whatever the terminal speaks, and nothing behind it.

    Raises:
        ReaderGoneError: where nobody reads it any more.
    """
    try:
        click.echo(text.encode(), nl=False)
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def complain(text: str) -> None:
    """Text to standard error, with a line end."""
    click.echo(text, err=True, color=True)
