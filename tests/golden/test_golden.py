"""Whole commands: a folder per case with ``cmd``, its input files, and what comes out, in English and in Chinese.

``cmd`` is one command line; ``< file`` gives it standard input; ``$ROOT`` is the checkout. Expected: ``exit``,
``stdout`` and ``stderr`` (English), ``stdout.zh`` and ``stderr.zh``; a missing file means nothing was printed.
"""

import io
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from conformance import __version__
from conformance.cli.main import run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path.parent.name for path in HERE.glob("*/cmd"))
BROAD = (
    "init",
    "test-concise",
    "test-github",
    "test-markdown",
    "import-netbox",
    "import-redfish",
    "import-redfish-broken",
)
"""Cases whose lines are not broken for a terminal."""
OUTPUTS = {"cmd", "exit", "stdout", "stderr", "stdout.zh", "stderr.zh"}


class _Input(io.TextIOWrapper):
    """Standard input whose bytes are those of a file."""


def play(case, lang, folder, monkeypatch, capfd):
    """Run the case in ``folder``; returns exit code, standard output and standard error."""
    for file in (HERE / case).iterdir():
        if file.name not in OUTPUTS:
            (shutil.copytree if file.is_dir() else shutil.copy)(file, folder / file.name)
    command = (HERE / case / "cmd").read_text(encoding="utf-8").replace("$ROOT", str(ROOT))
    words = shlex.split(command)
    assert words.pop(0) == "openarch"
    data = b""
    if "<" in words:
        at = words.index("<")
        data = (folder / words[at + 1]).read_bytes()
        del words[at : at + 2]
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OPENARCH_LANG", lang)
    monkeypatch.setattr(sys, "stdin", _Input(io.BytesIO(data)))
    code = run(words)
    sys.stdout.flush()
    out, err = capfd.readouterr()
    return code, plain(out, folder), plain(err, folder)


def plain(text, folder):
    text = text.replace(str(folder) + os.sep, "").replace(str(ROOT), "$ROOT")
    text = text.replace(f'"version": "{__version__}"', '"version": "$VERSION"')
    # Digests of the tool and of the lab's files change with each of their lines.
    return re.sub(
        r'("area": "[^"]*",\s*"digest": ")[0-9a-f]{64}|("tool": {\s*"digest": ")[0-9a-f]{64}', r"\1\2$DIGEST", text
    )


def expected(case, name):
    file = HERE / case / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def keep(case, name, text):
    file = HERE / case / name
    if text:
        file.write_text(text, encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_case(case, lang, tmp_path, monkeypatch, capfd, refresh):
    suffix = "" if lang == "en" else ".zh"
    code, out, err = play(case, lang, tmp_path, monkeypatch, capfd)
    if refresh:
        keep(case, "exit", f"{code}\n")
        keep(case, f"stdout{suffix}", out)
        keep(case, f"stderr{suffix}", err)
        return
    assert out == expected(case, f"stdout{suffix}")
    assert err == expected(case, f"stderr{suffix}")
    assert f"{code}\n" == expected(case, "exit")


def test_there_are_cases():
    assert len(CASES) >= 20


# What init and the imports write is no page, and one line for each finding is what `concise` promises.
@pytest.mark.parametrize("case", [case for case in CASES if case not in BROAD])
def test_no_line_is_wider_than_a_terminal(case):
    from conformance.reports.width import width

    for name in ("stdout", "stdout.zh"):
        for line in expected(case, name).splitlines():
            # A path, and what is JSON, cannot be broken.
            if width(line) > 80 and not line.lstrip().startswith(("-->", "{", "}", '"', "$ROOT")):
                pytest.fail(f"{name}: {width(line)} columns: {line}")
