"""The one error of quantities and units: a catalogue code and what its sentence interpolates."""

from __future__ import annotations

from collections.abc import Mapping


class QuantityError(ValueError):
    """A text that is not a quantity, or not one of the expected dimension.

    Attributes:
        code: key of the catalogue.
        arguments: what its sentences interpolate; ``<name>_zh`` is the Chinese form of ``<name>``.
    """

    def __init__(self, code: str, arguments: Mapping[str, str] | None = None) -> None:
        """Keep what a finding needs."""
        super().__init__(f"{code}: {dict(arguments or {})}")
        self.code = code
        self.arguments = dict(arguments or {})
