"""A descriptor that is being put together from a foreign document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from conformance.importers.figures import Word, name


@dataclass
class Draft:
    """What is known of one part so far.

    Attributes:
        api: ``cooling/v1``.
        kind: ``CoolantDistributionUnit``.
        origin: the resource or file that it speaks of.
        document: what its figures are from, as ``Redfish``.
        values: the descriptor's fields; quantities and enumerations as ``Word``.
        read: figures by the place that they were read at, for ``sources``.
        measured: claims that are readings of sensors, for ``evidence``.
        unplaced: (what, value) of what was found and has no field, or none that it would fit without a guess.
        count: how many equal parts the source lists.
    """

    api: str
    kind: str
    origin: str
    document: str
    values: dict[str, Any] = field(default_factory=dict)
    read: dict[str, list[str]] = field(default_factory=dict)
    measured: list[str] = field(default_factory=list)
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    count: int = 1

    def put(self, path: str, value: object, place: str = "", *, measured: bool = False) -> None:
        """Set a field, as ``design.pumps.count``; nothing happens where ``value`` is None or empty."""
        if value is None or value in ("", [], {}):
            return
        *groups, last = path.split(".")
        here = self.values
        for group in groups:
            here = here.setdefault(group, {})
        here[last] = value
        if groups[:1] != ["metadata"]:
            self.read.setdefault(place or self.origin, []).append(path)
        if measured:
            self.measured.append(path)

    def named(self, vendor: object, model: object, revision: object = None) -> None:
        """Who makes the part and what it is called, as far as the source says."""
        self.put("metadata.vendor", name(vendor))
        self.put("metadata.model", name(model))
        self.put("metadata.revision", name(revision, 60))

    def keep(self, what: str, value: object) -> None:
        """Remember something found that no field can take as it stands."""
        written = value if isinstance(value, str) else None if value is None else str(value)
        if written:
            self.unplaced.append((what, name(written) or ""))

    def claim(self, path: str, value: Word | None, relation: str, place: str = "", *, measured: bool = False) -> None:
        """Set a claim without a basis; a reading of one moment is ``nominal``, no limit."""
        if value is not None:
            self.put(path, {"value": value, "relation": Word(relation)}, place, measured=measured)
