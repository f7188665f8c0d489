"""A commented descriptor to start from: ``openarch init``. What the schema requires is filled in, the rest is comments.

An optional field with ``asked: true`` is filled in too: a rule that every such part is held to asks for it. A part that a
template has to name (``attachment: part``) comes with it: the example calls its file after the kind, ``device-runtime.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from conformance.documents.attachments import PART
from conformance.documents.flow import flow
from conformance.documents.units import UnitTable
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec import shapes
from conformance.spec.macros import in_language
from conformance.spec.shapes import INTEGER, MACROS

if TYPE_CHECKING:
    from conformance.spec.kinds import Kind

_WIDTH = 100
_MOST_UNITS = 4
_WORDS = {
    "head": {
        "en": "Fill in your own figures. What is commented out is optional: remove the # of what applies.",
        "zh": "请填入自己的数据。被注释掉的各行可选：按需去掉 #。",
    },
    "unit": {"en": "unit", "zh": "单位"},
    "one of": {"en": "one of", "zh": "可取"},
    "check": {"en": "Check it with: openarch validate FILE", "zh": "检查：openarch validate FILE"},
    "editor": {
        "en": "Completion in the editor: openarch spec schema {kind}, for yaml-language-server",
        "zh": "编辑器补全：openarch spec schema {kind}，供 yaml-language-server 使用",
    },
}
_PLACEHOLDER = "to-be-filled-in"
_ONE_LINERS = {"kind", "metadata"}


def init(kind: Kind, lang: str = "en", beside: Mapping[str, str] | None = None) -> str:
    """A descriptor of ``kind`` as YAML, valid as it stands with the files ``beside`` it, with comments in ``lang``."""
    return "\n".join(_Template(kind.reader.units, lang, beside or {}).lines(kind)) + "\n"


def parts_of(kind: Kind, kinds: Iterable[Kind], lang: str = "en") -> dict[str, str]:
    """The files that a template of ``kind`` has to name, each a template of the kind of its area that it is called after."""
    found = _Template(kind.reader.units, lang, {}).parts(kind.schema)
    called = {other.name.lower(): other for other in kinds if other.area == kind.area and other is not kind}
    known = {file: called.get(file.removesuffix(".yaml").replace("-", "")) for file in found}
    return {file: init(part, lang) for file, part in known.items() if part is not None}


class _Template:
    def __init__(self, units: UnitTable, lang: str, beside: Mapping[str, str]) -> None:
        self._units = units
        self._lang = lang
        self._digests = {file: sha256(text.encode()).hexdigest() for file, text in beside.items()}

    def lines(self, kind: Kind) -> Iterator[str]:
        yield f"# {in_language(kind.title, self._lang)} ({kind.api_version} {kind.name})"
        yield from _wrapped(in_language(kind.schema.get("description", ""), self._lang))
        yield from _wrapped(self._word("head"))
        yield f"# {self._word('check')}"
        yield f"# {self._word('editor').format(kind=kind.name)}"
        for name, field in kind.schema["properties"].items():
            if name not in _ONE_LINERS:
                yield ""
            node = _for_own_claims(field, kind.schema) if name == "evidence" else field
            yield from self._field(name, node, required=name in kind.schema["required"] or bool(field.get("asked")))

    def _field(self, name: str, field: Mapping[str, Any], *, required: bool) -> Iterator[str]:
        """The lines of one field; an optional one is commented out as a whole."""
        for line in self._comment(field):
            yield from _wrapped(line)
        mark = "" if required else "#"
        if not _is_group(field):
            yield f"{mark}{name}: {flow(self._value(field))}"
            return
        yield f"{mark}{name}:"
        needed = field.get("required") or field["properties"]
        for inner, node in field["properties"].items():
            for line in self._field(inner, node, required=inner in needed or bool(node.get("asked"))):
                yield f"{mark}  {line}"

    def _comment(self, field: Mapping[str, Any]) -> Iterator[str]:
        title = in_language(field.get("title", ""), self._lang)
        note = self._note(field)
        if title or note:
            yield f"{title} ({note})" if title and note else title or note
        description = in_language(field.get("description", ""), self._lang)
        if description:
            yield description

    def _note(self, field: Mapping[str, Any]) -> str:
        macro = next((name for name in MACROS if name in field and name not in ("curve", "attachment", "table")), None)
        if macro is not None and field[macro] != INTEGER:
            accepted = self._usual_units(field[macro], flow(self._value(field)))
            return f"{self._word('unit')}: {', '.join(accepted)}" if accepted else ""
        if "enum" in field:
            return f"{self._word('one of')}: {', '.join(str(value) for value in field['enum'])}"
        return ""

    def _usual_units(self, dimension: str, example: str) -> list[str]:
        """The accepted units around that of the example: the others are far from what the field holds."""
        accepted = self._units.accepted(dimension)
        words = set(example.replace("}", " ").replace(",", " ").split())
        first = next((index for index, unit in enumerate(accepted) if unit in words), 0)
        usual = accepted[max(0, first - 1) : first + _MOST_UNITS - 1]
        return usual if len(usual) == len(accepted) else [*usual, "…"]

    def parts(self, group: Mapping[str, Any]) -> list[str]:
        """The files of parts below what is filled in."""
        found: list[str] = []
        for name, field in group["properties"].items():
            if name in group.get("required", ()) or field.get("asked"):
                found += self.parts(field) if _is_group(field) else _files_of_parts(field, self._value(field))
        return found

    def _value(self, field: Mapping[str, Any]) -> object:
        value = field["examples"][0] if field.get("examples") else plausible(field, self._units)
        return self._pinned(value) if self._digests else value

    def _pinned(self, value: object) -> object:
        """The value with the digests of the files that come with the template."""
        if isinstance(value, Mapping):
            inner = {key: self._pinned(item) for key, item in value.items()}
            digest = self._digests.get(str(inner.get("file")))
            return {**inner, "sha256": digest} if digest else inner
        return [self._pinned(item) for item in value] if isinstance(value, list) else value

    def _word(self, key: str) -> str:
        return _WORDS[key].get(self._lang, _WORDS[key]["en"])


def _files_of_parts(field: Mapping[str, Any], value: object) -> list[str]:
    """The files of parts that a value names: in its own place or as entries under names."""
    if field.get("attachment") == PART and isinstance(value, Mapping):
        return [value["file"]]
    entries, schema = (value if isinstance(value, Mapping) else {}), field.get("additionalProperties")
    inner = schema if isinstance(schema, Mapping) else {}
    return [file for entry in entries.values() for file in _files_of_parts(inner, entry)] if inner else []


def _for_own_claims(evidence: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The field ``evidence`` with an example that speaks for a claim of this kind: evidence must name one that is made."""
    claims = schema["properties"].get("claims", {}).get("properties", {})
    example = [{"claim": f"claims.{name}", "grade": "declared"} for name in list(claims)[:1]]
    return {**evidence, "examples": [example]}


