"""Named tuples of our own making behave as those of ``typing``."""

from __future__ import annotations

import pickle
import typing

import pytest

from conformance.findings.named import NamedTuple


class Ours(NamedTuple):
    """A part.

    With more to say.
    """

    name: str
    lanes: int = 8
    tags: typing.Mapping[str, NotThere] = {}  # noqa: F821 - nobody looks

    LIMIT = 64

    @property
    def wide(self) -> bool:
        """Whether it has many lanes."""
        return self.lanes > 8


class Theirs(typing.NamedTuple):
    """A part."""

    name: str
    lanes: int = 8
    tags: typing.Mapping[str, str] = {}

    LIMIT = 64

    @property
    def wide(self) -> bool:
        """Whether it has many lanes."""
        return self.lanes > 8


@pytest.mark.parametrize("arguments", [{"name": "a"}, {"name": "b", "lanes": 16}, {"name": "c", "tags": {"x": "y"}}])
def test_a_value_is_the_same(arguments):
    ours, theirs = Ours(**arguments), Theirs(**arguments)
    assert tuple(ours) == theirs
    assert ours._asdict() == theirs._asdict()
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._replace(lanes=1) == theirs._replace(lanes=1)
    assert (ours.wide, ours.LIMIT) == (theirs.wide, theirs.LIMIT)
    assert pickle.loads(pickle.dumps(ours)) == ours


def test_a_class_says_where_it_comes_from():
    assert Ours.__doc__ is not None
    assert Ours.__doc__.startswith("A part.")
    assert (Ours.__module__, Ours.__qualname__) == (__name__, "Ours")
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    assert Ours.__annotations__.keys() == Theirs.__annotations__.keys()
    assert issubclass(Ours, tuple)


@pytest.mark.parametrize("arguments", [{}, {"name": "a", "other": 1}])
def test_wrong_arguments_are_refused(arguments):
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(**arguments)


def test_a_field_without_a_default_stands_first():
    with pytest.raises(TypeError):

        class Wrong(NamedTuple):
            lanes: int = 8
            name: str


def test_nothing_is_assigned():
    with pytest.raises(AttributeError):
        Ours("a").name = "b"


WRONG = [
    ((), {}),
    (("a", 1, {}, 4), {}),
    (("a",), {"name": "b"}),
    (("a",), {"width": 4}),
    ((), {"lanes": 4}),
    ((), {"lanes": 4, "width": 4}),
]


@pytest.mark.parametrize("kind", [Ours, Theirs])
@pytest.mark.parametrize(("values", "named"), WRONG)
def test_what_no_field_or_two_values_stand_for_is_refused(kind, values, named):
    kind("a")
    with pytest.raises(TypeError):
        kind(*values, **named)
    assert kind("a", 4) == ("a", 4, {}), "and the next one is made as before"


@pytest.mark.parametrize(("values", "named"), WRONG)
def test_so_it_is_of_a_class_that_has_no_value_yet(values, named):
    class New(NamedTuple):
        name: str
        lanes: int = 8
        tags: typing.Mapping[str, str] = {}

    with pytest.raises(TypeError):
        New(*values, **named)
    assert New("a", 4) == New(lanes=4, name="a") == ("a", 4, {})


def test_a_class_without_fields_has_values():
    class Anything(NamedTuple):
        """No field."""

    assert (Anything(), Anything._fields, repr(Anything())) == ((), (), "Anything()")
    with pytest.raises(TypeError):
        Anything(1)


def test_what_is_replaced_or_made_of_others_has_the_fields():
    with pytest.raises(ValueError, match="width"):
        Ours("a")._replace(width=1)
    with pytest.raises(TypeError, match="3 fields"):
        Ours._make(["a", 4])
    assert Ours._make(["a", 4, {}])._replace(name="b") == ("b", 4, {})


def test_a_class_is_made_the_same_whichever_way_was_asked_first():
    class Pair(NamedTuple):
        """Two."""

        one: int
        two: int = 2

    whole, partial, by_name = Pair(1, 2), Pair(1), Pair(two=2, one=1)
    assert whole == partial == by_name == Pair(1, 2) == Pair._make([1, 2])
    assert {type(one) for one in (whole, partial, by_name, Pair(1, 2))} == {Pair}


def test_a_pattern_takes_the_fields_in_their_order():
    match Ours("a", 4):
        case Ours(name, lanes):
            assert (name, lanes) == ("a", 4)
