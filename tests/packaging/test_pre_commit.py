"""The hooks as another repository uses them: `pre-commit try-repo` on the working tree, good and bad files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, clean_environment, run

PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
pytestmark = pytest.mark.slow


def commit_all(folder: Path) -> None:
    author = ["-c", "user.name=tests", "-c", "user.email=tests@localhost", "-c", "init.defaultBranch=main"]
    run(["git", *author, "init", "--quiet"], cwd=folder, env=clean_environment())
    run(["git", *author, "add", "--all"], cwd=folder, env=clean_environment())
    run(["git", *author, "commit", "--quiet", "--message", "as it stands"], cwd=folder, env=clean_environment())


@pytest.fixture(scope="module")
def hooks(checkout: Path) -> Path:
    """The working tree as a git repository of one commit."""
    commit_all(checkout)
    return checkout


@pytest.fixture(scope="module")
def pre_commit_environment(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where pre-commit installs, and from what: no index is asked."""
    home = tmp_path_factory.mktemp("pre-commit")
    return clean_environment(
        PRE_COMMIT_HOME=str(home),
        PRE_COMMIT_COLOR="never",
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(wheelhouse),
        PIP_CONFIG_FILE="/dev/null",
        OPENARCH_CACHE=str(home / "openarch"),
    )


@pytest.fixture
def submissions(tmp_path: Path, good_descriptor: Path) -> Path:
    """A vendor's repository with one good and one bad descriptor, and YAML that is none."""
    folder = tmp_path / "vendor"
    folder.mkdir()
    text = good_descriptor.read_text(encoding="utf-8")
    (folder / "good.yaml").write_text(text, encoding="utf-8")
    (folder / "bad.yaml").write_text(text.replace("\ndesign:", "\ndesing:"), encoding="utf-8")
    (folder / "notes.txt").write_text("not YAML: [", encoding="utf-8")
    commit_all(folder)
    return folder


def pre_commit(environment: dict[str, str], folder: Path, *arguments: str):
    return subprocess.run(
        [*PRE_COMMIT, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=600,
    )


def try_repo(hooks: Path, hook: str, environment: dict[str, str], folder: Path, *arguments: str):
    return pre_commit(environment, folder, "try-repo", str(hooks), hook, "--verbose", *arguments)


def test_manifest_is_valid():
    run([*PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"])
    run([*PRE_COMMIT, "validate-config", ROOT / ".pre-commit-config.yaml"])


def test_validate_passes_a_good_file_and_ignores_what_is_no_yaml(hooks, pre_commit_environment, submissions):
    done = try_repo(
        hooks, "openarch-validate", pre_commit_environment, submissions, "--files", "good.yaml", "notes.txt"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_validate_fails_a_bad_file_and_says_where(hooks, pre_commit_environment, submissions):
    done = try_repo(hooks, "openarch-validate", pre_commit_environment, submissions, "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.yaml:" in done.stdout
    assert "design" in done.stdout


def test_spec_lint_passes_the_shipped_specs_and_fails_a_broken_rule(hooks, pre_commit_environment, tmp_path):
    # Through a configuration, as a lab's repository has it: the second run finds the hook installed.
    folder = tmp_path / "lab"
    shutil.copytree(ROOT / "specs", folder / "specs")
    revision = run(["git", "rev-parse", "HEAD"], cwd=hooks, env=clean_environment()).stdout.strip()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: {hooks}, rev: {revision}, hooks: [{{id: openarch-spec-lint}}]}}]\n", encoding="utf-8"
    )
    commit_all(folder)
    done = pre_commit(pre_commit_environment, folder, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    rule = next((folder / "specs").glob("*/rules/*.yaml"))
    rule.write_text(rule.read_text(encoding="utf-8").replace("applies_to:", "aplies_to:"), encoding="utf-8")
    done = pre_commit(pre_commit_environment, folder, "run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{rule.relative_to(folder)}:" in done.stdout
