"""`openarch validate FILE` is made for pre-commit: it loads what it needs and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "specs" / "chip-interconnect" / "examples").glob("*.yaml"))

# Each of these costs as much as the whole command, or several times that.
HEAVY = {
    "asyncio",
    "concurrent.futures",
    "cryptography",
    "hypothesis",
    "importlib.metadata",
    "jinja2",
    "jsonschema",
    "multiprocessing",
    "numpy",
    "pydantic",
    "requests",
    "rich",
    "scipy",
    "unittest",
}
# Python's own that cost a tenth of it together.
# (For typing there is findings/type_hints.py.)
NEEDLESS = {"ast", "dataclasses", "inspect", "pathlib", "tokenize", "typing"}
# What the path is allowed to load that is not ours and not Python's (`org`: copy.py asks whether it runs on Jython).
ALLOWED = {"click", "yaml", "_yaml", "jsonschema_rs", "org"}
START = "from conformance.cli.entry import main; main()"


def loaded(*arguments: str) -> tuple[set[str], int]:
    """The modules that Python imports for ``openarch ARGUMENTS``, and the exit code."""
    return _imports(START, *arguments)


def _imports(code: str, *arguments: str) -> tuple[set[str], int]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, *arguments], capture_output=True, text=True, timeout=60
    )
    names = re.findall(r"^import time:[\d |]+\| +(\S+)$", done.stderr, re.MULTILINE)
    assert names, done.stderr
    return set(names), done.returncode


@pytest.fixture(scope="module")
def before() -> set[str]:
    """What an empty program imports in this environment (its .pth files)."""
    return _imports("pass")[0]


@pytest.fixture(scope="module", params=EXAMPLES[:1] + EXAMPLES[-1:], ids=lambda file: file.name)
def modules(request, before) -> set[str]:
    loaded("validate", str(request.param))  # compiles the specs, which may cost what it costs
    names, code = loaded("validate", str(request.param))
    assert code == 0
    return names - before


def test_nothing_heavy(modules):
    assert not modules & (HEAVY | NEEDLESS)
    assert not {name for name in modules if name.split(".")[0] in HEAVY}


def test_others_patterns_are_not_compiled():
    """Those of fractions and of PyYAML would take a tenth of the start (conformance/documents/postponed.py)."""
    spied = f"""
import re, sys
compiled = re._compiler.compile
def spy(*arguments):
    frame = sys._getframe(1)
    while frame.f_globals["__name__"] == "re":
        frame = frame.f_back
    print(frame.f_globals["__name__"], file=sys.stderr)
    return compiled(*arguments)
re._compiler.compile = spy
{START}"""
    run = [sys.executable, "-c", spied, "validate", str(EXAMPLES[0])]
    subprocess.run(run, capture_output=True, timeout=60)  # compiles the specs
    done = subprocess.run(run, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert done.stderr
    others = {name.split(".")[0] for name in done.stderr.split()} - {"conformance"}
    # From Python 3.12 on, fractions takes a method of one of its patterns as it is loaded.
    assert others <= ({"fractions"} if sys.version_info >= (3, 12) else set())


def test_sharing_files_out_loads_nothing_heavy_either(tmp_path, before):
    # From 101 files on they are shared out; what Python imports after the fork is not seen here, and is the workers' own.
    files = [shutil.copy(EXAMPLES[0], tmp_path / f"{number}.yaml") for number in range(101)]
    names, code = loaded("validate", "-q", *map(str, files))
    assert code == 0
    assert "conformance.cli.pool" in names
    assert not (names - before) & (HEAVY | NEEDLESS)


def test_only_the_libraries_it_works_with(modules):
    roots = {name.split(".")[0] for name in modules}
    strangers = {name for name in roots if name not in sys.stdlib_module_names | ALLOWED | {"conformance"}}
    # Extension modules name their inner parts without a package.
    assert not {name for name in strangers if not name.startswith("_")}


def test_no_room_above_the_static_rules(modules):
    ours = {name for name in modules if name.startswith("conformance.")}
    assert "conformance.documents.strict_yaml" in ours
    assert not {name for name in ours if name.startswith(("conformance.checks", "conformance.spec.lint"))}


def test_nothing_that_only_the_full_way_works_with():
    """Nor what only texts outside of ASCII need: a library of its own, which every start would open."""
    file = str(ROOT / "specs" / "chip-interconnect" / "examples" / "xl-112.yaml")
    loaded("validate", file)
    names, code = loaded("validate", file)
    assert code == 0
    full_way = {f"conformance.expressions.{name}" for name in ("exact", "number", "program", "truth")}
    assert not names & {"unicodedata", "conformance.spec.rule_dimensions", *full_way}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["validate", "--help"]], ids=" ".join)
def test_help_loads_no_validator(arguments, before):
    names, code = loaded(*arguments)
    assert code == 0
    assert not (names - before) & {"jsonschema_rs", *HEAVY}


NUMBERS = {f"conformance.engine.{name}" for name in ("approach", "axes", "number_repair", "opened", "ranges")}
"""What looks for a number that mends a rule: of no use where it lacks a word."""


def test_a_static_rule_that_fails_loads_nothing_needless_either(before, tmp_path):
    """Dataclasses, or the parser of formulas, cost as much as deciding the rule and looking for a fix."""
    whole = (ROOT / "specs" / "networking" / "examples" / "xf-dual-plane.yaml").read_text(encoding="utf-8")
    bad = tmp_path / "fabric.yaml"
    bad.write_text(whole.replace(", spreading: per_packet", ""), encoding="utf-8")
    loaded("validate", str(bad))
    names, _ = loaded("validate", str(bad))
    assert "conformance.engine.repair" in names
    assert not (names - before) & (HEAVY | NEEDLESS | NUMBERS)


# One or two of each area, with stretches above and below, windows, limits that are not to be reached, counts, and powers.
FAILING = [
    ROOT / "examples" / f"{name}.yaml"
    for name in (
        "boreal-baud-for-bits",
        "harrier-hundred-and-one",
        "juniper-zero-watts",
        "karst-four-hundred-models",
        "nimbus-short-counter",
        "orchard-one-class-counted",
        "osprey-shoreline",
        "ravel-all-liquid",
        "sable-protects-to-minus-20",
    )
]


@pytest.mark.parametrize("file", FAILING, ids=lambda file: file.stem)
def test_a_static_rule_that_fails_on_a_number_is_mended_without_arrays(before, file):
    """To load numpy takes longer than to decide all rules of a part and look for what would mend them."""
    loaded("validate", str(file))
    names, code = loaded("validate", str(file))
    assert code == 1
    assert "conformance.engine.opened" in names
    assert not (names - before) & (HEAVY | NEEDLESS | {"difflib"})


NEVER = {"ast", "conformance.expressions.parse", "numpy.ma"}
TYPES = {"conformance.engine.typed_rule", "conformance.expressions.dimension"}


@pytest.mark.parametrize(
    ("file", "needless"),
    [("specs/hardware/examples/psu-5500.yaml", NEVER | TYPES), ("examples/delta-credits-153.yaml", NEVER)],
    ids=["passes", "fails"],
)
def test_what_is_searched_finds_its_formulas_parsed_and_its_margins_typed(file, needless):
    """To parse a rule's formulas, or to type a whole kind, takes as long as to decide a rule over its envelope; numpy.ma longer."""
    loaded("test", str(ROOT / file))
    names, _ = loaded("test", str(ROOT / file))
    assert "conformance.engine.minimum" in names
    # Whatever numpy itself loads is not for us to say.
    assert not (names - _imports("import numpy")[0]) & needless
