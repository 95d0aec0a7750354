"""The record of a review as a document for an audience: what each may read, and what must not reach somebody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lodestar.casework.children.words import LONDON, in_words
from lodestar.casework.decisions.states import (
    MANAGERS_WORD_WORDS,
    VERDICT_WORDS,
    ManagersWord,
    Verdict,
)
from lodestar.casework.meetings.states import (
    ATTENDANCE_WORDS,
    INVITEE_ROLE_WORDS,
    PLACE_KIND_WORDS,
    Attendance,
    InviteeRole,
    PlaceKind,
)
from lodestar.casework.ratings.states import COLOUR_WORDS, Colour
from lodestar.casework.records.states import (
    AUDIENCE_WORDS,
    BOX_WORDS,
    CHAIRED_WORDS,
    CRITERION_WORDS,
    GRADE_WORDS,
    MEETS_NEEDS_WORDS,
    QUESTION_WORDS,
    YES_NO_WORDS,
    Audience,
    Box,
    Chaired,
    MeetsNeeds,
)
from lodestar.casework.reviews.states import PARTICIPATION_WORDS
from lodestar.govuk.documents import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Part,
    Signature,
    Table,
)
from lodestar.govuk.words import long_date

KEPT_BACK = "This part is not in this version."
# What each audience reads beside the words under the headings and the decisions (need to know).
JUDGEMENTS = frozenset({Audience.FULL})
ANSWERS = frozenset({Audience.FULL, Audience.PROFESSIONAL})
SHORTEST_SECRET = 4


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Everything a record is made of, read once; rows as the models hold them."""

    booking: Any
    sitting: Any
    headings: Sequence[tuple[str, str]]
    texts: Mapping[tuple[str, str], Any]
    items: Sequence[Any]
    invitees: Sequence[Any]
    decisions: Sequence[Any]
    earlier: Sequence[Any]
    rating: Any
    conclusion: Any
    quality: Mapping[str, str]
    grades: Mapping[str, Any]
    addenda: Sequence[Any]
    minute: Any
    withheld: Mapping[str, Collection[str]]
    council: str
    about: str
    footer: str


def record_document(facts: RecordFacts, audience: Audience, *, sees_address: bool = True) -> Document:
    """Return the record of a review as one audience reads it."""
    booking = facts.booking
    parts: list[Part] = [
        Facts(_at_a_glance(facts, audience, sees_address=sees_address)),
        *_wishes(facts),
        *_attendance(facts),
        *_headings(facts, audience),
        *_decisions(facts, audience),
        *_earlier(facts, audience),
        *_conclusion(facts, audience),
        *_judgements(facts, audience),
        *_addenda(facts),
        *_signature(facts),
    ]
    return Document(
        title=f"Review of {booking.child.name}",
        about=facts.about,
        sender=facts.council,
        footer=f"{facts.footer} {AUDIENCE_WORDS[audience]}.".strip(),
        author=booking.officer.name,
        parts=parts,
    )


def _at_a_glance(facts: RecordFacts, audience: Audience, *, sees_address: bool) -> list[Fact]:
    booking, sitting, conclusion = facts.booking, facts.sitting, facts.conclusion
    day = booking.review.held_on if booking.review else None
    where = ""
    if sitting is not None:
        where = PLACE_KIND_WORDS[PlaceKind(sitting.place_kind)]
        if sitting.place and sees_address:
            where = f"{where}: {sitting.place}"
    found = [
        Fact("Child", booking.child.name),
        Fact("Day", long_date(day) if day else "Not held yet"),
        Fact("Where", where),
        Fact("Chaired by", booking.officer.name),
    ]
    if conclusion is not None:
        found.append(Fact("How the child took part", PARTICIPATION_WORDS.get(conclusion.participation, "")))
        if conclusion.chaired:
            found.append(Fact("Did the child chair any of it?", CHAIRED_WORDS[Chaired(conclusion.chaired)]))
    if audience in JUDGEMENTS and facts.rating is not None:
        found.append(Fact("Rating", COLOUR_WORDS[Colour(facts.rating.colour)]))
    return found


def _wishes(facts: RecordFacts) -> list[Part]:
    if not facts.items:
        return []
    rows = [[item.words, item.answer_words or "Not answered yet"] for item in facts.items]
    return [Table("What the child wanted to talk about", ["In the child's words", "What was said"], rows)]


def _attendance(facts: RecordFacts) -> list[Part]:
    rows = [
        [
            one.name,
            INVITEE_ROLE_WORDS[InviteeRole(one.role)],
            ATTENDANCE_WORDS[Attendance(one.attendance)] if one.attendance else "Not recorded",
        ]
        for one in facts.invitees
        if one.is_invited or one.attendance
    ]
    return [Table("Who was there", ["Name", "Who they are", "There?"], rows)] if rows else []


