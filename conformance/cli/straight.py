"""`openarch validate FILE...` as pre-commit calls it, without click: half of the time such a call takes is for starting.

Whatever is more than names of files and ``-q`` is left to click; tests/cli/test_straight.py compares the two ways.
"""

from __future__ import annotations

from collections.abc import Sequence

_QUIET = ("-q", "--quiet")


def straight(arguments: Sequence[str], lang: str) -> int | None:
    """Run a plain ``validate`` and return its exit code; None where the command line is anything else."""
    files = [argument for argument in arguments[1:] if argument not in _QUIET]
    if arguments[:1] != ["validate"] or not files or any(name.startswith("-") for name in files):
        return None
    from conformance.cli.deciding import run_of
    from conformance.cli.presenting import present
    from conformance.cli.settings import settings

    chosen = settings({"quiet": len(files) < len(arguments) - 1}, lang)
    return present("validate", run_of(chosen, files, static_only=True))
