"""The prompts before a rating, in words."""

from lodestar.casework.desk.queries.rating import RatingPrompts
from lodestar.govuk.words import counted


def prompts_in_words(found: RatingPrompts) -> list[str]:
    """Return what stands out in the record, a sentence each; empty where nothing does."""
    words = []
    if found.late_decisions:
        is_past = "is past its date" if found.late_decisions == 1 else "are past their date"
        words.append(f"{counted(found.late_decisions, 'decision')} {is_past} and not done.")
    if found.report_days_ahead is None:
        words.append("The social worker's report has not come.")
    elif found.report_days_ahead < found.report_lead:
        limit = counted(found.report_lead, "working day")
        words.append(f"The social worker's report came less than {limit} before the review.")
    if not found.has_care_plan:
        words.append("There is no care plan in the record.")
    if not found.times_seen:
        words.append("It is not recorded that you spoke with the child before this review.")
    elif not found.times_seen_alone:
        words.append("You spoke with the child, but not alone.")
    return words
