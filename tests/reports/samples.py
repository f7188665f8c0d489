"""Hand-made verdicts about a small descriptor, so that the reports are tested without an engine and without specs."""

from fractions import Fraction
from types import SimpleNamespace

from conformance.documents.dimensions import of
from conformance.documents.source import Source
from conformance.documents.strict_yaml import load
from conformance.engine.shown import Formula, Margin, Point, Repair, Shown
from conformance.engine.verdicts import Assurance, ClauseVerdict, Reason, RuleVerdict, Status, Tried
from conformance.findings.model import Finding, Location
from conformance.reports.outcome import Examined, Subject

TEXT = """\
apiVersion: chip-interconnect/v1
kind: LinkProtocol
metadata: {vendor: example-silicon, model: XL-112}
design:
  flit: 20 B
  credits: 256
  lanes: 8
envelope:
  cable_length: {min: 0.5 m, max: 3 m}
claims:
  occupancy: {value: 100 %, relation: at-least}
"""
RATE = of([("bit", 1), ("s", -1)])


def rule(name, title=None, level="must", *, static=False, **more):
    words = title or {"en": f"Title of {name}", "zh": f"{name} 的标题"}
    fields = {
        "id": name,
        "name": f"name-of-{name.lower()}",
        "level": level,
        "is_static": static,
        "title": words,
        "statement": {"en": "A statement", "zh": "一句要求"},
        "why": {"en": "A reason", "zh": "一个缘由"},
        "sources": (SimpleNamespace(document="UB Base Specification 2.0", clause="4.6.3", status="read", note=""),),
    }
    return SimpleNamespace(**(fields | more))


class Specs:
    """Stands for a SpecSet with these rules."""

    def __init__(self, *rules):
        self.rules = rules

    def rules_for(self, kind, *, static_only=False):
        return tuple(rule for rule in self.rules if rule.is_static or not static_only)


def descriptor(text=TEXT, name="port.yaml", vendor="example-silicon", model="XL-112"):
    documents, findings = load(Source(name, text))
    assert not findings
    kind = SimpleNamespace(name="LinkProtocol", api_version="chip-interconnect/v1", area="chip-interconnect")
    return SimpleNamespace(
        document=documents[0],
        kind=kind,
        kinds=(kind,),
        home=lambda path: (documents[0], path),
        vendor=vendor,
        model=model,
        digest="ab" * 32,
        data={},
        parts={},
    )


def rate(text, bits):
    return Shown(text, Fraction(bits))


AT = Point(
    {"message": Shown("153 B", Fraction(1224)), "length": Shown("0.5 m", Fraction(1, 2))},
    moved=("message",),
)
WORST = Point(
    {"message": Shown("65 B", Fraction(520)), "length": Shown("3 m", Fraction(3))},
    moved=("message", "length"),
)

STARVED = ClauseVerdict(
    clause="keeps-the-wire-busy",
    status=Status.FAIL,
    assurance=Assurance.EXACT,
    margin=Margin(rate("-30.2 GB/s", -241_600_000_000), Fraction(-322, 10), RATE),
    worst=WORST,
    counterexample=AT,
    begins={"message": (Shown("153 B", Fraction(1224)), Shown("212 B", Fraction(1696)))},
    immaterial=("channel",),
    blamed=("design.credits", "claims.occupancy"),
    repairs=(
        Repair("design.credits", "256", ("301",), "at-least"),
        Repair("claims.occupancy", "100 %", ("80.6 %",), "at-most"),
    ),
    formula=Formula(
        "in_flight * flits * design.flit / round_trip >= claims.occupancy * design.line_rate",
        "126 * 9 * 20 B / 300 ns = 75.6 GB/s >= 100 % * 93.75 GB/s = 93.75 GB/s",
        (
            ("flits", "ceil(message / design.flit)", "ceil(153 B / 20 B)", "9"),
            ("units", "ceil(flits / design.credit_unit)", "ceil(9 / 8)", "2"),
        ),
    ),
    messages={
        "en": "a message of 153 B takes 2 credit units, so only 126 fit into a round trip of 300 ns",
        "zh": "153 B 的报文占用 2 个信用单元，因此 300 ns 的往返时间内只能容纳 126 个",
    },
    hints=({"en": "small messages still cost a whole unit", "zh": "小报文同样占用整个单元"},),
    tried=Tried(enumerated=3969, searched=1200),
)
TOO_LARGE = ClauseVerdict(
    clause="largest-message-fits",
    status=Status.FAIL,
    assurance=Assurance.EXACT,
    margin=Margin(Shown("-3", Fraction(-3)), Fraction(-1), of([])),
    counterexample=Point({"message": Shown("4096 B", Fraction(32768))}, moved=("message",)),
    blamed=("design.credits",),
    repairs=(Repair("design.credits", "256", ("259",), "at-least"),),
    messages={"en": "the largest message never fits", "zh": "最大报文永远放不下"},
)
FITS = ClauseVerdict(
    clause="lanes",
    status=Status.PASS,
    assurance=Assurance.PROVED,
    margin=Margin(rate("3.6 Gbit/s", 3_600_000_000), Fraction(41, 100), RATE, rate("3.5 Gbit/s", 3_500_000_000)),
    worst=WORST,
    at_limit=True,
    tried=Tried(boxes=12),
)

RULES = (
    rule("CI-101", {"en": "Credits cover the round trip", "zh": "信用量覆盖往返时间"}),
    rule("CI-102", {"en": "Line rate arithmetic", "zh": "线速率算术"}, static=True),
    rule("CI-104", {"en": "Bandwidth basis", "zh": "带宽口径"}, static=True),
    rule("CI-128", {"en": "Collective ceiling", "zh": "集合通信上限"}, level="should"),
)
VERDICTS = (
    RuleVerdict("CI-101", Status.FAIL, "must", (STARVED, TOO_LARGE), assurance=Assurance.EXACT),
    RuleVerdict("CI-102", Status.PASS, "must", (FITS,), assurance=Assurance.PROVED),
    RuleVerdict("CI-104", Status.NOT_TESTED, "must", reason=Reason("X-no-claim", {"claim": "claims.bandwidth"})),
    RuleVerdict("CI-128", Status.NOT_APPLICABLE, "should", reason=Reason("X-nothing", {})),
)


def subject(verdicts=VERDICTS, findings=(), *, static_only=False, **more):
    bound = descriptor(**more)
    return Subject(bound.document.source, 0, bound, tuple(findings), tuple(verdicts), static_only)


def examined(*subjects, findings=()):
    source = subjects[0].source if subjects else None
    return Examined(source.name if source else "gone.yaml", source, tuple(findings), tuple(subjects))


def finding(code, span=None, **arguments):
    return Finding(code, Location("port.yaml", span), arguments)
