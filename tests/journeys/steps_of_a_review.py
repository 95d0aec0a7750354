"""The steps of a review as its people walk them, shared by the journeys through one."""

import re
from datetime import date

TODAY = date(2026, 3, 16)
VISIBLE_BUTTON = "main form button.govuk-button:not(.govuk-button--secondary)"


def submit(journey):
    """Press the one button that sends the page's form."""
    journey.page.locator(VISIBLE_BUTTON).last.click()


def fill_date(journey, name, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        journey.page.locator(f"input[name={name}-{part}]").fill(str(value))


def choose(journey, name, value):
    journey.page.locator(f"input[name='{name}'][value='{value}']").check()


def signed_in_as(journey, role):
    """Change places: whoever sat there goes, somebody of this role sits down."""
    journey.given_i_am_signed_out()
    journey.given_i_am_signed_in_as(role)


def a_review_today(journey, role="manager", child="", **facts):
    """Book, for today, a review of a child who is due one and whom the role reaches; return its address."""
    signed_in_as(journey, role)
    if child:
        journey.when_i_go_to(f"{child}reviews/book/")
    else:
        journey.when_i_go_to("/my-work/?kind=book")
        journey.page.locator("main table a").first.click()
    journey.then_the_heading_is("Book a review")
    choose(journey, "slot", "other")
    fill_date(journey, "starts_on", TODAY)
    journey.page.locator("input[name=starts_time]").fill(facts.get("at", "4pm"))
    choose(journey, "place_kind", "school")
    journey.page.locator("input[name=place]").fill("The library")
    late_because = facts.get("late_because", "The child was in hospital")
    journey.page.locator("textarea[name=late_because], input[name=late_because]").fill(late_because)
    submit(journey)
    journey.then_i_see("The review is booked.")
    return re.search(r"/reviews/\d+/", journey.page.url)[0]


def conclude(journey, at, colour):
    """As the officer: say everything that closing asks for."""
    consider_permanence(journey, at)
    say_how_the_child_took_part(journey, at)
    answer_quality(journey, at)
    judge_the_plan(journey, at)
    rate(journey, at, colour)


def consider_permanence(journey, at):
    journey.when_i_go_to(f"{at}room/sch7-3/")
    journey.page.locator("main textarea").last.fill(
        "The plan for permanence was talked through with everybody."
    )
    submit(journey)


def write_under(journey, at, heading, words):
    """Write in the first box of a heading of the agenda, and save it."""
    journey.when_i_go_to(f"{at}room/{heading}/")
    journey.page.locator("main textarea").first.fill(words)
    submit(journey)


def written_under(journey, at, heading):
    """Return what stands in the first box of a heading for whoever may write in it."""
    journey.when_i_go_to(f"{at}room/{heading}/")
    return journey.page.locator("main textarea").first.input_value()


def say_how_the_child_took_part(journey, at):
    journey.when_i_go_to(f"{at}room/participation/")
    choose(journey, "attended", "yes")
    choose(journey, "spoke_how", "self")
    choose(journey, "sent_views", "no")
    choose(journey, "chaired", "part")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Save what happened")
    journey.when_i_press("Save the code")


def answer_quality(journey, at):
    """Answer yes wherever the child's age lets the question be asked."""
    journey.when_i_go_to(f"{at}room/quality/")
    for yes in journey.page.locator("main input[type=radio][value=yes]").all():
        yes.check()
    submit(journey)


def judge_the_plan(journey, at, meets_needs="yes", words=""):
    """Say whether the plan meets the needs; the day of the next review is the one that the law proposes."""
    journey.when_i_go_to(f"{at}room/conclusion/")
    choose(journey, "meets_needs", meets_needs)
    journey.page.locator("textarea[name=meets_needs_words]").fill(words)
    submit(journey)


def rate(journey, at, colour, because="There is no plan for permanence."):
    journey.when_i_go_to(f"{at}rating/")
    choose(journey, "colour", colour)
    if colour != "green":
        journey.page.locator("textarea[name=because]").fill(because)
        fill_date(journey, "follow_up_on", date(2026, 4, 13))
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)


def answer_earlier_decisions(journey, at):
    journey.when_i_go_to(f"{at}decisions/")
    links = journey.page.locator("main a[href*='/verify/']").all()
    for href in [one.get_attribute("href") for one in links]:
        journey.when_i_go_to(href)
        choose(journey, "verdict", "done")
        submit(journey)


def decide(journey, at, words="Write the plan for permanence and send it to the IRO", owner=""):
    """Write a decision for whom `owner` names as the page does, or for the first it offers."""
    journey.when_i_go_to(f"{at}decisions/add/")
    journey.page.locator("textarea[name=words]").fill(words)
    if owner:
        journey.when_i_choose(owner)
    else:
        journey.page.locator("input[name=owner]").first.check()
    fill_date(journey, "due_on", date(2026, 4, 20))
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.then_i_see(words)


def close(journey, at):
    journey.when_i_go_to(f"{at}close/")
    journey.then_the_accessibility_baseline_is_met()
    submit(journey)
    journey.then_the_heading_is("Check before you close the review")
    journey.then_i_see("The rating is settled as")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Close the review")
    journey.when_i_go_to(at)
    journey.then_i_see(re.compile("Held on 16 March 2026"))


def a_child_of(journey, *roles):
    """Return the page of a child whom every one of the roles reaches, and whose review can be booked.

    They have no review booked, and the IRO manager, who is signed in afterwards, may book one.
    """
    reached = []
    for role in roles:
        signed_in_as(journey, role)
        journey.when_i_go_to("/children/?sort=due")
        links = journey.page.locator("main tbody a").all()
        reached.append([one.get_attribute("href") for one in links])
    signed_in_as(journey, "manager")
    for href in reached[0]:
        if not re.fullmatch(r"/children/\d+/", href) or not all(href in hrefs for hrefs in reached):
            continue
        journey.when_i_go_to(f"{href}reviews/book/")
        if journey.page.locator("h1").inner_text() == "Book a review":
            return href
    raise AssertionError(f"{' and '.join(roles)} reach no child whose review can be booked")
