"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

from conformance.cli.misuse import Misuse
from conformance.cli.output import as_bytes


def write_whole(path: Path, content: str | bytes) -> None:
    """Write ``content`` to ``path``, text as UTF-8; whoever looks sees the old file or the new one, never half of it.

    Raises:
        Misuse: where the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not the file's own name with more to it: that may be as long as the system allows.
        handle, beside = mkstemp(prefix=".openarch-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(as_bytes(content))
            # mkstemp makes a private file; a report is as readable as any other file of the user.
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Misuse("CLI-cannot-write", file=str(path), reason=error.strerror or str(error)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
