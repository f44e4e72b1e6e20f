"""What a coordinator and an editor do in the admin, and what readers see of it."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import PROJECT, Site

pytestmark = pytest.mark.browser

PERSON = "/en/people/ales-bialiatski/"


def case_page(page: Page, site: Site, key: str) -> None:
    """Open a case in the admin, as one finds it in the menu."""
    page.goto(f"{site.url}/admin/snippets/cases/case/")
    page.get_by_role("link", name=f"Ales Bialiatski, {key}").first.click()
    expect(page.get_by_text("Days behind bars: 2,665")).to_be_visible()


def test_a_fact_is_entered_as_people_type_it_and_is_public_at_once(site: Site, coordinator: Page) -> None:
    page = coordinator
    case_page(page, site, "2021")
    page.get_by_role("link", name="Add an entry").click()
    page.select_option("[name=kind]", "statement_by_prisoner")
    page.fill("[name=date]", "3 janv 2026")
    expect(page.get_by_text("Understood as 3 January 2026.")).to_be_visible()
    page.fill("[name=text_0]", "An invented sentence of the test.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Statement from prison, 3 January 2026.")).to_be_visible()
    expect(page.get_by_role("cell", name="An invented sentence of the test.")).to_be_visible()
    site.wait_until_read(PERSON, "An invented sentence of the test.")
    site.wait_until_read("/ru/people/ales-bialiatski/", "An invented sentence of the test.")


def test_a_date_that_is_not_understood_is_kept_as_typed_with_a_sentence_beside_it(
    site: Site, coordinator: Page
) -> None:
    page = coordinator
    case_page(page, site, "2021")
    page.get_by_role("link", name="Add an entry").click()
    page.select_option("[name=kind]", "note")
    page.fill("[name=date]", "31.02.2011 or so")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("could not be created")).to_be_visible()
    expect(page.locator("[name=date]")).to_have_value("31.02.2011 or so")
    expect(page.locator(".error-message").first).to_contain_text(re.compile("31.02.2011|or so"))


def test_an_illegal_sequence_is_told_in_words_and_breaks_no_page(site: Site, coordinator: Page) -> None:
    page = coordinator
    case_page(page, site, "2011")
    page.get_by_role("link", name="Add an entry").click()
    page.select_option("[name=kind]", "released")
    page.fill("[name=date]", "1 March 2010")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Released, 1 March 2010.")).to_be_visible()
    expect(page.locator(".help-warning")).to_contain_text("1 March 2010")
    site.wait_until_read(PERSON, "1 March 2010")
    page.get_by_role("row", name=re.compile("1 March 2010")).get_by_role("link").click()
    page.goto(page.url.replace("/edit/", "/delete/"))
    page.get_by_role("button", name=re.compile("Yes, delete")).click()
    expect(page.get_by_text("deleted")).to_be_visible()


def test_an_article_is_written_previewed_kept_as_a_draft_and_published(site: Site, coordinator: Page) -> None:
    page = coordinator
    page.goto(f"{site.url}/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Free Ales'").click()
    page.get_by_role("link", name="Explore child pages of 'Solidarity worldwide'").click()
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("link", name=re.compile("^Article")).click()
    page.fill("[name=title]", "A headline of the test")
    page.fill("[name=date]", "5.2.2026")
    expect(page.get_by_text("Understood as 5 February 2026.")).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text(re.compile("created|saved", re.IGNORECASE)).first).to_be_visible()
    page.wait_for_url(re.compile("/edit/"))
    assert "A headline of the test" not in site.get("/en/solidarity-worldwide/")[2].decode()
    page.get_by_role("button", name=re.compile("^More actions")).last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    site.wait_until_read("/en/solidarity-worldwide/", "A headline of the test")
    assert "A headline of the test" in site.get("/en/solidarity-worldwide/feed.atom")[2].decode()


def test_a_person_who_is_withheld_is_gone_from_every_page(site: Site, coordinator: Page) -> None:
    page = coordinator
    page.goto(f"{site.url}/admin/snippets/cases/person/")
    page.get_by_role("link", name="Ales Bialiatski").first.click()
    page.select_option("[name=publicity]", "withheld")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("updated")).to_be_visible()
    site.wait_until_read(PERSON, "There is no page at this address")
    listing = site.get("/en/people/")[2].decode()
    page.goto(f"{site.url}/admin/snippets/cases/person/")
    page.get_by_role("link", name="Ales Bialiatski").first.click()
    page.select_option("[name=publicity]", "public")
    page.get_by_role("button", name="Save").click()
    site.wait_until_read(PERSON, "2,665")
    assert "2,665" not in listing


def test_the_command_line_sees_what_the_admin_saved(site: Site) -> None:
    on = datetime.now(UTC).date().isoformat()
    told = subprocess.run(
        [sys.executable, "-m", "solidary", "case", "show", "ales-bialiatski", "--on", on, "--json"],
        cwd=PROJECT,
        env=os.environ | {"SOLIDARY_HOME": str(site.home), "SOLIDARY_SITE_URL": site.url},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(told.stdout)["days_detained"] == 2665
