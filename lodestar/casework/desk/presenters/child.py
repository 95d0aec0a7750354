"""One child's page in words: who they are, when the next review is due and why, and all that was before."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from lodestar.access.models import User
from lodestar.access.roles import Permission
from lodestar.casework.children import presenters as words
from lodestar.casework.children.models import Relationship
from lodestar.casework.children.queries import Standing
from lodestar.casework.children.states import ETHNICITY_WORDS, SEX_WORDS, Contact, RelationshipKind, Sex
from lodestar.casework.children.words import in_words
from lodestar.casework.desk.queries.child import WholeChild
from lodestar.casework.reviews.models import Review
from lodestar.casework.reviews.presenters.clocks import clock_panel, held_in_words, tag_of
from lodestar.casework.reviews.states import PARTICIPATION_WORDS, REVIEW_KIND_WORDS, ReviewKind
from lodestar.govuk.parts import Clock, Fact, Link, Tag, TimelineItem
from lodestar.govuk.words import counted

SECTIONS = {
    "": "Overview",
    "timeline": "Timeline",
    "care": "Placements and legal status",
    "reviews": "Reviews",
    "people": "People",
    "corrections": "Corrections",
}
RELATIONSHIP_WORDS = {
    RelationshipKind.MOTHER: "Mother",
    RelationshipKind.FATHER: "Father",
    RelationshipKind.STEP_PARENT: "Step-parent",
    RelationshipKind.SIBLING: "Brother or sister",
    RelationshipKind.GRANDPARENT: "Grandparent",
    RelationshipKind.AUNT_OR_UNCLE: "Aunt or uncle",
    RelationshipKind.OWN_CHILD: "Own child",
    RelationshipKind.OTHER: "Other",
}
CONTACT_WORDS = {
    Contact.ALLOWED: "Contact allowed",
    Contact.SUPERVISED: "Supervised contact",
    Contact.LETTERBOX: "Letterbox contact",
    Contact.NOT_ALLOWED: "No contact",
    Contact.NOT_RECORDED: "Contact not recorded",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the page's tables: its cells in words, and a tag where one stands out."""

    cells: tuple[str, ...]
    tag: Tag | None = None
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class ChildPage:
    """What surrounds every section of a child's page."""

    title: str
    section: str
    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...]
    tabs: tuple[Link, ...]
    clock: Clock
    acts: tuple[Link, ...]
    is_masked_to_most: bool


def child_page(whole: WholeChild, person: User, section: str, *, today: date) -> ChildPage:
    """Return the frame of a child's page: identity, tabs, the clock and what may be done."""
    standing = whole.record.standing_on(today)
    return ChildPage(
        title=whole.child.name,
        section=section,
        facts=identity(whole, standing, today),
        tags=marks(whole, standing, today),
        tabs=tabs(whole, section),
        clock=clock_panel(whole.clock, today),
        acts=acts(whole, person, standing, today),
        is_masked_to_most=standing.is_restricted,
    )


def identity(whole: WholeChild, standing: Standing, today: date) -> tuple[Fact, ...]:
    """Return the facts by which the child is known at a glance."""
    child, iro = whole.child, whole.iro
    age = "" if standing.age is None else f", {counted(standing.age, 'year')} old"
    facts = [
        Fact("Born", f"{in_words(child.born_on)}{age}"),
        Fact("Identifier", child.identifier),
        Fact("IRO", iro.name if iro else "None"),
        Fact("Social worker", standing.social_worker.person_name if standing.social_worker else "None"),
        Fact("Legal status", words.status_in_words(standing.legal_status)),
        Fact("Lives", words.placement_in_words(standing.placement)),
    ]
    return tuple(facts if standing.is_looked_after else facts[:4])


def marks(whole: WholeChild, standing: Standing, today: date) -> tuple[Tag, ...]:
    """Return what stands out about the child, as tags in words."""
    found = [tag_of(whole.clock, today)]
    if standing.is_restricted:
        found.append(Tag("Restricted record", "purple"))
    if standing.is_looked_after and whole.iro is None:
        found.append(Tag("No IRO", "red"))
    if standing.is_unaccompanied:
        found.append(Tag("Unaccompanied", "blue"))
    if standing.placement is not None and standing.placement.is_adoptive:
        found.append(Tag("Placed for adoption", "teal"))
    elif standing.adoption_decision is not None:
        found.append(Tag("May be placed for adoption", "teal"))
    if any(m.until_on is None for m in whole.record.missing):
        found.append(Tag("Missing", "red"))
    return tuple(found)


