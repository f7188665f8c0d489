"""The quick way of static rules agrees with the full way: on formulas, on all shipped descriptors, and on mutants of these."""

from __future__ import annotations

import copy
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import currently_in_test_context, event, given
from hypothesis import strategies as st

from conformance.documents.inputs import read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.decide import decide
from conformance.engine.quick import quick_verdict
from conformance.engine.verdicts import Detail, Status
from conformance.expressions import tree
from conformance.expressions.expression import Expression
from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.parse import parse
from conformance.expressions.quick import Compiler
from conformance.expressions.quick_area import Area
from conformance.expressions.quick_loops import WORK
from conformance.expressions.quick_paths import DEFAULTS
from conformance.expressions.ratios import Unsure, number
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.values import Claim, Record
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import open_specs
from tests.property import formulas

ROOT = Path(__file__).resolve().parents[2]
SPECS = open_specs()
FILES = sorted([*ROOT.glob("specs/*/examples/*.yaml"), *ROOT.glob("examples/*.yaml")])

VALUES = st.builds(
    lambda mark, off: Fraction(mark) * (1 + Fraction(off)),
    st.sampled_from(formulas.LANDMARKS),
    st.sampled_from((0, "1e-10", "-1e-10", "1e-9", "-1e-9", "1e-8", "-1e-8")),
)


def answers(root, names, reading, lets=None, functions=None):
    """(what the quick way answers, what the full way does); the first is None where it is not sure."""
    lets = lets or {}
    try:
        compiler = Compiler({}, lets, Area(functions or {}))
        quick = getattr(compiler, reading)(root, {})({**names, DEFAULTS: [], WORK: 0})
    except ClaimAbsent as absent:
        quick = ("absent", absent.path)
    except (Unsure, TypeError, ValueError, ArithmeticError):
        return None, None
    try:
        full = Folder(names, lets, functions).fixed(root, {})
    except ClaimAbsent as absent:
        return quick, ("absent", absent.path)
    if reading == "number" and isinstance(quick[0], int):
        quick = number(quick)
    full = full["value"] if isinstance(full, Claim) and reading == "number" else full
    return quick, full.holds if isinstance(full, Truth) else full


@given(formulas.truths(3), VALUES, VALUES, VALUES)
def test_truths_agree(root, x, y, z):
    quick, full = answers(root, {"x": x, "y": y, "z": z, **formulas.CURVES}, "truth")
    event("sure" if quick is not None else "unsure")
    assert quick == full


@given(formulas.numbers(3), VALUES, VALUES, VALUES)
def test_numbers_agree(root, x, y, z):
    quick, full = answers(root, {"x": x, "y": y, "z": z, **formulas.CURVES}, "number")
    event("sure" if quick is not None else "unsure")
    assert quick == full


# What static rules do with lists, records, claims and what may be absent.
PATHS = ["d.name", "d.count", "d.rate", "d.ready", "d.gone", "d.inner.gone.deep", "d.inner.rate", "claims.speed"]
PATHS += ["claims.gone", "claims.gone.basis", "d.widths", "d.modes", "d.parts", "total", "missing", "d"]
LEAVES = st.sampled_from([*PATHS, "1", "0", "2.5", '"pam4"', '"id"', "true"])
LETS = {"total": parse("sum(p.rate * p.count for p in d.parts)"), "missing": parse("claims.gone * 2")}
FORMS = [
    "({a} + {b})", "({a} - {b})", "({a} * {b})", "({a} / {b})", "-({a})", "({a} if {b} else {c})", "({a} == {b})",
    "({a} != {b})", "({a} <= {b})", "({a} < {b} <= {c})", "({a} in {b})", "({a} not in {b})", "({a} and {b})",
    "({a} or {b})", "(not {a})", "({a} & {b})", "({a} | {b})", "has({path})", "default({path}, {a})", "near({a}, {b}, 0.01)",
    "len({a})", "set({a})", "only({a})", "ascending({a})", "common({a})", "list({a}, {b})", "max({a}, {b})", "min({a})",
    "sum(p.rate for p in {a})", "all(p.rate > {a} for p in {b} if p.count > 0)", "any(w == {a} for w in {b})",
    "list(w for p in {a} for w in d.widths if w > p.count)", "{path}", "d.parts[{a}].rate", "clip({a}, {b}, {c})",
    "integers({a}, {b})", "record(rate={a}, count={b}).rate", "floor({a})",
]  # fmt: skip


@st.composite
def texts(draw, depth=3):
    """Formulas over the document below, most of them well-typed by chance only."""
    if depth == 0:
        return draw(LEAVES)
    form = draw(st.sampled_from(FORMS))
    parts = {name: draw(texts(depth=draw(st.integers(0, depth - 1)))) for name in "abc"}
    return form.format(path=draw(st.sampled_from(PATHS)), **parts)


def parts(rates):
    return [
        Record({"id": f"p{at}", "rate": rate, "count": at + 1}, ("d", "parts", at)) for at, rate in enumerate(rates)
    ]


