"""Trees that lie, loop, grow and point elsewhere: findings, never a traceback, never a file or host outside."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.findings.model import Severity
from conformance.importers import redfish_source, redfish_tree
from conformance.importers.redfish import Imported, import_redfish
from conformance.importers.redfish_source import clean
from conformance.importers.yaml_text import written
from conformance.spec.load import open_specs
from tests.importers.mockup import ROOT, link, tree, write

SPECS = open_specs()
UNIT = "/ThermalEquipment/CDUs/1"


def codes(found: Imported) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in found.findings}


def index(folder: Path, path: str) -> Path:
    return folder.joinpath("redfish", "v1", *path.split("/")[1:], "index.json")


def test_circles_end(tmp_path: Path) -> None:
    resources = tree()
    for path in resources:
        resources[path]["Links"] = {"Back": link(""), "Self": link(path), **resources[path].get("Links", {})}
    assert len(import_redfish(str(write(tmp_path, resources))).drafts) == 8


@pytest.mark.parametrize(
    "target",
    [
        "/redfish/v1/../../../../etc/passwd",
        "/redfish/v1/Chassis/..",
        "../../secret",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://169.254.169.254/redfish/v1",
        "//other.example/redfish/v1",
        "/redfish/v1//Chassis",
        "/redfish/v1/%2e%2e/x",
        "/redfish/v1/a\\b",
        "/redfish/v1/a\x00b",
        "/redfish/v1/Chassis?skip=1",
        "/redfish/v1/" + "a/" * 2_000,
        7,
        None,
        ["/redfish/v1"],
    ],
)
def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path, target: object) -> None:
    assert clean(target) is None
    resources = tree()
    resources[UNIT]["Assembly"] = {"@odata.id": target}
    found = import_redfish(str(write(tmp_path, resources)))
    assert codes(found) == {"IMPORT-foreign-link": Severity.WARNING}
    assert len(found.drafts) == 8


def test_a_symbolic_link_does_not_leave_the_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "tree", tree())
    secret = tmp_path / "secret.json"
    secret.write_text('{"@odata.type": "#Chassis.v1_0_0.Chassis", "ChassisType": "Rack", "Model": "secret"}')
    index(folder, UNIT).unlink()
    index(folder, UNIT).symlink_to(secret)
    found = import_redfish(str(folder))
    assert codes(found)["IMPORT-leaves-folder"] is Severity.ERROR
    assert "secret" not in repr(found.drafts)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path, tree())
    index(folder, UNIT).unlink()
    os.mkfifo(index(folder, UNIT))
    assert codes(import_redfish(str(folder)))["IMPORT-not-there"] is Severity.WARNING


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body>404</body></html>", "IMPORT-no-json"),
        (b"[]", "IMPORT-no-json"),
        (b"", "IMPORT-no-json"),
        (b"\xff\xfe\x00", "IMPORT-no-json"),
        (b'{"CoolingCapacityWatts": NaN}', "IMPORT-no-json"),
        (b'{"CoolingCapacityWatts": ' + b"9" * 5_000 + b"}", "IMPORT-no-json"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "IMPORT-too-deep"),
        (b"[" * 100_000, "IMPORT-no-json"),
        (b" " * (redfish_source.MOST_BYTES + 1), "IMPORT-too-large"),
    ],
)
def test_a_broken_resource_is_a_finding_and_the_rest_is_read(tmp_path: Path, content: bytes, code: str) -> None:
    folder = write(tmp_path, tree())
    index(folder, UNIT).write_bytes(content)
    found = import_redfish(str(folder))
    assert codes(found) == {code: Severity.ERROR}
    assert len(found.drafts) == 6


def test_a_tree_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redfish_tree, "MOST_RESOURCES", 20)
    found = import_redfish(str(write(tmp_path, tree())))
    assert codes(found)["IMPORT-too-many"] is Severity.ERROR


def test_a_resource_of_a_million_links_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redfish_tree, "MOST_LINKS", 500)
    resources = tree()
    resources[""]["Many"] = [link(f"/Nowhere/{number}") for number in range(2_000)]
    assert codes(import_redfish(str(write(tmp_path, resources))))["IMPORT-too-many"] is Severity.ERROR


def test_nothing_to_import_is_an_error(tmp_path: Path) -> None:
    assert codes(import_redfish(str(tmp_path))) == {"IMPORT-no-tree": Severity.ERROR}
    bare = write(tmp_path, {"": {"@odata.type": "#ServiceRoot.v1_0_0.ServiceRoot"}})
    assert codes(import_redfish(str(bare))) == {"IMPORT-nothing": Severity.ERROR}


def test_names_are_no_yaml_and_no_line_breaks(tmp_path: Path) -> None:
    resources = tree()
    nasty = '"}\n# x\nkind: Rack\n<script>&amp;\u202e\u2028\x1b[31m' + "z" * 500
    resources[UNIT].update({"Manufacturer": nasty, "Model": "- no: [1", "Version": "no", "Name": nasty})
    resources[UNIT]["Coolant"] = {"AdditiveName": nasty}
    for draft in import_redfish(str(write(tmp_path, resources))).drafts:
        kind = SPECS.kind(draft.api, draft.kind)
        assert kind is not None
        text = written(draft, kind, "en")
        assert text.count("\nkind: ") == 1
        assert all(character.isprintable() or character == "\n" for character in text)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Reading", "@odata.id", "Members", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_value_in_the_place_of_any_other_is_survived(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    resources: dict[str, Any] = tree()
    for _ in range(3):
        path = data.draw(st.sampled_from(sorted(resources)))
        key = data.draw(st.sampled_from(sorted(resources[path])))
        resources[path] = {**resources[path], key: data.draw(JUNK)}
    found = import_redfish(str(write(tmp_path_factory.mktemp("tree"), resources)))
    for draft in found.drafts:
        kind = SPECS.kind(draft.api, draft.kind)
        assert kind is not None
        documents, findings = load(Source("draft.yaml", written(draft, kind, "zh")))
        assert (len(documents), findings) == (1, [])


@contextmanager
def served(answer: Any) -> Iterator[str]:
    """A service on loopback that answers with (status, headers, body) by path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def of_tree(path: str) -> tuple[int, dict[str, str], bytes]:
    found = tree().get(path.removeprefix(ROOT))
    return (404, {}, b"") if found is None else (200, {}, json.dumps(found).encode())


