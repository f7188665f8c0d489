"""Several parts read as one descriptor, each under the name of the role that it plays in a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.descriptor import Descriptor
from conformance.spec.kinds import Kind
from conformance.spec.places import Path
from conformance.spec.roles import joined
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.expressions.types import RecordType
    from conformance.spec.load import SpecSet


class Assembly(Descriptor):
    """Parts by role. Paths start with the role: ``a.design.lanes`` is ``design.lanes`` of the part in role ``a``.

    Attributes:
        roles: descriptors by role; two roles of different rules may name the same part.
    """

    __slots__ = ("roles",)

    def __init__(self, parts: Mapping[str, Descriptor], kind: Kind, absent: Sequence[str] = ()) -> None:
        """Put the parts under their roles; a role in ``absent`` holds nothing."""
        data: dict[str, object] = {role: below(part.data, (role,)) for role, part in parts.items()}
        data |= {role: Record({}, (role,)) for role in absent}
        quantities = {
            (role, *path): quantity for role, part in parts.items() for path, quantity in part.quantities.items()
        }
        super().__init__(next(iter(parts.values())).document, kind, Record(data), quantities)
        self.roles = parts
        self.parts = {(role,): part for role, part in parts.items()}

    @classmethod
    def of(cls, rule: Rule, parts: Mapping[str, Descriptor], specs: SpecSet) -> Assembly:
        """The parts of a rule between parts; of its optional roles some may be missing."""
        absent = [role.name for role in rule.between if role.name not in parts]
        return cls(parts, _RuleKind(rule, parts, specs), absent)

    def exchanged(self, rule: Rule, specs: SpecSet) -> Assembly:
        """The same parts with those in the first two roles of a rule exchanged."""
        one, two = (role.name for role in rule.between[:2])
        return Assembly.of(rule, {**self.roles, one: self.roles[two], two: self.roles[one]}, specs)

    @property
    def members(self) -> tuple[Descriptor, ...]:
        """The parts, each once."""
        return tuple(dict.fromkeys(self.roles.values()))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of the parts."""
        return tuple(part.kind for part in self.members)

    @property
    def vendor(self) -> str:
        """Who makes the parts."""
        return " + ".join(part.vendor for part in self.members)

    @property
    def model(self) -> str:
        """What their makers call them."""
        return " + ".join(part.model for part in self.members)

    @property
    def digest(self) -> str:
        """SHA-256 over the digests of the parts in their order."""
        import hashlib

        return hashlib.sha256("\n".join(part.digest for part in self.members).encode()).hexdigest()


class PartsKind(Kind):
    """What reports call several parts: their kinds with a plus sign between."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Name the kinds."""
        first = kinds[0]
        name = " + ".join(kind.name for kind in kinds)
        super().__init__({"area": first.area, "version": first.version, "kind": name, "title": {}}, dict, first.reader)


class _RuleKind(PartsKind):
    """The kind of an assembly for one rule: the schemas and types of the parts under their roles."""

    def __init__(self, rule: Rule, parts: Mapping[str, Descriptor], specs: SpecSet) -> None:
        super().__init__([part.kind for part in parts.values()])
        version = next(iter(parts.values())).kind.api_version
        empty = {role: specs.kind(version, role.kinds[0]) for role in rule.between if role.name not in parts}
        self._roles = {role: parts[role.name].kind if role.name in parts else empty[role] for role in rule.between}

    @property
    def type(self) -> RecordType:
        """One field for each role."""
        return joined({role: kind.type for role, kind in self._roles.items() if kind is not None})

    @property
    def schema(self) -> dict[str, object]:
        """One property for each role."""
        return {"properties": {role.name: kind.schema for role, kind in self._roles.items() if kind is not None}}


def below(value: object, prefix: Path) -> object:
    """The bound value with its places below ``prefix``; everything that has no place is shared."""
    if isinstance(value, Record):
        fields = {key: below(item, prefix) for key, item in value.items()}
        return type(value)(fields, (*prefix, *value.path))
    return [below(item, prefix) for item in value] if isinstance(value, list) else value
