"""scripts/preflight: one line that says what to install, on machines that lack something (made up by a short PATH)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("sh", "id", "cat", "rm", "mktemp", "tail", "cksum", "dirname", "head")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that is all of PATH: the basic commands and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for command in COMMANDS:
        (folder / command).symlink_to(shutil.which(command))
    return folder


def program(machine: Path, name: str, script: str) -> None:
    file = machine / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def preflight(machine: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "scripts" / "preflight", *arguments],
        env={"PATH": str(machine), "OPENARCH_APT": "no", **more},
        capture_output=True,
        text=True,
        timeout=60,
    )


def the_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


OLD_PYTHON = 'case "$*" in *version_info*) exit 1 ;; *) echo 3.9.2 ;; esac'


def test_without_python(machine):
    line = the_line(preflight(machine, "python"))
    assert line == (
        "openarch: Python 3.11 or newer is needed and python3 was not found: apt-get install python3 python3-venv"
    )


def test_with_an_old_python(machine):
    program(machine, "python3", OLD_PYTHON)
    assert "python3 is 3.9.2: apt-get install python3.11" in the_line(preflight(machine, "python"))


def test_a_shim_of_a_version_that_is_switched_off_is_passed_over(machine):
    program(machine, "python3.11", "echo 'pyenv: python3.11: command not found' >&2; exit 127")
    program(machine, "python3", f'exec "{sys.executable}" "$@"')
    assert preflight(machine, "python").stdout.strip() == sys.executable


def test_without_venv_and_pip(machine):
    missing = 'case "$*" in *ensurepip*|*"-m pip"*) exit 1 ;; *sys.executable*) echo "$0"; exit ;; esac'
    program(machine, "python3", f'{missing}\nexec "{sys.executable}" "$@"')
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    line = the_line(preflight(machine, "python"))
    assert line == f"openarch: {machine}/python3 has neither the venv module nor pip: apt-get install {version}-venv"


def test_an_interpreter_that_was_named(machine):
    program(machine, "python3", f'exec "{sys.executable}" "$@"')
    program(machine, "mine", OLD_PYTHON)
    assert "mine is 3.9.2" in the_line(preflight(machine, "python", PYTHON="mine"))
    assert "nowhere was not found" in the_line(preflight(machine, "python", PYTHON="nowhere"))


def test_missing_tools_are_named_together(machine):
    program(machine, "make", "")
    line = the_line(preflight(machine, "tools", "git", "make", "chromium"))
    assert line == "openarch: missing: git chromium; as root: apt-get install git chromium"


def test_nothing_missing(machine):
    program(machine, "git", "")
    done = preflight(machine, "tools", "git")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform != "linux" or not Path("/etc/debian_version").exists(), reason="Debian's own tools")
def test_root_on_debian_installs_what_is_missing(machine, tmp_path):
    said = tmp_path / "said"
    program(machine, "id", "echo 0")
    git, chmod = machine / "git", shutil.which("chmod")
    program(machine, "apt-get", f'echo "$@" >>{said}; [ "$1" = update ] || {{ echo >{git}; {chmod} +x {git}; }}')
    done = preflight(machine, "tools", "git", OPENARCH_APT="yes")
    assert done.returncode == 0, done.stderr
    update, install = said.read_text().splitlines()
    assert update.startswith("update")
    assert install.endswith(" git")


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="Debian's own tools")
def test_a_failing_installation_is_not_silent(machine):
    program(machine, "id", "echo 0")
    program(machine, "apt-get", "echo 'E: no network' ; exit 100")
    done = preflight(machine, "tools", "git", OPENARCH_APT="yes")
    assert done.returncode == 2
    assert "E: no network" in done.stderr
    assert "could not install git" in done.stderr


def test_without_a_chinese_font(machine):
    program(machine, "find", "exit 0")
    (machine / "grep").symlink_to(shutil.which("grep"))
    line = the_line(preflight(machine, "tools", "fonts-wqy-microhei"))
    assert line == "openarch: missing: fonts-wqy-microhei; as root: apt-get install fonts-wqy-microhei"


def test_any_chinese_font_will_do(machine):
    program(machine, "find", "echo /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    (machine / "grep").symlink_to(shutil.which("grep"))
    assert preflight(machine, "tools", "fonts-wqy-microhei").returncode == 0
