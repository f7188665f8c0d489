"""The edge of the command: exit codes, signals, faults of the toolkit."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conformance.cli import deciding
from conformance.cli.commands import validate
from conformance.cli.main import run

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "specs/chip-interconnect/examples/xl-112.yaml"


START = "from conformance.cli.entry import main; main()"


def start(*arguments, before="", **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENARCH_LANG": "en"}
    code = before + START
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests run in the background of a script, Ctrl-C is ignored, and would be in what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - the tests have no threads
        **more,
    )


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("OPENARCH_LANG", "en")


def test_a_fault_of_the_toolkit_is_one_line_and_exit_code_3(monkeypatch, capsys):
    monkeypatch.setattr(deciding, "run_of", lambda *_, **__: 1 / 0)
    assert run(["validate", str(GOOD)]) == 3
    error = capsys.readouterr().err
    assert error.startswith("tool error[CLI-broken]: the toolkit broke: ZeroDivisionError")
    assert "--debug" in error
    assert "Traceback" not in error


@pytest.mark.parametrize("how", ["option", "environment"])
def test_the_traceback_is_shown_where_it_is_asked_for(how, monkeypatch, capsys):
    for module in (validate, deciding):
        monkeypatch.setattr(module, "run_of", lambda *_, **__: 1 / 0)
    if how == "environment":
        monkeypatch.setenv("OPENARCH_DEBUG", "1")
    assert run(["validate", str(GOOD), *(["--debug"] if how == "option" else [])]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_fault_with_one_file_does_not_stop_the_others(monkeypatch, capsys, tmp_path):
    examine = deciding.examine

    def fragile(item, *rest, **how):
        if "bad" in str(item):
            raise RuntimeError("boom")
        return examine(item, *rest, **how)

    monkeypatch.setattr(deciding, "examine", fragile)
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "bad.yaml", "c.yaml"):
        (tmp_path / name).write_text(GOOD.read_text())
    assert run(["validate", "."]) == 3
    out = capsys.readouterr().out
    assert "RuntimeError: boom" in out
    assert "3 descriptors: 2 conform, the toolkit broke on 1" in out


def test_ctrl_c(monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(deciding, "run_of", interrupted)
    assert run(["validate", str(GOOD)]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_ctrl_c_while_workers_are_busy(tmp_path):
    for number in range(400):
        (tmp_path / f"{number}.yaml").write_text(GOOD.read_text())
    process = start("test", "--jobs", "2", tmp_path, process_group=0)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in error


INTERRUPTED = """
import os, signal, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
"""


@pytest.mark.parametrize(
    "module", ["conformance.cli.main", "conformance.findings.catalogue", "click", "conformance.cli.commands.test"]
)
@pytest.mark.parametrize("command", ["validate", "test"])
def test_ctrl_c_while_the_command_loads(command, module):
    """In the first tenth of a second it printed Python's traceback."""
    process = start(command, GOOD, before=INTERRUPTED.format(module=module))
    out, error = process.communicate(timeout=30)
    if command == "validate" and module in {"click", "conformance.cli.commands.test"}:
        assert (process.returncode, error) == (0, b"")  # this way loads neither
    else:
        assert (process.returncode, out, error) == (130, b"", b"\n")


def test_a_reader_of_complaints_that_has_gone():
    """`openarch nonsense 2>&1 | true` ended with exit code 1, which says that a part does not conform."""
    process = start("nonsense")
    process.stderr.close()
    with process.stdout:
        assert process.stdout.read() == b""
    assert process.wait(timeout=30) == 141


def test_a_reader_that_has_gone(tmp_path):
    for number in range(50):
        (tmp_path / f"{number}.yaml").write_text(f"kind: {number}\n")
    process = start("validate", tmp_path)
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 141


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["validate"],
        ["validate", "--nonsense", "x"],
        ["validate", "--format", "xml", "x"],
        ["validate", "--jobs", "0", "x"],
        ["validate", "--jobs", "x", "x"],
        ["validate", "--lang", "fr", "x"],
        ["validate", "--format"],
        ["validate", "--quiet=1", "x"],
        ["validate", "--specs", "/nowhere", "x"],
        ["certify", "x"],
        ["init"],
        ["init", "LinkPrt"],
        ["init", "LinkPort", "extra"],
        ["explain", "CI-999"],
        ["list", "everything"],
        ["replay", "/nowhere.json"],
        ["spec", "nonsense"],
        ["spec", "schema", "Nonsense"],
        ["spec", "test", "XX-1"],
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_wrong_use_is_exit_code_2_and_one_sentence(arguments, lang, monkeypatch, capsys):
    monkeypatch.setenv("OPENARCH_LANG", lang)
    assert run(arguments) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("error[CLI-" if lang == "en" else "错误[CLI-")
    assert "Traceback" not in error
    assert "{" not in error


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["valdate"], "validate"),
        (["Test"], "test"),
        (["init", "LinkProt"], "LinkPort"),
        (["init", "linkport"], "LinkPort"),
        (["list", "rule"], "rules"),
        (["validate", "--formt", "json"], "--format"),
        (["explain", "QTY-no-unti"], "QTY-no-unit"),
    ],
)
def test_did_you_mean(arguments, meant, capsys):
    assert run(arguments) == 2
    assert f"did you mean {meant}?" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "command",
    [
        [],
        ["init"],
        ["validate"],
        ["test"],
        ["certify"],
        ["explain"],
        ["replay"],
        ["list"],
        ["spec"],
        ["spec", "schema"],
        ["spec", "lint"],
        ["spec", "test"],
    ],
)
def test_every_help_page_fits_and_has_the_exit_codes(command, lang, capsys):
    from conformance.reports.width import width

    assert run([*command, "--help", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert all(width(line) <= 80 for line in out.splitlines())
    assert ("Exit codes:" if lang == "en" else "退出码：") in out
    assert "CLI-" not in out


def test_the_command_alone_says_where_to_start(capsys):
    assert run([]) == 0
    assert "Start here: openarch init" in capsys.readouterr().out


def test_version(capsys):
    from conformance import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"openarch {__version__}\n"


@pytest.mark.parametrize("options", [["list"], ["validate"], ["test", "--format", "json"]])
def test_a_full_disk_is_no_fault_of_the_toolkit(tmp_path, options):
    files = [] if options == ["list"] else [str(tmp_path)]
    (tmp_path / "a.yaml").write_text("kind: LinkPort\n")
    code = "from conformance.cli.entry import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENARCH_LANG": "en"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, *options, *files],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "error[CLI-cannot-write]: cannot write stdout: No space left on device\n"


@pytest.mark.parametrize("streams", [">&-", ">&- 2>&-", "2>&-"])
def test_without_an_output_the_exit_code_is_the_answer(tmp_path, streams):
    (tmp_path / "a.yaml").write_text("kind: LinkPort\n")
    code = "from conformance.cli.entry import main; main()"
    for command, expected in (["validate", str(tmp_path)], 1), (["list"], 0):
        line = shlex.join([sys.executable, "-c", code, *command])
        done = subprocess.run(
            ["sh", "-c", f"{line} {streams}"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "OPENARCH_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (expected, "")
