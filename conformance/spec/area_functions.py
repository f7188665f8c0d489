"""The functions that the rules of an area may call, each made when it is first called for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from conformance.expressions.functions import AnyFunction, PythonFunction


class AreaFunctions(Mapping[str, AnyFunction]):
    """An area's formulas and Python functions by name; a formula comes first.

    The module of the Python functions may take longer to import than a whole ``openarch validate``, whose rules seldom
    call any: it is loaded for a name that is no formula.
    """

    def __init__(self, formulas: Mapping[str, AnyFunction], area: str, *, installed: bool) -> None:
        """The area's formulas, and where its Python functions come from (``python_functions``)."""
        self._formulas = formulas
        self._area = area
        self._installed = installed

    @cached_property
    def _python(self) -> Mapping[str, PythonFunction]:
        from conformance.spec.python_functions import python_functions

        return python_functions(self._area, installed=self._installed)

    def __getitem__(self, name: str) -> AnyFunction:
        """The function of this name."""
        return self._formulas[name] if name in self._formulas else self._python[name]

    def __iter__(self) -> Iterator[str]:
        """All names, each once."""
        return iter({**dict.fromkeys(self._formulas), **dict.fromkeys(self._python)})

    def __len__(self) -> int:
        """How many there are."""
        return len({*self._formulas, *self._python})
