"""The return as XML by the DfE's schema, and as an Excel workbook."""

from datetime import date, datetime

import openpyxl

from lodestar.exchange.ssda903.dirt import Dirt
from lodestar.exchange.ssda903.layouts import LAYOUTS, Table
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.years import CollectionYear
from tests.exchange.returns import EPISODES, HEADER, REVIEWS, day, read_lines

YEAR = CollectionYear(2021)
CHILD = """
<CHILD><HEADER><CHILDID>1</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>01/05/2004</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC>
<DUC>01/02/2021</DUC><DATE_INT>01/06/2020</DATE_INT><NB_ADOPTR>2</NB_ADOPTR><IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV>
<ACCOM>U1</ACCOM>
<AMISSING><MISSING>M</MISSING><MIS_START>01/07/2020</MIS_START><MIS_END>02/07/2020</MIS_END></AMISSING>
<AREVIEW><REVIEW>26/06/2020</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AREVIEW><REVIEW>20/12/2020</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
<MOTHER>0</MOTHER><PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
<OC2><SDQ_SCORE>12</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
<AD_PLACED><DATE_PLACED>01/08/2020</DATE_PLACED></AD_PLACED></HEADER>
<EPISODE><DECOM>01/05/2020</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>SY1 1AA</PL_POST>
<PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC></DEC><REC></REC></EPISODE></CHILD>"""


def read_xml(folder, content):
    path = folder / "return.xml"
    path.write_text(content)
    return read_return([path], YEAR)


def test_a_child_in_xml_gives_the_rows_that_the_text_files_would(tmp_path):
    read = read_xml(tmp_path, f"<?xml version='1.0'?><EXPSSDA903>{CHILD}</EXPSSDA903>")
    rows = {table: [r for r in read.rows if r.table is table] for table in Table}
    assert {t: len(found) for t, found in rows.items() if found} == {
        Table.HEADER: 1,
        Table.EPISODES: 1,
        Table.REVIEWS: 2,
        Table.UASC: 1,
        Table.OC2: 1,
        Table.OC3: 1,
        Table.AD1: 1,
        Table.PLACED_ADOPTION: 1,
        Table.PREV_PERM: 1,
        Table.MISSING: 1,
    }
    [episode] = rows[Table.EPISODES]
    assert (episode["PLACE"], episode.day("DECOM"), episode["DEC"]) == ("U6", day("01/05/2020"), None)
    assert rows[Table.UASC][0].day("DUC") == day("01/02/2021")
    assert rows[Table.OC2][0]["SDQ_SCORE"] == 12
    assert all(r.child == "1" for r in read.rows)
    assert not read.refused and not read.problems
    assert not read.tolerated


def test_rows_of_xml_and_of_text_are_the_same_statements(tmp_path):
    from_xml = read_xml(tmp_path, f"<EXPSSDA903>{CHILD}</EXPSSDA903>")
    text = read_lines(
        tmp_path,
        "reviews.csv",
        REVIEWS,
        "1,01/05/2004,26/06/2020,PN1",
        "1,01/05/2004,20/12/2020,PN2",
        year=2021,
    )
    assert {r.key for r in text.rows} == {r.key for r in from_xml.rows if r.table is Table.REVIEWS}


def test_a_bad_value_in_xml_refuses_its_row_alone(tmp_path):
    read = read_xml(tmp_path, f"<EXPSSDA903>{CHILD.replace('20/12/2020', '20/13/2020')}</EXPSSDA903>")
    assert [(r.table, r.field) for r in read.refused] == [(Table.REVIEWS, "REVIEW")]
    assert len([r for r in read.rows if r.table is Table.REVIEWS]) == 1


def test_xml_that_breaks_off_is_read_to_the_break_and_that_is_told(tmp_path):
    read = read_xml(tmp_path, f"<EXPSSDA903>{CHILD}<CHILD><HEADER><CHILDID>2")
    assert {r.child for r in read.rows} == {"1"}
    [problem] = read.problems
    assert "broken" in problem.problem and "1 children before that were read" in problem.problem


def test_namespaces_and_elements_of_other_years_are_let_pass_and_told(tmp_path):
    child = CHILD.replace("<MOTHER>", "<NEW_ITEM>7</NEW_ITEM><MOTHER>")
    read = read_xml(tmp_path, f"<EXPSSDA903 xmlns='urn:return'>{child}</EXPSSDA903>")
    assert len(read.rows) == 11
    assert ("NEW_ITEM", Dirt.EXTRA_COLUMN) in {(t.column, t.dirt) for t in read.tolerated}


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_a_workbook_with_a_sheet_for_each_table(tmp_path):
    path = tmp_path / "Return 2020-21.xlsx"
    workbook(
        path,
        Header=[HEADER.split(","), [1, 2, date(2010, 5, 1), "WBRI", "UN1", 0.0, None]],
        Episodes=[
            ["Our return"],
            EPISODES.split(","),
            [
                1,
                datetime(2020, 5, 1),
                "S",
                "C2",
                "N1",
                "U6",
                "PR1",
                "2020-06-01",
                "X1",
                None,
                None,
                "SY1 1AA",
                1234567,
            ],
            [],
            [1, "1/6/2020", "L", "C2", "N1", "U6", "PR1"],
        ],
        Notes=[["nothing here"]],
    )
    read = read_return([path])
    assert [(r.table, r.source.line, r.child) for r in read.rows] == [
        (Table.HEADER, 2, "1"),
        (Table.EPISODES, 3, "1"),
        (Table.EPISODES, 5, "1"),
    ]
    assert read.rows[0]["MOTHER"] == "0"
    assert [r.day("DECOM") for r in read.rows[1:]] == [day("01/05/2020"), day("01/06/2020")]
    assert read.rows[1]["URN"] == "1234567"
    assert {str(r.year) for r in read.rows} == {"2020/21"}
    assert [p.file for p in read.problems] == [f"{tmp_path.name}/Return 2020-21.xlsx[Notes]"]
    told = {t.dirt for t in read.tolerated}
    assert {Dirt.LINES_BEFORE_COLUMNS, Dirt.ISO_DATE, Dirt.SHORT_DATE, Dirt.BLANK_LINE} <= told


def test_a_workbook_of_one_sheet_is_known_by_the_files_name(tmp_path):
    path = tmp_path / "reviews.xlsx"
    workbook(path, Sheet1=[list(LAYOUTS[Table.REVIEWS].columns), ["1", "01/05/2010", "26/03/2021", "PN1"]])
    assert [r.table for r in read_return([path], YEAR).rows] == [Table.REVIEWS]


def test_an_empty_workbook_is_told(tmp_path):
    path = tmp_path / "reviews.xlsx"
    workbook(path, Sheet1=[])
    assert read_return([path], YEAR).problems[0].problem == "The workbook is empty."
