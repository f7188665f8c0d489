"""Files, directories and standard input, and all the ways in which they cannot be read."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from conformance.documents import inputs
from conformance.documents.source import Source
from conformance.findings.model import Finding


def text(found: Source | Finding) -> str:
    assert isinstance(found, Source), found
    return found.text


def code(found: Source | Finding) -> str:
    assert isinstance(found, Finding), found
    return found.code


def test_a_file(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("名: 值\n".encode())
    assert text(inputs.read(str(file))) == "名: 值\n"
    assert inputs.read(str(file)).name == str(file)


@pytest.mark.parametrize(
    ("data", "expected", "place"),
    [
        (b"", "DOC-empty", None),
        (b" \n\t\n", "DOC-empty", None),
        (b"\x7fELF\x02\x01\x01\x00\x00\xff\xfe\x80", "DOC-binary", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "DOC-binary", None),
        ("a: 1\n".encode("utf-16"), "DOC-utf-16", None),
        ("a: 1\n".encode("utf-16-le"), "DOC-utf-16", None),
        ("a: 1\n".encode("utf-16-be"), "DOC-utf-16", None),
        ("a: 1\n".encode("utf-32"), "DOC-utf-16", None),
        (b"\xef\xbb\xbfa: 1\n", "DOC-bom", (1, 1)),
        ("a: 1\nb: 中\n".encode("gbk"), "DOC-not-utf-8", (2, 4)),
        ("中: caf\u00e9\n".encode("utf-8").replace(b"\xc3\xa9", b"\xe9"), "DOC-not-utf-8", (1, 7)),
        (b"a" * (1024 * 1024 + 1), "DOC-too-large", None),
    ],
)
def test_contents_that_are_no_text(tmp_path, data, expected, place):
    file = tmp_path / "a.yaml"
    file.write_bytes(data)
    found = inputs.read(str(file))
    assert code(found) == expected
    span = found.location.span
    assert (None if span is None else (span.line, span.column)) == place


def test_a_mebibyte_is_read(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"#" * 1024 * 1024)
    assert isinstance(inputs.read(str(file)), Source)


def test_the_size_of_a_large_file_is_told_but_not_read(tmp_path):
    file = tmp_path / "a.yaml"
    with file.open("wb") as writer:
        writer.truncate(10 * 1024 * 1024)
    assert inputs.read(str(file)).arguments == {"size": "10485760", "most": "1048576"}


def test_utf_16_says_which(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes("a".encode("utf-32"))
    assert inputs.read(str(file)).arguments == {"encoding": "UTF-32"}


def test_files_that_cannot_be_opened(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "a.yaml").write_text("a: 1")
    assert code(inputs.read(str(tmp_path / "missing.yaml"))) == "DOC-missing"
    assert code(inputs.read(str(tmp_path / "a.yaml" / "b.yaml"))) == "DOC-missing"
    assert code(inputs.read(str(tmp_path))) == "DOC-directory"
    assert code(inputs.read(str(tmp_path / "loop"))) == "DOC-unreadable"
    assert code(inputs.read("a\0b")) == "DOC-missing"


def test_a_file_without_permission(tmp_path, monkeypatch):
    """The super-user may read everything, hence the pretence."""

    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    found = inputs.read(str(tmp_path / "a.yaml"))
    assert code(found) == "DOC-unreadable"
    assert found.arguments["reason"] == "Permission denied"


def test_a_pipe_is_read_to_its_end():
    """As in ``openarch validate <(generate)``, where the writer may take its time."""
    reader, writer = os.pipe()

    def write():
        time.sleep(0.05)
        os.write(writer, b"a: 1\n")
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    found = inputs.read(f"/dev/fd/{reader}")
    thread.join()
    os.close(reader)
    assert text(found) == "a: 1\n"


def test_a_pipe_that_nobody_writes_to_does_not_hold_up(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert code(inputs.read(str(tmp_path / "pipe.yaml"))) == "DOC-empty"


@pytest.mark.parametrize(("data", "expected"), [(b"a: 1", "a: 1"), (b"", None), (b"\xff\xff", None)])
def test_standard_input(monkeypatch, data, expected):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data), closed=False))
    found = inputs.read("-")
    assert text(found) == expected if expected else found.location.file == "-"


def test_too_much_on_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a" * 2_000_000), closed=False))
    assert code(inputs.read("-")) == "DOC-too-large"


def test_closed_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert code(inputs.read("-")) == "DOC-empty"


def test_directories(tmp_path, monkeypatch):
    for name in ("b.yaml", "a/z.yml", "a/a.yaml", "a.yaml", "notes.txt", ".hidden/x.yaml", ".x.yaml", "a/b/c.yaml"):
        file = tmp_path / "d" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a: 1")
    monkeypatch.chdir(tmp_path)
    assert inputs.expand(["d"]) == ["d/a/a.yaml", "d/a/b/c.yaml", "d/a/z.yml", "d/a.yaml", "d/b.yaml"]
    assert inputs.expand(["-", "d/b.yaml", "x.yaml", "d/a", "d/b.yaml"]) == [
        "-", "d/b.yaml", "x.yaml", "d/a/a.yaml", "d/a/b/c.yaml", "d/a/z.yml",
    ]  # fmt: skip
    assert inputs.expand(["./d/a/b"]) == ["./d/a/b/c.yaml"]
    assert inputs.expand([]) == []


def test_a_directory_without_descriptors(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    (found,) = inputs.expand([str(tmp_path)])
    assert code(found) == "DOC-no-files"
    assert found.location.file == str(tmp_path)


def test_a_folder_that_cannot_be_listed(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("a: 1")

    def walk(_name, onerror):
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "secret")))
        yield str(tmp_path), [], ["a.yaml"]

    monkeypatch.setattr(os, "walk", walk)
    found = inputs.expand([str(tmp_path)])
    assert found[0] == str(tmp_path / "a.yaml")
    assert code(found[1]) == "DOC-unreadable"


def test_a_file_named_in_two_ways_is_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.yaml").write_text("x: 1\n")
    assert inputs.expand(["a", ".", "./a/b.yaml", "a//b.yaml"]) == ["a/b.yaml"]
    assert inputs.expand([".", "a"]) == ["./a/b.yaml"]
