"""Quantities: what is read, exactly; what is refused, and with which words."""

from __future__ import annotations

from fractions import Fraction
from string import Formatter

import pytest

from conformance.documents.errors import QuantityError
from conformance.documents.quantities import parse
from conformance.findings.catalogue import LANGUAGES, entries, help_text, sentence


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("400 Gbit/s", "information-rate", 400 * 10**9),
        ("400Gbit/s", "information-rate", 400 * 10**9),
        ("  400  Gbit/s  ", "information-rate", 400 * 10**9),
        ("400\u00a0Gbit/s", "information-rate", 400 * 10**9),
        ("106.25 GB/s", "information-rate", 850 * 10**9),
        ("4 KiB", "information", 32768),
        ("45 degC", "temperature", Fraction("318.15")),
        ("-40 degC", "temperature", Fraction("233.15")),
        ("300 K", "temperature", 300),
        ("15 K", "temperature-difference", 15),
        ("5.05 ns/m", "delay-per-length", Fraction("5.05e-9")),
        ("1.72 MW", "power", 1_720_000),
        ("1.5 mW", "power", Fraction("0.0015")),
        ("93 %", "ratio", Fraction("0.93")),
        ("93%", "ratio", Fraction("0.93")),
        ("0.93", "ratio", Fraction("0.93")),
        ("100 ppm", "ratio", Fraction("0.0001")),
        ("1e-15", "ratio", Fraction(1, 10**15)),
        ("5e18", "ratio", 5 * 10**18),
        ("+5 W", "power", 5),
        ("-5 W", "power", -5),
        ("0 W", "power", 0),
        ("007 W", "power", 7),
        (".5 W", "power", Fraction(1, 2)),
        ("5. W", "power", 5),
        ("1.5e3 W", "power", 1500),
        ("1.5E+03 W", "power", 1500),
        ("5 EB", "information", 40 * 10**18),
        ("5EB", "information", 40 * 10**18),
        ("5 d", "time", 432_000),
        ("5d", "time", 432_000),
        ("3 m", "length", 3),
        ("3 min", "time", 180),
        ("5 µs", "time", Fraction(5, 10**6)),
        ("5 μs", "time", Fraction(5, 10**6)),
        ("45 Ω", "resistance", 45),
        ("45 \u2126", "resistance", 45),
        ("0.5 1/h", "frequency", Fraction(1, 7200)),
        ("500 FIT", "failure-rate", Fraction(500, 3600 * 10**9)),
        ("3000 rpm", "rotation-speed", 50),
        ("-1.9 dBm", "power-level", Fraction("-1.9")),
        ("3 dB", "level-difference", 3),
        ("0.35 dB/km", "attenuation", Fraction("0.00035")),
        ("250 kPag", "gauge-pressure", 250_000),
        ("2.5 barg", "gauge-pressure", 250_000),
        ("101.325 kPaa", "absolute-pressure", 101_325),
        ("35 kPa", "pressure", 35_000),
        ("53.125 GBd", "symbol-rate", 53_125_000_000),
        ("64 GT/s", "transfer-rate", 64 * 10**9),
        ("2 bit/symbol", "bits-per-symbol", 2),
        ("32 flit", "flit-count", 32),
        ("9" * 60 + " W", "power", int("9" * 60)),
        ("1e60 W", "power", 10**60),
    ],
)
def test_read_exactly(table, text, name, value):
    found = parse(text, table, table.dimension(name))
    assert found.value == value
    assert isinstance(found.value, Fraction)
    assert found.text == text


def test_without_an_expectation_any_quantity_is_read(table):
    assert table.name_of(parse("45 degC", table, None).unit.dimension) == "temperature"
    assert table.name_of(parse("45 K", table, None).unit.dimension) == "temperature-difference"
    assert parse("45", table, None).value == 45


