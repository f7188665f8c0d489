"""Forwarding tables of InfiniBand switches, as ``ibroute`` and ``dump_lfts`` of infiniband-diags print them.

A table begins with ``Unicast lids [0x1-0x9] of switch Lid 3 guid 0x… (name):`` and has one line for each address:
``0x0004 017 : (Channel Adapter portguid 0x…: 'node7 HCA-1')``.
"""

from __future__ import annotations

import re
from typing import Any

from conformance.documents.source import Source
from conformance.findings.model import Finding, Location, Span

_TABLE = re.compile(r"Unicast lids .* of switch .*?\bguid 0x[0-9a-fA-F]+ \('?(.*?)'?\):\s*$")
_ENTRY = re.compile(r"0x[0-9a-fA-F]{1,8}\s+(\d{3})\s*[:#]\s*\(?(Switch|Channel Adapter|Router)\b.*?: '(.*)'\)?\s*$")
_UNKNOWN = re.compile(r"0x[0-9a-fA-F]{1,8}\s+\d{3}\b")
_PASSED = re.compile(r"\s*$|#|\s+Lid\s+Out\s+Destination|\s+Port\s+Info|\d+ (valid )?lids dumped")
_MOST_FINDINGS = 20


def read(source: Source) -> tuple[dict[str, Any], list[Finding]]:
    """``tables``: output port by switch and adapter; ``repeated``: adapters to which a switch has several addresses."""
    tables: dict[str, dict[str, int]] = {}
    repeated: dict[str, None] = {}
    findings: list[Finding] = []
    current: dict[str, int] | None = None
    for number, line in enumerate(source.text.splitlines(), 1):
        if (table := _TABLE.match(line)) is not None:
            current = tables.setdefault(table[1], {})
        elif (entry := _ENTRY.match(line)) is not None and current is not None:
            port, kind, name = entry.groups()
            if kind == "Channel Adapter":
                if name in current:
                    repeated[name] = None
                current[name] = int(port)
        elif not _PASSED.match(line) and not (_UNKNOWN.match(line) and current is not None):
            span = Span(number, 1, number, max(2, len(line) + 1))
            findings.append(Finding("FILE-line", Location(source.name, span), {"format": "ibroute, dump_lfts"}))
    return {"tables": tables, "repeated": list(repeated)}, findings[:_MOST_FINDINGS]
