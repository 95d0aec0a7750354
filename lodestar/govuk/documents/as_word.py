"""A document as a Word file built on real styles, which an officer can go on editing."""

from io import BytesIO
from typing import Any

from lodestar.govuk.documents.parts import (
    NOT_SET,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Part,
    Signature,
    Table,
)

FONT = "Arial"


def word_of(document: Document) -> bytes:
    """Return a document as .docx: headings, lists and tables in Word's own styles, language and properties set."""
    from docx import Document as new_document
    from docx.shared import Pt

    word = new_document()
    _set_up(word, document, Pt(13 if document.for_children else 11))
    if document.sender:
        word.add_paragraph(document.sender, style="Subtitle")
    word.add_heading(document.title, level=0)
    if document.about:
        word.add_paragraph(document.about)
    for part in document.parts:
        _add(word, part)
    if document.footer:
        word.sections[0].footer.paragraphs[0].text = document.footer
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: Any, document: Document, size: Any) -> None:
    """Set font, language and what the file says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, RGBColor

    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        style = word.styles[name]
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    word.styles["Normal"].font.size = size
    language = word.styles["Normal"].element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    language.set(qn("w:val"), document.language)
    word.styles["Normal"].element.get_or_add_rPr().append(language)
    about = word.core_properties
    about.title, about.author, about.language = document.title, document.author, document.language
    about.comments = ""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2))


def _add(word: Any, part: Part) -> None:
    """Add one part."""
    match part:
        case Heading():
            word.add_heading(part.text or NOT_SET, level=part.level - 1)
        case Paragraph():
            word.add_paragraph(part.text or NOT_SET)
        case Bullets():
            style = "List Number" if part.numbered else "List Bullet"
            for item in part.items or (NOT_SET,):
                word.add_paragraph(item or NOT_SET, style=style)
        case Facts():
            rows = [[fact.key, fact.value or NOT_SET] for fact in part.facts]
            _add_rows(word, rows, bold_first=True)
        case Table():
            if not part.rows:
                word.add_paragraph(f"{part.caption}: none.")
                return
            word.add_paragraph(part.caption, style="Caption")
            _add_rows(word, [list(part.columns), *[list(row) for row in part.rows]], has_heading=True)
        case Signature():
            words = ", ".join(filter(None, (part.name or NOT_SET, part.role)))
            word.add_paragraph(f"{words}\n{part.when or NOT_SET}")


def _add_rows(
    word: Any, rows: list[list[str]], *, has_heading: bool = False, bold_first: bool = False
) -> None:
    """Add a table; the row of headings is repeated on each page and no row is torn in two."""
    from docx.oxml.ns import qn

    if not rows:
        return
    table = word.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for place, text in enumerate(row):
            run = cells[place].paragraphs[0].add_run(text or "–")
            run.bold = (has_heading and number == 0) or (bold_first and place == 0)
        properties = table.rows[number]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:cantSplit"), {}))
        if has_heading and number == 0:
            header = properties.makeelement(qn("w:tblHeader"), {})
            header.set(qn("w:val"), "true")
            properties.append(header)
    word.add_paragraph("")
