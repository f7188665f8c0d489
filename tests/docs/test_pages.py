"""Every command and output in docs/ and the READMEs is executed, page by page, in the order of the page.

A page is played in a folder of its own, in its language. A fence of the kind ``console`` holds commands (``$ …``) with what
they print; ``…`` on a line of its own stands for a gap, at the end for the rest. ``# exit N`` behind a command is its
exit code, 0 where nothing is said. ``<!-- file: NAME -->`` in front of a fence writes the fence to a file;
``<!-- change: NAME -->`` in front of a fence of the kind ``diff`` changes lines of one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.engine.prove import FULL
from conformance.engine.survey import ENUMERATION
from conformance.expressions.calls import BUILT_IN
from conformance.expressions.parse import MAX_DEPTH, MAX_LENGTH, MAX_NODES
from conformance.spec.models import FORMS, ClauseModel, RuleModel, VariableModel

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "README.zh-CN.md"]
FENCE = re.compile(
    r"(?:<!-- (?P<what>file|change): (?P<name>\S+) -->\n+)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
SHARED = ("specs", "examples")
"""What a page finds in its folder, as in a checkout."""


def language(page: Path) -> str:
    return "zh" if ".zh" in page.name else "en"


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    """A folder with the command ``openarch`` of this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "openarch"
    script.write_text(f"#!{sys.executable}\nfrom conformance.cli.main import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)
    return folder


def run(command: str, folder: Path, tools: Path, lang: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "OPENARCH_LANG": lang,
    }
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )


def commands(body: str):
    """(command, exit code, expected lines) of a fence; a command goes on behind a backslash."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        match = re.match(r"((?:.*\\\n)*.*)\n?", part)
        said = match[1]
        code = re.search(r"  # exit (\d)$", said)
        yield (said[: code.start()] if code else said), int(code[1]) if code else 0, part[match.end() :]


def check(expected: str, printed: str) -> None:
    """The stretches between gaps stand in the output in their order; without a gap the output is just that."""
    stretches = re.split(r"^…\n", expected, flags=re.MULTILINE)
    if len(stretches) == 1:
        assert printed.rstrip("\n") == expected.rstrip("\n")
        return
    at = 0
    for number, stretch in enumerate(stretches):
        found = printed.find(stretch, at)
        assert found >= 0, f"not printed here:\n{stretch}\nbut:\n{printed[at:]}"
        assert number or found == 0, f"before it stands:\n{printed[:found]}"
        at = found + len(stretch)
    assert not stretches[-1] or at == len(printed), f"behind it stands:\n{printed[at:]}"


def changed(text: str, diff: str) -> str:
    """The text with the lines ``- old`` of a diff replaced by ``+ new``."""
    old = "".join(f"{line[2:]}\n" for line in diff.splitlines() if line.startswith("- "))
    new = "".join(f"{line[2:]}\n" for line in diff.splitlines() if line.startswith("+ "))
    assert text.count(old) == 1, f"{text.count(old)} times in the file:\n{old}"
    return text.replace(old, new)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_what_the_page_shows_is_what_happens(page, tools, tmp_path):
    for name in SHARED:
        (tmp_path / name).symlink_to(ROOT / name)
    for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
        name, body = fence["name"], fence["body"]
        if fence["what"] == "file":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif fence["what"] == "change":
            file = tmp_path / name
            file.write_text(changed(file.read_text(encoding="utf-8"), body), encoding="utf-8")
        elif fence["kind"] == "console":
            for command, code, expected in commands(body):
                done = run(command, tmp_path, tools, language(page))
                check(expected, done.stdout)
                assert done.returncode == code, command


def test_there_are_pages_and_they_show_something():
    for page in PAGES:
        assert any(fence["kind"] == "console" for fence in FENCE.finditer(page.read_text(encoding="utf-8"))), page.name


def test_no_unmarked_fence_looks_like_a_session():
    """What starts with a prompt is executed: it must not hide in a fence of another kind."""
    for page in PAGES:
        for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
            assert fence["kind"] == "console" or not re.search(r"^\$ openarch", fence["body"], re.MULTILINE), page.name


def test_links_between_pages_lead_somewhere():
    for page in [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_page_of_the_language_names_everything_it_has():
    page = (ROOT / "docs" / "rule-language.md").read_text(encoding="utf-8")
    words = [*BUILT_IN, *FORMS, *RuleModel.model_fields, *ClauseModel.model_fields, *VariableModel.model_fields]
    spelled = set(re.findall(r"[a-z_0-9]+", page))
    # Told on the page of a first day, or kept by `spec mutate`.
    elsewhere = {"id", "name", "since", "level", "equivalents", "survivors"}
    assert [word for word in words if word not in spelled | elsewhere] == []
    for bound in (MAX_NODES, MAX_DEPTH, MAX_LENGTH, ENUMERATION, FULL):
        assert f"{bound:,}" in page
