"""What the rules of stacks ask: a descriptor of kind Stack read as ``closure.Stack``, and its core as places of documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conformance.checks.software import closure as c
from conformance.checks.software import versions as v
from conformance.expressions.functions import PythonFunction
from conformance.expressions.scalars import Undecided
from conformance.expressions.types import Field, ListType, RecordType, TextType
from conformance.expressions.values import Record
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any

Data = Mapping[str, Any]
Path = tuple[str | int, ...]


class _Said(NamedTuple):
    """A statement with its place, and in signs that need no language."""

    path: Path
    text: str


def stack_closure(design: Data) -> Record:
    """The choice of releases, or the lines that cannot all hold; wants stand last, since they are seldom at fault."""
    stack, said = _Reading(design).result()
    try:
        core = c.core(stack)
        chosen = {} if core else c.choice(stack) or {}
    except c.TooManyChoicesError as why:
        raise Undecided("CHECK-too-many-choices") from why
    core.sort(key=lambda statement: statement[0] == "want")
    return Record(
        {
            "core": [Record({"id": said[statement].text}, said[statement].path) for statement in core],
            "text": "; ".join(said[statement].text for statement in core),
            "parts": [part.name for part in chosen.values()],
        }
    )


def shared_version(medium: Data, design: Data) -> Record:
    """What all parties at one medium speak, or the smallest set of them that has nothing in common."""
    parties = [(name, entry) for name in medium["among"] for entry in _ends(design["parts"].get(name), medium["id"])]
    if len(parties) < len(medium["among"]):
        raise Undecided("CHECK-no-such-party", {"medium": medium["id"]})
    sets = [v.versions(entry["speaks"]) for _, entry in parties]
    core = v.smallest_conflict(sets)
    return Record(
        {
            "conflict": [Record({"id": parties[at][0]}, parties[at][1].path) for at in core],
            "text": "; ".join(f"{parties[at][0]}: {v.written(sets[at])}" for at in core),
            "common": v.written(v.all_common(sets)),
        }
    )


def _ends(part: Data | None, interface: str) -> list[Any]:
    """Where a part speaks at an interface, whichever side it stands on."""
    design = {} if part is None else part["design"]
    entries = [*design.get("provides", ()), *design.get("requires", ())]
    return [entry for entry in entries if entry["id"] == interface and "speaks" in entry][:1]


class _Reading:
    """Reads the bound design of a stack."""

    def __init__(self, design: Data) -> None:
        self._design = design
        self._said: dict[c.Statement, _Said] = {}

    def result(self) -> tuple[c.Stack, dict[c.Statement, _Said]]:
        parts = tuple(self._part(name, part) for name, part in self._design["parts"].items())
        given = tuple(self._given(at, entry) for at, entry in enumerate(self._design.get("given", ())))
        # Without a list every line of the parts is wanted; it stands where its first part is named.
        wanted: dict[str, Path] = {line: ("wanted", at) for at, line in enumerate(self._design.get("wanted", ()))}
        for part in () if wanted else parts:
            wanted.setdefault(part.line, ("parts", part.name))
        for at, (line, place) in enumerate(wanted.items()):
            self._said["want", "", at] = _Said(("design", *place), line)
        return c.Stack(parts, given, tuple(wanted)), self._said

    def _given(self, at: int, entry: Any) -> c.Claim:
        speaks = v.versions(entry["speaks"]) if "speaks" in entry else None
        shown = entry.get("version") or entry.get("order_key") or (v.written(speaks) if speaks else "")
        self._said["give", "", at] = _Said(entry.path, f"{entry['id']} = {shown}")
        scheme = entry.get("scheme", "opaque")
        return c.Claim(entry["id"], entry.get("order_key"), entry.get("version", ""), scheme, speaks)

    def _part(self, name: str, part: Data) -> c.Part:
        design = part["design"]
        release = design["release"]
        title = f"{name} {release['version']}"
        own = c.Claim(release["line"], release["order_key"], release["version"], release["scheme"])
        offers = [own, *map(_offer, design.get("provides", ()))]
        self._say("offer", name, 0, release.path, f"{title} = {release['line']}")
        for at, entry in enumerate(design.get("provides", ()), 1):
            self._say("offer", name, at, entry.path, f"{title} = {entry['id']} {v.written(offers[at].speaks or ())}")
        needs = list(_needs(design))
        for at, (need, path) in enumerate(needs):
            self._say("need", name, at, path, f"{title} -> {_asked(need)}")
        conflicts = [_need(entry) for entry in design.get("conflicts", ())]
        for at, entry in enumerate(design.get("conflicts", ())):
            self._say("conflict", name, at, entry.path, f"{title} x {_asked(conflicts[at])}")
        found = tuple(need for need, _ in needs)
        return c.Part(name, release["line"], release["order_key"], tuple(offers), found, tuple(conflicts))

    def _say(self, sort: str, name: str, at: int, path: Path, text: str) -> None:
        self._said[sort, name, at] = _Said(path, text)


def _offer(entry: Data) -> c.Claim:
    strategy = entry.get("negotiation", "highest_common")
    return c.Claim(entry["id"], speaks=v.versions(entry["speaks"]), strategy=strategy)


def _needs(design: Data) -> Iterator[tuple[c.Need, Path]]:
    """What a part asks for: its list, and the fields of some kinds that say the same of one thing."""
    for entry in design.get("requires", ()):
        yield _need(entry), entry.path
    path: Path = design.path if isinstance(design, Record) else ()
    if "host" in design:
        yield c.Need(design["host"]["id"], specifier=design["host"].get("versions", "")), (*path, "host")
    if "python" in design:
        yield c.Need("python", specifier=design["python"]), (*path, "python")
    if "host_kernels" in design:
        yield c.Need("linux", specifier=design["host_kernels"], optional=True), (*path, "host_kernels")


def _need(entry: Data) -> c.Need:
    keys = (entry["order_keys"]["min"], entry["order_keys"]["max"]) if "order_keys" in entry else None
    speaks = v.versions(entry["speaks"]) if "speaks" in entry else None
    return c.Need(entry["id"], keys, entry.get("versions", ""), speaks, bool(entry.get("optional", False)))


def _asked(need: c.Need) -> str:
    keys = f"{need.keys[0]}..{need.keys[1]}" if need.keys else ""
    return " ".join(
        part for part in (need.id, need.specifier, keys, v.written(need.speaks) if need.speaks else "") if part
    )


def _lists(*names: str) -> dict[str, Field]:
    return {name: Field(ListType(RecordType({"id": Field(TextType())}, "statement"))) for name in names}


_ANY = RecordType({}, "record")
_TEXT = Field(TextType())
_CLOSURE = RecordType({**_lists("core"), "text": _TEXT, "parts": Field(ListType(TextType()))}, "closure")
_SHARED = RecordType({**_lists("conflict"), "text": _TEXT, "common": _TEXT}, "shared")

STACKS: Sequence[PythonFunction] = [
    PythonFunction("stack_closure", {"design": _ANY}, _CLOSURE, stack_closure, structural=True),
    PythonFunction("shared_version", {"medium": _ANY, "design": _ANY}, _SHARED, shared_version, structural=True),
]
