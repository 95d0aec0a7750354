"""Documents that leave the service: the same words as a page, as a tagged PDF and as a Word file.

A document is made of frozen parts that know nothing of what it is about; each renderer takes the same parts, so the
three never say different things.
"""

from lodestar.govuk.documents import local_texts
from lodestar.govuk.documents.as_html import body_of, page_of
from lodestar.govuk.documents.as_pdf import pdf_of
from lodestar.govuk.documents.as_word import word_of
from lodestar.govuk.documents.kept import hash_of, kept, taken_out
from lodestar.govuk.documents.parts import (
    NOT_SET,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Part,
    Signature,
    Table,
)

__all__ = [
    "NOT_SET",
    "Bullets",
    "Document",
    "Fact",
    "Facts",
    "Heading",
    "Paragraph",
    "Part",
    "Signature",
    "Table",
    "body_of",
    "hash_of",
    "kept",
    "local_texts",
    "page_of",
    "pdf_of",
    "taken_out",
    "word_of",
]