def tabs(whole: WholeChild, section: str) -> tuple[Link, ...]:
    """Return the sections as tabs."""
    held = whole.clock.reviews_held if whole.clock else 0
    counts = {"reviews": held}
    return tuple(
        Link(text, section_href(whole.child.pk, name), current=name == section, count=counts.get(name))
        for name, text in SECTIONS.items()
    )


def section_href(pk: int, section: str) -> str:
    """Return a section's address."""
    return reverse("child-section", args=[pk, section]) if section else reverse("child", args=[pk])


def acts(whole: WholeChild, person: User, standing: Standing, today: date) -> tuple[Link, ...]:
    """Return what this person may do here, as links; what policy refuses now is said by the form itself."""
    pk = whole.child.pk
    found: list[Link] = [Link("Care plan", reverse("care-plan", args=[pk]))]
    if whole.booking_id is not None and person.may(Permission.SEE_REVIEW_RECORD):
        found.append(Link("Open the booked review", f"/reviews/{whole.booking_id}/"))
    elif standing.is_looked_after and person.may(Permission.BOOK_REVIEW):
        found.append(Link("Book the review", f"/children/{pk}/reviews/book/"))
    if person.may(Permission.RECORD_CARE):
        if standing.is_looked_after:
            found += [
                Link("Record a move", reverse("record-move", args=[pk])),
                Link("Record a legal status", reverse("record-legal-status", args=[pk])),
                Link("Record the end of care", reverse("record-end-of-care", args=[pk])),
                Link("Add somebody who matters", reverse("record-person", args=[pk])),
                Link("Record a school", reverse("record-school", args=[pk])),
            ]
            if standing.adoption_decision is None:
                found.append(
                    Link("Record an adoption decision", reverse("record-adoption-decision", args=[pk]))
                )
        else:
            found.append(Link("Record that care began", reverse("record-start-of-care", args=[pk])))
    if person.may(Permission.ALLOCATE_IRO) and standing.is_looked_after:
        text = "Change the IRO" if whole.iro else "Allocate an IRO"
        found.append(Link(text, reverse("allocate-iro", args=[pk])))
    if person.may(Permission.RESTRICT_CHILD):
        text = "Lift the restriction" if standing.is_restricted else "Restrict this record"
        found.append(Link(text, reverse("restrict", args=[pk])))
    return tuple(found)


def overview(whole: WholeChild, standing: Standing) -> list[Fact]:
    """Return the child's description and how they stand on a day."""
    child = whole.child
    period = standing.period
    facts = [
        Fact("Looked after", f"Since {in_words(period.from_on)}" if period else "No"),
        Fact("Category of need", words.need_in_words(period) if period else "Not recorded"),
        Fact("Legal status", words.status_in_words(standing.legal_status)),
        Fact("Placement", words.placement_in_words(standing.placement)),
        Fact("Where", words.distance_in_words(standing.placement)),
        Fact("Provider", words.provider_in_words(standing.placement)),
        Fact(
            "Social worker", words.role_in_words(standing.social_worker) if standing.social_worker else "None"
        ),
        Fact("School", standing.school.what if standing.school else "Not recorded"),
        Fact("Sex", SEX_WORDS[Sex(child.sex)]),
        Fact("Ethnicity", ETHNICITY_WORDS[child.ethnicity]),
        Fact("Language", language(whole)),
        Fact("Communication needs", child.communication_needs or "None recorded"),
        Fact("Disability", words.disabilities_in_words(whole.record.disabilities)),
    ]
    if whole.aliases:
        facts.insert(0, Fact("Also known as", ", ".join(alias.name for alias in whole.aliases)))
    return facts if period else [f for f in facts if f.key not in NOT_OF_SOMEBODY_WHO_LEFT]


NOT_OF_SOMEBODY_WHO_LEFT = {"Category of need", "Legal status", "Placement", "Where", "Provider"}


def language(whole: WholeChild) -> str:
    """Return the child's language, and whether an interpreter is needed."""
    found = whole.child.language or "Not recorded"
    return f"{found}, interpreter needed" if whole.child.interpreter_needed else found


