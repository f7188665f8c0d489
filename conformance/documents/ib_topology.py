"""Topologies of InfiniBand subnets, as ``ibnetdiscover`` prints them and as ibsim reads them ("net" files).

A node is a line ``Switch 36 "S-0002c9…" # "name" …`` (or ``Ca``, ``Hca``, ``Rt``), followed by one line for each port with a cable:
``[3] "H-0002c9…"[1](guid) # "name" lid 4 4xNDR``. Both ends of a cable may be listed, and then must agree. Other lines that the two
tools know (guids, vendors, settings of the simulator) say nothing about wiring and are passed over.
"""

from __future__ import annotations

import re
from typing import Any

from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span
from conformance.findings.named import NamedTuple

_NODE = re.compile(r'(Switch|Ca|Hca|Rt)\s+(\d{1,3})\s+"([^"]+)"\s*(?:#\s*"([^"]*)")?')
_PORT = re.compile(r'\[(\d{1,3})\](?:\([0-9a-fA-Fx]+\))?\s*"([^"]+)"\s*\[(\d{1,3})\](.*)')
_RATE = re.compile(r"\b(1|2|4|8|12)x(SDR|DDR|QDR|FDR10|FDR|EDR|HDR|NDR|XDR)\b")
_PASSED = re.compile(
    r"\s*$|#|vendid|devid|sysimgguid|switchguid|caguid|hcaguids|rtguid|width|speed|extspeed|module|pdebug|"
    r"Chassis|Non-Chassis|Spine|Line|DR path"
)
_REFUSED = re.compile(r"(include|do)\b")
_PER_LANE = {
    "SDR": 2_000_000_000,
    "DDR": 4_000_000_000,
    "QDR": 8_000_000_000,
    "FDR10": 10_000_000_000,
    "FDR": 13_640_000_000,
    "EDR": 25_000_000_000,
    "HDR": 50_000_000_000,
    "NDR": 100_000_000_000,
    "XDR": 200_000_000_000,
}
"""Data rate of one lane in bit/s in one direction, after coding, as the speed's name is usually understood."""
_MOST_FINDINGS = 20


class _Cable(NamedTuple):
    to: str
    port: int
    rate: int
    line: int


class _Node(NamedTuple):
    name: str
    is_switch: bool
    ports: int
    cables: dict[int, _Cable]


def read(source: Source) -> tuple[dict[str, Any], list[Finding]]:
    """``nodes`` (``id``, ``name``, ``switch``) and ``cables`` (``a``, ``a_port``, ``b``, ``b_port``, ``rate``; 0 if unstated)."""
    reader = _Reader(source)
    reader.lines()
    cables = reader.cables()
    nodes = [{"id": key, "name": node.name, "switch": node.is_switch} for key, node in reader.nodes.items()]
    return {"nodes": nodes, "cables": cables}, reader.findings[:_MOST_FINDINGS]


class _Reader:
    def __init__(self, source: Source) -> None:
        self.nodes: dict[str, _Node] = {}
        self.findings: list[Finding] = []
        self._source = source
        self._open: str | None = None

    def lines(self) -> None:
        """Read the nodes and what each of their ports says."""
        for number, line in enumerate(self._source.text.splitlines(), 1):
            if line.startswith("["):
                self._port(line, number)
            elif (found := _NODE.match(line)) is not None:
                self._node(found, number)
            elif (word := _REFUSED.match(line)) is not None:
                self._report("FILE-include", number, word=word[1])
            elif not _PASSED.match(line):
                self._report("FILE-line", number, format="ibnetdiscover, ibsim")

    def _node(self, found: re.Match[str], number: int) -> None:
        kind, ports, key, name = found.groups()
        self._open = key
        if key in self.nodes:
            self._report("FILE-node-twice", number, node=key)
            return
        self.nodes[key] = _Node(name or key, kind == "Switch", int(ports), {})

    def _port(self, line: str, number: int) -> None:
        found = _PORT.match(line)
        if found is None:
            self._report("FILE-line", number, format="ibnetdiscover, ibsim")
            return
        if self._open is None:
            self._report("FILE-before-node", number)
            return
        node, port = self.nodes[self._open], int(found[1])
        if port in node.cables:
            self._report("FILE-port-twice", number, node=self._open, port=str(port))
        elif not 0 < port <= node.ports:
            self._report("FILE-port-number", number, node=self._open, ports=str(node.ports), port=str(port))
        else:
            rate = _RATE.search(found[4])
            speed = int(rate[1]) * _PER_LANE[rate[2]] if rate is not None else 0
            node.cables[port] = _Cable(found[2], int(found[3]), speed, number)

    def cables(self) -> list[dict[str, Any]]:
        """Each cable once, from the end that comes first."""
        found: list[dict[str, Any]] = []
        listed: set[tuple[str, int]] = set()
        for key, node in self.nodes.items():
            for port, cable in node.cables.items():
                if (key, port) in listed or not self._agrees(key, port, cable):
                    continue
                listed |= {(key, port), (cable.to, cable.port)}
                found.append({"a": key, "a_port": port, "b": cable.to, "b_port": cable.port, "rate": cable.rate})
        return found

    def _agrees(self, key: str, port: int, cable: _Cable) -> bool:
        other = self.nodes.get(cable.to)
        if other is None:
            self._report("FILE-no-node", cable.line, node=cable.to)
            return False
        if cable.port > other.ports:
            self._report("FILE-port-number", cable.line, node=cable.to, ports=str(other.ports), port=str(cable.port))
            return False
        back = other.cables.get(cable.port)
        if back is not None and (back.to, back.port) != (key, port):
            says = f"`{back.to}`[{back.port}]"
            self._report("FILE-other-end", cable.line, node=cable.to, port=str(cable.port), says=says)
            return False
        return True

    def _report(self, code: str, line: int, **arguments: str) -> None:
        width = len(self._source.line(line)) + 1
        span = Span(line, 1, line, max(2, width))
        self.findings.append(Finding(code, Location(self._source.name, span), arguments))
