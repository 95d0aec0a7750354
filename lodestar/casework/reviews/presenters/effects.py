"""What saving a form does to the next review, in words."""

from datetime import date

from lodestar.casework.reviews.effects import Effect
from lodestar.casework.reviews.presenters.clocks import clock_panel, one_line
from lodestar.govuk.parts import Clock


def effect_panel(effect: Effect, today: date) -> Clock:
    """Return the panel of the check page: when the next review is due now, and after saving."""
    after = clock_panel(effect.after, today)
    if (
        effect.before is not None
        and effect.before.is_looked_after
        and not (effect.after and effect.after.is_looked_after)
    ):
        return Clock(
            "No further review will be due",
            "done",
            because=f"Next review now: {one_line(effect.before, today)}.",
        )
    if same(effect):
        return Clock(
            "This does not change when the next review is due",
            "calm",
            because=f"{one_line(effect.after, today)}.",
        )
    now = one_line(effect.before, today) if effect.before is not None else "No review is due"
    return Clock(
        f"After this: {after.headline[:1].lower()}{after.headline[1:]}",
        after.tone,
        because=f"{after.because} Next review now: {now[:1].lower()}{now[1:]}.".strip(),
        citation=after.citation,
    )


def same(effect: Effect) -> bool:
    """Return whether the next review stays due on the same day by the same rule."""
    if effect.before is None or effect.after is None:
        return effect.before is effect.after
    one, other = effect.before, effect.after
    return (one.next_due_on, one.next_rule, one.is_looked_after) == (
        other.next_due_on,
        other.next_rule,
        other.is_looked_after,
    )
