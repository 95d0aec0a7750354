"""Each published format is known by its columns; what cannot be read is told with its place, and the rest is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodestar.analytics.comparators.areas import Areas, shipped_areas
from lodestar.analytics.comparators.cells import read_cell, read_year
from lodestar.analytics.comparators.reading import read_published
from lodestar.analytics.comparators.rows import NeighbourRow, PopulationRow, ReadFile, ValueRow
from lodestar.analytics.comparators.states import Format, Status
from tests.analytics.comparators import made_files as made


def read(content: bytes, name: str = "file.csv", areas: Areas | None = None) -> ReadFile:
    return read_published(name, content, areas or shipped_areas())


def said(file: ReadFile) -> set[tuple]:
    return {
        (r.series, r.area.name, r.year_ending, r.value, r.status)
        for r in file.rows
        if isinstance(r, ValueRow)
    }


def told(file: ReadFile) -> list[str]:
    return [str(refusal) for refusal in file.refusals]


class TestCells:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("c", Status.SUPPRESSED), ("C", Status.SUPPRESSED), ("z", Status.NOT_APPLICABLE),
            (".", Status.NOT_APPLICABLE), ("x", Status.NOT_AVAILABLE), ("..", Status.NOT_AVAILABLE),
            ("", Status.NOT_AVAILABLE), ("  ", Status.NOT_AVAILABLE), ("-", Status.NOT_AVAILABLE),
            ("k", Status.ROUNDS_TO_ZERO),
        ],
    )  # fmt: skip
    def test_a_sign_is_no_value_and_says_why(self, text, status):
        cell = read_cell(text)
        assert (cell.value, cell.status, cell.fault) == (None, status, "")

    @pytest.mark.parametrize(
        ("text", "value"),
        [("0", 0), ("81,770", 81770), ("12,183,016", 12183016), ("14.100000000000001", "14.1"), ("-0.77", "-0.77"),
         ("6%", 6), (" 67 ", 67), ("-0", 0)],
    )  # fmt: skip
    def test_a_number_is_its_value(self, text, value):
        cell = read_cell(text)
        assert (cell.value, cell.status) == (Decimal(value), Status.PUBLISHED)
        assert not str(cell.value).startswith("-0.0000")

    @pytest.mark.parametrize(
        "text", ["abc", "1,23", "12,34,567", "1e5", "٣", "1 234", "--3", "9" * 50, "#REF!"]
    )
    def test_anything_else_is_told(self, text):
        cell = read_cell(text)
        assert cell.value is None and cell.fault

    def test_a_year_is_the_one_a_period_ends_in(self):
        assert [read_year(t) for t in ("2025", "202425", "2024/25", "2024-25", "199900")] == [
            2025, 2025, 2025, 2025, 2000,
        ]  # fmt: skip
        assert [read_year(t) for t in ("", "25", "202426", "Trend", "20255", "२०२५")] == [None] * 6


class TestCountsAndRates:
    def test_numbers_and_rates_of_every_level(self):
        file = read(
            made.counts(
                ("2025", made.ENGLAND_IS.rstrip(",") + ",,,,,", made.ON_31_MARCH, '"81,000"', "60"),
                ("2025", made.SHROPSHIRE_IS, made.ON_31_MARCH, "700", "110"),
                ("202425", made.SHROPSHIRE_IS, made.STARTING, "c", "k"),
            )
        )
        assert (file.format, file.problem, told(file)) == (Format.COUNTS_AND_RATES, "", [])
        assert said(file) == {
            ("LOOKED_AFTER", "England", 2025, Decimal(81000), Status.PUBLISHED),
            ("RATE_PER_10000", "England", 2025, Decimal(60), Status.PUBLISHED),
            ("LOOKED_AFTER", "Shropshire", 2025, Decimal(700), Status.PUBLISHED),
            ("RATE_PER_10000", "Shropshire", 2025, Decimal(110), Status.PUBLISHED),
            ("STARTED", "Shropshire", 2025, None, Status.SUPPRESSED),
            ("STARTED_RATE", "Shropshire", 2025, None, Status.ROUNDS_TO_ZERO),
        }
        assert file.covers_to == 2025

    def test_a_region_and_an_authority_under_its_former_code(self):
        somerset = "Local authority,E92000001,England,E12000009,South West,933,Somerset,E10000027"
        region = "Regional,E92000001,England,E12000005,West Midlands,,,"
        file = read(
            made.counts(
                ("2021", somerset, made.STARTING, "1", "2"), ("2021", region, made.STARTING, "3", "4")
            )
        )
        assert {r.area.code for r in file.rows} == {"E06000066", "E12000005"}

    def test_one_wrong_value_loses_only_itself(self):
        file = read(
            made.counts(
                ("2025", made.SHROPSHIRE_IS, made.ON_31_MARCH, "many", "110"),
                ("2024", made.SHROPSHIRE_IS, made.ON_31_MARCH, "690", "-4"),
            )
        )
        assert told(file) == [
            "line 2, column children_count: 'many' is no number and no sign such as c or z.",
            "line 3, column rate_per_10000: -4 cannot be RATE_PER_10000: it is less than 0.",
        ]
        assert {(r.series, r.year_ending) for r in file.rows} == {
            ("RATE_PER_10000", 2025),
            ("LOOKED_AFTER", 2024),
        }

    def test_values_in_the_wrong_column_are_told(self):
        telford = made.SHROPSHIRE_IS.replace("Shropshire", "Telford and Wrekin")
        file = read(
            made.counts(
                ("2025", telford, made.ON_31_MARCH, "1", "2"),
                (made.ON_31_MARCH[:9], made.SHROPSHIRE_IS, made.ON_31_MARCH, "1", "2"),
                ("2025", made.SHROPSHIRE_IS, "2025", "1", "2"),
                ("2025", made.SHROPSHIRE_IS.replace("Local authority", "Parish"), made.STARTING, "1", "2"),
            )
        )
        assert told(file) == [
            "line 2, column la_name: 893 is Shropshire, and not Telford and Wrekin.",
            "line 3, column time_period: 'Children' is no year.",
            "line 4, column population_type: '2025' is no count that is known.",
            "line 5, column geographic_level: 'Parish' is no level that is known.",
        ]
        assert file.rows == []

    def test_a_file_cut_off_keeps_what_came_before(self):
        whole = made.counts(
            ("2025", made.SHROPSHIRE_IS, made.ON_31_MARCH, "700", "110"),
            ("2024", made.SHROPSHIRE_IS, made.ON_31_MARCH, "690", "108"),
        )
        file = read(whole[: whole.rindex(b"Shropshire") + 4])
        assert told(file) == [
            "line 3: There are 9 values where the columns are 14: the file seems to be cut off here."
        ]
        assert len(file.rows) == 2
        assert "no end" in file.notes[-1]

    def test_an_authority_not_known_yet_is_taken_as_it_is_given(self):
        new = "Local authority,E92000001,England,E12000008,South East,999,North Downs,E06000099"
        file = read(made.counts(("2030", new, made.ON_31_MARCH, "500", "70")))
        assert {(r.area.code, r.area.name) for r in file.rows} == {("E06000099", "North Downs")}

    def test_a_figure_said_twice(self):
        row = ("2025", made.SHROPSHIRE_IS, made.ON_31_MARCH, "700", "110")
        file = read(made.counts(row, row, (*row[:3], "701", "110")))
        assert told(file) == ["line 4, column children_count: Line 2 says something else of the same figure."]
        assert file.notes == ["3 passed over: said twice, with the same value."]
        assert len(file.rows) == 2


class TestPopulations:
    def test_children_aged_0_to_17(self):
        file = read(
            made.populations(
                ("2024", "893,E06000051,Shropshire", '"60,200"'), ("2012", "943,E06000064,Westmorland and Furness", "x")
            )
        )  # fmt: skip
        assert (file.format, told(file), file.covers_to) == (Format.POPULATIONS, [], 2024)
        assert {
            (r.area.name, r.year, r.number, r.status) for r in file.rows if isinstance(r, PopulationRow)
        } == {
            ("Shropshire", 2024, 60200, Status.PUBLISHED),
            ("Westmorland and Furness", 2012, None, Status.NOT_AVAILABLE),
        }

    def test_other_ages_are_passed_over(self):
        file = read(made.populations(("2024", "893,E06000051,Shropshire", "60200"), ages="Aged 16 to 17"))
        assert file.rows == [] and file.refusals == []
        assert file.notes == ["1 passed over: of other ages than 0 to 17."]

    @pytest.mark.parametrize("number", ["0", "-5", "60200.5"])
    def test_no_number_of_children(self, number):
        file = read(made.populations(("2024", "893,E06000051,Shropshire", number)))
        assert told(file) == [
            f"line 2, column population_estimate: {number} is no number of children in an area."
        ]


class TestInteractiveTool:
    def test_years_across_and_our_own_ids(self):
        file = read(
            made.interactive_tool(
                'LACStable_2016on,"Placement 1 - %, three or more",Shropshire,7,8,6',
                "LACStable_2016on,Placement 1,West Midlands,10,,-",
                "LAC_KS2_AVG_Prog8_M,Key stage 2,England,-0.63,..,c",
            )
        )
        assert (file.format, told(file), file.covers_to) == (Format.INTERACTIVE_TOOL, [], 2025)
        assert said(file) == {
            ("NI62", "Shropshire", 2023, Decimal(7), Status.PUBLISHED),
            ("NI62", "Shropshire", 2024, Decimal(8), Status.PUBLISHED),
            ("NI62", "Shropshire", 2025, Decimal(6), Status.PUBLISHED),
            ("NI62", "West Midlands", 2023, Decimal(10), Status.PUBLISHED),
            ("NI62", "West Midlands", 2025, None, Status.NOT_AVAILABLE),
            ("LAC_KS2_AVG_Prog8_M", "England", 2023, Decimal("-0.63"), Status.PUBLISHED),
            ("LAC_KS2_AVG_Prog8_M", "England", 2024, None, Status.NOT_AVAILABLE),
            ("LAC_KS2_AVG_Prog8_M", "England", 2025, None, Status.SUPPRESSED),
        }

    def test_faults_are_told_and_the_rest_is_read(self):
        file = read(
            made.interactive_tool(
                "LACStable_2016on,Placements,Atlantis,1,2,3",
                "LACStable_2016on,Placements,England,10,eleven,101",
                ",Placements,England,10,11,12",
                "LACStable_2016on,Placements,Shropshire,1,2,3,4",
                'LACStable_2016on,"Placements,London,1,2,3',
                "LACStable_2016on,Placements,Statistical Neighbours,1,2,3",
                "LACStable_2016on,Placements,South East,1,2,3",
            )
        )
        assert told(file) == [
            "line 2, column LA and Regions: 'Atlantis' is no area that is known.",
            "line 3, column 2024: 'eleven' is no number and no sign such as c or z.",
            "line 3, column 2025: 101 cannot be NI62: it is more than 100, the most there can be.",
            "line 4, column Short Desc: There is no short name of a series.",
            "line 5: There are 7 values where the columns are 6: a comma may stand in a value without quotation marks.",
            "line 6: The line has a quotation mark that is never closed, or stands inside a value.",
        ]
        assert {(r.area.name, r.year_ending) for r in file.rows if isinstance(r, ValueRow)} == {
            ("England", 2023), ("South East", 2023), ("South East", 2024), ("South East", 2025),
        }  # fmt: skip
        assert any("statistical neighbours" in remark for remark in file.notes)

    def test_a_line_end_inside_quotation_marks(self):
        file = read(made.interactive_tool('LAC,"Rate\nper 10,000",England,1,2,3', "LAC,Rate,London,1,2,3"))
        assert told(file) == [] and len(file.rows) == 6
        assert max(r.line for r in file.rows) == 4

    @pytest.mark.parametrize(
        ("name", "code"),
        [("London", "E12000007"), ("City of London", "E09000001"), ("Herefordshire", "E06000019"),
         ("Bristol", "E06000023"), ("St. Helens", "E08000013"), ("Telford & Wrekin", "E06000020"),
         ("Dorset", "E06000059"), ("Cumbria", "E10000006"), ("Durham", "E06000047"),
         ("Bournemouth, Christchurch & Poole", "E06000058"), ("shropshire", "E06000051")],
    )  # fmt: skip
    def test_names_as_publishers_write_them(self, name, code):
        file = read(made.interactive_tool(f'LAC,Rate,"{name}",1,2,3'))
        assert {r.area.code for r in file.rows} == {code}

    def test_a_name_of_two_areas_is_not_guessed(self):
        assert told(read(made.interactive_tool('LAC,Rate,"London, City of",1,2,3')))


class TestNeighbours:
    def test_ten_in_order(self):
        file = read(made.neighbours(("893", "Shropshire", made.TEN)), "sn_model_2025_wide.csv")
        rows = [r for r in file.rows if isinstance(r, NeighbourRow)]
        assert (file.format, told(file), file.covers_to) == (Format.NEIGHBOURS, [], 2025)
        assert [r.rank for r in rows] == list(range(1, 11))
        assert [r.neighbour.dfe_number for r in rows] == made.TEN.split()
        assert {r.closeness for r in rows} == {"Very close"}

    def test_no_authority_of_the_number(self):
        file = read(
            made.neighbours(
                ("893", "Shropshire", "815 815 893 12 xyz 884 830 885 943 916"), ("894", "Shropshire", made.TEN)
            )
        )  # fmt: skip
        assert told(file) == [
            "line 2, column SN_2: '815' stands in its own row already.",
            "line 2, column SN_3: '893' stands in its own row already.",
            "line 2, column SN_4: '12' is the number of no authority.",
            "line 2, column SN_5: 'xyz' is the number of no authority.",
            "line 3, column old_la_code: '894' is not the number of Shropshire.",
        ]
        assert len(file.rows) == 6


class TestTheFileAsAWhole:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "The file is empty."),
            (b"\n\n,,,\n", "The file is empty."),
            (b"a,b\n1,2\n", "This is none of the files that can be read. Its first line is: a, b"),
            (b"PK\x03\x04rest", "This is an Excel or a zip file."),
            (b"%PDF-1.7", "This is a PDF."),
            (b"\xd0\xcf\x11\xe0rest", "This is an old Excel file."),
            (b"a,b\x00\n", "The file is no text"),
            (b"\xff\xfea", "The file is no text"),
            (b"Short Desc,Measure,LA and Regions\nLAC,Rate,England\n", "has no column for a year"),
            (b"Short Desc,Measure,LA and Regions,2024,2024\nLAC,R,England,1,2\n", "The column 2024 stands there twice"),
            (b"time_period,time_period," + made.COUNTS_HEAD[12:].encode() + b"\n", "column time_period stands there"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_at_all_is_told_in_words(self, content, words):
        file = read(content)
        assert words in file.problem and file.rows == [] and file.has_faults

    def test_a_missing_column_is_named(self):
        content = made.counts(("2025", made.SHROPSHIRE_IS, made.ON_31_MARCH, "700", "110"))
        file = read(content.replace(b"rate_per_10000", b"rate"))
        assert file.problem == (
            "It looks like looked-after children, number and rate by authority and year (DfE), "
            "but has no column rate_per_10000."
        )

    def test_columns_may_come_in_another_order_after_a_title_and_with_others(self):
        file = read(
            b"Local Authority Interactive Tool,,,,,,\n\nMeasure,2025,LA and Regions,Trend,Short Desc,2024,,\n"
            b"Rate,67,England,up,LAC,69,,\n"
        )
        assert told(file) == []
        assert said(file) == {
            ("RATE_PER_10000", "England", 2025, Decimal(67), Status.PUBLISHED),
            ("RATE_PER_10000", "England", 2024, Decimal(69), Status.PUBLISHED),
        }

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_encodings_and_line_ends(self, encoding, end):
        text = made.interactive_tool("LAC,Rate – of all,England,1,2,3").decode()
        file = read(text.replace("\n", end).encode(encoding))
        assert told(file) == [] and len(file.rows) == 3 and file.notes == []

    @given(st.binary(max_size=400))
    def test_no_bytes_bring_it_down(self, content):
        read(content)

    @given(st.lists(st.text(max_size=12), max_size=9))
    def test_no_row_brings_it_down(self, cells):
        line = ",".join(cells).encode("utf-8", "replace")
        file = read(made.interactive_tool("LAC,Rate,England,1,2,3").rstrip() + b"\n" + line + b"\n")
        assert len(file.rows) >= 3

    @given(st.integers(min_value=0))
    def test_a_file_cut_anywhere_keeps_every_whole_line(self, at):
        whole = made.counts(
            *((str(year), made.SHROPSHIRE_IS, made.ON_31_MARCH, "700", "110") for year in range(2020, 2026))
        )
        part = whole[: at % len(whole)]
        file = read(part)
        if file.format is not None:
            assert len(file.rows) >= 2 * (part.count(b"\n") - 1)
