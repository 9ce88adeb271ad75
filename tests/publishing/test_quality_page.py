"""The page on quality shows what a build has counted, what gates have said and what has been measured."""

from publishing.quality_page import GateFigure, Measurement, quality_page

COUNTS = {"[One](one.md)": [1, 2, 3, 4], "[Two](two.md)": [10, 20, 30, 40]}
HEADINGS = ["blocks run", "outputs compared", "numbers checked", "figures drawn"]
SPEED = Measurement("Training", "2026-11-27", "2 processors", [["fit", "a | b", "0.25 (0.20 to 0.30)"]])


def page(gates=(), measurements=()):
    return quality_page(COUNTS, HEADINGS, [], gates, measurements, {"Python": "3.11.0"})


def test_counts_are_added_up():
    assert "| **together** | **11** | **22** | **33** | **44** |" in page()


def test_what_has_not_been_asked_or_measured_says_so():
    assert "The gates have not been asked for this build." in page()
    assert "Nothing has been measured; `make bench` does." in page()


def test_a_gate_that_falls_short_stands_out():
    assert "| links | **falls short** | 1 broken |" in page(gates=[GateFigure("links", "1 broken", False)])


def test_ratios_stand_below_what_they_were_measured_on():
    lines = page(measurements=[SPEED]).splitlines()
    start = lines.index("### Training")
    assert lines[start + 2] == "Measured on 2026-11-27: 2 processors."
    assert lines[start + 4] == "| what | beside | time (spread) |"
    assert lines[start + 6] == r"| fit | a \| b | 0.25 (0.20 to 0.30) |"
