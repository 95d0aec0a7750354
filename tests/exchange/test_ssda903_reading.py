"""Reading a return: what is tolerated and told, what is refused and why, and that nothing else is lost."""

import csv

import pytest

from lodestar.exchange.ssda903.dirt import Dirt
from lodestar.exchange.ssda903.layouts import LAYOUTS, Table
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.refused import write_refused
from lodestar.exchange.ssda903.years import CollectionYear
from tests.exchange.returns import EPISODES, HEADER, REVIEWS, day, read_lines, written

CHILD = "1,1,01/05/2010,WBRI,UN1,,"
REVIEW = "1,01/05/2010,26/03/2018,PN1"


def dirt_in(read):
    return {(t.dirt, t.column): (t.count, t.first_line) for t in read.tolerated}


# --- clean -----------------------------------------------------------------------------------------------


def test_a_clean_file_is_read_typed_and_without_a_word(tmp_path):
    read = read_lines(
        tmp_path / "2017_18",
        "episodes.csv",
        EPISODES,
        "1,01/05/2017,S,V2,N1,U6,PR1,02/06/2017,X1,CARPL,SY1 1AA,SY2 6ND,1234567",
        year=None,
    )
    [row] = read.rows
    assert row.table is Table.EPISODES
    assert (row.child, row.day("DECOM"), row["LS"], row.text("URN")) == (
        "1",
        day("01/05/2017"),
        "V2",
        "1234567",
    )
    assert (row.year, row.source.line, row.row_number) == (CollectionYear(2018), 2, 0)
    assert str(row.source) == "2017/18 2017_18/episodes.csv line 2"
    assert not read.tolerated and not read.refused and not read.problems
    [file] = read.files
    assert (file.rows, file.read, file.refused, file.year_from) == (1, 1, 0, "folder")


@pytest.mark.parametrize("table", list(Table))
def test_every_table_is_read(tmp_path, table):
    layout = LAYOUTS[table]
    values = {"CHILD": "7", "DOB": "01/05/2010", "LS": "C2", "PLACE": "K2", "PREV_PERM": "Z1", "MISSING": "M"}
    cells = [
        values.get(f.name, "01/05/2026" if f.is_needed and f.kind == "date" else "SW1" if f.is_needed else "")
        for f in layout.fields
    ]
    read = read_lines(tmp_path, f"{table}.csv", ",".join(layout.columns), ",".join(cells), year=2027)
    assert [r.table for r in read.rows] == [table]


# --- the door is tolerant: each kind of dirt is read through and told ------------------------------------


