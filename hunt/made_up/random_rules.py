"""Random rules over the made-up kind, their limits often close to what a descriptor reaches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from hunt.exact import SLACK, Absent, Missing
from hunt.made_up import narrow
from hunt.made_up.formulas import Formula, Scope, applied, compared, exactly, field, number
from hunt.made_up.keyed import last_place
from hunt.made_up.loops import of_record
from hunt.made_up.quantities import QUANTITIES, difference, is_point
from hunt.made_up.rule import IN, MARGINS, Clause, MadeRule
from hunt.made_up.thing import CLAIMS, COUNTS, FIELDS, RANGES
from hunt.made_up.variables import Variable
from hunt.made_up.writer import KINDS, Names, Spot, Writer

_FORMS = ("each", "subsets", "one_of", "integers", *5 * ["range"])
_COUNTED = ("each", "one_of", "integers", "integers", "integers")
_TRIES = 4
_SMOOTH = 0.5
"""The share of rules that may have roots and their like."""
_ENDS = 0.08
"""The share of ranges whose condition has its limit within the slack of an end."""
_NARROW = 0.15
"""The share of clauses that fail in a billionth of a range alone, if they do."""
_PLACES = 0.4
"""The share of whole numbers, of those without an envelope of their own, which go through the places of a list."""
_LOOKED_AT = 200
"""Points from which a close limit is taken."""
_FINE = Fraction(1, 10**8)
_OFF = [Fraction(0)] * 6 + [sign * Fraction(1, part) for part in (10, 50, 1000, 10**5) for sign in (1, 1, 1, -1)]
_OFF += [sign * share * SLACK for share in (Fraction(9, 10), Fraction(11, 10)) for sign in (1, -1, -1)]
"""How far off: as a share of the largest margin, about the slack as one of what is compared."""
_FIELDS = [f"design.{name}" for name in (*FIELDS, "mode")]
_BLAMED = (*_FIELDS, *(f"envelope.{name}" for name in (*RANGES, *COUNTS)), *(f"claims.{name}" for name in CLAIMS))


def made_rule(random: Random, scope: Scope, forms: tuple[str, ...] = ()) -> MadeRule:
    """A random rule for a descriptor with these values; with variables of these forms where any are named."""
    writer, variables = _variables(random, scope, forms)
    lets = dict(_let(writer, f"w{place}") for place in range(random.choice((0, 0, 1, 2))))
    rule = MadeRule(variables, lets, (), None, [])
    clauses = tuple(_clause(writer, f"c{place}", rule, scope) for place in range(random.choice((1, 2, 3, 3))))
    when = Writer(random, Names()).truth(0) if random.random() < 0.05 else None
    return rule._replace(clauses=clauses, when=when, blame=_blamed(random, " ".join(one.that.text for one in clauses)))


def _blamed(random: Random, text: str) -> list[str]:
    """Some fields that the clauses read, and one that they mostly do not."""
    read = [path for path in _BLAMED if path in text]
    found = [*random.sample(read, min(3, len(read))), random.choice(_BLAMED)]
    return list(dict.fromkeys(found))


def _variables(random: Random, scope: Scope, forms: tuple[str, ...]) -> tuple[Writer, tuple[Variable, ...]]:
    """Variables whose conditions mostly leave a point; what leaves none is not applicable, and soon told."""
    for tries in itertools.count(1):
        writer = Writer(random, Names(smooth=random.random() < _SMOOTH))
        chosen = forms or _forms(random)
        variables = tuple(_variable(writer, f"v{place}", form, scope) for place, form in enumerate(chosen, 1))
        if tries == _TRIES or _leaves_a_point(MadeRule(variables, {}, (), None, []), scope, random):
            return writer, variables
    raise AssertionError


def _forms(random: Random) -> tuple[str, ...]:
    count = random.choice((0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4))
    return tuple(random.choices(random.choice((*4 * [_FORMS], _COUNTED)), k=count))


def _leaves_a_point(rule: MadeRule, scope: Scope, random: Random) -> bool:
    try:
        return any(place.state == IN for place in itertools.islice(rule.places(scope, random, _LOOKED_AT), _LOOKED_AT))
    except Missing:
        return False


def _variable(writer: Writer, name: str, form: str, scope: Scope) -> Variable:
    random, names = writer.random, writer.names
    if form == "subsets" and names.sets:
        form = "range"
    made = _MAKERS[form](writer, name)
    if made.kind:
        names.numbers.setdefault(made.kind, []).append(field(name))
        if form in ("one_of", "integers") and made.kind == "number":
            names.counts.append(field(name))
    elif form == "each":
        names.records.append(name)
    else:
        names.sets.append(name)
    if made.form == "range" and isinstance(made.source, str) and not is_point(made.kind):
        spots = _spots(made, scope, random)
        names.spots += spots
        made = made._replace(spots=tuple(spot.value for spot in spots))
        if random.random() < _ENDS:
            return made._replace(where=narrow.of_an_end(made, scope, random))
    return made._replace(where=_where(writer, made)) if random.random() < 0.3 else made


def _spots(variable: Variable, scope: Scope, random: Random) -> list[Spot]:
    """A round place in a range, at one of its ends or just beyond, and one within that lies on no grid."""
    low, high = variable.ends(scope)
    shares = [
        Fraction(random.choice((-1, 0, random.randint(1, 19), 20, 21)), 20),
        Fraction(random.randint(1, 9_999_999), 10**7),
    ]
    shown = sorted({Fraction(round((low + (high - low) * share) * 10**9), 10**9) for share in shares})
    return [Spot(field(variable.name), variable.kind, value, high - low) for value in shown]


def _from_a_spot(variable: Variable, random: Random) -> Formula:
    """A condition that begins or ends at a spot: formulas may have a root that begins there, or teeth."""
    spot = exactly(random.choice(variable.spots), variable.kind)
    return compared(field(variable.name), random.choice((">=", "<=", ">", "<")), spot)


def _each(writer: Writer, name: str) -> Variable:
    return Variable(name, "each", source=writer.random.choice(("design.ports", "design.ports", "design.grid")))


def _subsets(writer: Writer, name: str) -> Variable:
    return Variable(name, "subsets", source="design.units", at_most=writer.random.choice((1, 2, 2, 3, None)))


def _one_of(writer: Writer, name: str) -> Variable:
    random = writer.random
    listed = {Fraction(random.randint(-5, 30), random.choice((1, 2))) for _ in range(random.randint(1, 4))}
    return Variable(name, "one_of", "number", tuple(sorted(listed)))


def _integers(writer: Writer, name: str) -> Variable:
    random = writer.random
    source: Any = random.choice(("n", "n", "size", ""))
    kind = COUNTS.get(source, "number")
    step = random.choice((2, 3, 5)) if random.random() < 0.3 else 0
    if source:
        return Variable(name, "integers", kind, f"envelope.{source}", step)
    if random.random() < _PLACES:
        return Variable(name, "integers", kind, (number(Fraction(0)), last_place(random)))
    low = number(Fraction(random.randint(-4, 6), random.choice((1, 1, 2))))
    high = number(Fraction(random.randint(2, 12)))
    own = writer.names.numbers.get("number")
    if own and not step and not writer.names.counted and random.random() < 0.3:
        writer.names.between = True
        high = applied("({} + {})", lambda a, b: a + b, random.choice(own), number(Fraction(4)))
    return Variable(name, "integers", kind, (low, high), step)


def _ranged(writer: Writer, name: str) -> Variable:
    random = writer.random
    path = random.choice(list(RANGES))
    kind = RANGES[path]
    options = {"nominal": random.choice(("min", "max"))} if random.random() < 0.3 else {}
    if kind in ("number", "length"):
        options |= {"resolution": "2 digits"} if random.random() < 0.2 else {}
        options |= {"scale": "log"} if random.random() < 0.2 else {}
    source: Any = f"envelope.{path}"
    if kind == "number" and random.random() < 0.3:
        low, high = (number(Fraction(random.randint(*ends), 10)) for ends in ((-30, 30), (31, 90)))
        source = (
            writer.quantity("number", 1) if random.random() < 0.15 else low,
            writer.quantity("number", 1) if random.random() < 0.3 else high,
        )
    return Variable(name, "range", kind, source, options=options)


_MAKERS = {"each": _each, "subsets": _subsets, "one_of": _one_of, "integers": _integers, "range": _ranged}


def _where(writer: Writer, variable: Variable) -> Formula:
    """A condition of a variable: on itself, or on what was declared before it."""
    random = writer.random
    if not variable.kind and writer.names.numbers and random.random() < 0.4:
        return writer.condition()
    if variable.spots and random.random() < 0.6:
        return writer.edge(variable.name) if random.random() < 0.6 else _from_a_spot(variable, random)
    if variable.form == "each":
        return of_record(random, variable.name)
    if variable.form == "subsets":
        size = Formula(f"len({variable.name})", lambda scope: Fraction(len(scope[variable.name])))
        return compared(size, random.choice(("<=", ">", "!=")), number(Fraction(random.randint(0, 3))))
    if random.random() < 0.4:
        return writer.compared(field(variable.name), variable.kind, 0, "<= >= < > !=")
    return writer.condition(variable.kind)


def _let(writer: Writer, name: str) -> tuple[str, Formula]:
    kind = writer.random.choice(("number", "number", "length", "temperature", "pascal", "kelvin"))
    formula = writer.quantity(kind, 2)
    writer.names.numbers.setdefault(kind, []).append(Formula(name, formula.value))
    return name, formula


def _clause(writer: Writer, name: str, rule: MadeRule, scope: Scope) -> Clause:
    random = writer.random
    when = writer.condition() if random.random() < 0.25 else None
    if random.random() < 0.12:
        return Clause(name, writer.truth(random.choice((1, 2))), when)
    needle = narrow.needle(writer, rule.variables, scope) if random.random() < _NARROW else None
    if needle is not None:
        return Clause(name, needle, when)
    kind = random.choice((*KINDS, *3 * ["number"], *3 * list(writer.names.numbers)))
    that = writer.compared(_left(writer, kind, rule), kind, random.choice((0, 0, 1)), " ".join(MARGINS))
    clause = Clause(name, that, when, ratio=random.random() < 0.1)
    return _close(clause, kind, rule, scope, random) if random.random() < 0.9 else clause


def _left(writer: Writer, kind: str, rule: MadeRule) -> Formula:
    """What is compared: mostly something that depends on a number of the rule."""
    names = [f"{name} " for name in rule.lets] + [
        one.name for one in rule.variables if one.form not in ("each", "one_of")
    ]
    enough = all if writer.random.random() < 0.5 else any
    for tries in itertools.count(1):
        found = writer.quantity(kind, writer.random.choice((2, 3, 3, 4, 5)))
        if tries == 2 * _TRIES or enough(name in found.text for name in names):
            return found
    raise AssertionError


def _close(clause: Clause, kind: str, rule: MadeRule, scope: Scope, random: Random) -> Clause:
    """The clause with its limit moved to where the lowest of some points is at the limit, or just off it."""
    found = list(_margins(clause, rule, scope, random))
    if not found or clause.sides is None or max(abs(margin) for margin, _ in found) > 10**9:
        return clause
    lowest, size = min(found)
    off, scale = random.choice(_OFF), max(abs(margin) for margin, _ in found) or 1
    room = lowest - off * (size if abs(off) < _FINE else scale)
    left, relation, right = clause.sides
    constant = QUANTITIES[difference(kind)].constant
    units = -room if relation in ("<=", "<") else room
    units /= constant[2] if constant else 1
    moved = number(Fraction(round(units * 10**12), 10**12), difference(kind))
    counted = all(one.form != "range" for one in rule.variables)
    if random.random() < (0.7 if counted else 0.3):
        # Nothing is left of the slack beside a limit of zero, and nothing of how numbers are rounded.
        return clause._replace(
            that=compared(
                applied("(({} - {}) - {})", _rest, left, right, moved), relation, number(Fraction(0), difference(kind))
            )
        )
    return clause._replace(that=compared(left, relation, applied("({} + {})", lambda a, b: a + b, right, moved)))


def _rest(a: Fraction, b: Fraction, c: Fraction) -> Fraction:
    return a - b - c


def _margins(clause: Clause, rule: MadeRule, scope: Scope, random: Random) -> Iterator[tuple[Fraction, Fraction]]:
    """The margin of some points, and the size of what is compared there."""
    try:
        for place in itertools.islice(rule.places(scope, random, _LOOKED_AT), _LOOKED_AT):
            try:
                margin = clause.look(place.scope)[1] if place.state == IN else None
                if margin is not None:
                    yield margin, clause.size(place.scope)
            except (Missing, Absent):
                continue
    except Missing:
        return
