"""A real browser and a real service for the journeys.

Each file of journeys gets a service of its own on a fresh copy of the demonstration authority: what one file
records never shows in another. The journeys inside a file share it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.accessibility import NARROW, WIDE
from tests.journeys.journey import Journey
from tests.journeys.service import Service, copy_of, demonstration
from tools import browser as browsers

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real browser, started once; without one the journeys fail in CI and are skipped elsewhere."""
    path = browsers.find()
    if path is None:
        words = "No browser for the journeys: sudo apt-get install chromium fonts-liberation"
        pytest.fail(words) if "CI" in os.environ else pytest.skip(words)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=browsers.LAUNCH_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def demonstration_authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the demonstration authority's database, made once."""
    return demonstration(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def service(demonstration_authority: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A running Lodestar on its own copy of the demonstration authority, for one file of journeys."""
    running = copy_of(demonstration_authority, tmp_path_factory.mktemp("service"))
    running.start()
    try:
        yield running
    finally:
        running.stop()
    assert not running.faults(), f"The service's log holds a traceback:\n{running.faults()}"


def journey_at(browser: Browser, service: Service, size: dict[str, int]) -> Iterator[Journey]:
    context = browser.new_context(viewport=size, locale="en-GB", timezone_id="Europe/London")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    walked = Journey(context.new_page(), service)
    yield walked
    context.close()
    walked.then_nothing_went_wrong_behind_the_page()


@pytest.fixture
def journey(browser: Browser, service: Service) -> Iterator[Journey]:
    """A person at a desk, 1280 px wide. The accessibility baseline looks at 390 px as well."""
    yield from journey_at(browser, service, WIDE)


@pytest.fixture
def narrow_journey(browser: Browser, service: Service) -> Iterator[Journey]:
    """A person with a phone, 390 px wide."""
    yield from journey_at(browser, service, NARROW)
