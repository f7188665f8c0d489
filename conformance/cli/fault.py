"""A fault of the toolkit in a few words; loaded only when there is one."""

from __future__ import annotations

import traceback

from conformance import __version__


def arguments_of(fault: BaseException) -> dict[str, str]:
    """What went wrong and where in the toolkit: the arguments of ``CLI-broken``."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "conformance" in frame.filename] or list(frames)
    place = f"{'/'.join(ours[-1].filename.split('/')[-3:])}:{ours[-1].lineno}" if ours else "?"
    said = str(fault).split("\n")[0][:200]
    name = type(fault).__name__
    return {"fault": f"{name}: {said}" if said else name, "place": place, "version": __version__}


def trace(fault: BaseException) -> str:
    """The whole traceback, for ``--debug``."""
    return "".join(traceback.format_exception(fault))
