"""What a person types: the filters of the rows held back, a reason to accept one, and files of a return."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from lodestar.exchange.ssda903.layouts import Table
from lodestar.exchange.ssda903.policies import SHORTEST_REASON
from lodestar.exchange.ssda903.presenters.words import TABLE_WORDS, rule_words, year_words
from lodestar.exchange.ssda903.years import FIRST_KNOWN, LAST_KNOWN, CollectionYear
from lodestar.govuk.forms import FileField, Form, SelectField, TextareaField, TextField
from lodestar.govuk.once import OnceField

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_TOGETHER = 200 * MEGABYTE
MOST_FILES = 60
KINDS = (".csv", ".xml", ".xlsx", ".txt")
LONGEST_REASON = 500
STATES = (
    ("waiting", "Waiting"),
    ("accepted", "Accepted with a reason"),
    ("corrected", "Corrected at the source"),
)


class HeldFilters(Form):
    """The filters beside the rows held back; what an address gets wrong is passed over, never an error."""

    state = SelectField(label="State", choices=STATES, required=False, unchosen="")
    rule = SelectField(label="Check", choices=[], required=False, unchosen="Every check")
    table = SelectField(
        label="File",
        choices=[(t.value, TABLE_WORDS[t]) for t in Table],
        required=False,
        unchosen="Every file",
    )
    year = SelectField(label="Collection year", choices=[], required=False, unchosen="Every year")
    child = TextField(label="Child identifier", required=False, width=10, max_length=20, autocomplete="off")

    def __init__(self, *args: Any, rules: Sequence[str], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [  # type: ignore[attr-defined]
            (rule, f"{rule_words(rule)} ({rule})") for rule in rules
        ]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (str(year), year_words(year)) for year in years
        ]

    def wanted(self) -> dict[str, str]:
        """Return the filters in force; a filter that cannot be read is as good as none."""
        self.is_valid()
        found = {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
        return {**found, "state": found["state"] or "waiting"}


class AcceptForm(Form):
    """Why a row that seems impossible is right."""

    because = TextareaField(
        label="Why is this right as it stands?",
        called="why this row is right",
        hint="For example: the placing authority confirmed the dates by letter on 4 March. "
        "Say how you know. Your name, the time and this reason are kept with the row.",
        max_length=LONGEST_REASON,
        min_length=SHORTEST_REASON,
        error_messages={
            "min_length": f"Say in at least {SHORTEST_REASON} letters how you know that this row is right"
        },
    )
    once = OnceField()


class UploadForm(Form):
    """Files of a return, and the collection year they are of."""

    upload = FileField(
        label="Files of the return",
        called="the files of the return",
        hint=f"CSV, XML or Excel (.xlsx), up to {MOST_FILES} files, each no larger than {LARGEST_FILE // MEGABYTE} MB. "
        "Choose them all at once: Header, Episodes, Reviews and the rest.",
        multiple=True,
        accept=",".join(KINDS),
    )
    year = SelectField(
        label="Collection year",
        hint="Leave it to the files where they are of several years: names such as 2023_24_episodes.csv say which.",
        choices=[
            (str(y), f"{CollectionYear(y)} (1 April {y - 1} to 31 March {y})")
            for y in range(LAST_KNOWN, FIRST_KNOWN - 1, -1)
        ],
        coerce=lambda value: CollectionYear(int(value)),
        required=False,
        unchosen="Read it from the files",
    )

    def clean_upload(self) -> list[UploadedFile]:
        """Return the files, or say in words which of them cannot be taken."""
        files: list[UploadedFile] = self.cleaned_data["upload"]
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"Select no more than {MOST_FILES} files at once. You selected {len(files)}."
            )
        for file in files:
            if not str(file.name).lower().endswith(KINDS):
                raise ValidationError(
                    f"“{file.name}” is not a CSV, XML or Excel (.xlsx) file. Save the table as CSV and select it again."
                )
            if (file.size or 0) > LARGEST_FILE:
                raise ValidationError(
                    f"“{file.name}” is larger than {LARGEST_FILE // MEGABYTE} MB. "
                    "Check that it is a file of the return, or import it with `lodestar ssda903 import`."
                )
        if sum(file.size or 0 for file in files) > LARGEST_TOGETHER:
            raise ValidationError(
                f"The files are larger than {LARGEST_TOGETHER // MEGABYTE} MB together. Upload one year at a time."
            )
        return files


class ImportForm(Form):
    """The word to bring in what was tried: nothing but a token, so that a double click imports once."""

    once = OnceField()