# text, dimension, code, spelling to use ("" where there is none)
REFUSED = [
    ("", "power", "QTY-empty", ""),
    ("   ", "power", "QTY-empty", ""),
    ("400", "power", "QTY-no-unit", ""),
    ("4e2", "power", "QTY-no-unit", ""),
    ("W", "power", "QTY-no-number", "… W"),
    ("W 45", "power", "QTY-no-number", "45 W"),
    ("abc", "power", "QTY-syntax", ""),
    ("- 5 W", "power", "QTY-syntax", ""),
    (". W", "power", "QTY-syntax", ""),
    ("$5", "power", "QTY-syntax", ""),
    ("--5 W", "power", "QTY-syntax", ""),
    ("x" * 121, "power", "QTY-too-long", ""),
    # other dimensions
    ("5 W", "time", "QTY-wrong-dimension", ""),
    ("5 GBd", "information-rate", "QTY-wrong-dimension", ""),
    ("112 GT/s", "information-rate", "QTY-wrong-dimension", ""),
    ("26 GHz", "symbol-rate", "QTY-wrong-dimension", ""),
    ("5 W", "ratio", "QTY-wrong-dimension", ""),
    ("5 %", "power", "QTY-wrong-dimension", ""),
    ("5 flit", "packet-count", "QTY-wrong-dimension", ""),
    ("5 cycle", "time", "QTY-wrong-dimension", ""),
    ("5 S", "time", "QTY-wrong-dimension", ""),
    ("5 M", "length", "QTY-spelling", "5 m"),
    ("5 degC", "temperature-difference", "QTY-degrees-for-difference", ""),
    ("5 °C", "temperature-difference", "QTY-degrees-for-difference", ""),
    ("300 kPa", "gauge-pressure", "QTY-pressure-scale", ""),
    ("300 kPaa", "gauge-pressure", "QTY-pressure-scale", ""),
    ("3 bar", "absolute-pressure", "QTY-pressure-scale", ""),
    ("300 kPag", "pressure", "QTY-pressure-for-difference", ""),
    ("3 dB", "power-level", "QTY-level-scale", ""),
    ("3 dBm", "level-difference", "QTY-level-scale", ""),
    ("3 mW", "power-level", "QTY-wrong-dimension", ""),
    # spellings
    ("0.05 ℃/W", "thermal-resistance", "QTY-spelling", "0.05 K/W"),
    ("4.2 kJ/(kg·°C)", "specific-heat-capacity", "QTY-spelling", "4.2 kJ/(kg*K)"),
    ("45 º C", "temperature", "QTY-spelling", "45 degC"),
    ("45 deg C", "temperature", "QTY-spelling", "45 degC"),
    ("45 摄氏度", "temperature", "QTY-spelling", "45 degC"),
    ("10 kW h", "energy", "QTY-spelling", "10 kWh"),
    ("5 N m", "force", "QTY-unit-syntax", ""),
    ("3 kPa abs", "absolute-pressure", "QTY-spelling", "3 kPaa"),
    ("3 bar g", "gauge-pressure", "QTY-spelling", "3 barg"),
    ("1e-9/h", "failure-rate", "QTY-spelling", "1e-9 1/h"),
    ("10 ns.", "time", "QTY-spelling", "10 ns"),
    ("400G", "information-rate", "QTY-advice", ""),
    ("1.234,5 W", "power", "QTY-decimal-comma", "1234.5 W"),
    ("400 Gbps", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400Gbps", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400 gbit/s", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400 GBIT/S", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400 Gbit/sec", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400 Gbit / s", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400 Gbit per s", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("400 Gbits/s", "information-rate", "QTY-spelling", "400 Gbit/s"),
    ("50 GBps", "information-rate", "QTY-spelling", "50 GB/s"),
    ("53 Gbaud", "symbol-rate", "QTY-spelling", "53 GBd"),
    ("45 ℃", "temperature", "QTY-spelling", "45 degC"),
    ("45 °C", "temperature", "QTY-spelling", "45 degC"),
    ("45°C", "temperature", "QTY-spelling", "45 degC"),
    ("45 C", "temperature", "QTY-spelling", "45 degC"),
    ("45 Celsius", "temperature", "QTY-spelling", "45 degC"),
    ("12 Watts", "power", "QTY-spelling", "12 W"),
    ("12 KW", "power", "QTY-spelling", "12 kW"),
    ("5 sec", "time", "QTY-spelling", "5 s"),
    ("5 MS", "time", "QTY-mega-or-milli", ""),
    ("5 Ms", "time", "QTY-mega-or-milli", ""),
    ("5 Msec", "time", "QTY-mega-or-milli", ""),
    ("5 Mm/s", "speed", "QTY-mega-or-milli", ""),
    ("1e60 Ms", "time", "QTY-spelling", "1e60 ms"),
    ("5 Min", "time", "QTY-spelling", "5 min"),
    ("5 MHZ", "frequency", "QTY-spelling", "5 MHz"),
    ("5 lpm", "flow", "QTY-spelling", "5 L/min"),
    ("5 l/min", "flow", "QTY-spelling", "5 L/min"),
    ("5 TFLOPS", "flop-rate", "QTY-spelling", "5 TFLOP/s"),
    ("5 TFLOPs", "flop", "QTY-spelling", "5 TFLOP"),
    ("5 Mpps", "packet-rate", "QTY-spelling", "5 Mpacket/s"),
    ("5 bar(g)", "gauge-pressure", "QTY-spelling", "5 barg"),
    ("5 W/m^2", "heat-flux", "QTY-spelling", "5 W/m2"),
    ("5 W·m-2", "heat-flux", "QTY-spelling", "5 W/m2"),
    ("5 m s-1", "speed", "QTY-spelling", "5 m/s"),
    ("5 Ohms", "resistance", "QTY-spelling", "5 ohm"),
    ("5 percent", "ratio", "QTY-spelling", "5 %"),
    # ambiguous
    ("400 Gb/s", "information-rate", "QTY-ambiguous-unit", ""),
    ("5 Mb", "information", "QTY-ambiguous-unit", ""),
    ("5 KB", "information", "QTY-ambiguous-unit", ""),
    ("5 mib", "information", "QTY-ambiguous-unit", ""),
    ("5 mw", "power", "QTY-ambiguous-unit", ""),
    ("5 J/kg*K", "specific-heat-capacity", "QTY-spelling", "5 J/(kg*K)"),
    ("5 m/s*K*s", None, "QTY-unit-ambiguous", ""),
    # refused with their own sentence
    ("1 U", "length", "QTY-advice", ""),
    ("5 psi", "pressure", "QTY-advice", ""),
    ("25 mmH2O", "pressure", "QTY-advice", ""),
    ("0.5 in H2O", "pressure", "QTY-advice", ""),
    ("5 kVA", "power", "QTY-advice", ""),
    ("70 °F", "temperature", "QTY-advice", ""),
    ("5 years", "time", "QTY-advice", ""),
    # units that are none
    ("1e60 furlong", "length", "QTY-unknown-unit", ""),
    ("0.5 1/hr", "frequency", "QTY-spelling", "0.5 1/h"),
    ("1/" + "9" * 80 + " W", "power", "QTY-unit-syntax", ""),
    ("5 furlong", "length", "QTY-unknown-unit", ""),
    ("5 mtrs", "length", "QTY-unknown-unit", ""),
    ("5 degC/W", "thermal-resistance", "QTY-point-in-compound", ""),
    ("5 W W", "power", "QTY-unit-syntax", ""),
    ("5 5", "power", "QTY-unit-syntax", ""),
    ("1.2.3 W", "power", "QTY-unit-syntax", ""),
    ("5 1", "frequency", "QTY-unit-syntax", ""),
    ("5 W,", "power", "QTY-unit-syntax", ""),
    ("5e W", "power", "QTY-unit-syntax", ""),
    # words
    ("900 GB/s bidir", "information-rate", "QTY-word-direction", "900 GB/s"),
    ("900 GB/s bidirectional", "information-rate", "QTY-word-direction", "900 GB/s"),
    ("900 GB/s/dir", "information-rate", "QTY-word-direction", "900 GB/s"),
    ("900 GB/s (bidirectional)", "information-rate", "QTY-word-direction", "900 GB/s"),
    ("900 GB/s 双向", "information-rate", "QTY-word-direction", "900 GB/s"),
    ("900 GB/s per lane", "information-rate", "QTY-word-scope", "900 GB/s"),
    ("120 kW/rack", "power", "QTY-word-scope", "120 kW"),
    ("5 W max", "power", "QTY-word-relation", "5 W"),
    ("5 GB/s payload", "information-rate", "QTY-word-layer", "5 GB/s"),
    # numbers
    ("１２ W", "power", "QTY-characters", "12 W"),
    ("12 Ｗ", "power", "QTY-characters", "12 W"),
    ("93％", "ratio", "QTY-characters", "93%"),
    ("−5 W", "power", "QTY-characters", "-5 W"),
    ("5 m²", "area", "QTY-characters", "5 m2"),
    ("-300 degC", "temperature", "QTY-below-zero", ""),
    ("-1 K", "temperature", "QTY-below-zero", ""),
    ("-0.1 bara", "absolute-pressure", "QTY-below-zero", ""),
    ("“5 W”", "power", "QTY-characters", "5 W"),
    ("5\u200b W", "power", "QTY-characters", "5 W"),
    ("１２，５ W", "power", "QTY-decimal-comma", "12.5 W"),
    ("٣ W", "power", "QTY-syntax", ""),
    ("nan W", "power", "QTY-not-finite", ""),
    ("NaN", "ratio", "QTY-not-finite", ""),
    ("inf W", "power", "QTY-not-finite", ""),
    ("-.inf", "ratio", "QTY-not-finite", ""),
    ("∞ W", "power", "QTY-not-finite", ""),
    ("1e400 W", "power", "QTY-exponent", ""),
    ("1e400W", "power", "QTY-exponent", ""),
    ("1e61 W", "power", "QTY-exponent", ""),
    ("1e-400 W", "power", "QTY-exponent", ""),
    ("1e" + "9" * 50 + " W", "power", "QTY-exponent", ""),
    ("1" * 61 + " W", "power", "QTY-too-many-digits", ""),
    ("0." + "1" * 61 + " W", "power", "QTY-too-many-digits", ""),
    ("12,5 W", "power", "QTY-decimal-comma", "12.5 W"),
    ("0,125 W", "power", "QTY-decimal-comma", "0.125 W"),
    ("1234,567 W", "power", "QTY-decimal-comma", "1234.567 W"),
    ("1,000 W", "power", "QTY-comma", ""),
    ("12,500 W", "power", "QTY-comma", ""),
    ("1,000,000 W", "power", "QTY-grouping", "1000000 W"),
    ("1,000.5 W", "power", "QTY-grouping", "1000.5 W"),
    ("1 000 W", "power", "QTY-grouping", "1000 W"),
    ("1_000 W", "power", "QTY-grouping", "1000 W"),
    ("10_00 W", "power", "QTY-grouping", "1000 W"),
    ("1'000 W", "power", "QTY-grouping", "1000 W"),
    ("1/2 W", "power", "QTY-fraction", "0.5 W"),
    ("1/3", "ratio", "QTY-fraction", "0.333333"),
    ("½ W", "power", "QTY-fraction", "0.5 W"),
    ("1½ W", "power", "QTY-fraction", "1.5 W"),
    ("-2 3/4 W", "power", "QTY-fraction", "-2.75 W"),
    ("10³ W", "power", "QTY-power-of-ten", "1e3 W"),
    ("10^-15", "ratio", "QTY-power-of-ten", "1e-15"),
    ("1.5×10³ W", "power", "QTY-power-of-ten", "1.5e3 W"),
    ("−1.5·10⁻³ W", "power", "QTY-power-of-ten", "-1.5e-3 W"),
    ("2 x 10**+6 Hz", "frequency", "QTY-power-of-ten", "2e6 Hz"),
    ("5x10^9 bps", "information-rate", "QTY-spelling", "5e9 bit/s"),
    ("5³ W", "power", "QTY-unit-syntax", ""),
    ("8 x 112 Gbit/s", "information-rate", "QTY-product", "896 Gbit/s"),
    ("8×112 Gbit/s", "information-rate", "QTY-product", "896 Gbit/s"),
    ("0x10 W", "power", "QTY-hex", ""),
    ("0b1 W", "power", "QTY-hex", ""),
    ("5-10 W", "power", "QTY-range", "{min: 5 W, max: 10 W}"),
    ("5 W - 10 W", "power", "QTY-range", "{min: 5 W, max: 10 W}"),
    ("5 mW to 10 W", "power", "QTY-range", "{min: 5 mW, max: 10 W}"),
    ("5-10 Gbps", "information-rate", "QTY-range", "{min: …, max: …}"),
    ("5..10 W", "power", "QTY-range", "{min: 5 W, max: 10 W}"),
    ("5~10 W", "power", "QTY-range", "{min: 5 W, max: 10 W}"),
    ("<= 5 W", "power", "QTY-relation", "5 W"),
    ("≥5 W", "power", "QTY-relation", "5 W"),
    ("~5 W", "power", "QTY-relation", "5 W"),
    ("about 5 W", "power", "QTY-relation", "5 W"),
    ("up to 5 W", "power", "QTY-relation", "5 W"),
    ("至少 5 W", "power", "QTY-relation", "5 W"),
    ("< 5 Gbps", "information-rate", "QTY-spelling", "5 Gbit/s"),
    ("5 W ± 5 %", "power", "QTY-tolerance", ""),
    ("5 +/- 1 W", "power", "QTY-tolerance", ""),
]


@pytest.mark.parametrize(("text", "name", "code", "use"), REFUSED, ids=[repr(case[0])[:40] for case in REFUSED])
def test_refused_with_the_spelling_to_use(table, text, name, code, use):
    with pytest.raises(QuantityError) as error:
        parse(text, table, table.dimension(name) if name else None)
    assert (error.value.code, error.value.arguments.get("use", "")) == (code, use)


@pytest.mark.parametrize("case", REFUSED, ids=[repr(case[0])[:40] for case in REFUSED])
def test_every_refusal_can_be_said_in_both_languages(table, case):
    with pytest.raises(QuantityError) as error:
        parse(case[0], table, table.dimension(case[1]) if case[1] else None)
    arguments, entry = error.value.arguments, entries()[error.value.code]
    fields = {name for template in entry for _, name, _, _ in Formatter().parse(template) if name}
    assert fields <= set(arguments)
    for language in LANGUAGES:
        assert sentence(error.value.code, language, arguments)
        assert "None" not in sentence(error.value.code, language, arguments)
        assert "None" not in help_text(error.value.code, language, arguments)


@pytest.mark.parametrize(
    ("text", "name", "thousands", "decimal"),
    [
        ("1,500 W", "power", "1500 W", "1.500 W"),
        ("1,500 Gbps", "information-rate", "1500 Gbit/s", "1.500 Gbit/s"),
        ("1,500degC", "temperature", "1500 degC", "1.500 degC"),
        ("1,500", "ratio", "1500", "1.500"),
        ("1,500 Gb", "information", "1500 …", "1.500 …"),
        ("1,500 furlong", "length", "1500 …", "1.500 …"),
    ],
)
def test_either_reading_of_a_comma_is_told_with_a_unit_that_is_one(table, text, name, thousands, decimal):
    with pytest.raises(QuantityError) as error:
        parse(text, table, table.dimension(name))
    told = error.value.arguments
    assert (error.value.code, told["thousands"], told["decimal"]) == ("QTY-comma", thousands, decimal)


def test_what_the_words_look_like(table):
    def words(text: str, name: str, language: str) -> str:
        with pytest.raises(QuantityError) as error:
            parse(text, table, table.dimension(name))
        arguments = error.value.arguments
        return f"{sentence(error.value.code, language, arguments)}. {help_text(error.value.code, language, arguments)}."

    assert words("45", "temperature", "en") == "`45` has no unit. this field takes temperature: write it in degC, K."
    assert (
        words("5 W", "time", "zh")
        == "`5 W` 是功率，不是时间. 该字段应填时间，单位可用 ps, ns, us, ms, s, min, h, d, …."
    )
    assert words("400 Gb/s", "information-rate", "en") == (
        "`Gb/s` may mean more than one unit. write 400 Gbit/s or 400 GB/s."
    )
    assert words("1,000 W", "power", "en").endswith("write `1000 W` or `1.000 W`.")
    assert words("2.5e1 Ms", "time", "en") == (
        "`Ms` is no unit here: `M` is mega (1e6), `m` is milli (1e-3). write 2.5e1 ms or 25000000 s, whichever is meant."
    )


def test_a_refused_text_is_quoted_as_it_was_written(table):
    with pytest.raises(QuantityError) as error:
        parse("１２，５ W", table, table.dimension("power"))
    assert error.value.arguments["text"] == "１２，５ W"
