"""The IRO manager sees the service, its officers, who has no IRO, and opens a restricted record with a reason."""

import re


def test_a_manager_sees_the_service(journey):
    journey.given_i_am_signed_in_as("manager")
    journey.then_the_heading_is("Today")
    journey.then_i_see("What each officer carries")
    journey.then_i_see("Children with no IRO")
    journey.then_i_see(re.compile("No IRO: \\d+ working days? since"))
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_go_to("/children/?review=no-iro")
    journey.then_i_see("No IRO", within="tbody")
    journey.then_the_accessibility_baseline_is_met()


def test_a_restricted_record_is_masked_until_a_reason_is_given(journey):
    journey.given_i_am_signed_in_as("manager")
    journey.when_i_go_to("/children/?state=all&sort=name")
    for _ in range(60):
        masked = journey.page.get_by_role("link", name=re.compile("^Restricted record"))
        if masked.count():
            break
        journey.page.get_by_role("link", name="Next page").click()
    masked.first.click()
    journey.then_the_heading_is("Open a record with a reason")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_fill_in("Why do you need to open it?", "short")
    journey.when_i_press("Open this record")
    journey.then_i_see("Say why you need to open this record")
    journey.when_i_fill_in("Why do you need to open it?", "The emergency duty team asked who to call tonight")
    journey.when_i_press("Open this record")
    journey.then_i_am_at(re.compile(r"/children/\d+/"))
    journey.then_i_see("Restricted record")


def test_the_audit_chain_holds_after_all_that(service):
    verified = service.lodestar("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_people_whose_work_is_elsewhere_see_no_child(journey):
    for role in (
        "panel-member",
        "advocate",
        "visitor-coordinator",
        "analyst",
        "auditor",
        "system-administrator",
    ):
        journey.given_i_am_signed_out()
        journey.given_i_am_signed_in_as(role)
        journey.then_the_heading_is("Today")
        journey.then_i_see("your role lists no child by name")
        journey.then_the_accessibility_baseline_is_met()
        journey.then_i_am_refused("/children/")
