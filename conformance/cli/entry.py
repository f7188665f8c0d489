"""Where the process begins: nothing is loaded before the guard stands.

The command loads for a tenth of a second before `conformance.cli.main.run` can answer for it; whoever presses Ctrl-C in
that time, or has stopped reading what is complained about, sees no traceback either.
"""

from __future__ import annotations

import os


def main() -> None:
    """The entry point."""
    try:
        from conformance.cli.main import main as command

        command()
    except KeyboardInterrupt:
        _end_line()
        os._exit(130)
    except BrokenPipeError:
        # Whoever read our complaint has gone; whoever read our results is answered for in `run`.
        os._exit(141)


def _end_line() -> None:
    """The line that the terminal began with ``^C``, as click ends it."""
    from contextlib import suppress

    with suppress(OSError):
        os.write(2, b"\n")