@pytest.mark.parametrize(
    ("lines", "dirt", "column"),
    [
        (["DOB,CHILD,REVIEW,REVIEW_CODE", "01/05/2010,1,26/03/2018,PN1"], Dirt.COLUMN_ORDER, ""),
        (["child,dob,review,review_code", REVIEW], Dirt.COLUMN_SPELLING, "REVIEW"),
        ([REVIEWS + ",NAME", REVIEW + ",x"], Dirt.EXTRA_COLUMN, "NAME"),
        (["CHILD,REVIEW,REVIEW_CODE", "1,26/03/2018,PN1"], Dirt.MISSING_COLUMN, "DOB"),
        ([REVIEWS, "", REVIEW], Dirt.BLANK_LINE, ""),
        ([REVIEWS, ",,,", REVIEW], Dirt.BLANK_LINE, ""),
        (["Return of 2018", "", REVIEWS, REVIEW], Dirt.LINES_BEFORE_COLUMNS, ""),
        (["CHILD;DOB;REVIEW;REVIEW_CODE", "1;01/05/2010;26/03/2018;PN1"], Dirt.DELIMITER, ""),
        (["CHILD\tDOB\tREVIEW\tREVIEW_CODE", "1\t01/05/2010\t26/03/2018\tPN1"], Dirt.DELIMITER, ""),
        (["sep=;", "CHILD;DOB;REVIEW;REVIEW_CODE", "1;01/05/2010;26/03/2018;PN1"], Dirt.DELIMITER, ""),
        ([REVIEWS, "1,01/05/2010,2018-03-26,PN1"], Dirt.ISO_DATE, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,20180326,PN1"], Dirt.ISO_DATE, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,2018-03-26 00:00:00,PN1"], Dirt.DATE_WITH_TIME, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,26/03/2018 00:00,PN1"], Dirt.DATE_WITH_TIME, "REVIEW"),
        ([REVIEWS, "1,1/5/2010,26/3/2018,PN1"], Dirt.SHORT_DATE, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,26/03/18,PN1"], Dirt.TWO_DIGIT_YEAR, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,26-03-2018,PN1"], Dirt.DATE_SEPARATOR, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,26 March 2018,PN1"], Dirt.MONTH_IN_WORDS, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,26-Mar-18,PN1"], Dirt.MONTH_IN_WORDS, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,43185,PN1"], Dirt.DAY_NUMBER, "REVIEW"),
        ([REVIEWS, "1,01/05/2010, 26/03/2018 ,PN1"], Dirt.SPACES, "REVIEW"),
        ([REVIEWS, "1,NULL,26/03/2018,PN1"], Dirt.NULL_WORD, "DOB"),
        ([REVIEWS, "1,N/A,26/03/2018,PN1"], Dirt.NULL_WORD, "DOB"),
        ([REVIEWS, "1,-,26/03/2018,PN1"], Dirt.NULL_WORD, "DOB"),
        ([REVIEWS, "1,01/05/2010,26/03/2018,pn1"], Dirt.LOWER_CASE, "REVIEW_CODE"),
        ([REVIEWS, '"1","01/05/2010","26/03/2018","PN1"'], Dirt.QUOTED, ""),
        ([REVIEWS, '"1,01/05/2010,26/03/2018,PN1'], Dirt.STRAY_QUOTE, ""),
        ([REVIEWS, "1.0,01/05/2010,26/03/2018,PN1"], Dirt.DECIMAL_POINT, "CHILD"),
        ([REVIEWS, "1,01/05/2010,26/03/2018,PN1,,,"], Dirt.LONG_ROW, ""),
        ([REVIEWS + ",REVIEW", REVIEW + ",26/03/2018"], Dirt.COLUMN_TWICE, "REVIEW"),
        ([REVIEWS, "1,01/05/2010,26/03/2018,PN1\0"], Dirt.NUL, ""),
        (["1,01/05/2010,26/03/2018,PN1"], Dirt.NO_COLUMN_NAMES, ""),
    ],
)
def test_dirt_is_read_through_and_told(tmp_path, lines, dirt, column):
    read = read_lines(tmp_path, "reviews.csv", *lines)
    [row] = read.rows
    assert (row.child, row.day("REVIEW"), row["REVIEW_CODE"]) == ("1", day("26/03/2018"), "PN1")
    assert not read.refused
    assert (dirt, column) in dirt_in(read)
    [told] = [t for t in read.tolerated if (t.dirt, t.column) == (dirt, column)]
    assert told.words.startswith(told.file)
    assert "first on line" in told.words


def test_every_kind_of_dirt_has_words():
    assert all(dirt.words for dirt in Dirt)


