"""Where each person can go from every page: by permission, never by role name."""

from django.http import HttpRequest

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.govuk.page_frame import NavigationItem

PLACES = (
    ("Today", "/", None),
    ("My work", "/my-work/", Permission.SEE_CHILDREN),
    ("My requests", "/my-requests/", Permission.SEND_REPORT),
    ("Children", "/children/", Permission.SEE_CHILDREN),
    ("Reviews", "/reviews/", Permission.SEE_REVIEW_RECORD),
    # No role holds both: a manager's board, and the IRO manager's of every team.
    ("Board", "/board/", Permission.ANSWER_RATING),
    ("Board", "/board/", Permission.APPROVE_CANCELLATION),
    ("Watch lists", "/watch-lists/", Permission.SEE_CHILDREN),
    ("At a glance", "/at-a-glance/", Permission.SEE_SERVICE_FIGURES),
    ("Measures", "/measures/", Permission.SEE_SERVICE_FIGURES),
    ("Record quality", "/record-quality/", Permission.SEE_RECORD_QUALITY),
    ("National return", "/record-quality/return/", Permission.IMPORT_RETURN),
    ("Who saw what", "/events/", Permission.SEE_EVENTS),
    ("Background work", "/jobs/", Permission.MANAGE_ACCOUNTS),
    ("People", "/people/", Permission.MANAGE_ACCOUNTS),
    ("Your account", "/account/", None),
)


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the service navigation for who is asking; nothing before they have signed in."""
    person = getattr(request, "user", None)
    if not isinstance(person, User):
        return []
    open_places = [(text, href) for text, href, needed in PLACES if needed is None or person.may(needed)]
    around = [
        href
        for _, href in open_places
        if request.path == href or href != "/" and request.path.startswith(href)
    ]
    here = max(around, key=len, default="")
    return [NavigationItem(text, href, current=href == here) for text, href in open_places]