def plausible(field: Mapping[str, Any], units: UnitTable) -> object:
    """A value that the schema node allows, where it gives no example."""
    if "const" in field or "enum" in field:
        return field.get("const", (field.get("enum") or [None])[0])
    match shapes.read(field):
        case shapes.QuantityShape(dimension=dimension, least=least, most=most):
            unit = (units.accepted(dimension) or [""])[0]
            return least or most or f"1 {unit}".strip()
        case shapes.RangeShape(bound=shapes.QuantityShape(dimension=dimension)):
            end = plausible({**field, "quantity": dimension}, units)
            return {"min": end, "max": end}
        case shapes.RangeShape():
            end = field.get("minimum", field.get("maximum", 1))
            return {"min": end, "max": end}
        case shapes.ClaimShape(value=value, basis=basis):
            number = plausible({"quantity": value.dimension, "least": value.least, "most": value.most}, units)
            claim: dict[str, object] = {"value": number, "relation": "at-least"}
            return {**claim, "basis": {name: words[0] for name, words in basis.items()}} if basis else claim
        case shapes.CurveShape(x=x, y=y):
            axes = [(units.accepted(name) or ["1"])[0] for name in (x, y)]
            return {"units": axes, "points": [[1, 1], [2, 1]]}
        case shapes.AttachmentShape():
            return {"file": _PLACEHOLDER}
        case shapes.TableShape():
            return [plausible(shapes.row_schema(field), units)]
    return _plain(field, units)


def _plain(field: Mapping[str, Any], units: UnitTable) -> object:
    match field.get("type"):
        case "integer" | "number":
            return field.get("minimum", field.get("maximum", 1))
        case "boolean":
            return False
        case "array":
            count = max(1, field.get("minItems", 1))
            return [_example(field["items"], units)] * (1 if field.get("uniqueItems") else count)
        case "object":
            needed = field.get("required", ())
            return {
                name: _example(inner, units)
                for name, inner in field.get("properties", {}).items()
                if name in needed or inner.get("asked")
            }
    return _PLACEHOLDER


def _example(field: Mapping[str, Any], units: UnitTable) -> object:
    return field["examples"][0] if field.get("examples") else plausible(field, units)


def _is_group(field: Mapping[str, Any]) -> bool:
    return bool(field.get("type") == "object" and field.get("properties") and not field.get("examples"))


def _wrapped(text: str) -> Iterator[str]:
    # Chinese has no blanks to break at, and its characters are twice as wide.
    pieces = [word[at : at + _WIDTH // 2] for word in text.split() for at in range(0, len(word), _WIDTH // 2)]
    line = ""
    for word in pieces:
        if line and len(line) + 1 + len(word) > _WIDTH:
            yield f"# {line}"
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield f"# {line}"
