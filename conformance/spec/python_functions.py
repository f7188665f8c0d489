"""The Python functions of an area, as rules may call them: ``FUNCTIONS`` of ``conformance/checks/<area>.py``.

The module is found by the area's name, so that this room needs no import of a higher one; an area of a third party
brings its module through the entry-point group ``conformance.checks``, under the area's name.
"""

# Paths are plain texts here: pathlib costs milliseconds at start, and every command comes through this module.
# ruff: noqa: PTH100, PTH113, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from conformance.expressions.functions import PythonFunction

GROUP = "conformance.checks"
_CHECKS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "checks")


@cache
def python_functions(area: str, *, installed: bool = False) -> Mapping[str, PythonFunction]:
    """The functions by name; none where the area has no module. With ``installed``, entry points are asked as well."""
    module = area.replace("-", "_")
    if os.path.isfile(os.path.join(_CHECKS, f"{module}.py")):
        return _functions(import_module(f"conformance.checks.{module}"))
    if not installed:
        return {}
    # Costs as much at start as the rest of the command together: only for areas that did not come with the toolkit.
    from importlib.metadata import entry_points

    found = [entry.load() for entry in entry_points(group=GROUP, name=area)]
    return _functions(found[0]) if found else {}


def _functions(module: object) -> Mapping[str, PythonFunction]:
    found = getattr(module, "FUNCTIONS", module)
    if isinstance(found, Mapping):
        return found
    return {function.name: function for function in found} if isinstance(found, list | tuple) else {}
