"""What was changed for a finding and is not needed for it: one changed place after the other undone, as long as the finding stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from hunt.findings import Finding
from hunt.shipped.changes import Path, with_value

Place = TypeVar("Place")


def differences(before: Any, after: Any, path: Path = ()) -> Iterator[Path]:
    """The places at which two descriptors differ: lists of other lengths, and what only one of them has, as a whole."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in (*before, *(one for one in after if one not in before)):
            if key in before and key in after:
                yield from differences(before[key], after[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, (*path, place))
    elif before != after or type(before) is not type(after):
        yield path


def undone(before: Any, after: Any, places: Iterable[Path]) -> Any:
    """The second descriptor, at these places as the first."""
    for place in places:
        after = with_value(after, place, _at(before, place))
    return after


def _at(data: Any, path: Path) -> Any:
    """What stands there; None, which leaves a place out, where nothing does."""
    for key in path[:-1]:
        data = data[key]
    return data.get(path[-1]) if isinstance(data, dict) else data[path[-1]]


def fewest(places: Sequence[Place], still: Callable[[list[Place]], Finding | None]) -> Finding | None:
    """What is found with as few of the places changed as leaving out one at a time comes to; None where nothing is left out."""
    kept, best, turn = list(places), None, 0
    while turn < len(kept):
        fewer = kept[:turn] + kept[turn + 1 :]
        found = still(fewer)
        if found is None:
            turn += 1
        else:
            kept, best, turn = fewer, found, 0
    return best
