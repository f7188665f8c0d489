"""Structural rules of whole fabrics: three-level fat trees of 80-port switches with 10,240 and 102,400 endpoints, and networkx.

Each case is a process of its own, so that its memory is its own. networkx gets the routes from us and does the rest, for the
largest of the fabrics that it can hold: of the larger one its graph of dependencies takes more than 4 GiB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import BIN, ENVIRONMENT, ROOT, Row, openarch

SMALL = {"levels": 3, "pods": 8, "leaves": 32, "spines": 40, "cores_per_spine": 32, "endpoints_per_leaf": 40}
LARGE = {"levels": 3, "pods": 64, "leaves": 40, "spines": 40, "cores_per_spine": 40, "endpoints_per_leaf": 40}

_DESCRIPTOR = """\
apiVersion: networking/v1
kind: Fabric
metadata: {{vendor: benchmark, model: "{endpoints}"}}
design:
  topology: {{family: fat_tree, parameters: {parameters}}}
  port_rate: 400 Gbit/s
  switch_ports: 80
  endpoint_modules: 2
  routing: {{algorithm: {algorithm}}}
  addressing: {{unicast: 1000000}}
claims:
  endpoints: {endpoints}
  oversubscription: 1
  path_diversity: 40
  redundant_endpoints: [module]
  diameter: 5
  bandwidth: {{value: {rate} Gbit/s, relation: at-least, basis: {{convention: bisection-per-direction}}}}
{survives}
"""
_SURVIVES = "  survives: [{id: any-link, of: link, at_once: 1}, {id: any-switch, of: switch, at_once: 1}]"


class Used(NamedTuple):
    """What a process took: CPU seconds of all its threads and children, and its largest memory in MiB."""

    cpu: float
    memory: float


def run() -> tuple[str, list[Row]]:
    """The title and the rows of the table."""
    rows = []
    for name, parameters, sweep, seconds, memory in (
        ("10,240 endpoints, all rules but the failures", SMALL, False, 1.0, 300),
        ("10,240 endpoints, with every single link and switch failure, by classes", SMALL, True, 3.0, 300),
        ("102,400 endpoints, all rules but the failures", LARGE, False, 15.0, 1024),
        ("102,400 endpoints, with every single link and switch failure, by classes", LARGE, True, 30.0, 1024),
    ):
        used = _rules(parameters, "up_down", sweep=sweep)
        rows.append(_row(f"openarch test: {name}", used, seconds, memory))
    rows.append(
        _row(
            "10,240 endpoints, every single link and switch failure one by one, no symmetry", _case("brute"), 60.0, 300
        )
    )
    ours, theirs = _case("ours"), _case("networkx")
    ratio = f"{theirs.cpu / ours.cpu:.0f} times our CPU, {theirs.memory / ours.memory:.0f} times our memory"
    rows.append(_row("10,240 endpoints, routes and circle, whole process", ours, 1.0, 300))
    rows.append(Row("the same with networkx", f"{theirs.cpu:.1f} s, {theirs.memory:.0f} MiB: {ratio}"))
    return "Fabrics (CPU of whole processes, largest memory)", rows


def _row(name: str, used: Used, seconds: float, memory: float) -> Row:
    met = used.cpu <= seconds and used.memory <= memory
    return Row(name, f"{used.cpu:.2f} s, {used.memory:.0f} MiB", f"<= {seconds:.0f} s, {memory:.0f} MiB", met)


def _rules(parameters: Mapping[str, int], algorithm: str, *, sweep: bool) -> Used:
    endpoints = parameters["pods"] * parameters["leaves"] * parameters["endpoints_per_leaf"]
    shown = "{" + ", ".join(f"{name}: {value}" for name, value in parameters.items()) + "}"
    text = _DESCRIPTOR.format(
        endpoints=endpoints,
        parameters=shown,
        algorithm=algorithm,
        rate=endpoints // 2 * 400,
        survives=_SURVIVES if sweep else "",
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fabric.yaml")
        file.write_text(text)
        return _used([openarch(), "test", "-q", "-j1", str(file)])


def _case(name: str) -> Used:
    return _used([str(BIN / "python"), "-m", "benchmarks.bench_fabrics", name])


def _used(command: list[str]) -> Used:
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _ours() -> None:
    from conformance.checks.fabric.dependencies import cycle
    from conformance.checks.fabric.families import family
    from conformance.checks.fabric.routing import Scheme, routes

    assert cycle(routes(family("fat_tree", SMALL), Scheme("shortest"))) is None


def _networkx() -> None:
    """The same with an object per channel; networkx is given our routes, and only joins the dependencies and looks for a circle."""
    import networkx as nx

    from conformance.checks.fabric.families import family
    from conformance.checks.fabric.routing import Scheme, routes

    part = routes(family("fat_tree", SMALL), Scheme("shortest")).parts[0]
    dependencies = nx.DiGraph((one, other) for one in range(part.channels) for other in part.onward(one))
    assert nx.is_directed_acyclic_graph(dependencies)


def _brute() -> None:
    from conformance.checks.fabric.failures import sweep
    from conformance.checks.fabric.families import family
    from conformance.checks.fabric.graph import Fabric
    from conformance.checks.fabric.routing import Scheme

    whole = family("fat_tree", SMALL)
    irregular = Fabric(whole.switches, whole.trunks, whole.groups, tiers=whole.tiers)
    for of, sets in (("link", len(whole.trunks)), ("switch", len(whole.switches))):
        found = sweep(irregular, Scheme("shortest"), of)
        assert found.decided == found.sets == sets
        assert found.cyclic is found.cut is None


_CASES: Mapping[str, Callable[[], None]] = {"ours": _ours, "networkx": _networkx, "brute": _brute}

if __name__ == "__main__":
    start = time.perf_counter()
    _CASES[sys.argv[1]]()
    print(f"{time.perf_counter() - start:.2f} s")
