"""Formulas that are mostly plain paths, as those in messages: a path needs no parser, which takes longer to load than a message to fill."""

from __future__ import annotations

from keyword import iskeyword

from conformance.expressions import tree

_LONGEST = 80
"""Letters of a path, with so few steps that the parser would allow them too."""


def formula(text: str) -> tree.Node:
    """The tree of a formula, as ``parse`` makes it.

    Raises:
        ExpressionError: as ``parse``.
    """
    root, *names = text.split(".")
    if len(text) <= _LONGEST and all(map(_is_name, (root, *names))):
        node: tree.Node = tree.Name(0, root)
        for name in names:
            node = tree.Attribute(0, node, name)
        return node
    from conformance.expressions.parse import parse

    return parse(text).root


def _is_name(text: str) -> bool:
    return text.isidentifier() and text.isascii() and not text.startswith("_") and not iskeyword(text)
