"""Files of a return between being uploaded and being brought in: kept aside, privately, for a few hours.

They hold children's records, so they lie outside the database and its dumps, under names made by chance that only this
machine's service may open, and belong to the person who sent them. Whatever is too old is cleared away when the next
is kept.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lodestar.access.models import User
from lodestar.exchange.ssda903.account import Account
from lodestar.exchange.ssda903.refused import write_refused
from lodestar.exchange.ssda903.rows import RefusedRow
from lodestar.exchange.ssda903.years import CollectionYear

KEPT_FOR = timedelta(hours=4)
FILES, REFUSED, NOTE, UNDER_WAY = "uploaded", "refused", "note.json", "under-way"
TOKEN = re.compile(r"[A-Za-z0-9_-]{24}")
NOT_IN_NAMES = re.compile(r"[^\w .()-]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """Files kept aside: where, of which year if that was said, what trying them gave, and which import they became."""

    token: str
    kept_at: datetime
    year: CollectionYear | None
    account: Account | None = None
    import_id: int | None = None

    @property
    def folder(self) -> Path:
        """Return where they lie."""
        return incoming() / self.token

    @property
    def paths(self) -> list[Path]:
        """Return the files as they came, by name; empty once they were brought in."""
        return sorted((self.folder / FILES).glob("*"))

    @property
    def refused(self) -> list[Path]:
        """Return the files of refused rows, by year and name."""
        return sorted((self.folder / REFUSED).rglob("*.csv"))

    @property
    def kept_until(self) -> datetime:
        """Return until when they are kept."""
        return self.kept_at + KEPT_FOR


def incoming() -> Path:
    """Return the folder in which uploads lie, open to the service alone."""
    folder = Path(settings.VAR_DIR) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(files: Sequence[UploadedFile], *, year: CollectionYear | None, by: User, at: datetime) -> Upload:
    """Keep uploaded files aside for a person, and clear away what is too old. Raises OSError."""
    clear_expired(at=at)
    upload = Upload(token=secrets.token_urlsafe(18), kept_at=at, year=year)
    place = upload.folder / FILES
    upload.folder.mkdir(mode=0o700)
    place.mkdir(mode=0o700)
    for file in files:
        path = free_name(place, str(file.name))
        path.touch(mode=0o600)
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
    write_note(upload, by_id=by.pk)
    return upload


def free_name(folder: Path, given: str) -> Path:
    """Return a place for a file under the name it came with, harmless letters alone, numbered where it is taken.

    The name matters: it says which table and which year a file holds.
    """
    plain = Path(NOT_IN_NAMES.sub("_", given).lstrip(". ~")[-120:] or "file")
    name, number = plain.name, 1
    while (folder / name).exists():
        number += 1
        name = f"{plain.stem} ({number}){plain.suffix}"
    return folder / name


def write_note(upload: Upload, *, by_id: int) -> None:
    """Write down whose an upload is and what became of it, beside the files."""
    said: dict[str, Any] = {
        "by": by_id,
        "at": upload.kept_at.isoformat(),
        "year": upload.year.ending if upload.year else None,
        "account": upload.account.as_json() if upload.account else None,
        "import": upload.import_id,
    }
    path = upload.folder / NOTE
    path.touch(mode=0o600)
    path.write_text(json.dumps(said), encoding="utf-8")


def find(token: str, *, by: User, at: datetime) -> Upload | None:
    """Return an upload that is this person's and has not run out, or None."""
    if not TOKEN.fullmatch(token):
        return None
    try:
        said = json.loads((incoming() / token / NOTE).read_text(encoding="utf-8"))
        kept_at = datetime.fromisoformat(said["at"])
        account = Account.from_json(said["account"]) if said["account"] else None
        year = CollectionYear(said["year"]) if said["year"] else None
        if said["by"] != by.pk or at - kept_at >= KEPT_FOR:
            return None
        return Upload(token, kept_at, year, account, said["import"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # cleared away, or cut off while it was written


def tried(upload: Upload, account: Account, refused: Iterable[RefusedRow], *, by: User) -> Upload:
    """Keep what trying an upload gave, with the refused rows as files to correct. Raises OSError."""
    shutil.rmtree(upload.folder / REFUSED, ignore_errors=True)
    write_refused(refused, upload.folder / REFUSED)
    told = replace(upload, account=account)
    write_note(told, by_id=by.pk)
    return told


def brought_in(upload: Upload, import_id: int, *, by: User) -> None:
    """Note that an upload became an import, and clear its files away; the refused rows stay until it runs out."""
    shutil.rmtree(upload.folder / FILES, ignore_errors=True)
    write_note(replace(upload, import_id=import_id), by_id=by.pk)


def begin(upload: Upload) -> bool:
    """Say that an upload is now being brought in; False where that is under way already, by another click.

    A file rather than a row: it is seen while the import holds the database.
    """
    try:
        (upload.folder / UNDER_WAY).touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    return True


def give_up(upload: Upload) -> None:
    """Say that bringing in has ended, so that it can be tried again where it failed."""
    (upload.folder / UNDER_WAY).unlink(missing_ok=True)


def of_import(import_id: int, *, by: User, at: datetime) -> Upload | None:
    """Return the person's upload that became an import, while it is kept, or None."""
    found = (find(folder.name, by=by, at=at) for folder in incoming().iterdir())
    return next((upload for upload in found if upload is not None and upload.import_id == import_id), None)


def clear_expired(*, at: datetime) -> None:
    """Clear away every upload that has run out, and what was cut off while it was kept."""
    for folder in incoming().iterdir():
        try:
            said = json.loads((folder / NOTE).read_text(encoding="utf-8"))
            kept_at = datetime.fromisoformat(said["at"])
        except (OSError, ValueError, KeyError, TypeError):
            kept_at = datetime.fromtimestamp(folder.stat().st_mtime, tz=at.tzinfo)
        if at - kept_at >= KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)
