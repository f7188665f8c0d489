"""A run over many files is decided without collecting garbage: what a file needed must be free when it is told."""

import gc
from pathlib import Path

import pytest

from conformance.cli.deciding import run_of
from conformance.cli.settings import settings

EXAMPLES = Path(__file__).resolve().parents[2] / "specs" / "chip-interconnect" / "examples"


@pytest.mark.parametrize("left_out", ["nothing", "claims"])
def test_a_file_leaves_no_garbage(tmp_path, left_out):
    """A claim that is not made is told by an exception, which holds on to all that it came through."""
    text = (EXAMPLES / "xl-112.yaml").read_text(encoding="utf-8")
    file = tmp_path / "port.yaml"
    file.write_text(text.partition("claims:")[0] if left_out == "claims" else text, encoding="utf-8")
    run = run_of(settings({"quiet": True}, "en"), [str(file)], static_only=True)
    first = run.tell(str(file))
    assert first.rows[0].counts["not-tested"] == (1 if left_out == "claims" else 0)
    gc.collect()
    gc.disable()
    try:
        run.tell(str(file))
        assert gc.collect() == 0
    finally:
        gc.enable()
