"""The worked numbers behind the networking rules, in closed form and without the engine; and what must not change.

Each of the first tests recomputes a number of ``specs/networking`` from first principles, in exact fractions or in fifty
digits of mpmath, so that a wrong formula in a rule and a wrong number in its examples cannot agree by accident.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import ceil, comb, floor
from pathlib import Path

import mpmath
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.spec.load import open_specs
from conformance.spec.rule_parts import Example
from conformance.spec.rules import Rule

SPECS = open_specs()
ROOT = Path(__file__).parents[2] / "specs"
GIGA = 10**9
NANO = Fraction(1, GIGA)
FIBRE = Fraction("5.05") * NANO  # seconds per metre


@cache
def table(area: str, name: str) -> dict[str, dict[str, object]]:
    """The rows of a table, read as plain YAML."""
    rows = yaml.load((ROOT / area / "tables" / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["rows"]
    assert isinstance(rows, dict)
    return rows


def number(text: object) -> Fraction:
    """The number of a quantity, whatever its unit."""
    return Fraction(str(text).split(" ", maxsplit=1)[0])


# --- NW-102, NW-131: headroom ------------------------------------------------------------------------------------------

QUANTA = {10: 67, 25: 80, 40: 118, 50: 147, 100: 394, 200: 453, 400: 905}


def on_the_wire(gigabits: int, metres: int, largest: int, lossless: int, mac_phy: int = 819) -> Fraction:
    """Bytes that still arrive: a frame in either direction, the pause frame, the cable twice, MAC and PHY, the peer."""
    cable = gigabits * GIGA * 2 * metres * FIBRE / 8
    return (largest + 20) + 84 + cable + mac_phy + 64 * QUANTA[gigabits] + (lossless + 20)


def in_cells(wire: Fraction, frame: int, cell: int) -> Fraction:
    return wire * ceil(Fraction(frame, cell)) * cell / (frame + 20)


def test_the_table_of_pause_ceilings() -> None:
    rows = table("networking", "pause_ceilings")
    assert {int(number(row["rate"])): int(number(row["response"])) for row in rows.values()} == QUANTA
    assert all(str(row["response"]).endswith(" quanta") for row in rows.values())


@pytest.mark.parametrize(("gigabits", "nanoseconds"), [(100, 2017), (200, 1160), (400, 1158)])
def test_pause_ceilings_in_time(gigabits: int, nanoseconds: int) -> None:
    assert round(Fraction(QUANTA[gigabits] * 512, gigabits)) == nanoseconds


def test_headroom_of_the_golden_profile() -> None:
    wire = on_the_wire(400, 100, 9216, 4200)
    assert wire == 122_779
    assert [floor(in_cells(wire, frame, 192)) for frame in (64, 79, 4200)] == [280_637, 238_116, 122_895]
    assert [frame for frame in range(64, 4201) if in_cells(wire, frame, 192) > 240_000] == list(range(64, 79))


def test_the_spectrum_4_table_holds_what_arrives() -> None:
    wire = on_the_wire(400, 300, 9216, 9216) + Fraction("0.2")
    assert ceil(in_cells(wire, 64, 192)) == 522_961  # of 677 888
    slower = wire + 50 * GIGA * 600 * (1 / Fraction(198 * 10**6) - FIBRE)
    assert floor(in_cells(slower, 64, 192)) == 522_995  # the domain file's figure, at 1.98e8 m/s


@pytest.mark.parametrize(
    ("cell", "frame", "factor"),
    [(80, 81, "1.58"), (96, 97, "1.64"), (144, 145, "1.75"), (192, 64, "2.29"), (208, 64, "2.48"), (256, 64, "3.05")],
)
def test_worst_frame_of_a_cell_size(cell: int, frame: int, factor: str) -> None:
    shares = {size: in_cells(Fraction(1), size, cell) for size in range(64, 9217)}
    assert max(shares, key=lambda size: shares[size]) == frame
    assert round(shares[frame], 2) == Fraction(factor)


def test_the_factor_of_sonic() -> None:
    loop = 9216 + 819 + 57_920 + 50_500
    assert loop * 3 + 4200 == 359_565
    assert round(Fraction(loop * 256, 129) + 4200, 1) == Fraction("239273.5")


# --- NW-105, NW-134: windows -------------------------------------------------------------------------------------------


def window(gigabits: int, metres: Fraction, nanoseconds: int, frames: int) -> Fraction:
    return gigabits * GIGA * (2 * FIBRE * metres + nanoseconds * NANO) / 8 + frames


def test_credit_windows() -> None:
    assert window(400, Fraction(100), 500, 2 * 4174) == 83_848
    assert window(400, Fraction(300), 500, 2 * 4174) == 184_848
    assert 64 * 2 ** (12 - 1) == 131_072
    assert window(400, Fraction("193.5"), 500, 8348) < 131_072 < window(400, Fraction("193.6"), 500, 8348)
    assert window(800, Fraction("72"), 500, 8348) < 131_072 < window(800, Fraction("72.1"), 500, 8348)


def test_replay_windows() -> None:
    assert window(400, Fraction(100), 600, 9216) == 89_716
    far = window(400, Fraction(2000), 600, 9216)
    assert (far, ceil(far / 84)) == (1_049_216, 12_491)
    assert 2**12 < 12_491 < 2**14 < 2 * 12_491 < 2**15


# --- NW-107, NW-121: rates ---------------------------------------------------------------------------------------------

KP4 = Fraction(514, 544) * Fraction(256, 257)


@pytest.mark.parametrize(
    ("lanes", "baud", "bits", "code", "expected"),
    [
        (4, "53.125", 2, KP4, "400.00"),
        (8, "53.125", 2, KP4, "800.00"),
        (4, "106.25", 2, KP4, "800.00"),
        (4, "50", 2, KP4, "376.47"),
        (4, "56", 2, KP4, "421.65"),
        (4, "25.78125", 1, Fraction(514, 528) * Fraction(256, 257), "100.00"),
        (4, "25.78125", 1, Fraction(64, 66), "100.00"),
    ],
)
def test_rates_of_lanes(lanes: int, baud: str, bits: int, code: Fraction, expected: str) -> None:
    assert round(lanes * Fraction(baud) * bits * code, 2) == Fraction(expected)


def test_pilots_of_the_inner_code_stay_within_the_tolerance() -> None:
    share = Fraction("113.4375") / Fraction("106.25") * Fraction(120, 128)
    assert Fraction(9, 10_000) < share - 1 < Fraction(1, 1000)


@pytest.mark.parametrize(
    ("lane", "code", "payload", "overhead", "expected"),
    [(32, "128/130", 256, 24, "460.9"), (32, "128/130", 128, 24, "424.5"), (16, "128/130", 256, 24, "230.5"), (64, "236/256", 256, 20, "875.6")],
)  # fmt: skip
def test_host_interfaces(lane: int, code: str, payload: int, overhead: int, expected: str) -> None:
    assert round(16 * lane * Fraction(code) * Fraction(payload, payload + overhead), 1) == Fraction(expected)


# --- NW-111: error correction ------------------------------------------------------------------------------------------


def frame_loss(ber: str, interleave: int) -> mpmath.mpf:
    """The binomial tail of 16 or more of 544 symbols, summed in fifty digits, times the frames that a codeword takes."""
    with mpmath.workdps(50):
        wrong = 1 - (1 - mpmath.mpf(ber)) ** 10
        bad = mpmath.fsum(comb(544, i) * wrong**i * (1 - wrong) ** (544 - i) for i in range(16, 545))
        return +(bad * (1 + 8 * interleave) / 8)


def digits(value: mpmath.mpf, count: int) -> str:
    return str(mpmath.nstr(value, count))


def test_kp4_loses_1_7e_12() -> None:
    assert digits(frame_loss("2.4e-4", 2), 2) == "1.7e-12"
    assert digits(frame_loss("2.4e-4", 2), 3) == "1.73e-12"
    assert digits(frame_loss("2.4e-4", 2) * 8 / 17, 4) == "8.152e-13"
    assert digits(frame_loss("2.4e-4", 4), 2) == "3.4e-12"
    assert digits(frame_loss("2.6e-4", 2), 2) == "5.6e-12"


def test_where_the_target_of_the_phy_lies() -> None:
    """3.065e-4 and 2.93e-4 of the domain file are rounded up: there the loss is a hair above the target."""
    assert frame_loss("3.064e-4", 2) < mpmath.mpf("6.2e-11") < frame_loss("3.065e-4", 2)
    assert frame_loss("2.927e-4", 4) < mpmath.mpf("6.2e-11") < frame_loss("2.93e-4", 4)
    assert frame_loss("3.2e-4", 2) > mpmath.mpf("6.2e-11") * mpmath.mpf("1.03")


@pytest.mark.parametrize(("ber", "interleave"), [("2.4e-4", 2), ("1e-5", 1), ("2.3e-4", 4)])
def test_the_engine_agrees_with_fifty_digits(ber: str, interleave: int) -> None:
    """The exact reading of the function of the area, through the margin of the rule."""
    limits = {"claims.frame_loss.basis.scope": "pmd", "claims.frame_loss.value": 1.7e-12}
    point = {"envelope.media_error_ratio": {"min": float(ber), "max": float(ber)}, "design.interleave": interleave}
    verdict = decided("NW-111", "xo-dr4", {**limits, **point})
    clause = next(found for found in verdict.clauses if found.clause == "keeps-its-claim")
    assert clause.margin is not None
    assert clause.margin.amount.value is not None
    share = mpmath.mpf("1.7e-12") * mpmath.mpf("1.03") / frame_loss(ber, interleave)
    assert mpmath.almosteq(mpmath.mpf(float(clause.margin.amount.value)), share, rel_eps=1e-9) or abs(share - 1) < 1e-9


# --- NW-112, NW-136: light ---------------------------------------------------------------------------------------------

CLASSES = {
    "dr4": ("-0.8", "-2.2", "3.4", "-3.9", "-5.3", "0.1", "3.0"),
    "fr4": ("-0.3", "-1.7", "3.4", "-4.6", "-6.0", "0.3", "4.0"),
}
COLUMNS = ("oma_min", "oma_less_tdecq_min", "tdecq_max", "sensitivity_floor", "sensitivity_base", "penalty", "channel_loss_max")  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_the_classes_close_to_zero_at_every_tdecq(name: str) -> None:
    row = table("networking", "module_classes")[name]
    assert tuple(str(row[column]).split(" ")[0] for column in COLUMNS) == CLASSES[name]
    least, quality, worst, floor_, base, penalty, loss = map(Fraction, CLASSES[name])
    for tenths in range(9, int(worst * 10) + 1):
        tdecq = Fraction(tenths, 10)
        assert max(least, quality + tdecq) - loss - penalty == max(floor_, base + tdecq)


def test_budgets() -> None:
    left = Fraction("3.0")
    assert left - (Fraction("0.4") * Fraction(500, 1000) + 4 * Fraction("0.5")) == Fraction("0.8")
    assert left - (Fraction("0.4") * Fraction(300, 1000) + 6 * Fraction("0.5")) == Fraction("-0.12")
    assert Fraction("2.75") + Fraction("0.5") * Fraction(500, 1000) == left


# --- NW-113 to NW-116, NW-122, NW-123, NW-126, NW-138 ------------------------------------------------------------------


def test_tables_of_a_central_manager() -> None:
    assert ceil(Fraction(10_240 + 640, 64)) == 170
    assert 170 * 640 == 108_800
    assert Fraction(108_800) / Fraction("0.010") == 10_880_000
    assert ceil(Fraction(128_000 + 8_000, 64)) * 8_000 == 17_000_000


def test_addresses() -> None:
    assert int("BFFF", 16) == 49_151
    assert 10_240 + 640 <= 49_151 < min(128_000 + 8_000, 2 * 32**3 + 5 * 64**2 // 4, 12_800 * 2**2)
    assert (2 * 32**3, 5 * 64**2 // 4) == (65_536, 5_120)


def test_partition_of_a_buffer() -> None:
    cells = {name: Fraction(size * 10**6, 192) for name, size in {"all": 128, "shared": 96, "headroom": 18}.items()}
    assert [floor(cells["all"]), ceil(cells["shared"]), ceil(cells["headroom"])] == [666_666, 500_000, 93_750]
    assert 512 * ceil(Fraction(11_712, 192)) == 31_232
    assert (500_000 + 93_750 + 31_232) * 192 == 119_996_544
    assert 64 * 2 * ceil(Fraction(280_638, 192)) * 192 // 2 == 17_965_056
    assert round(Fraction(64 * 2 * 280_638, 10**6), 1) == Fraction("35.9")


def test_marking_before_pausing() -> None:
    def bound(queues: int) -> Fraction:
        alpha = Fraction(1, 8)
        return alpha * 60_000_000 / (queues * (1 + alpha))

    assert floor(bound(31)) == 215_053
    assert bound(6) >= 2**20 > bound(7)
    assert Fraction(2, 10) * 50 * GIGA * 8 / 10**6 == 80_000


def test_timers() -> None:
    budget = 7 * Fraction("4.096e-6") * 2**14
    assert round(budget * 1000, 1) == Fraction("469.8")
    assert round(65_535 * 512 / Fraction(400 * GIGA) * 10**6, 1) == Fraction("83.9")
    assert round(65_535 * 512 / Fraction(100 * GIGA) * 10**6, 1) == Fraction("335.5")
    assert [round(Fraction("4.096e-3") * 2**n, 1) for n in (18, 16)] == [Fraction("1073.7"), Fraction("268.4")]


def test_counters() -> None:
    rate = 50 * GIGA
    assert round(Fraction(2**32, rate), 3) == Fraction("0.086")
    assert round(Fraction(4 * 2**32, rate), 3) == Fraction("0.344")
    assert round(Fraction(84 * 2**32, rate), 3) == Fraction("7.216")
    assert round(Fraction(2**64, rate) / (3600 * 24 * 365), 1) == Fraction("11.7")
    coded = rate * Fraction(17, 16)
    assert round(2**32 * Fraction(10, 8) / coded * 1000, 1) == Fraction("101.1")
    assert round(2**32 * Fraction(5440, 8) / coded, 2) == Fraction("54.98")


def test_packets_at_line_rate() -> None:
    half = 51_200 * GIGA // 8
    assert ceil(half / Fraction("33.3e9")) == 193
    assert round(half / Fraction(84) / GIGA, 1) == Fraction("76.2")


def test_waiting_for_codewords() -> None:
    assert Fraction(2 * 5440, 425) == Fraction("25.6")
    assert Fraction(5440, Fraction("106.25")) == Fraction("51.2")


# --- tables that areas share -------------------------------------------------------------------------------------------


def test_error_correction_is_the_same_in_both_areas() -> None:
    ours, theirs = table("networking", "fec_codes"), table("chip-interconnect", "fec_codes")
    common = ours.keys() & theirs.keys()
    assert {"none", "rs_528_514", "rs_544_514", "rs_272_258"} <= common
    for name in common:
        assert [ours[name][key] for key in ("n", "k", "t", "symbol")] == [theirs[name][key] for key in ("n", "k", "t", "symbol")]  # fmt: skip


def test_line_coding_and_media_are_the_same_in_both_areas() -> None:
    ours, theirs = table("networking", "transcodings"), table("chip-interconnect", "transcodings")
    assert all((row["payload"], row["block"]) == (theirs[name]["payload"], theirs[name]["block"]) for name, row in ours.items())  # fmt: skip
    media, links = table("networking", "media"), table("chip-interconnect", "media")
    assert media["dac"]["delay"] == links["dac"]["delay"]
    assert {row["delay"] for row in media.values() if row["optical"]} == {links["optical_retimed"]["delay"]}


def test_adapter_and_switch_share_their_definitions() -> None:
    kinds = ROOT / "networking/kinds"
    nic, switch = (
        yaml.load((kinds / f"{kind}.schema.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["$defs"]
        for kind in ("Nic", "Switch")
    )
    assert nic.keys() <= switch.keys()
    assert all(nic[name] == switch[name] for name in nic)


# --- what must not change ----------------------------------------------------------------------------------------------


@cache
def rule(name: str) -> Rule:
    return next(found for found in SPECS.rules() if found.id == name)


def decided(name: str, base: str, overrides: dict[str, object]) -> RuleVerdict:
    descriptor, findings = example_descriptor(rule(name), Example(base, True, overrides), SPECS)
    assert descriptor is not None, findings
    return decide(rule(name), descriptor, SPECS)


TENTHS = st.integers(-30, 30)


@settings(max_examples=15, deadline=None)
@given(least=TENTHS, quality=TENTHS, floor_=TENTHS, base=TENTHS, worst=st.integers(9, 50))
def test_the_budget_of_a_module_is_the_least_of_what_is_sent_less_what_is_needed(
    least: int, quality: int, floor_: int, base: int, worst: int
) -> None:
    """Over every TDECQ: at its ends and where one of both maxima turns, since it is linear in between."""
    figures = {
        "transmitter.oma_min": f"{least / 10} dBm",
        "transmitter.oma_less_tdecq_min": f"{quality / 10} dBm",
        "transmitter.tdecq_max": f"{worst / 10} dB",
        "receiver.sensitivity_floor": f"{floor_ / 10} dBm",
        "receiver.sensitivity_base": f"{base / 10} dBm",
    }
    verdict = decided("NW-112", "xo-dr4", {f"design.{path}": value for path, value in figures.items()})
    (clause,) = [one for one in verdict.clauses if one.clause == "enough-light"]
    assert clause.margin is not None
    turns = [at for at in (least - quality, floor_ - base) if 9 < at < worst]
    budget = min(max(least, quality + at) - max(floor_, base + at) for at in (9, worst, *turns))
    loss = Fraction("0.4") / 2 + 4 * Fraction("0.5")
    wanted = Fraction(budget, 10) - loss - Fraction("0.1")
    assert clause.margin.amount.value is not None
    assert abs(clause.margin.amount.value - wanted) <= abs(wanted) / 10**6


PROFILE = {"id": "p", "rate": "400 Gbit/s", "cable_length": "100 m", "frame_any_max": "9216 B"}


def holds(headroom: int, overrides: dict[str, object] = {}, frames: tuple[int, int] = (64, 256)) -> bool:  # noqa: B006
    """Whether one profile of 400 Gbit/s over 100 m, or with other values at some paths, keeps NW-102."""
    lossless = {"min": f"{frames[0]} B", "max": f"{frames[1]} B"}
    profile = {**PROFILE, "headroom": f"{headroom} B", "frame_lossless": lossless}
    return decided("NW-102", "xp-lossless", {"design.profiles": [profile], **overrides}).status is Status.PASS


@settings(max_examples=5)
@given(metres=st.integers(0, 1000), headroom=st.integers(150_000, 900_000))
def test_a_longer_cable_never_needs_less(metres: int, headroom: int) -> None:
    def covered(length: int) -> bool:
        return holds(headroom, {"design.profiles.0.cable_length": f"{length} m"})

    assert covered(metres) or not covered(2 * metres)


@settings(max_examples=5)
@given(quanta=st.integers(0, 2000), more=st.integers(0, 2000), headroom=st.integers(150_000, 600_000))
def test_a_slower_peer_never_needs_less(quanta: int, more: int, headroom: int) -> None:
    def covered(response: int) -> bool:
        return holds(headroom, {"envelope.peer_response": f"{response} quanta"})

    assert covered(quanta) or not covered(quanta + more)


@settings(max_examples=5)
@given(
    cell=st.integers(64, 512), mac_phy=st.integers(0, 5000), metres=st.integers(0, 500), lossless=st.integers(64, 160)
)
def test_the_least_headroom_is_that_of_the_worst_frame(cell: int, mac_phy: int, metres: int, lossless: int) -> None:
    """The engine's verdict on either side of the closed form of this file, frame by frame, at the full length."""
    point: dict[str, object] = {
        "design.cell": f"{cell} B",
        "design.mac_phy": f"{mac_phy} B",
        "design.profiles.0.cable_length": f"{metres} m",
    }
    wire = on_the_wire(400, metres, 9216, lossless, mac_phy)
    needed = max(in_cells(wire, frame, cell) for frame in range(64, lossless + 1))
    assert holds(ceil(needed), point, (64, lossless))
    assert not holds(ceil(needed) - 2, point, (64, lossless))


@settings(max_examples=3)
@given(priorities=st.permutations(range(8)))
def test_the_numbers_of_priorities_mean_nothing(priorities: list[int]) -> None:
    chosen: dict[str, object] = {"design.lossless_priorities": priorities[:2]}
    assert decided("NW-115", "xp-lossless", chosen) == decided("NW-115", "xp-lossless", {})
    assert decided("NW-122", "xp-lossless", chosen) == decided("NW-122", "xp-lossless", {})


@settings(max_examples=5)
@given(lanes=st.integers(1, 64), ports=st.integers(1, 512), basis=st.sampled_from(["per-direction", "bidirectional"]))
def test_a_throughput_is_judged_alike_in_either_convention(lanes: int, ports: int, basis: str) -> None:
    both = basis == "bidirectional"
    claim = {"value": f"{100 * lanes * ports * (2 if both else 1)} Gbit/s", "relation": "nominal", "basis": {"direction": basis}}  # fmt: skip
    mode = {"id": "m", "ports": ports, "rate": f"{100 * lanes} Gbit/s", "lanes": lanes}
    verdict = decided("NW-108", "xw-64", {"design.modes": [mode], "claims.throughput": claim})
    assert verdict.status is Status.PASS
