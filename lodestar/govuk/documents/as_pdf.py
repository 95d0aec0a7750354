"""A document as a tagged PDF (PDF/UA-1 as far as the library goes), made without asking any network for anything."""

from typing import Any

from lodestar.govuk.documents.as_html import page_of
from lodestar.govuk.documents.parts import Document


class NothingIsFetched(ValueError):
    """A document asked for something from elsewhere: what is printed comes from its words alone."""


def refuse(url: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """Refuse every address a document might name."""
    raise NothingIsFetched("A document fetches nothing.")


def pdf_of(document: Document, *, uncompressed: bool = False) -> bytes:
    """Return a document as PDF: tagged, with its title, language and outline. `uncompressed` lets a test read it."""
    # Loaded here: the library takes longer to load than most pages take to answer.
    from weasyprint import HTML

    page = HTML(string=page_of(document), url_fetcher=refuse)
    pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=uncompressed)
    return pdf
