"""`make bench`: the tables of all benchmarks, or of those named (validate, many, engine, rules, fabrics). Exit code 0 whatever they say."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from benchmarks.measure import show

ALL = ("validate", "many", "engine", "rules", "fabrics")
PEERS = ("check-jsonschema", "jsonschema", "jsonschema-rs", "PyYAML", "click", "numpy", "hypothesis")


def main(names: list[str]) -> None:
    """Runs the named benchmarks and prints their tables as they come."""
    missing = [name for name in PEERS if not _installed(name)]
    if missing:
        sys.exit(f"not installed here: {', '.join(missing)}; `make bench` installs what the benchmarks need")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()};", end=" ")
    print(", ".join(f"{name} {version(name)}" for name in PEERS))
    for name in names or ALL:
        if name not in ALL:
            sys.exit(f"no benchmark {name}: choose from {', '.join(ALL)}")
        title, rows = importlib.import_module(f"benchmarks.bench_{name}").run()
        show(title, rows)


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


if __name__ == "__main__":
    main(sys.argv[1:])