@pytest.mark.parametrize(
    ("encoding", "dirt"),
    [
        ("utf-8-sig", Dirt.BYTE_ORDER_MARK),
        ("utf-16", Dirt.UTF_16),
        ("utf-16-le", Dirt.UTF_16),
        ("utf-16-be", Dirt.UTF_16),
        ("utf-32", Dirt.BYTE_ORDER_MARK),
        ("cp1252", Dirt.CP1252),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path, encoding, dirt, newline):
    columns = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"
    read = read_lines(
        tmp_path, "prev_perm.csv", columns, "1,01/05/2010,P1,Ynys Môn,", encoding=encoding, newline=newline
    )
    assert [r["LA_PERM"] for r in read.rows] == ["Ynys Môn"]
    assert dirt in {t.dirt for t in read.tolerated}


def test_dirt_is_counted_with_its_first_line(tmp_path):
    read = read_lines(tmp_path, "reviews.csv", REVIEWS, REVIEW, REVIEW[:-1] + "1 ", "2" + REVIEW[1:] + " ")
    assert dirt_in(read)[(Dirt.SPACES, "REVIEW_CODE")] == (2, 3)


def test_a_stray_quotation_mark_does_not_swallow_the_rows_after_it(tmp_path):
    lines = [
        REVIEWS,
        '1,"01/05/2010,26/03/2018,PN1',
        "2,01/05/2010,26/03/2018,PN1",
        "3,01/05/2010,26/03/2018,PN1",
    ]
    read = read_lines(tmp_path, "reviews.csv", *lines)
    assert [r.child for r in read.rows] == ["1", "2", "3"]


def test_a_line_break_inside_a_quoted_cell_is_read(tmp_path):
    lines = ["CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", '1,01/05/2010,P1,"Ynys', 'Mon",', "2,01/05/2010,Z1,,"]
    read = read_lines(tmp_path, "prev_perm.csv", *lines)
    assert [(r.child, r["LA_PERM"]) for r in read.rows] == [("1", "Ynys Mon"), ("2", None)]
    assert read.rows[1].source.line == 4


def test_a_comma_in_a_quoted_cell_is_no_separator(tmp_path):
    lines = ["CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", '1,01/05/2010,P1,"Kent, Medway",']
    [row] = read_lines(tmp_path, "prev_perm.csv", *lines).rows
    assert row["LA_PERM"] == "Kent, Medway"


def test_short_rows_are_read_where_what_is_left_suffices(tmp_path):
    read = read_lines(tmp_path, "header.csv", HEADER, "1,1,01/05/2010,WBRI")
    assert read.rows[0]["UPN"] is None
    assert (Dirt.SHORT_ROW, "") in dirt_in(read)


def test_a_code_of_another_year_is_read_and_told(tmp_path):
    read = read_lines(tmp_path, "header.csv", HEADER, "1,M,01/05/2010,CNHE,,Yes,", year=2018)
    [row] = read.rows
    assert (row["SEX"], row["ETHNIC"], row["MOTHER"]) == ("M", "CHNE", "1")
    assert (Dirt.CODE_OF_ANOTHER_YEAR, "SEX") in dirt_in(read)
    assert (Dirt.OTHER_SPELLING, "ETHNIC") in dirt_in(read)
    assert not dirt_in(read_lines(tmp_path, "header.csv", HEADER, "1,M,01/05/2010,CHNE,,1,", year=2025))


def test_postcodes_are_put_into_one_shape_and_odd_ones_kept(tmp_path):
    row = "1,01/05/2017,S,V2,N1,U6,PR1,,,,sy11aa,M26 1OB,"
    [read] = read_lines(tmp_path, "episodes.csv", EPISODES, row).rows
    assert (read["HOME_POST"], read["PL_POST"]) == ("SY1 1AA", "M26 1OB")


def test_a_text_too_long_is_left_blank_and_the_row_kept(tmp_path):
    row = f"1,01/05/2017,S,V2,N1,U6,PR1,,,,{'x' * 500_000},SY1 1AA,"
    read = read_lines(tmp_path, "episodes.csv", EPISODES, row)
    assert read.rows[0]["HOME_POST"] is None
    assert (Dirt.TEXT_TOO_LONG, "HOME_POST") in dirt_in(read)


def test_columns_of_another_file_than_its_name_says_are_believed_and_told(tmp_path):
    read = read_lines(tmp_path, "header.csv", REVIEWS, REVIEW)
    assert read.rows[0].table is Table.REVIEWS
    assert Dirt.OTHER_TABLE_THAN_NAMED in {t.dirt for t in read.tolerated}


# --- what cannot be read is refused, row by row ----------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ("1,38/04/2019,S,V2,N1,U6,PR1,,,,,,", "DECOM", "no day 38 in month 4"),
        ("1,04/25/2018,S,V2,N1,U6,PR1,,,,,,", "DECOM", "no month 25"),
        ("1,soon,S,V2,N1,U6,PR1,,,,,,", "DECOM", "is not a date. Write it as 31/03/2018"),
        ("1,29/02/2018,S,V2,N1,U6,PR1,,,,,,", "DECOM", "no day 29 in month 2 of 2018"),
        ("1,01/01/0201,S,V2,N1,U6,PR1,,,,,,", "DECOM", "the year is 201"),
        ("1,,S,V2,N1,U6,PR1,,,,,,", "DECOM", "is blank, and the row cannot be read without it"),
        (",01/05/2017,S,V2,N1,U6,PR1,,,,,,", "CHILD", "is blank"),
        ("1,01/05/2017,Q,V2,N1,U6,PR1,,,,,,", "RNE", "is not a code of this field in any year"),
        ("1,01/05/2017,S,V9,N1,U6,PR1,,,,,,", "LS", "is not a code"),
        ("1,01/05/2017,S,V2,N1,U6,PR1,01/06/2017,E99,,,,", "REC", "is not a code"),
        ("1.2E+08,01/05/2017,S,V2,N1,U6,PR1,,,,,,", "CHILD", "shortened by a spreadsheet"),
        ("a b,01/05/2017,S,V2,N1,U6,PR1,,,,,,", "CHILD", "is not a child's identifier"),
        ("1,01/05/2017,S,V2,N1,U6,PR1,,,,,,,,x", "", "2 more cells than there are columns"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_others_are_read(tmp_path, row, field, words):
    good = "2,01/05/2017,S,V2,N1,U6,PR1,,,,,,"
    read = read_lines(tmp_path, "episodes.csv", EPISODES, good, row, good.replace("2,", "3,", 1))
    assert [r.child for r in read.rows] == ["2", "3"]
    [refused] = read.refused
    assert (refused.field, refused.line, refused.row_number) == (field, 3, 1)
    assert words in refused.reason
    assert read.files[0].rows == 3 and read.files[0].read == 2


def test_a_reason_names_every_fault_of_the_row(tmp_path):
    [refused] = read_lines(tmp_path, "episodes.csv", EPISODES, "1,x,Q,V2,N1,U6,PR1,,,,,,").refused
    assert "DECOM is not a date" in refused.reason and "RNE is not a code" in refused.reason


def test_a_column_that_stands_twice_and_differs_is_refused(tmp_path):
    read = read_lines(tmp_path, "reviews.csv", REVIEWS + ",REVIEW", REVIEW + ",27/03/2018")
    assert "stands twice with different values" in read.refused[0].reason


def test_a_file_without_a_needed_column_is_refused_row_by_row(tmp_path):
    read = read_lines(
        tmp_path, "reviews.csv", "CHILD,DOB,REVIEW_CODE", "1,01/05/2010,PN1", "2,01/05/2010,PN1"
    )
    assert [(r.field, r.line) for r in read.refused] == [("REVIEW", 2), ("REVIEW", 3)]
    assert read.files[0].missing_columns == ("REVIEW",)


def test_refused_rows_can_be_written_corrected_and_read_again(tmp_path):
    bad = '1,01/05/2010,"26/13/2018, perhaps",PN1'
    read = read_lines(tmp_path / "2017_18", "reviews.csv", REVIEWS, REVIEW, bad, year=None)
    [path] = write_refused(read.refused, tmp_path / "refused")
    assert path.relative_to(tmp_path / "refused").as_posix() == "2017_18/reviews.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        [line] = csv.DictReader(file)
    assert line["REVIEW"] == "26/13/2018, perhaps" and "REVIEW is not a date" in line["REASON"]
    again = read_return([tmp_path / "refused"])
    assert len(again.refused) == 1 and not again.rows
    path.write_text(path.read_text("utf-8-sig").replace('"26/13/2018, perhaps"', "26/03/2018"))
    mended = read_return([tmp_path / "refused"])
    assert [r.day("REVIEW") for r in mended.rows] == [day("26/03/2018")]
    assert mended.files[0].extra_columns == ("REASON",)
    assert Dirt.EXTRA_COLUMN not in {t.dirt for t in mended.tolerated}


def test_refused_rows_of_different_columns_are_written_to_files_of_their_own(tmp_path):
    one = read_lines(tmp_path / "a", "reviews.csv", REVIEWS, "1,,x,PN1")
    other = read_lines(tmp_path / "b", "reviews.csv", "REVIEW,CHILD", "x,1", "y,2,3")
    names = {p.name for p in write_refused([*one.refused, *other.refused], tmp_path / "out")}
    assert names == {"reviews.csv", "reviews_2.csv", "reviews_3.csv"}


# --- files that are no return ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\n\n  \n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\0" * 5000, "The file is empty."),
        (bytes(range(256)) * 40, "not a text file"),
        (b"%PDF-1.7 whatever", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"PK\x03\x04 not really", "Excel workbook is damaged"),
        (b"Dear all,\nplease find attached\n", "No file of the return has these columns"),
        (b"<html><body>Sign in</body></html>", "no child in this XML"),
        (b"<EXPSSDA903><CHILD>", "The XML is broken"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "defines entities"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "The XML is broken"),
    ],
)
def test_a_file_that_is_no_return_is_told_in_words(tmp_path, content, words):
    path = tmp_path / "reviews.csv"
    path.write_bytes(content)
    read = read_return([path], CollectionYear(2018))
    assert not read.rows and not read.refused
    [problem] = read.problems
    assert words in problem.problem


