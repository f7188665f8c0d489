"""Our reading of a schema, jsonschema-rs and the reference implementation agree on generated documents.

The generator knows our profile of JSON Schema (closed objects, macros); ``hypothesis-jsonschema`` is broken with today's
Hypothesis, and would not know the macros.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from conformance.documents import strict_yaml
from conformance.documents.quantities import parse
from conformance.documents.source import Source
from conformance.findings.model import Severity
from conformance.spec import macros
from conformance.spec.binding import Axis, Binder
from conformance.spec.compile import without_words
from conformance.spec.descriptor import read_descriptor
from conformance.spec.kinds import Kind
from conformance.spec.load import open_specs
from conformance.spec.plans import plan
from conformance.spec.precheck import checker
from conformance.spec.quantity_reader import Reader

LAB = open_specs()
UNITS = LAB.units
KINDS = ["LinkPort", "LinkProtocol", "ScaleUpSwitch", "AcceleratorEndpoint"]
DIMENSIONS = ["length", "power", "ratio", "temperature", "information-rate", "time", "level-difference", "frequency"]
TEXTS = st.text(st.sampled_from("abcXYZ 09-_.通"), min_size=1, max_size=8)
NAMES = st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"])


# documents that a schema allows


def documents(node):
    """Values that a schema node (with macros) allows."""
    for macro, strategy in {"quantity": quantities, "range": ranges, "claim": claims, "curve": curves}.items():
        if macro in node:
            return strategy(node)
    if "const" in node or "enum" in node:
        return st.sampled_from(node.get("enum", [node.get("const")]))
    return {
        "object": objects,
        "array": arrays,
        "string": strings,
        "integer": integers,
        "number": numbers,
        "boolean": lambda _: st.booleans(),
    }[node["type"]](node)


@st.composite
def quantities(draw, node, dimension=None, least=None):
    name = dimension or node["quantity"]
    low, high = node.get("least"), node.get("most")
    unit = unit_of(low, name) or unit_of(high, name) or draw(st.sampled_from(UNITS.accepted(name)))
    bottom = max(
        [lowest(unit, name) if low is None else in_unit(low, unit, name), *([least] if least is not None else [])]
    )
    top = bottom + 1000 if high is None else in_unit(high, unit, name)
    number = bottom + (top - bottom) * Fraction(draw(st.integers(0, 1000)), 1000)
    if name == "ratio" and draw(st.booleans()):
        return float(parse(f"{decimal(number)} {unit}", UNITS, UNITS.dimension(name)).value)
    return f"{decimal(number)} {unit}"


def lowest(unit, name):
    """A low number of a unit; scales that begin somewhere begin at zero in base units."""
    found = UNITS.unit_for(unit, UNITS.dimension(name))
    return -found.offset / found.factor if found.dimension.point in ("temperature", "absolute") else Fraction(-1000)


def unit_of(text, name):
    return None if text is None else (parse(str(text), UNITS, UNITS.dimension(name)).unit.symbol or "%")


def in_unit(text, unit, name):
    found = UNITS.unit_for(unit, UNITS.dimension(name))
    return (parse(str(text), UNITS, UNITS.dimension(name)).value - found.offset) / found.factor


def decimal(number):
    return format(Decimal(number.numerator) / Decimal(number.denominator), "f")


@st.composite
def ranges(draw, node):
    if node["range"] == "integer":
        low = draw(st.integers(node.get("minimum", -50), node.get("maximum", 50)))
        return {"min": low, "max": draw(st.integers(low, max(low, node.get("maximum", 100))))}
    ends = [draw(quantities(node, node["range"])) for _ in range(2)]
    values = [parse(str(end), UNITS, UNITS.dimension(node["range"])).value for end in ends]
    low, high = ends if values[0] <= values[1] else reversed(ends)
    return {"min": low, "max": high}


@st.composite
def claims(draw, node):
    claim = {"value": draw(quantities(node, node["claim"]))}
    if draw(st.booleans()):
        claim["relation"] = draw(st.sampled_from(macros.RELATIONS))
    if "basis" in node:
        claim["basis"] = {name: draw(st.sampled_from(words)) for name, words in node["basis"].items()}
    if "stated_at" in node and draw(st.booleans()):
        claim["stated_at"] = {name: draw(quantities({}, dimension)) for name, dimension in node["stated_at"].items()}
    return claim


@st.composite
def curves(draw, node):
    units = [draw(st.sampled_from(UNITS.accepted(node["curve"][axis]))) for axis in "xy"]
    xs = sorted(draw(st.sets(st.integers(1, 500), min_size=2, max_size=5)))
    return {"units": units, "points": [[x, draw(st.integers(1, 500))] for x in xs]}


@st.composite
def objects(draw, node):
    fields = node.get("properties", {})
    names = [name for name in fields if name in node.get("required", ()) or draw(st.booleans())]
    for name, companions in node.get("dependentRequired", {}).items():
        names += companions if name in names else []
    result = {name: draw(documents(fields[name])) for name in fields if name in names}
    rest = node.get("additionalProperties", False)
    if isinstance(rest, dict):
        names = st.sampled_from(node["propertyNames"]["enum"]) if "propertyNames" in node else NAMES
        result |= draw(st.dictionaries(names, documents(rest), max_size=2))
    return result


@st.composite
def arrays(draw, node):
    item = documents(node["items"])
    least, most = node.get("minItems", 0), min(node.get("maxItems", 4), 4)
    unique = json.dumps if node.get("uniqueItems") else None
    items = draw(st.lists(item, min_size=least, max_size=max(least, most), unique_by=unique))
    for index, entry in enumerate(items):
        if isinstance(entry, dict) and "id" in entry:
            entry["id"] = f"id-{index}"
    return items


def strings(node):
    if "pattern" in node:
        return st.from_regex(
            node["pattern"], fullmatch=True, alphabet=st.characters(min_codepoint=33, max_codepoint=126)
        ).filter(lambda text: len(text) <= node.get("maxLength", 10**6))
    most = node.get("maxLength", 8)
    return TEXTS.map(lambda text: (text * node.get("minLength", 1))[: min(most, 60)])


def integers(node):
    low = node.get("minimum", -1000)
    return st.integers(low, node.get("maximum", low + 10**6))


def numbers(node):
    low = node.get("minimum", -1000)
    return st.one_of(st.integers(low, node.get("maximum", low + 1000)), st.floats(low, node.get("maximum", low + 1000)))


# schemas of our profile


def schemas(depth=2):
    leaves = st.one_of(
        st.builds(lambda name: {"quantity": name}, st.sampled_from(DIMENSIONS)),
        st.just({"quantity": "power", "least": "1 W", "most": "10 kW"}),
        st.builds(lambda name: {"range": name}, st.sampled_from(["integer", *DIMENSIONS])),
        st.builds(lambda name: {"claim": name, "basis": {"side": ["one", "both"]}}, st.sampled_from(DIMENSIONS)),
        st.just({"claim": "time", "least": "0 ns", "stated_at": {"load": "ratio"}}),
        st.just({"curve": {"x": "time", "y": "power", "law": "linear"}}),
        st.just({"type": "integer", "minimum": 0, "maximum": 9}),
        st.just({"type": "number"}),
        st.just({"type": "boolean"}),
        st.just({"type": "string", "minLength": 1, "maxLength": 8}),
        st.just({"type": "string", "pattern": "^[a-z]{1,4}$"}),
        st.builds(lambda words: {"enum": words}, st.lists(TEXTS, min_size=1, max_size=3, unique=True)),
    )
    if depth == 0:
        return leaves
    inner = schemas(depth - 1)
    return st.one_of(leaves, object_schemas(inner), array_schemas(inner), map_schemas(inner))


@st.composite
def object_schemas(draw, inner):
    fields = draw(st.dictionaries(NAMES, inner, min_size=1, max_size=4))
    required = [name for name in fields if draw(st.booleans())]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def array_schemas(inner):
    return st.builds(lambda item, least: {"type": "array", "items": item, "minItems": least}, inner, st.integers(0, 2))


def map_schemas(inner):
    return st.builds(lambda item: {"type": "object", "additionalProperties": item}, inner)


def whole(design):
    """The schema of a descriptor whose design is ``design``."""
    return {
        "type": "object",
        "properties": {"apiVersion": {"const": "x/v1"}, "kind": {"const": "X"}, "design": design},
        "required": ["apiVersion", "kind", "design"],
        "additionalProperties": False,
    }


# slips

JUNK = st.sampled_from([None, True, -1, 0, 2.5, 10**9, "text", "5", "5 W", "5 parsec", [], [1], {}, {"min": 1}])


@st.composite
def slipped(draw, value):
    """The document with one thing changed somewhere."""
    copy = json.loads(json.dumps(value))
    place, key = draw(st.sampled_from(list(places(copy)) or [(copy, None)]))
    action = draw(st.sampled_from(["replace", "delete", "add"]))
    if action == "add" and isinstance(place, dict):
        place[draw(st.sampled_from(["alpha", "lanes", "extra", "value", "min"]))] = draw(JUNK)
    elif key is not None and action == "delete":
        del place[key]
    elif key is not None:
        place[key] = draw(JUNK)
    return copy


def places(value):
    for key in value if isinstance(value, dict) else range(len(value)):
        if key in ("apiVersion", "kind"):
            continue
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


# the three opinions


class OneKind:
    """Specs that have one kind."""

    def __init__(self, schema):
        structure, shape = macros.structure(schema), without_words(schema)
        hot = {
            "area": "x",
            "version": "v1",
            "kind": "X",
            "title": {},
            "structure": structure,
            "shape": shape,
            "plan": plan(shape, structure),
        }
        self.only = Kind(hot, lambda: {"schema": schema}, Reader(UNITS))

    def kind(self, _api_version, _name):
        return self.only

    def problems(self, area=None):
        return []


def ours(value, specs):
    documents, findings = strict_yaml.load(Source("generated.yaml", json.dumps(value, ensure_ascii=False)))
    assert not findings, findings
    descriptor, findings = read_descriptor(documents[0], specs)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert (descriptor is None) == bool(errors)
    structure = specs.kind("", "").structure.check(documents[0]) if specs is not LAB else None
    return errors, structure


class Opinions:
    """Everybody who has an opinion on documents of one schema."""

    def __init__(self, schema):
        pure = macros.export(schema, UNITS)
        self.reference = jsonschema.Draft202012Validator(pure)
        self.fast = jsonschema_rs.validator_for(pure)
        self.bare = jsonschema.Draft202012Validator(macros.structure(schema))
        self.ours = OneKind(schema)


def compare(opinions, value, *, valid):
    reference = opinions.reference.is_valid(value)
    assert opinions.fast.is_valid(value) == reference
    errors, structure = ours(value, opinions.ours)
    assert (structure == []) == opinions.bare.is_valid(value)
    if valid:
        assert reference
        assert errors == []
    if not reference:
        assert errors, "the exported schema refuses what we accept"
    event(f"reference: {reference}, ours: {not errors}")


@given(st.data())
def test_opinions_agree_on_generated_schemas(data):
    schema = whole(data.draw(object_schemas(schemas()), label="schema"))
    value = data.draw(documents(schema), label="document")
    opinions = Opinions(schema)
    compare(opinions, value, valid=True)
    compare(opinions, data.draw(slipped(value), label="slip"), valid=False)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=30)
@given(st.data())
def test_opinions_agree_on_the_lab_s_kinds(name, data):
    schema, opinions = lab_kind(name)
    value = data.draw(documents(schema), label="document")
    compare(opinions, value, valid=True)
    compare(opinions, data.draw(slipped(value), label="slip"), valid=False)


@cache
def lab_kind(name):
    schema = LAB.kind("chip-interconnect/v1", name).schema
    fields = {
        key: node for key, node in schema["properties"].items() if key != "evidence"
    }  # names claims made elsewhere
    return {**schema, "properties": fields}, Opinions({**schema, "properties": fields})


@given(st.data())
def test_every_finding_has_a_place_and_a_sentence(data):
    from conformance.findings.catalogue import entries, sentence

    schema = whole(data.draw(object_schemas(schemas()), label="schema"))
    value = data.draw(slipped(data.draw(documents(schema))), label="slip")
    for finding in ours(value, OneKind(schema))[0]:
        assert finding.location.span is not None
        assert finding.code in entries()
        for lang in ("en", "zh"):
            text = sentence(finding.code, lang, finding.arguments)
            assert not re.search(r"\{[a-z_]+\}", text), text


@given(st.data())
def test_what_is_bound_is_exact(data):
    schema = whole(data.draw(object_schemas(schemas(1)), label="schema"))
    value = data.draw(documents(schema), label="document")
    documents_, _ = strict_yaml.load(Source("generated.yaml", json.dumps(value, ensure_ascii=False)))
    descriptor, _ = read_descriptor(documents_[0], OneKind(schema))
    assert not any(isinstance(leaf, float) for leaf in leaves(descriptor.data))
    for path, quantity in descriptor.quantities.items():
        bound = descriptor.data
        for part in path:
            bound = bound[part]
        assert bound == quantity.value


def leaves(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


@given(st.data())
def test_the_quick_look_is_never_wrong(data):
    schema = whole(data.draw(object_schemas(schemas()), label="schema"))
    bare = macros.structure(schema)
    value = data.draw(documents(schema), label="document")
    assert checker(bare)(value), "a plain document should not need the validator"
    slip = data.draw(slipped(value), label="slip")
    if checker(bare)(slip):
        jsonschema.Draft202012Validator(bare).validate(slip)


@given(st.data())
def test_binding_doubts_what_the_quick_look_doubts(data):
    schema = whole(data.draw(object_schemas(schemas()), label="schema"))
    value = data.draw(documents(schema), label="document")
    for candidate in (value, data.draw(slipped(value), label="slip")):
        (document,), _ = strict_yaml.load(Source("generated.yaml", json.dumps(candidate, ensure_ascii=False)))
        kind = OneKind(schema).only
        binder = Binder(document, kind.reader)
        kind.bind(binder, document.value, ())
        quick = checker(macros.structure(schema))(document.value)
        # Units of a curve that are none are a finding of the binder's own, and doubted besides.
        assert binder.certain == quick or (quick and binder.findings), "both looks see the same"


@given(
    st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    st.sampled_from(["W", "kW", "degC", "L/min"]),
)
def test_numbers_of_a_curve_are_exact(number, symbol):
    unit = UNITS.unit(symbol)
    exact = number if isinstance(number, int) else Fraction(repr(number))
    assert Axis(unit.factor, unit.offset).read(number) == exact * unit.factor + unit.offset
