"""Charts: valid and escaped SVG, words that do not touch, nothing told by colour alone, files that open."""

import csv
import io
import re
import zipfile
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lodestar.govuk.charts import (
    NARROW,
    WIDE,
    Chart,
    Kind,
    Series,
    csv_of,
    drawing,
    png_of,
    svg_of,
    table_csv,
    xlsx_of,
)
from lodestar.govuk.charts.scales import apart, shortened, ticks_to, width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
YEARS = ["2022", "2023", "2024", "2025", "2026"]


def trend(*more):
    ours = Series("Westmarch Council", [11.6, 4.3, None, 7.2, 6.4], is_ours=True)
    return Chart("Placements <3+>", "6.4% & falling", "%", YEARS, [ours, *more], Kind.LINES)


def bars(values, names=None):
    names = names or [f"A rather long category of children number {n}" for n in range(len(values))]
    return Chart(
        "Where children live", "Most in foster care", "", names, [Series("Children", values, is_ours=True)]
    )


ENGLAND = Series("England", [10, 11, 11, 10, None])
REGION = Series("West Midlands", [9, 10, 10, None, None])
MEAN = Series("Statistical neighbours, mean", [10, 10.5, 11, 10.2, None])
MEDIAN = Series("Statistical neighbours, median", [10, 10.4, 11, 10.1, None])
CHARTS = {
    "trend": trend(ENGLAND, REGION, MEAN, MEDIAN),
    "bars": bars([27, 136, 19, 116, 1]),
    "fifteen bars": bars(list(range(15))),
    "one bar": bars([7]),
    "bars with a gap": bars([7, None, 3]),
    "columns": Chart(
        "Rates", "Up", "", YEARS, [Series("Ours", [1, 2, 3, 4, 5], is_ours=True), ENGLAND], Kind.COLUMNS
    ),
    "nothing": bars([None, None]),
    "one year": Chart("Rates", "One", "%", ["2026"], [Series("Ours", [5.0], is_ours=True)], Kind.LINES),
    "all alike": Chart("Rates", "Same", "%", YEARS, [Series("Ours", [5.0] * 5, is_ours=True)], Kind.LINES),
    "noughts": bars([0, 0, 0]),
}


@pytest.mark.parametrize("wide", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_whole_named_and_the_same_every_time(name, wide):
    text = svg_of(CHARTS[name], "x", wide)
    assert text == svg_of(CHARTS[name], "x", wide)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img" and root.get("aria-labelledby") == "x-title x-told"
    assert root.find(f"{SVG}title").text == CHARTS[name].title
    assert root.find(f"{SVG}desc").text == CHARTS[name].sentence
    assert " style=" not in text and "<script" not in text and "nan" not in text.lower().split("<desc")[0]


@pytest.mark.parametrize("wide", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_no_words_touch_or_leave_the_chart(name, wide):
    boxes = []
    for one in ElementTree.fromstring(svg_of(CHARTS[name], "x", wide)).iter(f"{SVG}text"):
        size, long = float(one.get("font-size")), width_of(one.text, float(one.get("font-size")))
        x = float(one.get("x")) - {"start": 0, "middle": long / 2, "end": long}[one.get("text-anchor")]
        boxes.append((x, float(one.get("y")) - size * 0.75, x + long, float(one.get("y")), one.text))
        assert x > -6 and x + long < wide + 12, one.text
    names = [box for box in boxes if any(series.name[:8] in box[4] for series in CHARTS[name].series)]
    for (a, b, c, d, one), (e, f, g, h, other) in combinations(names, 2):
        assert c <= e or g <= a or d <= f or h <= b, f"{one} / {other}"


def test_series_differ_by_dash_and_marker_and_not_by_colour_alone():
    text = svg_of(CHARTS["trend"])
    assert len(set(re.findall(r'<polyline[^>]*stroke-dasharray="([^"]+)"', text))) == 4
    assert len(set(re.findall(r"<polygon[^>]*points=\"[^\"]+\"", text))) > 4 and "<circle" in text
    assert "England" in text and "11.6%" in text


def test_a_year_without_a_number_is_a_gap_and_never_nought():
    ours = re.findall(r'<polyline points="([^"]+)"[^>]*stroke-width="3.5"', svg_of(trend()))
    assert [len(line.split()) for line in ours] == [2, 2]


@pytest.mark.parametrize(
    "colour", (drawing.INK, drawing.QUIET, drawing.GRID, drawing.OURS, *(one[0] for one in drawing.OTHERS))
)
def test_colours_stand_out_from_white(colour):
    def light(part):
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (light(colour[n : n + 2]) for n in (1, 3, 5))
    contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    is_paper = colour == drawing.GRID  # lines that only guide the eye
    assert contrast >= 4.5 or is_paper


@settings(max_examples=80)
@given(st.lists(st.floats(0, 300), min_size=1, max_size=6))
def test_names_are_moved_apart_in_their_order(heights):
    found = apart(heights, 17, 0, 300)
    for one, two in combinations(range(len(heights)), 2):
        assert abs(found[one] - found[two]) >= 17 - 1e-6
        if heights[one] < heights[two]:
            assert found[one] <= found[two]


@settings(max_examples=80)
@given(st.floats(0.01, 1e6), st.floats(0, 0.9))
def test_ticks_are_round_and_hold_the_numbers(highest, share):
    found = ticks_to(highest, highest * share)
    assert found[0] <= highest * share + 1e-6 and found[-1] >= highest - 1e-6 and 2 <= len(found) <= 9


def test_words_are_wrapped_and_cut():
    assert wrapped("Foster care with relatives or friends", 13, 130) == [
        "Foster care with",
        "relatives or friends",
    ]
    assert shortened("Statistical neighbours", 13, 60).endswith("…")


# --- files ------------------------------------------------------------------------------------------------


def test_a_picture_is_a_png():
    assert png_of(CHARTS["trend"])[:8] == b"\x89PNG\r\n\x1a\n"


def test_numbers_as_csv_open_in_a_spreadsheet_and_run_nothing():
    text = csv_of(Chart("=1+1", "@sum", "%", ["=cmd()", "+2"], [Series("Ours", [1.5, None], is_ours=True)]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[:3] == [["Category", "Ours (%)"], ["'=cmd()", "1.5"], ["'+2", "not published"]]
    assert rows[-2:] == [["'=1+1"], ["'@sum"]]


def test_numbers_as_a_sheet_are_numbers():
    content = xlsx_of(CHARTS["trend"], note="Counted from made-up rows")
    assert zipfile.is_zipfile(io.BytesIO(content))
    sheet = load_workbook(io.BytesIO(content)).active
    assert (
        sheet["A1"].value == "Placements <3+>"
        and sheet["B4"].value == 11.6
        and sheet["B6"].value == "not published"
    )
    assert "Counted from made-up rows" in [cell.value for cell in sheet["A"]]


def test_any_table_can_be_taken_away():
    text = table_csv("Title", ["A", "B"], [["x", 1], [None, "-3"]], "Note")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[:3] == [
        ["A", "B"],
        ["x", "1"],
        ["", "'-3"],
    ]


def test_a_chart_whose_numbers_do_not_fit_its_categories_is_refused():
    with pytest.raises(ValueError, match="2 values for 1"):
        Chart("T", "S", "", ["one"], [Series("Ours", [1, 2])])