def test_a_file_nobody_recognises_is_told_and_the_others_are_read(tmp_path):
    written(tmp_path / "2017_18", "notes.txt", "to do")
    written(tmp_path / "2017_18", "reviews.csv", REVIEWS, REVIEW)
    read = read_return([tmp_path / "2017_18"])
    assert len(read.rows) == 1
    assert [p.file for p in read.problems] == ["2017_18/notes.txt"]


def test_paths_that_are_not_there_empty_folders_and_headers_only(tmp_path):
    (tmp_path / "empty").mkdir()
    only = written(tmp_path / "2017_18", "reviews.csv", REVIEWS)
    read = read_return([tmp_path / "nowhere", tmp_path / "empty", only])
    assert [p.problem for p in read.problems if p.table is None] == [
        "There is no such file or folder.",
        "The folder is empty.",
    ]
    [file] = [f for f in read.files if f.table is Table.REVIEWS]
    assert (file.rows, file.problem) == (0, "")


def test_a_path_with_a_nul_in_it_is_told(tmp_path):
    assert read_return([tmp_path / "a\0b"]).problems


def test_the_same_file_named_twice_is_read_once(tmp_path):
    path = written(tmp_path / "2017_18", "reviews.csv", REVIEWS, REVIEW)
    assert len(read_return([path, path.parent, path]).rows) == 1


