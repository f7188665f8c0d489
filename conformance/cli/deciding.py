"""From the names on the command line to what is said of each file: read, bind, decide, put into words.

A file that breaks the toolkit costs its own verdict only; the others are decided all the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from conformance.cli.settings import Settings
from conformance.cli.sources import reader
from conformance.documents.inputs import expand, read
from conformance.documents.strict_yaml import Document, load
from conformance.engine.verdicts import Detail, RuleVerdict
from conformance.findings.model import Finding, Location
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.reports.outcome import Examined, Exit, Subject, exit_code, lab_findings
from conformance.reports.rows import Row, rows_of
from conformance.reports.text import diagnostics, finding_blocks, single, untested
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet

if TYPE_CHECKING:
    from conformance.cli.news import Hear
    from conformance.engine.events import Listener

_MANY = 100
"""From this many files on, the static rules alone are worth a second process."""


class Told(NamedTuple):
    """What one input came to, as plain values that a worker process can hand over.

    Attributes:
        lines: the diagnostics.
        lab: errors of the specification itself, which every input meets again; said once for all.
        table: the rules one by one, where the input was asked for alone.
        entry: the input's part of the report, where one is wanted.
    """

    exit: Exit
    rows: tuple[Row, ...]
    lines: tuple[str, ...] = ()
    lab: tuple[Finding, ...] = ()
    table: tuple[str, ...] = ()
    entry: Any = None


class Run(NamedTuple):
    """How inputs are decided.

    Attributes:
        static_only: structure, units and static rules only.
        report: build the input's part of the report beside the text.
        detail: how much is told of rules that pass.
        folder: the working folder, against which the report names files.
    """

    settings: Settings
    specs: SpecSet
    inputs: tuple[str | Finding, ...]
    static_only: bool = False
    report: bool = False
    detail: Detail = Detail.MARGINS
    folder: str = ""

    def tell(self, item: str | Finding, hear: Hear = None) -> Told:
        """Decide one input, with news to ``hear``; a fault of the toolkit becomes what is told of it."""
        try:
            return self._tell(item, hear)
        except Exception as fault:  # noqa: BLE001 - one broken file never stops the others
            from conformance.cli.fault import arguments_of

            return self.broken(Finding("CLI-broken", Location(name_of(item)), arguments_of(fault)), fault)

    def _tell(self, item: str | Finding, hear: Hear) -> Told:
        if hear is not None:
            from conformance.cli.news import News  # few runs are listened to

            hear(News("file-started", name_of(item)))
        examined = examine(item, self.specs, hear, static_only=self.static_only, detail=self.detail)
        rows = tuple(rows_of(examined, self.specs))
        entry = self.entry(examined) if self.report else None
        return Told(
            exit=exit_code(examined),
            rows=rows,
            lines=tuple(self._lines(examined, entry)),
            lab=tuple(lab_findings(examined)),
            table=tuple(self._table(examined)),
            entry=entry,
        )

    def _lines(self, examined: Examined, entry: Any) -> list[str]:
        """What is wrong, in the form asked for; with ``-v`` also what passes."""
        style, form = self.settings.style, self.settings.form
        if form == "concise":
            from conformance.reports.concise import lines

            return lines(entry, style.lang)
        if form != "text":
            return []
        said = diagnostics(examined, self.specs, reader(examined.source), style)
        if not self._alone(examined) and not self.static_only:
            said += [line for subject in examined.subjects for line in untested(subject, style)]
        if self.settings.verbose:
            from conformance.reports.verbose import passing

            said += [line for descriptor in entry.descriptors for line in passing(descriptor, style)]
        return said

    def _table(self, examined: Examined) -> list[str]:
        """The rules one by one, where one descriptor was asked for or everything is to be shown."""
        if self.settings.form != "text" or self.settings.quiet or not (self._alone(examined) or self.settings.verbose):
            return []
        return [line for subject in examined.subjects for line in single(subject, self.specs, self.settings.style)]

    def _alone(self, examined: Examined) -> bool:
        return len(self.inputs) == 1 and len(examined.subjects) == 1

    def entry(self, examined: Examined) -> object:
        """The input's part of the report."""
        from conformance.reports.entries import file_entry
        from conformance.reports.naming import naming

        return file_entry(examined, self.specs, naming(map(name_of, self.inputs), self.folder))

    def broken(self, finding: Finding, fault: BaseException | None = None) -> Told:
        """What is told of an input on which the toolkit broke."""
        file = finding.location.file
        lines = finding_blocks([finding], lambda _: None, self.settings.style)
        if self.settings.debug and fault is not None:
            from conformance.cli.fault import trace

            lines.append(trace(fault))
        entry = self.entry(Examined(file, None, (finding,))) if self.report else None
        return Told(Exit.BROKEN, (Row(file, "broken", errors=1),), tuple(lines), entry=entry)


