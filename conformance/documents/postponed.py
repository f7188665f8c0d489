"""Modules of others, loaded without compiling their patterns: each is compiled when somebody first uses it.

Importing PyYAML compiles the patterns of its own scanner and resolver, which libyaml does without; importing ``fractions``
compiles what reads fractions from text. That would take a tenth of the time in which `openarch validate FILE` starts.
"""

from __future__ import annotations

import re

from conformance.findings.type_hints import Any

_compile = re.compile


class _Pattern:
    """A pattern that is compiled when it is first asked for anything."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        # ``re`` keeps what it has compiled.
        return getattr(_compile(*self._arguments), name)


class PatternsPostponed:
    """``with PatternsPostponed(): import …``, for modules that were not imported before."""

    def __enter__(self) -> None:
        """From here on ``re.compile`` only notes what it is given."""
        re.compile = _Pattern  # type: ignore[assignment]

    def __exit__(self, *_raised: object) -> None:
        """As it was."""
        re.compile = _compile
