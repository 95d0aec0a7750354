"""The outbox: what people are to be told, written in the transaction of what happened (ADR-0016)."""

from collections.abc import Iterable
from datetime import datetime

from lodestar.access.door import open_passage
from lodestar.access.models import Notice, User
from lodestar.access.notice_kinds import NoticeKind


def tell(*, people: Iterable[User], kind: NoticeKind, key: str, address: str, by: User, at: datetime) -> None:
    """Put a notice in the outbox for each of these people, once however often the same news (`key`) is said.

    Called inside an action, so that the notice is there if and only if the deed is. Who did the deed is not told of
    it, nor is anybody who cannot sign in. `address` is the page where it is to be read: no case content in it.
    """
    open_passage()
    Notice.objects.bulk_create(
        (
            Notice(
                person=person,
                kind=kind,
                key=f"{kind.value}:{key}:{person.pk}",
                address=address,
                told_at=at,
                told_by=by,
                not_before=at,
            )
            for person in {one.pk: one for one in people}.values()
            if person.is_active and person.pk != by.pk
        ),
        ignore_conflicts=True,
    )
