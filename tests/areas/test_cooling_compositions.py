"""Worked numbers of the cooling domain file behind the rules over a whole loop, in closed form from CoolProp's properties.

The rules themselves join parts of several vendors; their numbers are pinned here, so that they can rest on them.
"""

from __future__ import annotations

from math import pi

import pytest

CoolProp = pytest.importorskip("CoolProp.CoolProp")
PG25 = "INCOMP::MPG[0.25]"
LPM = 1 / 60_000


def of(name: str, celsius: float) -> float:
    return float(CoolProp.PropsSI(name, "T", celsius + 273.15, "P", 3e5, PG25))


def content(celsius: float) -> float:
    """Heat capacity per volume in J/(m3 K)."""
    return of("D", celsius) * of("C", celsius)


def test_r05_pressures() -> None:
    psi = 6.894757
    assert 40 * psi + 60 == pytest.approx(336, abs=0.5)
    assert 50 * psi == pytest.approx(345, abs=0.5)
    assert [round(value * psi) for value in (75, 80, 90)] == [517, 552, 621]
    assert of("D", 40) * 9.80665 * 10 / 1e3 == pytest.approx(99, abs=0.5)
    assert of("D", 40) * 9.80665 * 2.2 / 1e3 == pytest.approx(22, abs=0.5)


def test_r19_filters() -> None:
    assert [round(channel / 7, 1) for channel in (200, 100)] == [28.6, 14.3]


def test_r21_ride_through() -> None:
    plate = 0.44 * 385 + content(40) * 50e-6
    assert plate == pytest.approx(370, abs=1)
    assert plate * 20 / 1000 == pytest.approx(7.4, abs=0.05)
    assert plate * 15 / 1400 == pytest.approx(4.0, abs=0.05)
    assert content(40) * 0.2 * 10 / 1e6 == pytest.approx(8.0, abs=0.05)
    assert content(40) * 0.06 * 15 / 120e3 == pytest.approx(30, abs=0.1)


def test_r23_closure() -> None:
    carried = content(45) * 1480 * LPM * 9.9
    assert carried == pytest.approx(979e3, rel=2e-3)
    assert 965e3 / carried - 1 == pytest.approx(-0.014, abs=2e-3)
    assert 1100e3 / carried - 1 == pytest.approx(0.124, abs=2e-3)


def test_header_velocity_and_air() -> None:
    assert 18 * 6 * LPM / (pi / 4 * 0.04**2) == pytest.approx(1.43, abs=0.005)
    assert pytest.approx(1.17, abs=0.005) == 17e3 / (1210 * 12)
    assert pytest.approx(4.8, abs=0.05) == 70e3 / (1210 * 12)
