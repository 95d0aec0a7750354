"""Documents: the same words as HTML, tagged PDF and Word, with nothing set and with everything."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from lodestar.govuk.documents import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Signature,
    Table,
    body_of,
    hash_of,
    kept,
    page_of,
    pdf_of,
    taken_out,
    word_of,
)
from lodestar.govuk.documents.as_pdf import NothingIsFetched, refuse

WHOLE = Document(
    title="Record of a review",
    about="Held on Thursday 18 June 2026",
    sender="Westmarch Council",
    footer="Confidential",
    author="Ivy",
    parts=[
        Heading("Who was there"),
        Facts([Fact("Child", "Ben"), Fact("Interpreter", "")]),
        Heading("Under it", 3),
        Paragraph("First line\nsecond line <b>"),
        Bullets(["One", "Two"], numbered=True),
        Table("Decisions", ["What", "By whom"], [["See the dentist", "The carer"], ["Write", ""]]),
        Signature("Ivy", "Independent Reviewing Officer", "9 July 2026"),
    ],
)
NOTHING = Document(
    "Empty",
    [
        Heading(""),
        Paragraph(""),
        Bullets([]),
        Facts([]),
        Table("Decisions", ["What"], []),
        Signature("", "", ""),
    ],
)


def word(document):
    return docx.Document(BytesIO(word_of(document)))


def test_html_escapes_and_keeps_the_order_of_headings():
    page = page_of(WHOLE)
    assert "<h1>Record of a review</h1>" in page and "<h3>Under it</h3>" in page
    assert "second line &lt;b&gt;" in page and "<b>" not in page
    assert '<html lang="en-GB">' in page and "http" not in page
    assert "<h3>Who was there</h3>" in body_of(WHOLE, first_level=3)
    assert "<h4>Under it</h4>" in body_of(WHOLE, first_level=3)


def test_tables_have_captions_and_headings_that_screen_readers_find():
    page = page_of(WHOLE)
    assert "<caption>Decisions</caption>" in page and '<th scope="col">What</th>' in page
    assert '<th scope="row">Child</th>' in page


@pytest.mark.parametrize("document", [WHOLE, NOTHING], ids=["whole", "nothing set"])
def test_every_renderer_takes_every_part(document):
    pdf = pdf_of(document)
    assert pdf.startswith(b"%PDF-") and len(pdf) > 3_000
    assert word(document).core_properties.title == document.title
    assert document.title in page_of(document)


def test_nothing_set_is_said_and_breaks_nothing():
    assert page_of(NOTHING).count("Not recorded") >= 4
    assert "Decisions: none." in page_of(NOTHING)
    assert any("Decisions: none." in paragraph.text for paragraph in word(NOTHING).paragraphs)


def test_the_pdf_is_tagged_and_says_its_title_and_language():
    pdf = pdf_of(WHOLE, uncompressed=True)
    for mark in (b"/StructTreeRoot", b"/Lang", b"pdfuaid", b"/Outlines", b"/DisplayDocTitle true"):
        assert mark in pdf, mark
    assert b"/S /TH" in pdf or b"/TH" in pdf


def test_word_is_built_on_real_styles():
    file = word(WHOLE)
    styles = {paragraph.text: paragraph.style.name for paragraph in file.paragraphs if paragraph.text}
    assert styles["Record of a review"] == "Title"
    assert styles["Who was there"] == "Heading 1" and styles["Under it"] == "Heading 2"
    assert styles["One"] == "List Number"
    assert [cell.text for cell in file.tables[1].rows[1].cells] == ["See the dentist", "The carer"]
    assert file.sections[0].footer.paragraphs[0].text == "Confidential"


def test_words_table_headings_are_repeated_and_its_language_is_set():
    with ZipFile(BytesIO(word_of(WHOLE))) as parts:
        body, styles = parts.read("word/document.xml"), parts.read("word/styles.xml")
    assert b"w:tblHeader" in body and b"w:cantSplit" in body
    assert b'w:val="en-GB"' in styles


def test_a_document_fetches_nothing():
    with pytest.raises(NothingIsFetched):
        refuse("https://example.org/picture.png")


def test_a_row_that_does_not_fit_its_headings_is_refused():
    with pytest.raises(ValueError, match="a row has 1 cells under 2 headings"):
        Table("Decisions", ["What", "Who"], [["Only one"]])


def test_all_its_words_can_be_searched():
    words = WHOLE.words()
    for said in ("Ben", "second line", "Two", "See the dentist", "9 July 2026", "Confidential", "Westmarch"):
        assert said in words


@pytest.mark.parametrize("document", [WHOLE, NOTHING], ids=["whole", "nothing set"])
def test_what_is_kept_comes_out_word_for_word(document):
    again = taken_out(kept(document))
    assert page_of(again) == page_of(document)
    assert hash_of(kept(again)) == hash_of(kept(document))


def test_a_changed_word_changes_the_hash_and_an_unknown_part_is_refused():
    content = kept(WHOLE)
    other = {**content, "parts": [*content["parts"], {"kind": "heading", "text": "More", "level": 2}]}
    assert hash_of(other) != hash_of(content)
    with pytest.raises(ValueError, match="picture is no part"):
        taken_out({**content, "parts": [{"kind": "picture"}]})
