"""What follows an amber or a red: a manager's answer, the IRO's second look, and that it is cleared."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from lodestar.access.door import saw
from lodestar.access.event_kinds import EventKind
from lodestar.access.roles import Permission
from lodestar.casework.ratings import actions
from lodestar.casework.ratings.forms import AcknowledgeForm, ClearForm, FollowUpForm
from lodestar.casework.ratings.presenters.rating import answer_fact, rating_facts
from lodestar.casework.ratings.queries import is_asked_of, notice_by_id, notices_of, rating_by_id
from lodestar.casework.reviews.views.asking import Asking, asking, or_ask_why, the_child
from lodestar.casework.reviews.views.steps import answer
from lodestar.govuk.parts import FormPage

P = Permission


@or_ask_why
def answer_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what will be done about an amber or a red, and by when (whoever holds the post it was put to)."""
    who = asking(request, P.ANSWER_RATING)
    notice = notice_by_id(pk)
    if notice is None:
        raise Http404
    rating = notice.rating
    the_child(who, rating.child_id)
    if not is_asked_of(notice, who.person, child_id=rating.child_id, on=who.today):
        raise Http404
    looked(request, who, rating)
    form = AcknowledgeForm(request.POST or None)

    def act() -> str:
        facts = {name: form.cleaned_data[name] for name in ("action", "action_by_on")}
        actions.acknowledge(notice=notice, by=who.person, at=who.at, **facts)
        return address_of(rating)

    return answer(
        request,
        who,
        form,
        form_page("Say what you will do", rating, "Send to the IRO"),
        act=act,
        done="Your answer is with the IRO.",
        template="ratings/about.jinja",
        context={"facts": [*rating_facts(rating), answer_fact(notice, who.today)]},
    )


@or_ask_why
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the IRO found when looking at a rating again."""
    who, rating = opened(request, pk)
    form = FollowUpForm(request.POST or None)

    def act(words: str) -> object:
        return actions.follow_up(rating=rating, words=words, by=who.person, at=who.at)

    return saying(
        request, who, rating, form, act, title="Look at the rating again", done="The follow-up is recorded."
    )


@or_ask_why
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that what an amber or a red asked for was done."""
    who, rating = opened(request, pk)
    form = ClearForm(request.POST or None)

    def act(words: str) -> object:
        return actions.clear(rating=rating, words=words, by=who.person, at=who.at)

    return saying(
        request,
        who,
        rating,
        form,
        act,
        title="Clear the rating",
        done="The rating is cleared. The next review rates anew.",
    )


def opened(request: HttpRequest, pk: int) -> tuple[Asking, Any]:
    """Return who asks and a rating whose child's record is open to them. Raises Masked, Http404, PermissionDenied."""
    who = asking(request, P.CONCLUDE_REVIEW)
    rating = rating_by_id(pk)
    if rating is None:
        raise Http404
    the_child(who, rating.child_id)
    looked(request, who, rating)
    return who, rating


def looked(request: HttpRequest, who: Asking, rating: Any) -> None:
    """Leave an event that a page about a child's rating was opened."""
    if request.method == "GET":
        what = {"page": "rating", "rating": rating.pk}
        saw(EventKind.CHILD_VIEWED, by=who.person, at=who.at, child=rating.child, what=what)


def saying(
    request: HttpRequest,
    who: Asking,
    rating: Any,
    form: FollowUpForm | ClearForm,
    act: Callable[[str], object],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    """Ask for words about a rating, shown above with the answers to it, and save them once."""

    def saved() -> str:
        act(form.cleaned_data["words"])
        return address_of(rating)

    answers = [answer_fact(one, who.today) for one in notices_of(rating)]
    return answer(
        request,
        who,
        form,
        form_page(title, rating, "Save"),
        act=saved,
        done=done,
        template="ratings/about.jinja",
        context={"facts": [*rating_facts(rating), *answers]},
    )


def address_of(rating: Any) -> str:
    """Return the page of a review's rating."""
    return reverse("rating", args=[rating.booking_id])


def form_page(title: str, rating: Any, submit: str) -> FormPage:
    """Return the words around a form about a rating."""
    back = address_of(rating)
    return FormPage(title=title, submit=submit, caption=rating.child.name, back_href=back, cancel_href=back)
