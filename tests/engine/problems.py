"""Problems built from a text and axes, without rule files; and realistic formulas that tests and benchmarks share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from conformance.engine.axes import Axis
from conformance.engine.outcome import Outcome
from conformance.engine.problem import Point, Problem
from conformance.expressions import number
from conformance.expressions.fold import Folder, QuantifiedNumber
from conformance.expressions.functions import AnyFunction
from conformance.expressions.parse import parse
from conformance.expressions.values import Curve


def exactly(value: object) -> Fraction:
    """A number as it is written."""
    return Fraction(str(value))


def axis(
    name: str,
    low: object,
    high: object,
    nominal: object = None,
    *,
    step: object = None,
    resolution: object = None,
    **more: object,
) -> Axis:
    """An axis; nominal at the low end unless said otherwise; a ``resolution`` of type int is a number of digits."""
    grid = resolution if isinstance(resolution, int) or resolution is None else exactly(resolution)
    return Axis(
        name,
        exactly(low),
        exactly(high),
        None if step is None else exactly(step),
        exactly(low if nominal is None else nominal),
        resolution=grid,
        **more,  # type: ignore[arg-type]
    )


def problem(
    text: str,
    axes: Sequence[Axis],
    *,
    names: Mapping[str, object] | None = None,
    lets: Mapping[str, str] | None = None,
    where: Sequence[str] = (),
    functions: Mapping[str, AnyFunction] | None = None,
) -> Problem:
    """A problem over those of the axes that the clause or a condition uses."""
    scope = {**{one.name: QuantifiedNumber(one.name) for one in axes}, **(names or {})}
    folder = Folder(scope, {name: parse(formula) for name, formula in (lets or {}).items()}, functions)
    clause, conditions = folder.program(parse(text)), tuple(folder.program(parse(condition)) for condition in where)
    used = {name for program in (clause, *conditions) for name in program.variables}
    return Problem(clause, conditions, tuple(one for one in axes if one.name in used))


def point(**values: object) -> Point:
    """An operating point from numbers as they are written."""
    return {name: exactly(value) for name, value in values.items()}


def margin(one: Problem, outcome: Outcome) -> Fraction:
    """The margin at the worst point that was found, exact."""
    assert one.margin is not None
    assert outcome.worst is not None
    value = number.run(one.margin, outcome.worst)
    assert isinstance(value, int | Fraction)
    return Fraction(value)


def curve(points: Sequence[tuple[object, object]], law: str = "linear", beyond: str = "refuse") -> Curve:
    """A curve through points."""
    xs, ys = zip(*points, strict=True)
    return Curve(tuple(map(exactly, xs)), tuple(map(exactly, ys)), law, beyond)  # type: ignore[arg-type]


CREDIT_LETS = {
    "flits": "ceil((message + 8) / 20)",
    "units": "ceil(flits / 8)",
    "in_flight": "floor((credits - 4 + 1) / units)",
    "round_trip": "2 * length * 5.05 + 270",
    "carried": "in_flight * flits * 20 / round_trip",
}
"""Credits in units of 8 flits of 20 B against a round trip in ns: the saw-tooth that is worst at 153 B (domain file 2.1)."""


def credits(count: int, largest: int = 4096, *, smallest: int = 128) -> Problem:  # noqa: A001 - the word of the field
    """Do so many credits keep a 100 B/ns wire 93.75 % busy at every message size and cable length?"""
    axes = [axis("message", smallest, largest, step=1), axis("length", "0.5", 3, resolution="0.1")]
    return problem("carried >= 93.75", axes, names={"credits": count}, lets=CREDIT_LETS)


def junction(limit: object) -> Problem:
    """Junction temperature over coolant temperature (degC in K), flow (L/min) and power (W); worst 101 degC."""
    axes = [
        axis("coolant", "291.15", "318.15", "303.15", resolution="0.1", origin=exactly("273.15")),
        axis("flow", "0.5", 3, 2, resolution="0.1"),
        axis("power", 0, 700, 500, resolution="1"),
        axis("ambient", 283, 313),
    ]
    return problem(f"coolant + (0.02 + 0.03 / flow) * power <= {limit} + 273.15", axes)


def link_budget(transmit: object) -> Problem:
    """dB over length (m), temperature (K) and connectors against a receiver of -7 dBm."""
    axes = [
        axis("length", "0.5", 500, 100, resolution="1"),
        axis("temperature", 273, 343, 298, resolution="1"),
        axis("connectors", 0, 4, 2, step=1),
    ]
    loss = "0.0035 * length * (1 + 0.002 * (temperature - 298)) + 0.35 * connectors + 0.5"
    return problem(f"{transmit} - ({loss}) >= -7", axes)


PSU = curve([("0.05", "0.86"), ("0.1", "0.92"), ("0.2", "0.95"), ("0.5", "0.965"), (1, "0.955")])


def psu(most_loss: object) -> Problem:
    """Losses (W) of a 3 kW supply over its load, from an efficiency curve."""
    axes = [axis("load", "0.05", 1, "0.5", resolution="0.01", marks=PSU.xs[1:-1])]
    return problem(f"3000 * load * (1 / curve(efficiency, load) - 1) <= {most_loss}", axes, names={"efficiency": PSU})


def all_reduce(least: object) -> Problem:
    """Bus bandwidth (GB/s) of a ring all-reduce over ranks and message sizes (bytes)."""
    axes = [
        axis("ranks", 2, 1024, 8, step=1),
        axis("size", 2**20, 2**30, 2**30, scale="log", resolution=2),
    ]
    lets = {"steps": "2 * (ranks - 1)", "time": "steps * (0.000002 + size / ranks / 50000000000)"}
    return problem(f"2 * (ranks - 1) / ranks * size / time >= {least} * 1000000000", axes, lets=lets)


def goodput(least: object) -> Problem:
    """Goodput share of messages from 1 KiB to 1 GiB cut into packets of 4096 B with 66 B of headers and a 64 B message header."""
    lets = {"packets": "ceil(size / 4096)", "wire": "size + 66 * packets + 64"}
    return problem(f"size / wire >= {least}", [axis("size", 2**10, 2**30, 2**20, step=1, scale="log")], lets=lets)


def frame_loss(limit: str) -> Problem:
    """Uncorrectable code words of RS(544, 514) over the symbol error ratio."""
    return problem(
        f"binomial_tail(544, 15, ratio) <= {limit}", [axis("ratio", "0.00001", "0.001", scale="log", resolution=2)]
    )


def outstanding(reads: int) -> Problem:
    """Reads in flight cover latency (ns) times bandwidth (B/ns)."""
    axes = [axis("latency", 400, 900, 500, resolution="1"), axis("rate", 50, 100, 100)]
    return problem(f"{reads} * 128 >= latency * rate", axes)


def opaque(text: str) -> Problem:
    """The same as a saw-tooth, but through a Python function without declared direction."""
    from conformance.documents.dimensions import NUMBER
    from conformance.expressions.functions import PythonFunction
    from conformance.expressions.types import NumberType

    plain = NumberType(NUMBER)
    hump = PythonFunction("hump", {"x": plain, "y": plain}, plain, number=lambda x, y: x * (1 - x) + y * (1 - y))
    return problem(text, [axis("x", 0, 1), axis("y", 0, 1)], functions={"hump": hump})


def coupled(limit: object, count: int = 8) -> Problem:
    """Eight variables, every one in three terms: beyond what branch and bound can close."""
    names = "abcdefgh"[:count]
    terms = " + ".join(
        f"{x} * {y} * (1 - {z})" for x, y, z in zip(names, names[1:] + names[0], names[2:] + names[:2], strict=True)
    )
    return problem(f"{terms} <= {limit}", [axis(name, 0, 1) for name in names])
