"""Whether the service answers, for whatever watches over it."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from lodestar.access.middleware import open_to_all


@open_to_all
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 `{"ok": true}` when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})
