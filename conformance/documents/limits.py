"""How much a document may ask of the reader; enforced while reading, before anything recurses or explodes."""

from __future__ import annotations

from conformance.findings.named import NamedTuple

MIB = 1_048_576


class Limits(NamedTuple):
    """Bounds on one input.

    Attributes:
        size: of the text, in bytes (characters once it is decoded).
        depth: of nested mappings and lists.
        aliases: how many aliases (``*name``) one document may use; 0 refuses anchors as well.
        copies: how many values all aliases of a document may stand for.
        findings: after how many findings an input is given up.
    """

    size: int = MIB
    depth: int = 64
    aliases: int = 0
    copies: int = 10_000
    findings: int = 50


DESCRIPTOR = Limits()
"""What comes from a vendor."""
SPEC = Limits(aliases=100)
"""What the lab writes itself."""
