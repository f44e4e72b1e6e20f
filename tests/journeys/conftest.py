"""The demonstration campaign, really served, and a real Chromium to visit it with."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.serving import CHROMIUM, QUIET, Site, served_demo


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration campaign from a home of its own, as a newcomer would."""
    with served_demo(tmp_path_factory.mktemp("demo")) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium; skip, or fail where REQUIRE_BROWSER says so, if it is not there."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is not installed, and REQUIRE_BROWSER=1 asks for it.")
        pytest.skip("Chromium is not installed; Debian's package is called chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Return a reader's browser window without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    yield context
    context.close()


@pytest.fixture(scope="module")
def coordinator(browser: Browser, site: Site) -> Iterator[Page]:
    """Return a page on which the coordinator has signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    page.fill("[name=username]", site.user)
    page.fill("[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site.url}/admin/")
    yield page
    context.close()