def timeline(whole: WholeChild) -> list[TimelineItem]:
    """Return everything that happened, latest first: care, moves, statuses, reviews."""
    items = [
        (entry.on, TimelineItem(entry.words, in_words(entry.on), entry.on.isoformat(), entry.beside))
        for entry in words.timeline(whole.record)
    ]
    for review in whole.reviews:
        said = held_in_words(review.held_on, review.due_on, review.days_late)
        late = Tag("Late", "red") if review.days_late else None
        title = f"{REVIEW_KIND_WORDS[ReviewKind(review.kind)]} held"
        item = TimelineItem(title, in_words(review.held_on), review.held_on.isoformat(), said, tag=late)
        items.append((review.held_on, item))
    return [item for _, item in sorted(items, key=lambda pair: pair[0], reverse=True)]


def placement_rows(whole: WholeChild, *, may_correct: bool) -> list[Row]:
    """Return the placements, latest first."""
    return [
        Row(
            (
                words.between(row.from_on, row.until_on),
                words.placement_in_words(row),
                words.distance_in_words(row),
                words.provider_in_words(row),
                words.arrival_in_words(row),
                words.change_in_words(row),
            ),
            href=reverse("correct-placement", args=[whole.child.pk, row.id])
            if may_correct and row.id
            else "",
            action=f"Correct the placement from {in_words(row.from_on)}",
        )
        for period in reversed(whole.record.periods)
        for row in reversed(period.placements)
    ]


def status_rows(whole: WholeChild, *, may_correct: bool) -> list[Row]:
    """Return the legal statuses, latest first."""
    return [
        Row(
            (words.between(row.from_on, row.until_on), row.code, words.status_in_words(row)),
            href=reverse("correct-legal-status", args=[whole.child.pk, row.id])
            if may_correct and row.id
            else "",
            action=f"Correct the legal status from {in_words(row.from_on)}",
        )
        for period in reversed(whole.record.periods)
        for row in reversed(period.statuses)
    ]


def period_rows(whole: WholeChild) -> list[Row]:
    """Return the periods of care, latest first."""
    return [
        Row((words.between(row.from_on, row.until_on), words.need_in_words(row), words.end_in_words(row)))
        for row in reversed(whole.record.periods)
    ]


def review_rows(whole: WholeChild) -> list[Row]:
    """Return the reviews, latest first, each with how the law room judged it."""
    judged = {t.held_on: t for t in whole.timetable.reviews} if whole.timetable else {}
    rows = []
    for review in whole.reviews:
        timing = judged.get(review.held_on)
        because = (
            f"{timing.because[:1].upper()}{timing.because[1:]} ({timing.citation.provision})"
            if timing
            else ""
        )
        tag = None if timing is None else Tag("In time", "green") if timing.in_time else Tag("Late", "red")
        rows.append(
            Row(
                (
                    in_words(review.held_on),
                    "" if timing is None else str(timing.ordinal),
                    held_in_words(review.held_on, review.due_on, review.days_late),
                    because,
                    PARTICIPATION_WORDS.get(review.participation, "Not recorded"),
                ),
                tag=tag,
                href=held_href(review),
            )
        )
    return rows


def held_href(review: Review) -> str:
    """Return the page of a review that was held; empty for one that came from a return and has none."""
    try:
        return f"/reviews/{review.booking.pk}/"
    except ObjectDoesNotExist:
        return ""


def missed_rows(whole: WholeChild) -> list[Row]:
    """Return the reviews that fell due and were never held."""
    if whole.timetable is None:
        return []
    return [
        Row((in_words(m.due_on), f"{m.because[:1].upper()}{m.because[1:]} ({m.citation.provision})"))
        for m in reversed(whole.timetable.missed)
    ]


def officer_rows(whole: WholeChild) -> list[Row]:
    """Return the child's IROs, latest first."""
    return [
        Row(
            (
                words.between(row.from_on, row.until_on),
                row.officer.name,
                row.because or "",
                row.independence or "",
            )
        )
        for row in whole.allocations
    ]


def role_rows(whole: WholeChild) -> list[Row]:
    """Return who manages and managed the case, latest first."""
    return [
        Row((words.between(row.from_on, row.until_on), words.role_in_words(row)))
        for row in sorted(whole.record.case_roles, key=lambda r: r.from_on, reverse=True)
    ]


def relationship_row(row: Relationship) -> Row:
    """Return a person who matters to the child, with the warning that their address must be kept from them."""
    name = row.other_child.name if row.other_child is not None else row.name
    responsibility = "Has parental responsibility" if row.has_parental_responsibility else ""
    tag = Tag("Keep the child's address from them", "red") if row.is_address_confidential else None
    return Row(
        (
            name,
            RELATIONSHIP_WORDS[RelationshipKind(row.kind)],
            responsibility,
            CONTACT_WORDS[Contact(row.contact)],
        ),
        tag=tag,
    )
