"""An analyst makes a token for another system, which reads with it; the system administrator revokes it."""

import json
import re
import urllib.error
import urllib.request

import pytest


def read(service, address: str, secret: str) -> dict:
    request = urllib.request.Request(service.address + address, headers={"Authorization": f"Bearer {secret}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_a_token_is_made_used_and_revoked(journey, service):
    journey.given_i_am_signed_out()
    journey.when_i_go_to("/api/")
    journey.then_the_heading_is("Figures for other systems")
    journey.then_the_accessibility_baseline_is_met()
    journey.given_i_am_signed_in_as("analyst")
    journey.when_i_go_to("/account/")
    journey.when_i_follow("Tokens with which other systems read figures")
    journey.then_i_see("There is no token")
    journey.when_i_press("Make a token")
    journey.then_the_accessibility_baseline_is_met()
    journey.when_i_press("Make the token")
    journey.then_i_am_told_to_mend("Enter what the token is for")
    journey.when_i_fill_in("What is the token for?", "Power BI of the performance team")
    journey.when_i_choose("Measures", under="What may it read?")
    journey.when_i_press("Make the token")
    journey.then_i_see("This token is shown only now")
    journey.then_the_accessibility_baseline_is_met()
    secret = journey.page.get_by_text(re.compile("^lodestar_")).inner_text()
    kept = read(service, "/api/figures/", secret)["figures"]
    found = read(service, f"/api/measures/NI62/?kept={kept[0]['id']}", secret)
    assert found["snapshot"] == kept[0]["name"] and found["small_numbers"] == "protected"
    journey.when_i_go_to("/account/tokens/")
    journey.then_i_see("16 March 2026")
    journey.then_the_accessibility_baseline_is_met()
    journey.given_i_am_signed_out()
    journey.given_i_am_signed_in_as("system-administrator")
    journey.when_i_go_to("/account/tokens/")
    journey.when_i_follow("Revoke Power BI of the performance team")
    journey.when_i_press("Revoke it")
    journey.then_i_see("No call is answered with it any more")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        read(service, "/api/figures/", secret)


def test_work_in_the_background_is_listed(journey, service):
    asked = service.lodestar("run-due")
    assert asked.returncode == 0 and "Asked for: what falls due each day." in asked.stdout, asked.stderr
    journey.given_i_am_signed_in_as("system-administrator")
    journey.when_i_go_to("/")
    journey.when_i_follow("Background work")
    journey.then_the_heading_is("Work in the background")
    journey.then_the_accessibility_baseline_is_met()
    journey.page.get_by_role("link", name=re.compile("^What falls due each day")).first.click()
    journey.then_the_heading_is("What falls due each day")
    journey.then_i_see("Done")
    journey.then_the_accessibility_baseline_is_met()
