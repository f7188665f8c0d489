"""A kind of component, as its schema describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from conformance.findings.type_hints import TYPE_CHECKING, Any, cast
from conformance.spec.binders import Binders
from conformance.spec.quantity_reader import Reader
from conformance.spec.shapes import RecordShape, read
from conformance.spec.value_binders import Bind

if TYPE_CHECKING:
    from conformance.expressions.types import RecordType
    from conformance.spec.structure import Structure


class Kind:
    """A kind; everything beyond its name is worked out when first asked for.

    Attributes:
        area: id of its area.
        version: of the area's spec, as ``v1``.
        name: as descriptors write it.
        title: by language.
        reader: reads quantities, each spelling once for all descriptors.
    """

    def __init__(self, hot: Mapping[str, Any], cold: Callable[[], Mapping[str, Any]], reader: Reader) -> None:
        """Wrap the compiled form: ``hot`` is what every descriptor needs, ``cold`` is read on demand."""
        self._hot = hot
        self._cold = cold
        self.area: str = hot["area"]
        self.version: str = hot["version"]
        self.name: str = hot["kind"]
        self.title: Mapping[str, str] = hot["title"]
        self.reader = reader

    def __repr__(self) -> str:
        """``Kind(chip-interconnect/v1 LinkPort)``."""
        return f"Kind({self.api_version} {self.name})"

    @property
    def api_version(self) -> str:
        """What a descriptor of the kind writes as ``apiVersion``."""
        return f"{self.area}/{self.version}"

    @cached_property
    def shape(self) -> RecordShape:
        """The shape of a whole descriptor."""
        return cast("RecordShape", read(self._hot["shape"]))

    @cached_property
    def bind(self) -> Bind:
        """Checks and binds a whole descriptor."""
        return Binders(self.reader).bind(self._hot["plan"])

    @cached_property
    def structure(self) -> Structure:
        """The structural check."""
        from conformance.spec.structure import Structure  # only a document in doubt is checked by it

        return Structure(self._hot["structure"], self.shape)

    @cached_property
    def type(self) -> RecordType:
        """The type of a descriptor in formulas: fields ``design``, ``envelope``, ``claims``, ``metadata``."""
        from conformance.spec.kind_types import kind_type

        return kind_type(self.shape, self.reader.units)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The schema with its macros and words in both languages, merged with what all kinds share."""
        return cast("dict[str, Any]", self._cold()["schema"])
