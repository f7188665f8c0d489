"""A draft as YAML: its fields in the order of the kind's schema, what the kind requires and the draft lacks as ``TODO`` comments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.findings.catalogue import sentence
from conformance.importers.draft import Draft
from conformance.importers.figures import Word
from conformance.spec.kinds import Kind

_MOST_ENTRIES = 1_000
"""Entries of ``sources``, as the common schema allows."""
_INLINE = frozenset({"claim", "range", "quantity", "curve"})


def written(draft: Draft, kind: Kind, lang: str) -> str:
    """The YAML document, with a head that says where it is from and what was found besides."""
    return "\n".join([*_head(draft, lang), *_lines(_whole(draft), kind.schema, "", lang)]) + "\n"


def gaps(draft: Draft, kind: Kind) -> list[str]:
    """The paths of required fields that the draft lacks, as ``design.pumps.curve``."""
    return [path for path, _ in _missing(_whole(draft), kind.schema, "")]


def _whole(draft: Draft) -> dict[str, Any]:
    """The fields with the entries of ``evidence`` and ``sources`` that speak of them."""
    entries = [
        {"figure": ", ".join(paths), "document": f"{draft.document} {place}"[:400], "status": Word("read")}
        for place, paths in draft.read.items()
    ]
    evidence = [{"claim": Word(path), "grade": Word("measured")} for path in draft.measured]
    whole: dict[str, Any] = {"apiVersion": Word(draft.api), "kind": Word(draft.kind), **draft.values}
    whole.setdefault("metadata", {})
    whole.setdefault("design", {})
    if evidence:
        whole["evidence"] = evidence
    if entries:
        whole["sources"] = entries[:_MOST_ENTRIES]
    return whole


def _head(draft: Draft, lang: str) -> Iterator[str]:
    yield f"# {sentence('IMPORT-head', lang, {'document': draft.document, 'origin': draft.origin})}"
    if draft.count > 1:
        yield f"# {sentence('IMPORT-head-count', lang, {'count': str(draft.count)})}"
    for what, value in draft.unplaced:
        yield f"# {sentence('IMPORT-head-unplaced', lang, {'what': what, 'value': value})}"


def _missing(value: Any, node: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(path, schema) of every required field that is not there, depth first in the order of the schema."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            name = item.get("id", index) if isinstance(item, dict) else index
            yield from _missing(item, node.get("items", {}), f"{path}[{name}]")
    elif isinstance(value, dict) and not _INLINE & node.keys():
        for name, inner in node.get("properties", {}).items():
            below = f"{path}.{name}" if path else name
            if name in value:
                yield from _missing(value[name], inner, below)
            elif name in node.get("required", ()):
                yield below, inner


def _lines(value: Mapping[str, Any], node: Mapping[str, Any], indent: str, lang: str) -> Iterator[str]:
    required = node.get("required", ())
    for name, inner in node.get("properties", {}).items():
        if name in value:
            yield from _field(name, value[name], inner, indent, lang)
        elif name in required:
            yield f"{indent}# TODO {name}{_hint(inner, lang)}"


def _field(name: str, value: Any, node: Mapping[str, Any], indent: str, lang: str) -> Iterator[str]:
    if isinstance(value, dict) and not _INLINE & node.keys():
        yield f"{indent}{name}:"
        yield from _filled(list(_lines(value, node, f"{indent}  ", lang)), indent)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{indent}{name}:"
        for item in value:
            yield from _item(list(_lines(item, node.get("items", {}), f"{indent}    ", lang)), indent)
    else:
        yield f"{indent}{name}: {flow(value)}"


def _filled(lines: list[str], indent: str) -> list[str]:
    """A group of which nothing is known is an empty one: comments alone would make it a null."""
    alone = all(line.lstrip().startswith("#") for line in lines)
    return [f"{indent}  {{}}", *lines] if alone else lines


def _item(lines: list[str], indent: str) -> Iterator[str]:
    """The lines of a list's item: the first field carries the dash, comments before it go behind it."""
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield f"{indent}  - {lines[first].lstrip()}"
    yield from (line for index, line in enumerate(lines) if index != first)


def _hint(node: Mapping[str, Any], lang: str) -> str:
    """What the field is, and what it may say."""
    title = node.get("title", "")
    words = title.get(lang, title.get("en", "")) if isinstance(title, Mapping) else str(title)
    if "enum" in node:
        said = " | ".join(_brief(one) for one in node["enum"])
    else:
        examples = ", ".join(_brief(one) for one in node.get("examples", ()))
        said = sentence("IMPORT-example", lang, {"examples": examples}) if examples else ""
    return f": {words}{f' ({said})' if said else ''}" if words else ""


def _brief(example: object) -> str:
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def flow(value: Any) -> str:
    """A value on one line; text in quotes, so that nothing in it is YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return str(value) if isinstance(value, Word) else json.dumps(value, ensure_ascii=False)