def test_a_live_service_gives_what_its_mockup_gives(tmp_path: Path) -> None:
    with served(of_tree) as address:
        live = import_redfish(address)
    assert live.findings == []
    assert live.drafts == import_redfish(str(write(tmp_path, tree()))).drafts


def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        asked.append(path)
        if path == ROOT + UNIT:
            return 302, {"Location": "http://127.0.0.1:9/redfish/v1"}, b""
        return of_tree(path)

    with served(answer) as address:
        found = import_redfish(address)
    assert codes(found) == {"IMPORT-redirect": Severity.ERROR}
    assert all(path.startswith(ROOT) for path in asked)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ((200, {}, b"<html>"), "IMPORT-no-json"),
        ((401, {}, b""), "IMPORT-status"),
        ((500, {}, b""), "IMPORT-status"),
        ((200, {}, b"{" + b" " * (redfish_source.MOST_BYTES + 10)), "IMPORT-too-large"),
        ((200, {"Content-Length": "99999999999"}, b"{}"), "IMPORT-no-answer"),
    ],
)
def test_a_service_that_misbehaves_is_a_finding(
    reply: tuple[int, dict[str, str], bytes], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redfish_source, "TIMEOUT", 1.0)
    with served(lambda _: reply) as address:
        found = import_redfish(address)
    assert found.drafts == []
    if code == "IMPORT-no-answer":
        # a body that ends early is either an incomplete answer or what had come: both are said, neither breaks
        assert found.findings
    else:
        assert set(codes(found)) == {code}


def test_a_service_that_answers_byte_by_byte_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redfish_source, "WHOLE_TIME", -1.0)
    with served(of_tree) as address:
        assert set(codes(import_redfish(address))) == {"IMPORT-no-answer"}


def test_what_a_service_says_instead_of_a_status_is_no_escape_sequence() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def shout() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1_000)
            connection.sendall(b"\x1b[31mboo\r\n\r\n")

    thread = Thread(target=shout, daemon=True)
    thread.start()
    found = import_redfish(f"http://127.0.0.1:{listener.getsockname()[1]}")
    thread.join()
    listener.close()
    assert set(codes(found)) == {"IMPORT-no-answer"}
    assert found.findings[0].arguments["why"].isprintable()


def test_nobody_there_is_a_finding() -> None:
    with served(of_tree) as address:
        pass
    assert set(codes(import_redfish(address))) == {"IMPORT-no-answer"}


@pytest.mark.parametrize(
    "address",
    [
        "https://host/redfish/v1",
        "http://",
        "http://user:password@host",
        "http://host/other",
        "http://host/redfish/v1?x=1",
        "http://host:port",
        "ftp://host",
        "http://[::1",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    found = import_redfish(address)
    assert codes(found) == {"IMPORT-bad-address": Severity.ERROR}
    assert "password" not in repr(found)
