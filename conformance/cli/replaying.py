"""Stored counterexamples: found in a report, matched with the descriptor as it stands now, decided again."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from conformance.cli.misuse import Misuse
from conformance.documents.inputs import read
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.replay import Replayed, replay
from conformance.findings.model import Finding
from conformance.reports.model import Counterexample
from conformance.reports.outcome import has_error
from conformance.reports.stored import read_report
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one counterexample; ``findings`` say why nothing could be decided.

    Attributes:
        level: of the rule as it stands now; "" where there is none of its id.
        changed: the descriptor is not the one of the report any more; a counterexample written by hand has no digest.
    """

    stored: Counterexample
    file: str
    replayed: Replayed | None = None
    findings: tuple[Finding, ...] = ()
    changed: bool = False
    level: str = ""


def stored_in(file: str) -> list[Counterexample]:
    """The counterexamples of a report, or the one that the file holds.

    Raises:
        Misuse: where the file cannot be read or is neither.
    """
    text = text_of(file)
    try:
        data = json.loads(text)
        if isinstance(data, dict) and str(data.get("schema", "")).startswith("openarch-counterexample/"):
            return [Counterexample.model_validate(data)]
        return list(read_report(text).counterexamples)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise Misuse("CLI-not-a-report", file=file, reason=f"{place}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise Misuse("CLI-not-a-report", file=file, reason=str(error)) from error


def text_of(file: str) -> str:
    """The text of a stored report; ``-`` is standard input.

    Raises:
        Misuse: where it cannot be read.
    """
    try:
        return sys.stdin.buffer.read().decode() if file == "-" else Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise Misuse("CLI-not-a-report", file=file, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Misuse("CLI-not-a-report", file=file, reason=str(error)) from error


def answer(stored: Counterexample, folders: Sequence[Path], specs: SpecSet) -> Answer:
    """Decide one counterexample again, with the file of its name in the first of the folders that has one."""
    file = _found(stored.file, folders)
    descriptor, findings = (
        _assembled(stored, folders, specs) if stored.parts else _descriptor(file, stored.number, specs)
    )
    if descriptor is None:
        return Answer(stored, file, findings=tuple(findings))
    rule = next((rule for kind in descriptor.kinds for rule in specs.rules_for(kind) if rule.id == stored.rule), None)
    changed = bool(stored.digest) and descriptor.digest != stored.digest
    if rule is None:
        return Answer(stored, file, changed=changed)
    again = replay(rule, descriptor, specs, clause=stored.clause, record=stored.record, point=stored.at)
    return Answer(stored, file, again, changed=changed, level=rule.level)


def _found(name: str, folders: Sequence[Path]) -> str:
    """The file in the first of the folders that has one of the name."""
    return next((str(folder / name) for folder in folders if (folder / name).is_file()), name)


def _assembled(
    stored: Counterexample, folders: Sequence[Path], specs: SpecSet
) -> tuple[Descriptor | None, list[Finding]]:
    """The parts of a rule between parts, in the roles that they had."""
    read = [(part.role, *_descriptor(_found(part.file, folders), 0, specs)) for part in stored.parts]
    findings = [finding for _, _, found in read for finding in found]
    rule = specs.rule(stored.rule)
    if rule is None or any(part is None for _, part, _ in read):
        return None, findings
    roles = {role.name for role in rule.between}
    return Assembly.of(rule, {role: part for role, part, _ in read if part and role in roles}, specs), findings


def _descriptor(file: str, number: int, specs: SpecSet) -> tuple[Descriptor | None, list[Finding]]:
    """The document of this number in the file, bound."""
    source = read(file)
    if not isinstance(source, Source):
        missing = source.code == "DOC-missing"
        return None, [source._replace(code="CLI-missing-for-replay") if missing else source]
    documents, findings = load(source)
    document = next((document for document in documents if document.index == max(number - 1, 0)), None)
    if document is None:
        return None, findings
    descriptor, more = read_descriptor(document, specs)
    findings = [*findings, *more]
    return (None if has_error(findings) else descriptor), findings