# --- which year ------------------------------------------------------------------------------------------


def test_the_year_is_the_folders_and_each_folder_has_its_own(tmp_path):
    for name in ("2017_18", "1819"):
        written(tmp_path / "returns" / name, "reviews.csv", REVIEWS, REVIEW)
    read = read_return([tmp_path / "returns"])
    assert {(str(r.year), r.source.file) for r in read.rows} == {
        ("2017/18", "returns/2017_18/reviews.csv"),
        ("2018/19", "returns/1819/reviews.csv"),
    }
    assert read.years == (CollectionYear(2018), CollectionYear(2019))


def test_a_year_that_is_given_is_believed_over_the_folder_and_that_is_told(tmp_path):
    path = written(tmp_path / "2016_17", "reviews.csv", REVIEWS, REVIEW)
    read = read_return([path], CollectionYear(2018))
    assert [str(r.year) for r in read.rows] == ["2017/18"]
    assert Dirt.YEAR_NOT_AS_NAMED in {t.dirt for t in read.tolerated}
    assert read.files[0].year_from == "given"


def test_the_year_is_the_files_name_or_where_most_dates_lie(tmp_path):
    by_name = written(tmp_path / "x", "reviews 2018-19.csv", REVIEWS, REVIEW)
    assert read_return([by_name]).files[0].year_from == "file name"
    folder = tmp_path / "export"
    written(folder, "header.csv", HEADER, CHILD)
    written(folder, "reviews.csv", REVIEWS, REVIEW, REVIEW.replace("26/03/2018", "26/09/2017"))
    read = read_return([folder])
    assert {(str(r.year), r.table) for r in read.rows} == {
        ("2017/18", Table.HEADER),
        ("2017/18", Table.REVIEWS),
    }
    assert {f.year_from for f in read.files} == {"content"}


def test_without_any_year_every_row_is_refused_with_words(tmp_path):
    path = written(tmp_path / "export", "header.csv", HEADER, CHILD)
    read = read_return([path])
    assert not read.rows
    assert "collection year of this file is not known" in read.refused[0].reason
    assert read.problems[0].problem.startswith("The collection year")


def test_a_row_is_known_by_what_it_says_not_by_where_it_stands(tmp_path):
    one = read_lines(tmp_path, "reviews.csv", REVIEWS, REVIEW).rows[0]
    two = read_lines(tmp_path, "other_reviews.csv", REVIEWS, "", REVIEW + " ").rows[0]
    assert one.key == two.key
    assert one.key != read_lines(tmp_path, "reviews.csv", REVIEWS, REVIEW, year=2019).rows[0].key
    assert one.as_dict()["REVIEW_CODE"] == "PN1"
