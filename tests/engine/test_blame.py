"""Blame that is worked out: a let that yields records of the descriptor, ids that hold dots, and repairs there."""

from __future__ import annotations

import shutil

from conformance.documents.inputs import read
from conformance.documents.strict_yaml import load
from conformance.engine.decide import decide
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import read_descriptor
from conformance.spec.load import open_specs
from conformance.spec.roots import packaged

SPECS = open_specs()
STACK = f"{packaged()}/software-stack/examples"


def descriptor(path):
    documents, _ = load(read(str(path)))
    found, findings = read_descriptor(documents[0], SPECS)
    assert found is not None, findings
    return found


def test_a_clause_blames_every_record_that_its_let_yields(tmp_path):
    shutil.copytree(f"{STACK}/stack", tmp_path / "stack")
    text = open_specs().example("software-stack", "xs-stack").read_text(encoding="utf-8")
    (tmp_path / "s.yaml").write_text(text.replace("3.12.4", "3.9.1"), encoding="utf-8")
    (clause,) = decide(SPECS.rule("SW-103"), descriptor(tmp_path / "s.yaml"), SPECS).clauses
    assert clause.blamed == (
        "design.given.python",
        "design.parts.plug-in-old.design.python",
        "design.parts.plug-in-new.design.python",
        "design.wanted.xa-engine",
    )


def test_a_repair_is_found_behind_an_id_that_holds_dots(tmp_path):
    rule = SPECS.rule("SW-101")
    changes = {
        "driver": ("negotiation: highest_common", "negotiation: server_clamps"),
        "runtime": (
            "{id: lab.driver-uapi, speaks: [{min: 6, max: 8}]}",
            "{id: lab.driver-uapi, speaks: [{min: 6, max: 7}, {min: 10, max: 10}]}",
        ),
    }
    parts = {}
    for role, (name, change) in zip(("provider", "client"), changes.items(), strict=True):
        text = read(f"{STACK}/stack/{name}.yaml").text
        assert change[0] in text
        (tmp_path / f"{name}.yaml").write_text(text.replace(*change), encoding="utf-8")
        parts[role] = descriptor(tmp_path / f"{name}.yaml")
    verdict = decide(rule, Assembly.of(rule, parts, SPECS), SPECS)
    (clause,) = [clause for clause in verdict.clauses if clause.clause == "the-choice-is-common"]
    (repair,) = clause.repairs
    assert (repair.path, repair.values) == ("provider.design.provides.lab.driver-uapi.negotiation", ("highest_common",))
