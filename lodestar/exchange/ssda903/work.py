"""Trying and importing a return in the background: the files that were kept aside for the person who asked."""

from django.urls import reverse

from lodestar.exchange.jobs.pieces import NotDone, Piece, Say
from lodestar.exchange.ssda903 import actions, uploads
from lodestar.exchange.ssda903.actions import Progress
from lodestar.exchange.ssda903.read import read_return
from lodestar.exchange.ssda903.uploads import Upload

READING = "The files are being read"
GONE = "The uploaded files are no longer kept. Upload them again."


def try_uploaded(piece: Piece, say: Say) -> str:
    """Find out what importing an upload would do; the result is the page that shows it."""
    upload = the_upload(piece)
    say(0, 0, READING)
    read = read_return(upload.paths, upload.year)
    account = actions.try_return(read=read, by=piece.asked_by, at=piece.clock(), progress=as_progress(say))
    uploads.tried(upload, account, read.refused, by=piece.asked_by)
    return reverse("return-trial", args=[upload.token])


def import_uploaded(piece: Piece, say: Say) -> str:
    """Bring the files of an upload into the register; the result is the account of it."""
    upload = the_upload(piece)
    try:
        say(0, 0, READING)
        read = read_return(upload.paths, upload.year)
        account = actions.import_return(
            read=read, by=piece.asked_by, at=piece.clock(), progress=as_progress(say)
        )
    finally:
        uploads.give_up(upload)
    assert account.import_id is not None
    uploads.brought_in(upload, account.import_id, by=piece.asked_by)
    return reverse("return-import", args=[account.import_id])


def the_upload(piece: Piece) -> Upload:
    """Return the upload that a piece of work is about. Raises NotDone where it is kept no longer."""
    upload = uploads.find(str(piece.given["upload"]), by=piece.asked_by, at=piece.clock())
    if upload is None or not upload.paths:
        raise NotDone(GONE, again=False)
    return upload


def as_progress(say: Say) -> Progress:
    """Return what an import calls to tell how far it is."""
    return lambda what, done, of: say(done, of, f"{what.capitalize()}: {done:,} of {of:,}")
