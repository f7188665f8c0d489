"""Attached files: found beside the descriptor and nowhere else; what the readers make of them, line by line."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from conformance.documents import attachments, ib_tables, ib_topology
from conformance.documents.attachments import AttachmentError, read_attachment
from conformance.documents.source import Source

EXAMPLES = Path(__file__).parents[2] / "specs" / "networking" / "examples"
RING = 'Switch 4 "a"\n[1] "b"[2]\n[3] "h"[1]\n\nSwitch 4 "b"\n[2] "a"[1]\n\nHca 1 "h"\n[1] "a"[3]\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "ring.net").write_text(RING)
    return tmp_path


def refused(folder, name, digest=None):
    with pytest.raises(AttachmentError) as caught:
        read_attachment(str(folder / "part.yaml"), name, digest, "ib-topology")
    return caught.value.code


def test_a_file_in_a_folder_below_is_read(folder):
    held, findings = read_attachment(str(folder / "part.yaml"), "files/ring.net", None, "ib-topology")
    assert not findings
    assert held["sha256"] == hashlib.sha256(RING.encode()).hexdigest()
    assert [node["id"] for node in held["nodes"]] == ["a", "b", "h"]
    assert [(cable["a"], cable["a_port"], cable["b"], cable["b_port"]) for cable in held["cables"]] == [
        ("a", 1, "b", 2),
        ("a", 3, "h", 1),
    ]


@pytest.mark.parametrize(
    "name", ["../ring.net", "/etc/passwd", "files/../../x", "files//ring.net", "./ring.net", "a\\b", ""]
)
def test_nothing_outside_of_the_folder(folder, name):
    assert refused(folder, name) == "FILE-outside"


def test_links_are_not_followed(folder):
    (folder / "link.net").symlink_to(folder / "files" / "ring.net")
    (folder / "below").symlink_to(folder / "files")
    assert refused(folder, "link.net") == "FILE-link"
    assert refused(folder, "below/ring.net") == "FILE-link"


def test_what_is_no_readable_text(folder, monkeypatch):
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    os.mkfifo(folder / "pipe")
    assert refused(folder, "binary") == "FILE-not-text"
    assert refused(folder, "nowhere.net") == "FILE-missing"
    assert refused(folder, "files") == "FILE-unreadable"
    held, findings = read_attachment(str(folder / "part.yaml"), "pipe", None, "ib-topology")
    assert not held["nodes"]
    assert not findings
    monkeypatch.setattr(attachments, "LIMIT", 10)
    assert refused(folder, "files/ring.net") == "FILE-too-large"


def test_a_digest_that_stands_beside_it_must_be_right(folder):
    right = hashlib.sha256(RING.encode()).hexdigest()
    read_attachment(str(folder / "part.yaml"), "files/ring.net", right, "ib-topology")
    assert refused(folder, "files/ring.net", "0" * 64) == "FILE-digest"


def test_standard_input_has_no_folder():
    with pytest.raises(AttachmentError, match="FILE-no-folder"):
        read_attachment("-", "ring.net", None, "ib-topology")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ('[1] "a"[1]\n', 1, "FILE-before-node"),
        ('Switch 4 "a"\nSwitch 4 "a"\n', 2, "FILE-node-twice"),
        ('Switch 4 "a"\n[1] "b"[1]\n', 2, "FILE-no-node"),
        ('Switch 4 "a"\n[5] "a"[1]\n', 2, "FILE-port-number"),
        ('Switch 4 "a"\n[1] "b"[3]\n\nSwitch 2 "b"\n', 2, "FILE-port-number"),
        ('Switch 4 "a"\n[1] "b"[1]\n[1] "b"[2]\n\nSwitch 4 "b"\n', 3, "FILE-port-twice"),
        ('Switch 4 "a"\n[1] "b"[1]\n\nSwitch 4 "b"\n[1] "a"[2]\n', 2, "FILE-other-end"),
        ('Switch 4 "a"\n[1] "b"\n', 2, "FILE-line"),
        ('Switch 4 "a"\nwhatever\n', 2, "FILE-line"),
        ("include other.net\n", 1, "FILE-include"),
    ],
)
def test_what_is_wrong_with_a_topology_is_said_at_its_line(text, line, code):
    _, findings = ib_topology.read(Source("x.net", text))
    assert (findings[0].code, findings[0].location.span.line) == (code, line)


def test_a_subnet_as_ibnetdiscover_prints_it():
    source = Source("x", (EXAMPLES / "files" / "leaf-spine.ibnetdiscover").read_text())
    held, findings = ib_topology.read(source)
    assert not findings
    assert sum(node["switch"] for node in held["nodes"]) == 6
    assert len(held["cables"]) == 16
    assert {cable["rate"] for cable in held["cables"]} == {200 * 10**9}


def test_tables_as_dump_lfts_prints_them():
    source = Source("x", (EXAMPLES / "files" / "leaf-spine.lfts").read_text())
    held, findings = ib_tables.read(source)
    assert not findings
    assert len(held["tables"]) == 6
    assert held["tables"]["MF0;leaf0:MQM8700/U1"] == {f"node{n} mlx5_0": port for n, port in enumerate([1, 2, 3, 4] * 2) if n < 2} | {
        f"node{n} mlx5_0": 3 + n % 2 for n in range(2, 8)
    }  # fmt: skip


def test_tables_say_what_they_do_not_understand_and_what_is_there_twice():
    text = (
        "Unicast lids [0x1-0x3] of switch Lid 1 guid 0x1 (sw):\n"
        "0x0002 001 : (Channel Adapter portguid 0x2: 'h')\n"
        "0x0003 002 : (Channel Adapter portguid 0x2: 'h')\n"
        "what is this\n3 valid lids dumped\n"
    )
    held, findings = ib_tables.read(Source("x", text))
    assert held["repeated"] == ["h"]
    assert [(finding.code, finding.location.span.line) for finding in findings] == [("FILE-line", 4)]
