"""All resources of a Redfish tree that can be reached, each once, within bounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.findings.model import Finding, Location, Severity
from conformance.importers.redfish_source import ROOT, RefusedError, Source, clean

Resource = Mapping[str, Any]

MOST_RESOURCES = 5_000
MOST_LINKS = 100_000
"""Links looked at, so that a resource of a million links ends as soon as one of a thousand."""
_ELSEWHERE = frozenset(
    "Oem Actions JsonSchemas Registries LogServices SessionService Sessions AccountService EventService Tasks TaskService "
    "CertificateService KeyService Certificates TelemetryService CompositionService JobService @Redfish.Settings".split()
)
"""What holds nothing about hardware and may be endless."""
_LINK = "@odata.id"


@dataclass
class Tree:
    """What was read.

    Attributes:
        name: of the source.
        resources: by path, in the order in which they were reached.
        findings: what could not be read, and why.
    """

    name: str
    resources: dict[str, Resource] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def typed(self, name: str) -> Iterator[tuple[str, Resource]]:
        """The resources of a type, whatever its version; an empty bay is none."""
        for path, resource in self.resources.items():
            if type_of(resource) == name and not _is_absent(resource):
                yield path, resource

    def linked(self, resource: Resource, key: str) -> tuple[str, Resource | None]:
        """The resource that ``{key: {"@odata.id": ...}}`` names, with its path."""
        found = resource.get(key)
        path = clean(found.get(_LINK)) if isinstance(found, dict) else None
        return path or "", self.resources.get(path) if path else None

    def members(self, resource: Resource, key: str) -> list[tuple[str, Resource]]:
        """The members of the collection that a property names, as far as they were read."""
        path, collection = self.linked(resource, key)
        return [] if collection is None else self.listed(path, collection)

    def listed(self, path: str, collection: Resource, key: str = "Members") -> list[tuple[str, Resource]]:
        """The resources that a list of links names; members that are spelled out in place count as they stand."""
        found: list[tuple[str, Resource]] = []
        links = collection.get(key)
        for link in links if isinstance(links, list) else []:
            target = clean(link.get(_LINK)) if isinstance(link, dict) else None
            if target in self.resources:
                found.append((str(target), self.resources[str(target)]))
            elif isinstance(link, dict) and "@odata.type" in link:
                found.append((target or path, link))
        return found


def type_of(resource: Resource) -> str:
    """``#CoolingUnit.v1_1_0.CoolingUnit`` is a ``CoolingUnit``."""
    written = resource.get("@odata.type")
    return written.removeprefix("#").partition(".")[0] if isinstance(written, str) else ""


def _is_absent(resource: Resource) -> bool:
    status = resource.get("Status")
    return isinstance(status, dict) and status.get("State") == "Absent"


def walked(source: Source) -> Tree:
    """Read every resource that can be reached from the service root, breadth first."""
    tree = Tree(source.name)
    walk = _Walk(source, tree)
    walk.queue.append(ROOT)
    while walk.queue and walk.step():
        pass
    return tree


class _Walk:
    """The queue of paths, what was seen, and what is still allowed."""

    def __init__(self, source: Source, tree: Tree) -> None:
        self.queue: deque[str] = deque()
        self._source, self._tree = source, tree
        self._seen = {ROOT}
        self._links = 0

    def step(self) -> bool:
        """Read the next resource; False once the tree is larger than is read."""
        path = self.queue.popleft()
        if len(self._tree.resources) >= MOST_RESOURCES or self._links >= MOST_LINKS:
            self._say("IMPORT-too-many", path, Severity.ERROR, {"most": str(MOST_RESOURCES)})
            return False
        try:
            resource = self._source.get(path)
        except RefusedError as refused:
            severity = Severity.WARNING if refused.missing and path != ROOT else Severity.ERROR
            self._say(refused.code, path, severity, refused.arguments)
            return True
        self._tree.resources[path] = resource
        for link in _links(resource):
            self._links += 1
            self._follow(link, path)
        return True

    def _follow(self, link: object, path: str) -> None:
        target = clean(link)
        if target is None:
            self._say("IMPORT-foreign-link", path, Severity.WARNING, {"link": repr(link)[:80]})
        elif target not in self._seen and len(self._seen) < 2 * MOST_RESOURCES:
            self._seen.add(target)
            self.queue.append(target)

    def _say(self, code: str, at: str, severity: Severity, arguments: Mapping[str, str]) -> None:
        place = Location(f"{self._tree.name}: {at}")
        finding = Finding(code, place, {"path": at, **arguments}, severity=severity)
        if finding not in self._tree.findings:
            self._tree.findings.append(finding)


def _links(value: object) -> Iterator[object]:
    """Every ``@odata.id`` inside of a resource, but for those of what is not hardware, in the order of the text."""
    stack: list[object] = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if _LINK in here:
                yield here[_LINK]
            stack += [inner for key, inner in reversed(here.items()) if key not in _ELSEWHERE]
        elif isinstance(here, list):
            stack += reversed(here)
