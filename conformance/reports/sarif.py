"""SARIF 2.1.0 (OASIS, 2020), as code-scanning services read it. Section numbers below are of that standard.

One run; each rule and each finding code that comes up is a reporting descriptor. Columns count code points, not UTF-16
units (3.14.17). A rule that was not tested is a result of kind ``open`` (3.27.9), never silence.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from conformance.findings.catalogue import help_text, sentence
from conformance.reports import model
from conformance.reports.entry_text import Problem, phrase, problems
from conformance.reports.outcome import severity_of

_SARIF = {"error": "error", "warning": "warning", "note": "note", "preview": "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: model.Report, lang: str) -> str:
    """The log file."""
    found = [problem for file in report.files for problem in problems(file, lang)]
    rules = {name: _rule(name, problem, lang) for problem in found for name in [_rule_id(problem)]}
    order = {name: index for index, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "semanticVersion": report.tool.version,
                "language": "zh-CN" if lang == "zh" else "en-US",
                "rules": list(rules.values()),
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.exit_code < 2, "exitCode": report.exit_code}],
        "results": [_result(problem, order[_rule_id(problem)], lang) for problem in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule_id(problem: Problem) -> str:
    """The rule's id for all of its clauses: services group by it; the clause stands in the message."""
    return problem.rule.id if problem.rule is not None else problem.code


def _rule(name: str, problem: Problem, lang: str) -> dict[str, Any]:
    rule = problem.rule
    if rule is None:
        said = sentence(name, lang, {})
        entry: dict[str, Any] = {"id": name, "shortDescription": {"text": said}}
        advice = help_text(name, lang, {})
        return entry | ({"help": {"text": advice}} if advice else {})
    return {
        "id": name,
        "name": rule.name,
        "shortDescription": {"text": phrase(rule.title, lang)},
        "fullDescription": {"text": phrase(rule.statement, lang)},
        "help": {"text": phrase(rule.why, lang) or phrase(rule.statement, lang)},
        "defaultConfiguration": {"level": _SARIF[severity_of(rule.level, broken=False)]},
    }


def _result(problem: Problem, index: int, lang: str) -> dict[str, Any]:
    open_ = problem.rule is not None and problem.rule.status == "not-tested"
    head = f"[{problem.code}] {problem.said}" if problem.rule is not None else problem.said
    return {
        "ruleId": _rule_id(problem),
        "ruleIndex": index,
        # 3.27.10: a level is given only to results of kind "fail".
        "kind": "open" if open_ else "fail",
        "level": "none" if open_ else _SARIF[problem.severity],
        "message": {"text": "\n".join([head, *problem.lines(lang)])},
        "locations": [{"physicalLocation": _location(problem.place)}],
        "partialFingerprints": {"openarch/v1": _fingerprint(problem)},
    }


def _location(place: model.Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file, safe="/.-_~", errors="surrogateescape")}}
    if place.line:
        location["region"] = _region(place)
    return location


def _region(place: model.Place) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if place.end_line:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return region | ({"snippet": {"text": place.text}} if place.text else {})


def _fingerprint(problem: Problem) -> str:
    """Which problem it is, whatever line it moves to: the code, the file, and the text of the line."""
    parts = f"{problem.code}\n{problem.place.file}\n{problem.place.text.strip()}"
    return hashlib.sha256(parts.encode(errors="backslashreplace")).hexdigest()[:32]
