"""Addresses of a record's versions and files, of what went out, and of the letter to the child."""

from django.urls import URLPattern, path, register_converter

from lodestar.casework.records.views import letters, versions


class FileKind:
    """The kinds of file a document is given away as."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        """Return the kind as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the kind as an address has it."""
        return value


register_converter(FileKind, "file_kind")

urlpatterns: list[URLPattern] = [
    path("reviews/<int:pk>/record/", versions.record, name="review-record"),
    path("reviews/<int:pk>/record.<file_kind:kind>", versions.record_file, name="review-record-file"),
    path("reviews/<int:pk>/record/withhold/", versions.withhold, name="withhold-part"),
    path("reviews/<int:pk>/distribution/", versions.distribution, name="review-distribution"),
    path("reviews/<int:pk>/distribution/<int:row>/", versions.dispatch, name="dispatch-version"),
    path("reviews/<int:pk>/letter/", letters.letter, name="review-letter"),
    path("reviews/<int:pk>/letter.<file_kind:kind>", letters.letter_file, name="review-letter-file"),
    path("reviews/<int:pk>/letter/check/", letters.check_letter, name="check-letter"),
]
