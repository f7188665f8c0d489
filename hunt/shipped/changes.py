"""Changed figures: what is done at random to the data of a descriptor."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

Path = tuple[str | int, ...]
NUMBER = re.compile(r"^(-?\d+(?:\.\d+)?)( .*)?$")
"""A figure and its unit."""
_FACTORS = "0.5 0.8 0.9 0.97 0.99 0.999 1.001 1.01 1.03 1.1 1.25 2".split()
_WIDE = "0.1 0.5 0.8 0.9 0.97 0.99 0.999 1.001 1.01 1.03 1.1 1.25 2 10 0".split()
_SPOKEN = ("design", "envelope", "claims")
"""The parts of a descriptor that rules read."""


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every plain value with its path."""
    for at, inner in nodes(value, path):
        if not isinstance(inner, dict | list):
            yield at, inner


def nodes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value with its path, mappings and lists too."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from nodes(item, (*path, key))


def spoken(found: Iterator[tuple[Path, Any]]) -> list[tuple[Path, Any]]:
    """Those that rules may read and that a dotted path can name."""
    return [(at, value) for at, value in found if at and at[0] in _SPOKEN and not any("." in str(key) for key in at)]


def dotted(path: Path) -> str:
    """``design.lanes``."""
    return ".".join(map(str, path))


def scaled(value: Any, factor: Fraction) -> Any:
    """A figure times a factor, in its unit; None of what is no figure, or leaves the digits that a vendor would write."""
    match = NUMBER.match(str(value))
    if isinstance(value, bool) or match is None:
        return None
    exact = Fraction(match[1]) * factor
    if isinstance(value, int):
        return int(exact) if abs(exact) < 10**12 else None
    text = f"{float(exact):.6g}"
    if "e" in text:
        return None
    return text + (match[2] or "") if isinstance(value, str) else float(text)


def tweaked(random: Random, value: Any) -> Any:
    """A figure moved a little, or by a few; None of what is no figure."""
    if isinstance(value, int) and not isinstance(value, bool):
        return max(0, value + random.choice((-2, -1, 1, 2, value, -value // 2)))
    return scaled(value, Fraction(random.choice(_FACTORS)))


def disturbed(random: Random, data: Any) -> tuple[Any, dict[str, Any]]:
    """The data with one to three places changed for good: ranges collapsed or opened, lists cut or turned, fields left out."""
    changed, told = copy.deepcopy(data), {}
    for _ in range(random.choice((1, 1, 2, 3))):
        found = spoken(nodes(changed))
        if not found:
            break
        path, value = random.choice(found)
        new = _other(random, value)
        if new is not value and new != {}:
            changed = with_value(changed, path, new)
            told[dotted(path)] = new
    return changed, told


def _other(random: Random, value: Any) -> Any:
    """Another value in its place: None leaves it out, itself where nothing fits."""
    if isinstance(value, dict):
        if set(value) == {"min", "max"}:
            return _other_range(random, value)
        return None if random.random() < 0.5 else value
    if isinstance(value, list):
        return _other_list(random, value) if value else value
    if random.random() < 0.12:
        return None
    if isinstance(value, bool):
        return not value
    if isinstance(value, str) and not NUMBER.match(value):
        return "unstated" if random.random() < 0.6 else value
    new = scaled(value, Fraction(random.choice(_WIDE)))
    return value if new is None else new


def _other_range(random: Random, value: dict[str, Any]) -> Any:
    low, high = value["min"], value["max"]
    new = random.choice(
        (
            (low, low),
            (high, high),
            (low, scaled(high, Fraction(1000))),
            (scaled(low, Fraction(1, 1000)), high),
            (scaled(high, Fraction("0.99999")), high),
            (scaled(low, Fraction(0)), high),
            (scaled(low, Fraction(1, 2)), scaled(high, Fraction(3, 2))),
            (scaled(high, Fraction(-1)), high),
            (low, scaled(high, Fraction("1.1"))),
        )
    )
    return value if None in new else dict(zip(("min", "max"), new, strict=True))


def _other_list(random: Random, value: list[Any]) -> list[Any]:
    new = copy.deepcopy(value)
    match random.choice(("less", "less", "turned", "more", "first", "shuffled")):
        case "less":
            new.pop(random.randrange(len(new)))
        case "turned":
            new.reverse()
        case "more":
            more = copy.deepcopy(random.choice(new))
            if isinstance(more, dict) and isinstance(more.get("id"), str):
                more["id"] += "-2"
            new.append(more)
        case "first":
            new = new[:1]
        case _:
            random.shuffle(new)
    return new


def with_value(data: Any, path: Path, new: Any) -> Any:
    """The data with another value at a path; None leaves it out."""
    changed = copy.deepcopy(data)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    if new is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = new
    return changed


def shuffled(random: Random, data: Any) -> Any:
    """The same data with the keys of mappings in another order; lists stay."""
    if isinstance(data, list):
        return [shuffled(random, item) for item in data]
    if not isinstance(data, dict):
        return data
    keys = list(data)
    random.shuffle(keys)
    return {key: shuffled(random, data[key]) for key in keys}
