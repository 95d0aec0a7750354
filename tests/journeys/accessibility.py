"""What every page must meet at both widths: axe, and what axe does not see."""

import json
from functools import cache
from importlib import resources

from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# axe finds nothing wrong with a page that has no stylesheet, or whose scripts never started.
STRUCTURE = """() => {
    const faults = [];
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    const twice = [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
    if (twice.length) faults.push('ids used more than once: ' + twice.join(', '));
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) faults.push('h1 headings: ' + headings + ' instead of 1');
    if (!document.title.trim()) faults.push('the page has no title');
    if (!document.documentElement.lang) faults.push('the page does not say its language');
    const styled = [...document.styleSheets].some(sheet => sheet.cssRules.length > 100);
    if (!styled) faults.push('no stylesheet was applied');
    const family = getComputedStyle(document.querySelector('h1') || document.body).fontFamily.toLowerCase();
    if (!family.includes('arial')) faults.push('the heading is set in ' + family + ', not Arial');
    if (!document.body.classList.contains('govuk-frontend-supported'))
        faults.push('the page never said that scripts are supported');
    for (const part of document.querySelectorAll('[data-module^="govuk-"], [data-module^="moj-"]'))
        if (!part.hasAttribute('data-' + part.dataset.module + '-init'))
            faults.push(part.dataset.module + ' was not started by its script');
    for (const control of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
        if (!control.labels.length && !control.matches('[aria-label], [aria-labelledby]'))
            faults.push('no label: ' + (control.id || control.name || control.outerHTML));
    const root = document.scrollingElement;
    if (root.scrollWidth > root.clientWidth) {
        const wide = [...document.querySelectorAll('body *')]
            .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1)
            .slice(0, 3).map(element => element.tagName.toLowerCase() + '.' + element.className);
        const by = root.scrollWidth - root.clientWidth;
        faults.push('the page scrolls sideways by ' + by + ' px: ' + wide.join('; '));
    }
    return faults;
}"""

# What axe reports and the Design System keeps on purpose, after trying it with people: rule, part of the element,
# and where it was argued. A radio that reveals a question says whether it is open.
KNOWN = [("aria-allowed-attr", 'class="govuk-radios__input"', "alphagov/govuk-frontend issue 979")]


def is_known(rule: str, element: str) -> bool:
    """Return whether a finding is one that the Design System keeps on purpose."""
    return any(rule == known and part in element for known, part, _where in KNOWN)


@cache
def axe_script() -> str:
    """Return axe's own script, from the package that carries it."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def the_accessibility_baseline_is_met(page: Page) -> None:
    """Fail with every fault of the page at 1280 and at 390 px, and leave its width as it was.

    What goes wrong behind the page (console, missing files) is the journey's to collect.
    """
    before = page.viewport_size
    faults = []
    try:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            faults += [f"at {size['width']} px: {fault}" for fault in faults_of(page)]
    finally:
        if before is not None:
            page.set_viewport_size(before)
    assert not faults, f"{page.url} ({page.title()}):\n" + "\n".join(faults)


def faults_of(page: Page) -> list[str]:
    """Return the faults of a page at its present width, in words."""
    page.wait_for_load_state("load")
    faults: list[str] = page.evaluate(STRUCTURE)
    page.evaluate(axe_script())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate(f"() => axe.run(document, {json.dumps(options)})")
    assert found["passes"], "axe looked at nothing"
    for violation in found["violations"]:
        violation["nodes"] = [
            node for node in violation["nodes"] if not is_known(violation["id"], node["html"])
        ]
        if not violation["nodes"]:
            continue
        places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        faults.append(
            f"axe {violation['id']}: {violation['help']} ({len(violation['nodes'])} places): {places}"
        )
    return faults
