"""How a fault is planted into the engine, and after how many cases the hunt finds it.

A function's code is exchanged in place, so that whoever has imported the function has the faulty one; where the piece is no
longer in the source, the fault says so and is to be adapted.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from random import Random
from typing import Any, NamedTuple

from hunt.cases import HUNTS


class Fault(NamedTuple):
    """One fault: what is wrong then, and how it comes about.

    Attributes:
        what: in words.
        place: module below ``conformance``, and function or class and method.
        old: what stands in the source, once.
        new: what stands there instead.
        hunt: which hunt is to find it.
    """

    what: str
    place: str
    old: str
    new: str
    hunt: str = "rules"

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The engine with the fault, as long as it lasts.

        Raises:
            LookupError: the source no longer says what the fault would change.
        """
        function = _function(self.place)
        source = textwrap.dedent(inspect.getsource(function))
        if source.count(self.old) != 1:
            raise LookupError(f"{self.place} says {source.count(self.old)} times: {self.old}")
        sound = function.__code__
        function.__code__ = _code(function, source.replace(self.old, self.new))
        _forget()
        try:
            yield
        finally:
            function.__code__ = sound
            _forget()

    def found_after(self, most: int, seed: int = 1) -> tuple[int, str] | None:
        """The number of the first case that shows it, and what is found; None where ``most`` cases do not."""
        with self.planted():
            return next((found for number in range(1, most + 1) if (found := self.found_in(number, seed))), None)

    def found_in(self, number: int, seed: int = 1) -> tuple[int, str] | None:
        """The same for one case, as the engine stands."""
        hunt = HUNTS[self.hunt]()
        finding = next(hunt.case(Random(f"{hunt.name} {seed}/{number}")), None)
        return None if finding is None else (number, finding.what)


def _function(place: str) -> Any:
    module, _, name = place.partition(":")
    found: Any = import_module(f"conformance.{module}")
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    if isinstance(found, cached_property):
        return found.func
    found = found.fget if isinstance(found, property) else found
    return inspect.unwrap(found)


def _code(function: Callable[..., Any], source: str) -> Any:
    """The code of a function whose source was changed."""
    names: dict[str, Any] = {}
    lines = [line for line in source.splitlines() if not line.startswith("@")]
    changed = compile("from __future__ import annotations\n" + "\n".join(lines), "<fault>", "exec")
    exec(changed, function.__globals__, names)  # noqa: S102 - the engine's own source
    return names[function.__name__].__code__


def _forget() -> None:
    """What functions remember was computed with the other code."""
    for module in [module for name, module in sys.modules.items() if name.startswith("conformance.")]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
