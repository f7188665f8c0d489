"""What the search by Hypothesis draws: the same whatever else is loaded, wherever the tool is installed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Draws points of eight numbers, all of which pass, without a margin to follow and with one, and prints them.
PROGRAM = """
import sys
from fractions import Fraction as F
from types import SimpleNamespace

from conformance.engine.axes import Axis
from conformance.engine.generate import generate
from conformance.expressions.outcomes import Truth

if "crowd" in sys.argv:
    import crowd
axes = [
    *(Axis(f"share-{each}", F(0), F(1), None, F(1, 2)) for each in range(6)),
    Axis("rate", F(1), F(10**9), None, F(10**6), scale="log"),
    Axis("count", F(0), F(10**6), F(1), F(0)),
]

def look(margin):
    def exact(point):
        print(*(point[axis.name] for axis in axes))
        return margin(point)

    assert generate(SimpleNamespace(axes=axes, exact=exact)) is None

look(lambda point: Truth(True))
look(lambda point: Truth(True, 2 - point["share-0"], F(2)))
print(sys.modules["conformance"].__path__[0], file=sys.stderr)
"""


def run(folder: Path, *path: Path, argument: str = "", **more: str) -> tuple[str, str]:
    """The points that a new process draws, and where it found our modules."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path)), **more}
    program = [sys.executable, "-c", PROGRAM, argument]
    done = subprocess.run(program, env=environment, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.strip()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The points drawn from the checkout with nothing beside it."""
    points, _ = run(tmp_path_factory.mktemp("alone"), ROOT)
    assert len(set(points.splitlines())) > 50
    return points


def local_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that Hypothesis takes for that of a user's project: no part of it is called a test."""
    return tmp_path_factory.mktemp("project")


def test_constants_of_other_modules_are_not_drawn(alone: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = local_folder(tmp_path_factory)
    draw = random.Random(5)
    numbers = [draw.randrange(1_000, 10**6) for _ in range(400)] + [draw.random() for _ in range(400)]
    (folder / "crowd.py").write_text(f"NUMBERS = {numbers}\n", encoding="utf-8")
    assert run(folder, ROOT, folder, argument="crowd")[0] == alone


def test_an_installed_copy_draws_the_same(alone: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = local_folder(tmp_path_factory) / "site-packages"
    shutil.copytree(ROOT / "conformance", place / "conformance", ignore=shutil.ignore_patterns("__pycache__"))
    points, found = run(place, place)
    assert found.startswith(str(place))
    assert points == alone


def test_a_copy_without_sources_draws_the_same(alone: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    import compileall

    place = local_folder(tmp_path_factory)
    shutil.copytree(ROOT / "conformance", place / "conformance", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(place / "conformance" / "engine", legacy=True, quiet=1)
    (place / "conformance" / "engine" / "generate.py").unlink()
    points, found = run(place, place)
    assert found.startswith(str(place))
    assert points == alone


def test_neither_the_hash_seed_nor_a_ci_nor_a_test_run_changes_what_is_drawn(alone: str, tmp_path: Path) -> None:
    assert run(tmp_path, ROOT, PYTHONHASHSEED="7", CI="true", GITHUB_ACTIONS="true")[0] == alone