@given(texts(), VALUES, st.lists(VALUES, max_size=3), st.booleans())
def test_discrete_formulas_agree(text, rate, rates, ready):
    document = {
        "name": "pam4", "count": 4, "rate": rate, "ready": ready, "widths": [1, 2, 4], "modes": ["nrz", "pam4"],
        "parts": parts(rates), "inner": Record({"rate": rate}, ("d", "inner")),
    }  # fmt: skip
    speed = Claim({"value": rate, "relation": "at-least", "basis": Record({"layer": "raw"})}, ("claims", "speed"))
    names = {"d": Record(document, ("d",)), "claims": Record({"speed": speed}, ("claims",))}
    try:
        root = parse(text).root
    except ValueError:
        return
    for reading in ("truth", "number", "value"):
        quick, full = answers(root, names, reading, LETS)
        event(f"{reading}: {'sure' if quick is not None else 'unsure'}")
        if quick is not None:
            assert plain(quick) == plain(full), reading


def plain(value):
    """Truth values without their margins, wherever they stand."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.holds if isinstance(value, Truth) else value


def descriptors():
    found = []
    for file in FILES:
        source = read(str(file))
        assert isinstance(source, Source)
        found += load(source)[0]
    return found


DOCUMENTS = descriptors()


def agreement(document):
    """How many rules the quick way decides; each must be decided alike by the full way, and no failure by it."""
    from conformance.spec.descriptor import read_descriptor

    descriptor, _ = read_descriptor(document, SPECS)
    return 0 if descriptor is None else sum(_agrees(rule, descriptor) for rule in static_rules(descriptor))


def static_rules(descriptor: Descriptor):
    return SPECS.rules_for(descriptor.kind, static_only=True)


def _agrees(rule, descriptor: Descriptor) -> bool:
    full = decide(rule, descriptor, SPECS, detail=Detail.STATUS, repaired=False)
    quick = quick_verdict(rule, descriptor, SPECS)
    assert quick in (None, full)
    if currently_in_test_context():
        event(f"{full.status}: {'full' if quick is None else 'quick'}")
    # Only what fails is left to the full way: else the quick way is there in vain.
    return quick is not None or full.status in (Status.FAIL, Status.ERROR)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: Path(document.source.name).stem)
def test_shipped_descriptors(document):
    from conformance.spec.descriptor import read_descriptor

    descriptor, _ = read_descriptor(document, SPECS)
    assert descriptor is not None
    # Whatever does not fail is decided the quick way: each rule that is not brings the imports of the full way with it.
    assert agreement(document) == len(static_rules(descriptor))


def test_the_quick_way_decides_what_does_not_fail():
    assert sum(map(agreement, DOCUMENTS)) >= 20


@st.composite
def mutants(draw):
    """A shipped document with some values changed, exchanged or taken away."""
    document = draw(st.sampled_from(DOCUMENTS))
    changed = copy.copy(document)
    changed.value = copy.deepcopy(document.value)
    for _ in range(draw(st.integers(1, 3))):
        if found := list(places(changed.value)):
            mutate(draw, *draw(st.sampled_from(found)))
    return changed


def places(value):
    """(container, key) of everything below the top of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if key not in ("apiVersion", "kind", "metadata", "sources"):
            yield value, key
            yield from places(item)


def mutate(draw, container, key):
    value = container[key]
    if isinstance(value, str) and value[:1].isdigit():
        number_text, _, unit = value.partition(" ")
        factor = draw(st.sampled_from(["0", "0.5", "2", "1.0000000001", "0.999999999", "1.00001", "-1"]))
        product = float(Fraction(number_text) * Fraction(factor)) if number_text.replace(".", "", 1).isdigit() else 1
        container[key] = f"{product!r} {unit}".strip()
    elif isinstance(value, int) and not isinstance(value, bool):
        container[key] = draw(st.sampled_from([0, 1, value + 1, value * 2, max(value - 1, 0)]))
    elif isinstance(value, list) and value and draw(st.booleans()):
        container[key] = [*value, copy.deepcopy(draw(st.sampled_from(value)))]
    elif isinstance(container, dict):
        del container[key]


@given(mutants())
def test_mutated_descriptors(document):
    agreement(document)


def test_a_formula_that_cannot_be_decided_is_left_to_the_full_way():
    for text in ("1 / 0 > 1", "d.gone > 1", "sqrt(0 - 1) > 0", "min(list()) > 0"):
        assert answers(parse(text).root, {"d": Record({}, ("d",))}, "truth") == (None, None)
    assert isinstance(Folder({}).fixed(parse("1 / 0").root, {}), Undefined)


def test_an_unknown_name_is_no_answer():
    with pytest.raises(KeyError):
        Compiler({}, {"a": Expression("b", tree.Name(0, "b"))}, Area({})).number(tree.Name(0, "a"), {})({})
