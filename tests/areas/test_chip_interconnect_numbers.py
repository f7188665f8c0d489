"""The worked numbers behind the chip-interconnect rules, in closed form and without the engine.

Each test recomputes a number of ``specs/chip-interconnect/rules`` from first principles, in exact fractions, so that a
wrong formula in a rule and a wrong number in its examples cannot agree by accident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import combinations
from math import ceil, comb, floor

import pytest

GIGA = 10**9
NANO = Fraction(1, 10**9)
MICRO = 1000 * NANO

# --- CI-101: credits ---------------------------------------------------------------------------------------------------

FLIT = 20
UNIT = 8
GRANULARITY = 4
LINE = Fraction(9375, 100) * GIGA  # bytes per second


def block_lengths(body: int) -> list[int]:
    """Bytes of each block of a UB packet, built block by block: at most 32 flits, headers of 4 and 2, trailer of 4."""
    lengths = []
    header = 4
    while True:
        carried = min(body, 32 * FLIT - header - 4)
        lengths.append(header + carried + 4)
        body -= carried
        header = 2
        if body == 0:
            return lengths


def flits(body: int) -> int:
    """Flits of a packet: every block is padded on its own."""
    return sum(ceil(Fraction(length, FLIT)) for length in block_lengths(body))


def flits_in_one_sum(body: int) -> int:
    """The formula of functions.yaml: all headers and trailers in one sum."""
    further = max(0, ceil(Fraction(body - (32 * FLIT - 4 - 4), 32 * FLIT - 2 - 4)))
    return ceil(Fraction(body + 4 + 4 + (2 + 4) * further, FLIT))


def carried(message: int, owned: int, metres: Fraction) -> Fraction:
    """Bytes per second that the credits let through, over a loop of 270 ns and the cable at 5 ns/m both ways."""
    units = ceil(Fraction(flits(message), UNIT))
    in_flight = floor(Fraction(owned - (GRANULARITY - 1), units))
    return in_flight * flits(message) * FLIT / ((270 + 2 * 5 * metres) * NANO)


def starved(owned: int, metres: Fraction, sizes: Iterable[int]) -> list[int]:
    """The message sizes that do not keep the wire busy."""
    return [size for size in sizes if carried(size, owned, metres) < LINE]


def test_one_sum_of_headers_equals_block_by_block() -> None:
    sizes = range(1, 10_143)
    assert [flits_in_one_sum(size) for size in sizes] == [flits(size) for size in sizes]


def test_largest_packet_has_512_flits_in_16_blocks() -> None:
    assert flits(10_142) == 512
    assert len(block_lengths(10_142)) == 16
    assert len(block_lengths(10_143)) == 17


def test_384_credits_pass_every_size() -> None:
    assert starved(384, Fraction(3), range(64, 4097)) == []
    assert round(carried(64, 384, Fraction(3)) / GIGA, 1) == Fraction("101.6")


def test_256_credits_starve_153_to_212_bytes_over_three_metres() -> None:
    assert starved(256, Fraction(3), range(128, 4097)) == list(range(153, 213))


def test_256_credits_starve_153_to_192_bytes_over_half_a_metre() -> None:
    assert starved(256, Fraction(1, 2), range(128, 4097)) == list(range(153, 193))


def test_256_credits_starve_64_to_92_bytes_as_well() -> None:
    assert starved(256, Fraction(3), range(64, 4097)) == [*range(64, 93), *range(153, 213)]


def test_no_power_of_two_sees_it() -> None:
    assert starved(256, Fraction(3), [128, 256, 512, 1024, 2048, 4096]) == []


@pytest.mark.parametrize(
    ("message", "expected"), [(64, "67.5"), (128, "118.1"), (153, "75.6"), (256, "117.6"), (4096, "124.2")]
)
def test_rate_of_256_credits_over_three_metres(message: int, expected: str) -> None:
    assert round(carried(message, 256, Fraction(3)) / GIGA, 1) == Fraction(expected)


def test_128_credits_starve_every_size() -> None:
    assert starved(128, Fraction(3), range(64, 4097)) == list(range(64, 4097))


def test_largest_message_needs_29_credits() -> None:
    assert ceil(Fraction(flits(4096), UNIT)) + GRANULARITY - 1 == 29
    # 4096 B are among the sizes that need 26 units; the first of them is 3957 B.
    assert next(size for size in range(64, 4097) if ceil(Fraction(flits(size), UNIT)) == 26) == 3957


def test_200_credits_fail_on_the_long_cable_only() -> None:
    limit = 98 * flits(256) * FLIT / (LINE * NANO)
    assert 2.26 < (limit - 270) / 10 < 2.27
    assert carried(256, 200, Fraction(1, 2)) > LINE > carried(256, 200, Fraction(3))
    assert carried(256, 204, Fraction(3)) < LINE < carried(256, 205, Fraction(3))


# --- CI-126: buffers ---------------------------------------------------------------------------------------------------


def test_published_cells_fill_a_mebibyte_not_a_megabyte() -> None:
    assert 2**20 // (UNIT * FLIT) == 6553 == 128 + 128 + 6297
    assert 10**6 // (UNIT * FLIT) == 6250
    assert 10**6 < 6553 * UNIT * FLIT <= 2**20


# --- CI-102: line rate -------------------------------------------------------------------------------------------------


def line_rate(lanes: int, rate: str, code: Fraction, alignment: Fraction = Fraction(1)) -> Fraction:
    """Gigabytes per second and direction, after coding and alignment."""
    return lanes * Fraction(rate) * code * alignment / 8


UALINK_CODE = Fraction(514, 544) * Fraction(256, 257)
UB_CODE = Fraction(120, 128)


@pytest.mark.parametrize(
    ("computed", "expected"),
    [
        (line_rate(4, "212.5", UALINK_CODE), "100.00"),
        (line_rate(1, "212.5", UALINK_CODE), "25.00"),
        (line_rate(4, "212.5", Fraction(1)), "106.25"),
        (line_rate(8, "106.25", UB_CODE, Fraction(640, 680)), "93.75"),
        (line_rate(8, "106.25", UB_CODE, Fraction(16384, 16424)), "99.37"),
        (line_rate(8, "106.25", Fraction(1), Fraction(640, 680)), "100.00"),
        (line_rate(8, "106.25", UB_CODE), "99.61"),
        (line_rate(8, "112", UB_CODE, Fraction(640, 680)), "98.82"),
        (line_rate(16, "64", Fraction(1)), "128.00"),
    ],
)
def test_line_rates(computed: Fraction, expected: str) -> None:
    assert round(computed, 2) == Fraction(expected)


def test_the_ualink_product_is_exact() -> None:
    assert line_rate(4, "212.5", UALINK_CODE) == 100
    assert Fraction(544, 514) * Fraction(257, 256) == Fraction("1.0625")


def test_one_ualink_flit_is_one_codeword() -> None:
    assert 514 * 10 == 20 * 257
    assert 20 * 256 == 640 * 8


# --- CI-121: modulation ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "bits", "baud"), [("106.25", 2, "53.125"), ("64", 2, "32"), ("112", 2, "56")])
def test_symbol_rates(rate: str, bits: int, baud: str) -> None:
    assert Fraction(rate) / bits == Fraction(baud)


def test_nyquist_of_106_gigabit_pam4() -> None:
    assert Fraction("106.25") / 2 / 2 == Fraction("26.5625")


# --- CI-104: sums ------------------------------------------------------------------------------------------------------


def test_mi300x_adds_up_in_both_directions() -> None:
    per_link = 16 * Fraction(32) / 8
    assert [per_link, 2 * per_link, 7 * 2 * per_link] == [64, 128, 896]


def test_eighteen_links_are_half_of_the_headline() -> None:
    assert 18 * 2 * Fraction(100) / 8 == 450


def test_every_misreading_is_further_away_than_the_tolerance() -> None:
    tolerance = Fraction(2, 100)
    misreadings = [Fraction(2), Fraction(1, 2), Fraction(8), Fraction(2**30, 10**9), Fraction(10**9, 2**30)]
    assert all(abs(factor - 1) > tolerance for factor in misreadings)
    assert round(896 * Fraction(10**9, 2**30), 1) == Fraction("834.5")


# --- CI-105: lanes -----------------------------------------------------------------------------------------------------

WIDTHS = (8, 4, 2, 1)
Windows = Callable[[int], list[int]]


def width(dead: tuple[int, ...], windows: Windows) -> int:
    """The widest standard width that some allowed window of eight lanes forms without a dead lane."""
    for wanted in WIDTHS:
        if any(not set(range(start, start + wanted)) & set(dead) for start in windows(wanted)):
            return wanted
    return 0


def from_lane_0(_width: int) -> list[int]:
    return [0]


def from_either_end(wanted: int) -> list[int]:
    return [0, 8 - wanted]


def aligned_groups(wanted: int) -> list[int]:
    return list(range(0, 8, wanted))


def test_double_faults_leave_12_3_and_1() -> None:
    counts = Counter(width(pair, from_either_end) for pair in combinations(range(8), 2))
    assert (counts[2], counts[1], counts[0]) == (12, 3, 1)
    assert sum(counts.values()) == 28


def test_which_double_faults_leave_one_lane_or_none() -> None:
    pairs = list(combinations(range(8), 2))
    assert [pair for pair in pairs if width(pair, from_either_end) == 1] == [(0, 6), (1, 6), (1, 7)]
    assert [pair for pair in pairs if width(pair, from_either_end) == 0] == [(0, 7)]
    assert next(pair for pair in pairs if width(pair, from_either_end) == 2) == (0, 4)


def test_single_faults_keep_half_where_the_order_may_be_reversed() -> None:
    assert {width((lane,), from_either_end) for lane in range(8)} == {4}
    assert {width((lane,), aligned_groups) for lane in range(8)} == {4}


def test_single_faults_from_lane_0() -> None:
    assert [width((lane,), from_lane_0) for lane in range(8)] == [0, 1, 2, 2, 4, 4, 4, 4]


def test_sets_inside_one_group_decide_for_spare_lanes() -> None:
    """What CI-105 uses: a set is beyond repair exactly if some group holds one failure more than it has spares."""
    lanes, group, spares = 8, 4, 2
    for size in range(lanes + 1):
        for dead in combinations(range(lanes), size):
            beyond = any(sum(lane // group == index for lane in dead) > spares for index in range(2))
            inside = [part for part in combinations(dead, spares + 1) if len({lane // group for lane in part}) == 1]
            assert beyond == bool(inside)


# --- CI-107: the retry window ------------------------------------------------------------------------------------------


def test_flits_that_must_be_kept() -> None:
    flits_at_100_gigabytes = 100 * GIGA * MICRO / 640
    assert flits_at_100_gigabytes == Fraction("156.25")
    assert LINE * 400 * NANO / 20 == 1875
    assert 200 * GIGA * 2 * MICRO / 640 == 625
    assert 1875 + 32 + 32 == 1939


def test_rates_of_short_windows() -> None:
    assert round(128 * 640 / MICRO / GIGA, 1) == Fraction("81.9")
    assert round(511 * 640 / (2 * MICRO) / GIGA, 1) == Fraction("163.5")
    assert (1024 - 64) * 20 / (400 * NANO) == 48 * GIGA


def test_loop_of_the_golden_descriptor_is_400_ns_over_three_metres() -> None:
    assert 2 * (5 * 3 + 120) + 130 == 400


# --- CI-108: efficiency ------------------------------------------------------------------------------------------------


def ub_efficiency(size: int) -> Fraction:
    return Fraction(size, flits(size + 28) * FLIT)


def packed_efficiency(size: int, header: int, payload: int, flit: int) -> Fraction:
    return Fraction(size, size + header) * Fraction(payload, flit)


SIZES = (64, 128, 256, 512, 4096)


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        (ub_efficiency, ".640 .711 .853 .914 .980"),
        (lambda size: packed_efficiency(size, 16, 236, 256), ".738 .819 .868 .894 .918"),
        (lambda size: packed_efficiency(size, 24, 128, 130), ".716 .829 .900 .941 .979"),
        (lambda size: packed_efficiency(min(size, 256), 16, 628, 640), ".785 .872 .924 .924 .924"),
        (lambda size: packed_efficiency(min(size, 256), 8, 628, 640), ".872 .924 .952 .952 .952"),
        # 48 bytes in all: the domain file's 28 B of headers already hold the 4 B of FCS.
        (lambda size: Fraction(size, size + 48), ".571 .727 .842 .914 .988"),
    ],
    ids=["ub", "pcie-6", "pcie-5", "ualink", "ualink-compressed", "ethernet"],
)
def test_efficiency_curves(curve: Callable[[int], Fraction], expected: str) -> None:
    for size, text in zip(SIZES, expected.split(), strict=True):
        assert abs(curve(size) - Fraction(text)) <= Fraction(1, 2000) + Fraction(1, 10**6)


def test_the_saw_between_64_and_65_bytes() -> None:
    assert ub_efficiency(64) == Fraction("0.64")
    assert round(ub_efficiency(65), 4) == Fraction("0.5417")
    assert min(range(64, 4097), key=ub_efficiency) == 65
    assert [size for size in range(64, 4097) if ub_efficiency(size) < Fraction(6, 10)] == list(range(65, 72))


def test_large_writes_of_the_golden_descriptor() -> None:
    lowest = min(ub_efficiency(size) for size in range(2048, 4097))
    assert Fraction(96, 100) <= lowest < Fraction(97, 100)


def test_93_per_cent_holds_from_192_bytes_compressed() -> None:
    curve = {size: packed_efficiency(size, 8, 628, 640) for size in (64, 128, 192, 256)}
    assert [size for size, value in curve.items() if value >= Fraction(93, 100)] == [192, 256]
    assert round(curve[192], 3) == Fraction("0.942")


# --- CI-109, CI-116, CI-120, CI-128 ------------------------------------------------------------------------------------


def test_reads_that_cover_the_latency() -> None:
    assert ceil(100 * GIGA * MICRO / 256) == 391
    assert ceil(100 * GIGA * MICRO / 64) == 1563
    assert 224 * GIGA * Fraction(12, 10) * MICRO / 256 == 1050
    assert round(256 * 64 / MICRO / GIGA, 1) == Fraction("16.4")


def test_switch_capacities() -> None:
    assert Fraction(1024 * 100, 1000) == Fraction("102.4")
    assert Fraction(144 * 200, 1000) == Fraction("28.8")
    assert round(Fraction(640 * 224, 1000), 1) == Fraction("143.4")
    assert 144 * 100 == 14_400  # GB/s in both directions, NVLink Switch


def test_giving_up() -> None:
    def milliseconds(time_out: Fraction) -> Fraction:
        return 15 * 4 * time_out + 4 * 24

    assert milliseconds(Fraction(5, 1000)) == Fraction("96.3")
    assert milliseconds(Fraction(10)) == 696


def test_round_trips_over_fibre() -> None:
    assert [2 * (5 * metres + 120) for metres in (50, 100)] == [740, 1240]
    assert [2 * (Fraction("5.05") * metres + 120) for metres in (50, 100)] == [745, 1250]


def test_ceiling_of_reduction_in_the_network() -> None:
    assert 450 * Fraction(2 * (8 - 1), 8 + 1) == 700


# --- CI-103, CI-129: errors --------------------------------------------------------------------------------------------

HOUR = 3600
FIT_HOURS = 10**9


def wrong_symbol(ber: str, bits: int) -> Fraction:
    return 1 - (1 - Fraction(ber)) ** bits


def more_than(n: int, t: int, p: Fraction) -> Fraction:
    """The chance of more than ``t`` of ``n``; terms beyond twenty more are below 1e-40 of the first here."""
    return sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(t + 1, min(n, t + 20) + 1)), Fraction(0))


def lands_on_a_codeword(n: int, k: int, t: int, q: int) -> Fraction:
    return Fraction(sum(comb(n, s) * (q - 1) ** s for s in range(t + 1)), q ** (n - k))


def undetected(words: Fraction, code: tuple[int, int, int, int], ber: str, check: int, burst: int = 1) -> Fraction:
    """FIT of one link: codewords in a second, (n, k, t, bits), bit error ratio, bits of the check, symbols of a burst."""
    n, k, t, bits = code
    least = max(t + 1, n - k + 1 - t)
    overloaded = more_than(n, (least - 1) // burst, wrong_symbol(ber, bits) / burst)
    return words * overloaded * lands_on_a_codeword(n, k, t, 2**bits) / 2**check * HOUR * FIT_HOURS


UB_WORDS = Fraction(800 * GIGA, 1024)
T4, T2 = (128, 120, 4, 8), (128, 120, 2, 8)


def test_codewords_of_ub_x8() -> None:
    assert UB_WORDS == 781_250_000
    assert 8 * Fraction("106.25") * GIGA * Fraction(640, 680) == 800 * GIGA


@pytest.mark.parametrize(
    ("code", "ber", "check", "burst", "expected"),
    [
        (T4, "1e-6", 30, 1, 5.5487e-8),
        (T4, "1e-6", 0, 1, 59.579),
        (T4, "1e-5", 0, 1, 5.9131e6),
        (T2, "1e-6", 0, 1, 1.5961e-14),
        (T2, "1e-5", 0, 1, 1.5837e-7),
        (T2, "1e-4", 0, 1, 1.4643),
        (T4, "1e-6", 30, 2, 0.13990),
    ],
)
def test_undetected_errors(code: tuple[int, int, int, int], ber: str, check: int, burst: int, expected: float) -> None:
    assert float(undetected(UB_WORDS, code, ber, check, burst)) == pytest.approx(expected, rel=1e-4)


def test_without_a_check_the_stronger_correction_is_the_less_safe_one() -> None:
    assert undetected(UB_WORDS, T4, "1e-6", 0) > 10**15 * undetected(UB_WORDS, T2, "1e-6", 0)


def test_5120_links_corrupt_a_word_every_137_days() -> None:
    fit = 5120 * undetected(UB_WORDS, T4, "1e-6", 0)
    assert round(float(fit), -3) == 305_000
    assert round(float(FIT_HOURS / fit)) == 3278


@pytest.mark.parametrize(
    ("t", "ber", "expected"), [(4, "1e-6", 6.767e-9), (2, "1e-6", 0.13645), (2, "1e-5", 135.52), (2, "1e-4", 1.2657e5)]
)
def test_replays_in_a_second(t: int, ber: str, expected: float) -> None:
    assert float(UB_WORDS * more_than(128, t, wrong_symbol(ber, 8))) == pytest.approx(expected, rel=1e-3)


def test_kp4_at_2_4e_4() -> None:
    words = Fraction(850 * GIGA, 5440)
    per_second = float(words * more_than(544, 15, wrong_symbol("2.4e-4", 10)))
    assert round(1 / per_second) == 7851
    assert round(1 / per_second / 10_240, 2) == 0.77
    assert per_second * HOUR == pytest.approx(0.458526, rel=1e-5)


def test_flits_of_pcie_6_that_are_sent_again() -> None:
    p = wrong_symbol("1e-6", 8)
    good = (1 - more_than(86, 1, p)) * (1 - more_than(85, 1, p)) ** 2
    assert float(1 - good) == pytest.approx(6.9057e-7, rel=1e-4)
    assert round(float((1 - good) * 128 * GIGA / 256)) == 345
    assert 86 + 85 + 85 == 256


def test_wrong_corrections_by_closed_form() -> None:
    assert float(lands_on_a_codeword(128, 120, 4, 256)) == pytest.approx(2.45e-3, rel=2e-3)
    assert float(lands_on_a_codeword(128, 120, 2, 256)) == pytest.approx(2.87e-11, rel=2e-3)
    assert float(lands_on_a_codeword(544, 514, 15, 1024)) == pytest.approx(4.7e-17, rel=1e-2)


# --- CI-110, CI-114, CI-115, CI-122, CI-123, CI-124, CI-130, CI-132 ----------------------------------------------------


def test_planes_and_spines() -> None:
    assert 20 * 32 == 640 == 16 * 20 * 2
    assert 640 // 2 * 28 * 8 == 71_680  # GB/s
    assert Fraction(10 * 3, 32) == Fraction("0.9375")
    assert (Fraction(7, 8), Fraction(15, 16), Fraction(1, 2)) == (
        Fraction("0.875"),
        Fraction("0.9375"),
        Fraction("0.5"),
    )


def test_cloudmatrix_leaves_count_their_cpus() -> None:
    cards, cpus, up = 8 * Fraction(392, 7), 4 * Fraction(160, 7), 16 * 28
    assert cards == up == 448
    assert round(float((cards + cpus) / up), 3) == 1.204


def test_one_way_of_one_switch_and_of_three() -> None:
    def one_way(switches: int, links: int, codewords: int) -> Fraction:
        return 120 + codewords * Fraction("6.4") + links * (45 + 15) + switches * 200

    assert [one_way(1, 2, 1), one_way(3, 4, 1)] == [Fraction("446.4"), Fraction("966.4")]
    assert [2 * one_way(1, 2, 2), 2 * one_way(3, 4, 4)] == [Fraction("905.6"), Fraction("1971.2")]


def test_address_bits_of_40_tebibyte() -> None:
    assert 640 * 64 * 2**30 == 40 * 2**40
    assert 2**45 < 640 * 64 * 2**30 <= 2**46
    assert 2**9 < 640 <= 2**10


def test_counters_at_156_million_units() -> None:
    rate = Fraction(100 * GIGA, 640)
    assert round(2**32 / rate, 1) == Fraction("27.5")
    assert round(2**48 / rate / 86_400, 2) == Fraction("20.85")
    assert round(2**64 / rate / 86_400 / Fraction("365.25")) == 3741


def test_authentication_codes() -> None:
    assert round(Fraction(5 * 256, 5 * 256 + 12), 4) == Fraction("0.9907")
    assert round(Fraction(256, 256 + 16), 3) == Fraction("0.941")


def test_densities_of_die_to_die_links() -> None:
    assert round(2 * 256 / Fraction("0.3888"), 1) == Fraction("1316.9")
    assert round(2 * 64 / Fraction("0.5715"), 1) == Fraction("224.0")
    assert 2 * 256 * 8 * Fraction("0.3") / 1000 == Fraction("1.2288")
    assert 64 * 64 * GIGA * Fraction("1e-12") == Fraction("4.096")


def test_codeword_of_a_switch_port() -> None:
    assert Fraction(514 * 10, 200) == Fraction("25.7")
