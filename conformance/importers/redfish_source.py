"""Where a Redfish tree is read from: a folder as DMTF publishes mock-ups, or a service on HTTP. Both are untrusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic
from typing import Any, Protocol
from urllib.parse import urlsplit

from conformance.importers.figures import name

ROOT = "/redfish/v1"
MOST_BYTES = 1_048_576
"""Of one resource."""
MOST_DEPTH = 64
TIMEOUT = 10.0
"""Seconds for a connection, and for each wait for an answer."""
WHOLE_TIME = 300.0
"""Seconds for all of a service, so that one that answers byte by byte ends as well."""
_CHUNK = 65_536

_SEGMENT = re.compile(r"[A-Za-z0-9_~:@$&'()*+,;=-][A-Za-z0-9._~:@$&'()*+,;= -]*")
_LONGEST = 1_000


class RefusedError(Exception):
    """A resource that cannot be had; ``code`` is a catalogue key, ``missing`` says that it is simply not there."""

    def __init__(self, code: str, *, missing: bool = False, **arguments: str) -> None:
        """Keep what the sentence needs."""
        super().__init__(code)
        self.code, self.missing, self.arguments = code, missing, arguments


class Source(Protocol):
    """Something that holds resources by their path."""

    name: str

    def get(self, path: str) -> Mapping[str, Any]:
        """The resource at a path that ``clean`` has passed.

        Raises:
            RefusedError: it is not there, too large, no JSON object, or elsewhere.
        """


def clean(link: object) -> str | None:
    """The path of a link without its fragment and last slash; None for what does not stay inside of the tree."""
    if not isinstance(link, str) or len(link) > _LONGEST:
        return None
    path = link.partition("#")[0].rstrip("/")
    segments = path.split("/")[1:]
    inside = path == ROOT or path.startswith(f"{ROOT}/")
    return path if inside and all(_SEGMENT.fullmatch(segment) for segment in segments) else None


def opened(place: str) -> Source:
    """The source that a path or address names.

    Raises:
        RefusedError: an address that is not plain ``http://HOST[:PORT]``, a path that is no folder with a tree.
    """
    if "://" in place:
        return Service(place)
    return Folder(place)


def without_secret(address: str) -> str:
    """An address as it may be shown: what stands before an ``@`` may be a password."""
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else address


class Folder:
    """A mock-up: one folder for each resource with an ``index.json`` in it, from the service root or from the folder above."""

    def __init__(self, place: str) -> None:
        """Find the service root."""
        self.name = place
        above = Path(place)
        starts = [above / "redfish" / "v1", above / "v1", above]
        found = next((start for start in starts if (start / "index.json").is_file()), None)
        if found is None:
            raise RefusedError("IMPORT-no-tree", missing=True, place=place)
        self._start = found.resolve()

    def get(self, path: str) -> Mapping[str, Any]:
        """The ``index.json`` of the resource's folder."""
        file = self._start.joinpath(*path.removeprefix(ROOT).split("/")[1:], "index.json")
        try:
            real = file.resolve()
            if not real.is_relative_to(self._start):
                raise RefusedError("IMPORT-leaves-folder", path=path)
            if not real.is_file():  # a folder, or a pipe that would never end
                raise RefusedError("IMPORT-not-there", missing=True, path=path)
            with real.open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise RefusedError("IMPORT-not-there", missing=True, path=path) from error
        return parsed(content, path)


class Service:
    """A live service: one connection, no redirects, no other host, no credentials."""

    def __init__(self, address: str) -> None:
        """Take the address apart."""
        self.name = shown = without_secret(address)
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise RefusedError("IMPORT-bad-address", place=shown) from error
        extra = parts.username or parts.password or parts.query or parts.fragment
        if parts.scheme != "http" or not host or extra or parts.path.rstrip("/") not in ("", ROOT, "/redfish"):
            raise RefusedError("IMPORT-bad-address", place=shown)
        self._host, self._port = host, port or 80
        self._end = monotonic() + WHOLE_TIME

    def get(self, path: str) -> Mapping[str, Any]:
        """Ask for the resource."""
        try:
            status, content = self._asked(path)
        except (OSError, HTTPException) as error:
            why = name(str(error)) or type(error).__name__
            raise RefusedError("IMPORT-no-answer", path=path, why=why) from error
        if 300 <= status < 400:
            raise RefusedError("IMPORT-redirect", path=path, status=str(status))
        if status != 200:
            raise RefusedError("IMPORT-status", missing=status == 404, path=path, status=str(status))
        return parsed(content, path)

    def _asked(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection(self._host, self._port, timeout=TIMEOUT)
        try:
            connection.request("GET", path.replace(" ", "%20"), headers={"Accept": "application/json"})
            response = connection.getresponse()
            content = bytearray()
            while len(content) <= MOST_BYTES and (chunk := response.read1(_CHUNK)):
                content += chunk
                if monotonic() > self._end:
                    raise TimeoutError(f"{WHOLE_TIME:g} s")
            return response.status, bytes(content)
        finally:
            connection.close()


def parsed(content: bytes, path: str) -> Mapping[str, Any]:
    """JSON with its numbers as they are written.

    Raises:
        RefusedError: too large, too deep, no JSON, or no object.
    """
    if len(content) > MOST_BYTES:
        raise RefusedError("IMPORT-too-large", path=path, most=str(MOST_BYTES))
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise RefusedError("IMPORT-no-json", path=path, why=str(error).partition(":")[0][:120]) from error
    if not isinstance(found, dict):
        raise RefusedError("IMPORT-no-json", path=path, why="not an object")
    if too_deep(found):
        raise RefusedError("IMPORT-too-deep", path=path, most=str(MOST_DEPTH))
    return found


def _no_number(text: str) -> object:
    raise ValueError(text)


def too_deep(value: object) -> bool:
    """Whether lists and objects are nested deeper than ``MOST_DEPTH``."""
    level: list[object] = [value]
    for _ in range(MOST_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return any(isinstance(one, dict | list) for one in level)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
