"""The rating of a review: read by those who see its record, given by the IRO."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.desk.presenters.rating import prompts_in_words
from lodestar.casework.desk.queries.rating import rating_prompts
from lodestar.casework.meetings.presenters.frame import frame_of
from lodestar.casework.meetings.queries import last_sitting
from lodestar.casework.meetings.states import OPEN_STATES
from lodestar.casework.meetings.views.opening import the_booking
from lodestar.casework.ratings import actions
from lodestar.casework.ratings.forms import RateForm
from lodestar.casework.ratings.presenters.rating import rating_page
from lodestar.casework.ratings.queries import is_asked_of, last_rating, notices_of, rating_of
from lodestar.casework.reviews.views.asking import asking, or_ask_why
from lodestar.casework.reviews.views.steps import answer

P = Permission


@or_ask_why
def rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the rating of a review and what managers answered; while the review is open the IRO rates it here."""
    who = asking(request, P.CONCLUDE_REVIEW if request.method == "POST" else P.SEE_REVIEW_RECORD)
    booking = the_booking(who, pk)
    found = rating_of(booking)
    notices = notices_of(found) if found is not None else []
    may_rate = booking.state in OPEN_STATES and who.person.may(P.CONCLUDE_REVIEW)
    saw(
        EventKind.CHILD_VIEWED,
        by=who.person,
        at=who.at,
        child=booking.child,
        what={"page": "rating", "review": pk},
    )
    first = {} if found is None else {n: getattr(found, n) for n in ("colour", "because", "follow_up_on")}
    form = RateForm(request.POST or None, initial=first)

    def act() -> str:
        facts = {name: form.cleaned_data[name] for name in ("colour", "because", "follow_up_on")}
        actions.rate_review(booking=booking, by=who.person, at=who.at, **facts)
        return reverse("rating", args=[pk])

    page = rating_page(
        found,
        notices=notices,
        asked_of=frozenset(
            one.pk for one in notices if is_asked_of(one, who.person, child_id=booking.child_id, on=who.today)
        ),
        last=last_rating(booking.child_id, but=booking),
        person=who.person,
        today=who.today,
    )
    context = {
        "around": frame_of(booking, last_sitting(booking), "Rating", who.person, who.today),
        "prompts": prompts_in_words(rating_prompts(booking, on=who.today))
        if may_rate or request.method == "POST"
        else [],
    }
    if not may_rate and request.method != "POST":
        return render(request, "ratings/rating.jinja", {"page": page, "form": None, **context})
    return answer(
        request,
        who,
        form,
        page,
        act=act,
        done="The rating is saved. It is settled when the review closes.",
        template="ratings/rating.jinja",
        context=context,
    )
