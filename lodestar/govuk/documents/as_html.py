"""A document as HTML: its body for a page of the service, and whole for the PDF."""

from html import escape

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

STYLE = """
@page { size: A4; margin: 22mm 20mm 24mm 20mm;
  @bottom-left { content: string(footer); font: 9pt Arial, "Liberation Sans", sans-serif; color: #333; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: 9pt Arial, "Liberation Sans", sans-serif; color: #333; } }
body { font: 11pt/1.45 Arial, "Liberation Sans", sans-serif; color: #0b0c0c; }
.footer { string-set: footer content(); position: absolute; left: -9999pt; font-size: 1pt; color: #fff; }
.sender { font-weight: bold; font-size: 10pt; border-bottom: 2pt solid #1d4e68; padding-bottom: 4pt;
  margin: 0 0 14pt; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 4pt; }
.about { font-size: 11pt; color: #333; margin: 0 0 14pt; }
h2 { font-size: 14pt; margin: 16pt 0 5pt; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 11pt 0 3pt; break-after: avoid; }
p { margin: 0 0 7pt; orphans: 3; widows: 3; white-space: pre-line; }
ul, ol { margin: 0 0 8pt; padding-left: 16pt; } li { margin-bottom: 3pt; }
table { width: 100%; border-collapse: collapse; margin: 4pt 0 12pt; font-size: 10pt; }
caption { text-align: left; font-weight: bold; padding: 4pt 0; }
th, td { text-align: left; vertical-align: top; border-bottom: 0.6pt solid #8a9299; padding: 4pt 8pt 4pt 0;
  white-space: pre-line; }
thead th { border-bottom: 1.2pt solid #1d4e68; } tr { break-inside: avoid; }
.facts th { width: 32%; font-weight: bold; }
.signature { margin-top: 16pt; border-top: 0.6pt solid #8a9299; padding-top: 6pt; break-inside: avoid; }
.for-children { font-size: 13.5pt; line-height: 1.6; } .for-children h2 { font-size: 16pt; color: #1d4e68; }
.lead { font-size: 120%; }
"""


def body_of(document: Document, *, first_level: int = 2) -> str:
    """Return the parts as HTML, escaped; level-2 headings of the document become `first_level` on the page."""
    return "\n".join(html_of(part, first_level - 2) for part in document.parts)


def html_of(part: Part, deeper: int) -> str:
    """Return one part as HTML."""
    match part:
        case Heading():
            level = min(part.level + deeper, 6)
            return f"<h{level}>{escape(part.text or NOT_SET)}</h{level}>"
        case Paragraph():
            lead = ' class="lead"' if part.lead else ""
            return f"<p{lead}>{escape(part.text or NOT_SET)}</p>"
        case Bullets():
            tag = "ol" if part.numbered else "ul"
            items = "".join(f"<li>{escape(item or NOT_SET)}</li>" for item in part.items)
            return f"<{tag}>{items}</{tag}>" if part.items else f"<p>{NOT_SET}</p>"
        case Facts():
            rows = "".join(
                f'<tr><th scope="row">{escape(fact.key)}</th><td>{escape(fact.value or NOT_SET)}</td></tr>'
                for fact in part.facts
            )
            return f'<table class="facts"><tbody>{rows}</tbody></table>'
        case Table():
            return table_of(part)
        case Signature():
            words = ", ".join(filter(None, (part.name or NOT_SET, part.role)))
            return f'<p class="signature">{escape(words)}<br>{escape(part.when or NOT_SET)}</p>'


def table_of(part: Table) -> str:
    """Return a table with its caption and headings; an empty one says so."""
    if not part.rows:
        return f"<p>{escape(part.caption)}: none.</p>"
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in part.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell or '–')}</td>" for cell in row) + "</tr>" for row in part.rows
    )
    return (
        f"<table><caption>{escape(part.caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def page_of(document: Document) -> str:
    """Return a whole HTML page that stands alone, without any address in it."""
    kind = ' class="for-children"' if document.for_children else ""
    sender = f'<p class="sender">{escape(document.sender)}</p>' if document.sender else ""
    about = f'<p class="about">{escape(document.about)}</p>' if document.about else ""
    footer = f'<div class="footer">{escape(document.footer)}</div>' if document.footer else ""
    author = f'<meta name="author" content="{escape(document.author)}">' if document.author else ""
    return (
        f'<!DOCTYPE html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>{author}<style>{STYLE}</style></head>"
        f"<body{kind}>{footer}{sender}<h1>{escape(document.title)}</h1>{about}{body_of(document)}</body></html>"
    )
