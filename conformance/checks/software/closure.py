"""Does a set of parts close: is there a choice of one release per line in which every need has exactly one provider?

Depth-first search over the open needs of what is chosen; where nothing closes, a deletion filter leaves a smallest-by-inclusion
set of statements that cannot all hold. A statement is a line of some document: that a line is wanted, that a part needs
something, that it offers it, that the place gives it, that two releases cannot stand beside one another. A resolver such as
resolvelib names the causes it met last, which need not be such a set, and knows neither conflicts nor "exactly one provider".
Domain file, R3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from conformance.checks.software.versions import Versions, negotiated
from conformance.findings.named import NamedTuple


class Claim(NamedTuple):
    """What stands somewhere under an id: a release of a line, or interface versions.

    Attributes:
        id: line or interface.
        key: order key of the release, None where it has none.
        version: as written, "" where it has none.
        scheme: how the version is to be read.
        speaks: interface versions, None where none are stated.
        strategy: by which the version is chosen.
    """

    id: str
    key: int | None = None
    version: str = ""
    scheme: str = "opaque"
    speaks: Versions | None = None
    strategy: str = "highest_common"


class Need(NamedTuple):
    """What something asks of whatever stands under an id; with nothing else stated, that it is there.

    Attributes:
        keys: lowest and highest order key.
        specifier: of versions, as PEP 440 writes it.
        optional: it also works without; what is there must fit all the same.
    """

    id: str
    keys: tuple[int, int] | None = None
    specifier: str = ""
    speaks: Versions | None = None
    optional: bool = False


class Part(NamedTuple):
    """A release that may be chosen: its line, what it offers, needs, and cannot stand beside."""

    name: str
    line: str
    key: int
    offers: tuple[Claim, ...]
    needs: tuple[Need, ...] = ()
    conflicts: tuple[Need, ...] = ()


class Stack(NamedTuple):
    """Parts to choose from, what the place gives, and the lines that must be there."""

    parts: tuple[Part, ...]
    given: tuple[Claim, ...] = ()
    wanted: tuple[str, ...] = ()


Statement = tuple[str, str, int]
"""``want``, ``give``, ``need``, ``offer`` or ``conflict``; the part ("" for the stack); the index there."""


def statements(stack: Stack) -> list[Statement]:
    """Everything that is said, in the order of the documents."""
    found: list[Statement] = [("want", "", at) for at in range(len(stack.wanted))]
    found += [("give", "", at) for at in range(len(stack.given))]
    for part in stack.parts:
        for sort, said in (("offer", part.offers), ("need", part.needs), ("conflict", part.conflicts)):
            found += [(sort, part.name, at) for at in range(len(said))]
    return found


def fits(need: Need, claim: Claim) -> bool:
    """Whether what stands under the id is what is asked for; what it leaves open does not fit what is asked of it."""
    if need.keys is not None and not (claim.key is not None and need.keys[0] <= claim.key <= need.keys[1]):
        return False
    if need.specifier and not admits(need.specifier, claim):
        return False
    if need.speaks is None:
        return True
    return claim.speaks is not None and negotiated(claim.strategy, claim.speaks, need.speaks) is not None


def admits(specifier: str, claim: Claim) -> bool:
    """Whether a PEP 440 specifier admits the version. Versions that are not to be read so are admitted by none.

    ``packaging`` refuses real versions such as 8.0.RC2.beta1, and reads others (8.3.RC1) as something that their vendor did not
    mean: only schemes that are those of PEP 440, or dotted numbers, go through it.
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion, Version

    if claim.scheme not in ("pep440", "dotted_int", "semver", "integer"):
        return False
    try:
        return SpecifierSet(specifier).contains(Version(claim.version), prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return False


LOOKS = 20_000
"""Choices that one search may look at; counted, so that every machine stops alike."""


class TooManyChoicesError(ValueError):
    """The search was given up."""


class _Search:
    """The search for a choice, without the statements that are left out."""

    def __init__(self, stack: Stack, dropped: Collection[Statement]) -> None:
        self._stack = stack
        self._left = LOOKS
        self._dropped = frozenset(dropped)
        self._given = [(at, claim, ("give", "", at) in self._dropped) for at, claim in enumerate(stack.given)]

    def choice(self) -> dict[str, Part] | None:
        """Line to part, or None. Of several releases that do, the newest of the line that is decided first."""
        return self._extended({})

    def _extended(self, chosen: dict[str, Part]) -> dict[str, Part] | None:
        self._left -= 1
        if self._left < 0:
            raise TooManyChoicesError
        open_needs: list[Need] = []
        for part in chosen.values():
            for at, need in enumerate(part.needs):
                if ("need", part.name, at) in self._dropped:
                    continue
                state = self._state(need, chosen)
                if state is False:
                    return None
                if state is None:
                    open_needs.append(need)
            if any(self._clashes(part, at, conflict, chosen) for at, conflict in enumerate(part.conflicts)):
                return None
        for candidate in self._candidates(open_needs, chosen):
            if candidate is None:
                return chosen
            found = self._extended({**chosen, candidate.line: candidate})
            if found is not None:
                return found
        return None

    def _candidates(self, needs: Sequence[Need], chosen: Mapping[str, Part]) -> Iterator[Part | None]:
        """The parts that could answer what is asked for first, the newest first; None where nothing is asked any more."""
        want = next(
            (
                line
                for at, line in enumerate(self._stack.wanted)
                if line not in chosen and ("want", "", at) not in self._dropped
            ),
            None,
        )
        if want is None and not needs:
            yield None
            return
        for part in sorted(self._stack.parts, key=lambda part: (-part.key, part.name)):
            if part.line not in chosen and (part.line == want if want is not None else self._answers(part, needs[0])):
                yield part

    def _answers(self, part: Part, need: Need) -> bool:
        return any(
            claim.id == need.id and (("offer", part.name, at) in self._dropped or fits(need, claim))
            for at, claim in enumerate(part.offers)
        )

    def _state(self, need: Need, chosen: Mapping[str, Part]) -> bool | None:
        """True: one provider, and it fits; False: one that does not, or several; None: none yet."""
        found = [(claim, free) for _, claim, free in self._given if claim.id == need.id]
        for part in chosen.values():
            found += [
                (claim, ("offer", part.name, at) in self._dropped)
                for at, claim in enumerate(part.offers)
                if claim.id == need.id
            ]
        if not found:
            return True if need.optional else None
        if len(found) > 1:
            # What is left out may stand elsewhere, or not at all.
            found = [entry for entry in found if not entry[1]] or found[:1]
        return len(found) == 1 and (found[0][1] or fits(need, found[0][0]))

    def _clashes(self, part: Part, at: int, conflict: Need, chosen: Mapping[str, Part]) -> bool:
        if ("conflict", part.name, at) in self._dropped:
            return False
        standing = [claim for _, claim, free in self._given if not free]
        for other in chosen.values():
            standing += [c for n, c in enumerate(other.offers) if ("offer", other.name, n) not in self._dropped]
        return any(claim.id == conflict.id and fits(conflict, claim) for claim in standing)


def choice(stack: Stack, dropped: Collection[Statement] = ()) -> dict[str, Part] | None:
    """One release per line that is needed, so that everything said holds; None where there is none.

    Args:
        stack: what there is to choose from.
        dropped: statements that need not hold.

    Raises:
        TooManyChoicesError: where the search is given up.
    """
    return _Search(stack, dropped).choice()


def core(stack: Stack) -> list[Statement]:
    """Statements that cannot all hold, none of which can be left out; empty where the stack closes."""
    if choice(stack) is not None:
        return []
    kept = statements(stack)
    dropped: set[Statement] = set()
    for statement in statements(stack):
        if choice(stack, dropped | {statement}) is None:
            dropped.add(statement)
            kept.remove(statement)
    return kept