def _headings(facts: RecordFacts, audience: Audience) -> list[Part]:
    kept_back = facts.withheld.get(audience, ())
    parts: list[Part] = []
    for code, words in facts.headings:
        boxes = [(box, facts.texts[code, box.value].text) for box in Box if (code, box.value) in facts.texts]
        written = [(box, text) for box, text in boxes if text.strip()]
        if not written:
            continue
        parts.append(Heading(words))
        if code in kept_back:
            parts.append(Paragraph(KEPT_BACK))
            continue
        for box, text in written:
            parts += [Heading(BOX_WORDS[box], 3), Paragraph(text)]
    return parts


def _decisions(facts: RecordFacts, audience: Audience) -> list[Part]:
    columns = ["No.", "What was decided", "Who", "By when", "How the child will know"]
    with_answers = audience in ANSWERS
    if with_answers:
        columns.append("The team manager's answer")
    rows = []
    for one in facts.decisions:
        row = [
            str(one.number),
            one.words,
            one.owner.name if one.owner else one.owner_name,
            in_words(one.due_on) if one.due_on else "",
            one.child_will_know,
        ]
        if with_answers:
            answer = getattr(one, "answer", None)
            said = MANAGERS_WORD_WORDS[ManagersWord(answer.word)] if answer else "Not answered yet"
            row.append(f"{said}: {answer.words}" if answer and answer.words else said)
        rows.append(row)
    return [Heading("Decisions"), Table("Decisions of this review", columns, rows)]


def _earlier(facts: RecordFacts, audience: Audience) -> list[Part]:
    if not facts.earlier:
        return []
    rows = []
    for one in facts.earlier:
        found = one.verification
        words = VERDICT_WORDS[Verdict(found.verdict)]
        rows.append([one.words, f"{words}. {found.words}".strip() if audience in ANSWERS else words])
    return [Table("What became of earlier decisions", ["Decision", "What the IRO found"], rows)]


def _conclusion(facts: RecordFacts, audience: Audience) -> list[Part]:
    conclusion = facts.conclusion
    if conclusion is None:
        return []
    found = []
    if conclusion.meets_needs:
        words = MEETS_NEEDS_WORDS[MeetsNeeds(conclusion.meets_needs)]
        if conclusion.meets_needs_words and audience in ANSWERS:
            words = f"{words}: {conclusion.meets_needs_words}"
        found.append(Fact("Does the care plan meet the child's needs?", words))
    if conclusion.next_review_on:
        words = long_date(conclusion.next_review_on)
        if conclusion.next_review_words:
            words = f"{words}. {conclusion.next_review_words}"
        found.append(Fact("Next review", words))
    return [Heading("Conclusion"), Facts(found)] if found else []


def _judgements(facts: RecordFacts, audience: Audience) -> list[Part]:
    if audience not in JUDGEMENTS:
        return []
    parts: list[Part] = []
    if facts.rating is not None and facts.rating.because:
        parts += [Heading("Why it is rated so"), Paragraph(facts.rating.because)]
    if facts.quality:
        rows = [
            [QUESTION_WORDS[code], YES_NO_WORDS[facts.quality[code]]]  # type: ignore[index]
            for code in QUESTION_WORDS
            if code in facts.quality
        ]
        parts.append(Table("Quality of the review", ["Question", "Answer"], rows))
    if facts.grades:
        rows = [
            [CRITERION_WORDS[code], GRADE_WORDS[facts.grades[code].grade], facts.grades[code].evidence]
            for code in CRITERION_WORDS
            if code in facts.grades
        ]
        parts.append(Table("Quality of the care plan", ["Criterion", "Grade", "What shows it"], rows))
    return parts


def _addenda(facts: RecordFacts) -> list[Part]:
    if not facts.addenda:
        return []
    words = [
        f"{in_words(one.added_at.astimezone(LONDON).date())}, {one.added_by.name}: {one.words} "
        f"(added because: {one.because})"
        for one in facts.addenda
    ]
    return [Heading("Added after it was signed"), Bullets(words)]


def _signature(facts: RecordFacts) -> list[Part]:
    minute = facts.minute
    if minute is None or minute.signed_at is None:
        return [Paragraph("This record is not signed yet.")]
    day = in_words(minute.signed_at.astimezone(LONDON).date())
    return [Signature(minute.signed_by.name, "Independent Reviewing Officer", f"Signed on {day}")]


def given_away(document: Document, secrets: Collection[str]) -> list[str]:
    """Return which of these words (an address, a carer's name, a school) stand in a document anywhere."""
    words = " ".join(document.words().casefold().split())
    return sorted(
        secret
        for secret in {one.strip() for one in secrets}
        if len(secret) >= SHORTEST_SECRET and " ".join(secret.casefold().split()) in words
    )
