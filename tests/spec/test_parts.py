"""Parts that a descriptor names: found below its folder, pinned, checked against their kinds, with places of their own."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from conformance.documents.inputs import read
from conformance.documents.strict_yaml import load
from conformance.reports.places import place
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from conformance.spec.roots import packaged

SPECS = open_specs()


@pytest.fixture
def folder(tmp_path):
    examples = f"{packaged()}/software-stack/examples"
    shutil.copytree(f"{examples}/stack", tmp_path / "stack")
    shutil.copy(f"{examples}/xs-stack.yaml", tmp_path)
    return tmp_path


def stack(folder):
    documents, _ = load(read(str(folder / "xs-stack.yaml")))
    return read_descriptor(documents[0], SPECS)


def changed(folder, name, old, new):
    """Change a part and pin it anew."""
    file, whole = folder / "stack" / name, folder / "xs-stack.yaml"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    whole.write_text(whole.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_a_part_is_read_at_its_place_and_a_path_into_it_leads_into_its_file(folder):
    found, findings = stack(folder)
    assert findings == []
    runtime = found.data["design"]["parts"]["runtime"]
    assert runtime["design"]["release"]["version"] == "3.2.0"
    assert runtime["design"]["requires"][0].path == ("design", "parts", "runtime", "design", "requires", 0)
    asked = place(found, "design.parts.runtime.design.requires.lab.driver-uapi.speaks")
    assert (asked.file, asked.span.line) == (str(folder / "stack" / "runtime.yaml"), 10)
    assert place(found, "design.parts.runtime").file == str(folder / "xs-stack.yaml")


def test_what_is_wrong_with_a_part_is_said_in_its_own_file(folder):
    changed(folder, "driver.yaml", "order_key: 20260512", "order_key: soon")
    found, findings = stack(folder)
    assert found is None
    assert {(finding.location.file.rpartition("/")[2], finding.location.span.line) for finding in findings} == {
        ("driver.yaml", 6)
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda folder: (folder / "stack" / "driver.yaml").unlink(), "FILE-missing"),
        (lambda folder: (folder / "stack" / "driver.yaml").write_text("a: 1", encoding="utf-8"), "FILE-digest"),
        (
            lambda folder: changed(folder, "driver.yaml", "kind: KernelDriver", "kind: KernelDriver\n---\na: 1"),
            "FILE-several-parts",
        ),
    ],
)
def test_a_part_that_cannot_be_had_is_refused(folder, change, code):
    change(folder)
    found, findings = stack(folder)
    assert found is None
    assert code in {finding.code for finding in findings}


def test_a_link_out_of_the_folder_is_not_followed(folder):
    inside = folder / "stack" / "driver.yaml"
    shutil.move(inside, folder.parent / "driver.yaml")
    inside.symlink_to(folder.parent / "driver.yaml")
    found, findings = stack(folder)
    assert found is None
    assert {finding.code for finding in findings} == {"FILE-link"}


def test_a_part_has_no_parts_of_its_own(folder):
    nested = folder / "stack" / "nested.yaml"
    (folder / "stack" / "stack").mkdir()
    for file in ("runtime", "driver", "plug-in-old", "plug-in-new"):
        shutil.copy(folder / "stack" / f"{file}.yaml", folder / "stack" / "stack")
    shutil.copy(folder / "xs-stack.yaml", nested)
    digest = hashlib.sha256(nested.read_bytes()).hexdigest()
    whole = folder / "xs-stack.yaml"
    text = whole.read_text(encoding="utf-8")
    whole.write_text(
        text.replace("  wanted:", f"    inner: {{file: stack/nested.yaml, sha256: {digest}}}\n  wanted:"),
        encoding="utf-8",
    )
    found, findings = stack(folder)
    assert found is None
    assert {finding.code for finding in findings} == {"FILE-parts-of-parts"}
