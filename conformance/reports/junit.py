"""JUnit XML, as CI servers read it: a suite per descriptor, a case per rule.

Never greener than the report: a ``must`` rule that was not tested is a failure of type ``not-tested`` where all rules
were asked for. What the format has no word for (a ``should`` that fails) is skipped, with the reason.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from conformance.reports import model
from conformance.reports.entry_text import phrase, rule_problems, word

_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2, production 2) does not allow even as a character reference."""


def render(report: model.Report, lang: str) -> str:
    """The document."""
    root = ET.Element("testsuites", name="openarch")
    for file in report.files:
        if file.findings or not file.descriptors:
            _suite(root, file.file, [_document(file.findings, file.file, lang)])
        for descriptor in file.descriptors:
            cases = [_document(descriptor.findings, file.file, lang)]
            cases += [_case(rule, descriptor, file.file, report.command, lang) for rule in descriptor.rules]
            _suite(root, descriptor.label, cases)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ['<?xml version="1.0" encoding="UTF-8"?>\n', "\n"]
    )


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=clean(name))
    tags = [child.tag for case in cases for child in case]
    suite.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(tags.count(tag)))
    suite.extend(cases)


def _document(findings: tuple[model.FindingEntry, ...], file: str, lang: str) -> ET.Element:
    """The case for the document itself: readable, and of its kind."""
    case = ET.Element("testcase", classname="document", name=word("page-descriptor", lang), file=clean(file))
    bad = [finding for finding in findings if finding.severity == "error"]
    if bad:
        entry = ET.SubElement(case, "failure", type=bad[0].code, message=clean(phrase(bad[0].message, lang)))
        entry.text = clean("\n".join(f"{_at(f.place)} [{f.code}] {phrase(f.message, lang)}" for f in bad))
    return case


def _case(rule: model.RuleEntry, descriptor: model.DescriptorEntry, file: str, command: str, lang: str) -> ET.Element:
    case = ET.Element("testcase", classname=descriptor.kind, name=clean(f"{rule.id} {rule.name}"), file=clean(file))
    tag = _tag(rule, command)
    if tag:
        said = list(rule_problems(rule, file, lang))
        message = said[0].said if said else phrase(rule.reason, lang) or word(rule.status, lang)
        entry = ET.SubElement(case, tag, message=clean(message))
        if tag != "skipped":
            entry.set("type", said[0].code if rule.status != "not-tested" and said else rule.status)
        entry.text = clean(
            "\n\n".join("\n".join([f"{_at(p.place)} [{p.code}] {p.said}", *p.lines(lang)]) for p in said)
        )
    return case


def _tag(rule: model.RuleEntry, command: str) -> str:
    if rule.status == "error":
        return "skipped" if rule.level == "preview" else "error"
    if rule.status == "fail":
        return "failure" if rule.level == "must" else "skipped"
    if rule.status == "not-tested":
        # A draft may be validated before its claims are complete; whoever asks for all rules wants them all decided.
        # What only a partner or a run of the part could answer does not stand against it, here as in the exit code.
        asked = rule.level == "must" and not rule.decided_elsewhere and command != "validate"
        return "failure" if asked else "skipped"
    return "skipped" if rule.status in {"not-applicable", "waived"} else ""


def _at(place: model.Place) -> str:
    return f"{place.file}:{place.line}:{place.column}" if place.line else place.file


def clean(text: str) -> str:
    """The text without characters that XML cannot hold; each is replaced by U+FFFD."""
    return _REFUSED.sub("\ufffd", text)
