"""Files of one kind go to one worker: tasks cover every input once, whatever the inputs are."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conformance.cli.sharing import by_kind
from conformance.findings.model import Finding, Location

MISSING = Finding("DOC-missing", Location("gone.yaml"), {"name": "gone.yaml"})


def named(folder, kinds):
    files = []
    for number, kind in enumerate(kinds):
        file = folder / f"{number}.yaml"
        file.write_text(f"apiVersion: area/v1\nkind: {kind}\n")
        files.append(str(file))
    return files


def test_the_files_of_a_kind_are_together_and_the_larger_kinds_come_first(tmp_path):
    assert by_kind(named(tmp_path, "ABABA")) == [[0, 2, 4], [1, 3]]


def test_a_kind_of_many_files_is_shared_out_and_one_of_fewer_stays_together(tmp_path):
    tasks = by_kind(named(tmp_path, ["Rack"] * 30 + ["Cable"] * 20))
    assert [len(task) for task in tasks] == [12, 12, 6, 20]


def test_a_comment_names_no_kind(tmp_path):
    files = named(tmp_path, ["Rack", "Cable", "Rack"])
    first = Path(files[0])
    first.write_text(f"# It keeps every rule of its kind: it is made up.\n{first.read_text()}")
    assert by_kind(files) == [[0, 2], [1]]


def test_what_cannot_be_read_is_a_task_as_well(tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    inputs = [str(tmp_path / "none.yaml"), str(tmp_path), MISSING, "nul\0.yaml", str(pipe)]
    assert sorted(index for task in by_kind(inputs) for index in task) == [0, 1, 2, 3, 4]


@given(st.lists(st.sampled_from(["A", "B", "Cé", "#", ""]), max_size=60))
def test_every_input_is_in_one_task(tmp_path_factory, kinds):
    tasks = by_kind(named(tmp_path_factory.mktemp("kinds"), kinds))
    assert sorted(index for task in tasks for index in task) == list(range(len(kinds)))
    assert all(task == sorted(task) for task in tasks)