def run_of(chosen: Settings, names: Sequence[str], *, static_only: bool = False, report: bool = False) -> Run:
    """The run that the command line asks for.

    Raises:
        Misuse: where no input was named.
    """
    if not names:
        from conformance.cli.misuse import Misuse

        raise Misuse("CLI-nothing-given")
    whole = report or chosen.form in ("json", "ndjson") or bool(chosen.reports)
    wanted = whole or chosen.form == "concise" or chosen.verbose or chosen.redact
    detail = Detail.PICTURES if whole else Detail.FORMULAS if wanted else Detail.MARGINS
    folder = os.getcwd()  # noqa: PTH109 - pathlib is not needed at start
    return Run(chosen, chosen.open(), tuple(expand(names)), static_only, wanted, detail, folder)


def tell_all(run: Run, hear: Hear = None) -> Iterator[Told]:
    """What is told of each input, in the order of the inputs, as soon as it is known; news to ``hear`` meanwhile."""
    jobs = _jobs(run) if run.inputs[1:] else 1
    if jobs != 1:
        yield from _shared_out(run, jobs, hear)
    else:
        yield from (run.tell(item, hear) for item in run.inputs)


def _shared_out(run: Run, jobs: int, hear: Hear) -> Iterator[Told]:
    """The first input is decided here: what it loads is then there for all workers."""
    from conformance.cli.pool import Died, each
    from conformance.cli.sharing import by_kind

    first, *rest = run.inputs
    yield run.tell(first, hear)
    tasks = by_kind(rest) if run.static_only else None
    for item, told in zip(rest, each(run.tell, rest, jobs, tasks=tasks, hear=hear), strict=True):
        yield run.broken(Finding("CLI-worker-died", Location(name_of(item)))) if isinstance(told, Died) else told


def _jobs(run: Run) -> int:
    """Processes to start: one per processor, where no number was asked for.

    Static rules of a few files take less time than sharing them out; standard input can be read by one process only.
    """
    if "-" in run.inputs or (run.static_only and len(run.inputs) <= _MANY and not run.settings.jobs):
        return 1
    from conformance.cli.sharing import processors  # most runs are of few files

    return run.settings.jobs or processors()


def examine(
    item: str | Finding, specs: SpecSet, hear: Hear = None, *, static_only: bool, detail: Detail = Detail.FORMULAS
) -> Examined:
    """Read an input, bind its documents and decide their rules, with news to ``hear``."""
    if isinstance(item, Finding):
        return Examined(item.location.file, None, (item,))
    source = read(item)
    if isinstance(source, Finding):
        return Examined(source.location.file, None, (source,))
    documents, findings = load(source)
    several = len(documents) > 1 or any(document.index for document in documents)
    subjects = [
        _subject(
            document,
            document.index + 1 if several else 0,
            specs,
            hear,
            static_only=static_only,
            detail=detail,
        )
        for document in documents
    ]
    return Examined(source.name, source, tuple(findings), tuple(subjects))


def _subject(
    document: Document, number: int, specs: SpecSet, hear: Hear, *, static_only: bool, detail: Detail
) -> Subject:
    descriptor, findings = read_descriptor(document, specs)
    if descriptor is None:
        return Subject(document.source, number, None, tuple(findings), (), static_only)
    told = None
    if hear is not None:
        from conformance.cli.news import listener

        told = listener(hear, document.source.name, number)
    verdicts = _verdicts(descriptor, specs, told, static_only=static_only, detail=detail)
    return Subject(document.source, number, descriptor, tuple(findings), tuple(verdicts), static_only)


def _verdicts(
    descriptor: Descriptor, specs: SpecSet, listener: Listener | None, *, static_only: bool, detail: Detail
) -> list[RuleVerdict]:
    if static_only:
        from conformance.engine.quick import static_verdicts

        return static_verdicts(descriptor, specs, listener)
    from conformance.engine.decide import decide_all

    return decide_all(descriptor, specs, detail=detail, listener=listener)


def name_of(item: str | Finding) -> str:
    """The file that an input is about."""
    return item if isinstance(item, str) else item.location.file
