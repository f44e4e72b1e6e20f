"""What a reader meets on the four kinds of pages, in every language, without JavaScript."""

import re

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.serving import Site

pytestmark = pytest.mark.browser

PAGES = [
    "/en/",
    "/en/people/ales-bialiatski/",
    "/en/solidarity-worldwide/",
    "/en/solidarity-worldwide/vilnius-banner-at-the-embassy/",
    "/fr/",
    "/fr/people/ales-bialiatski/",
    "/fr/solidarite-dans-le-monde/",
    "/fr/solidarite-dans-le-monde/vilnius-banderole-a-l-ambassade/",
    "/ru/",
    "/ru/people/ales-bialiatski/",
    "/ru/solidarnost-v-mire/",
    "/ru/solidarnost-v-mire/vilnyus-banner-na-posolstve/",
]
OTHERS = ["/en/people/", "/en/about/", "/no-such-page/"]
FIRST_ROUND_TRIP = 14_336  # bytes; DESIGN: HTML and CSS of a text page, compressed
STYLESHEET = 5_120
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def compressed(content: bytes) -> int:
    """Return how many bytes a file takes as the origin will send it (brotli, quality 5)."""
    return len(brotli.compress(content, quality=5))


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_page_and_stylesheet_fit_the_first_round_trip(site: Site, path: str) -> None:
    html = site.get(path)[2]
    found = re.search(rb'<link rel="stylesheet" href="([^"]+)"', html)
    assert found
    stylesheet = site.get(found.group(1).decode())[2]
    assert compressed(stylesheet) <= STYLESHEET
    assert compressed(html) + compressed(stylesheet) <= FIRST_ROUND_TRIP


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_a_page_asks_nothing_of_others_and_leaves_nothing_behind(site: Site, reader: BrowserContext, path: str) -> None:
    page = reader.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    response = page.goto(site.url + path, wait_until="load")
    assert response
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert {url for url in asked if not url.startswith(site.url + "/")} == set()
    assert reader.cookies() == []
    assert "set-cookie" not in response.headers
    assert page.locator("script, style, [style], iframe, object, embed").count() == 0
    assert page.locator("[onclick], [onload], [onerror]").count() == 0
    assert [line for line in said if "404" not in line] == []


@pytest.mark.parametrize("path", PAGES + OTHERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_wcag_2_2_aa(site: Site, browser: Browser, path: str, scheme: str) -> None:
    for width in (360, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site.url + path)
        found = Axe().run(page, options=WCAG)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


def test_the_number_and_the_word_stand_on_the_persons_page(site: Site, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(f"{site.url}/en/people/ales-bialiatski/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ales Bialiatski")
    expect(page.get_by_text("2,665", exact=True)).to_be_visible()
    expect(page.get_by_text("Out of prison").first).to_be_visible()
    expect(page.get_by_text("2011–2014: 1,052 days")).to_be_visible()
    expect(page.get_by_text("2021–2025: 1,613 days")).to_be_visible()


def test_a_reader_changes_the_language_and_stays_with_the_person(site: Site, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(f"{site.url}/en/people/ales-bialiatski/")
    page.get_by_role("link", name="Русский").click()
    expect(page).to_have_url(f"{site.url}/ru/people/ales-bialiatski/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Алесь Беляцкий")


def test_a_reader_goes_from_home_to_a_section_to_an_article_to_the_person(site: Site, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(f"{site.url}/")
    expect(page).to_have_url(f"{site.url}/en/")
    page.get_by_role("link", name="Solidarity worldwide").first.click()
    page.get_by_role("link", name=re.compile("^Read more.*banner on the embassy", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vilnius")
    page.locator("main").get_by_role("link", name="Ales Bialiatski").first.click()
    expect(page).to_have_url(f"{site.url}/en/people/ales-bialiatski/")


@pytest.mark.parametrize("path", PAGES)
def test_each_language_names_the_others_and_they_name_it_back(site: Site, path: str) -> None:
    own = alternates(site.get(path)[2].decode())
    assert set(own) == {"en", "fr", "ru", "x-default"}
    for language, url in own.items():
        answered = site.get(url.removeprefix(site.url))
        assert answered[0] == 200
        assert alternates(answered[2].decode()) == own, language


def alternates(html: str) -> dict[str, str]:
    """Return the addresses of a page in each language."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html))


def test_an_address_that_does_not_exist_is_answered_kindly_in_every_language(
    site: Site, reader: BrowserContext
) -> None:
    page = reader.new_page()
    response = page.goto(f"{site.url}/en/people/nobody-of-this-name/")
    assert response
    assert response.status == 404
    for language in ("en", "fr", "ru"):
        assert page.locator(f"main [lang={language}]").count() >= 1 or language == "en"


def test_every_listed_page_answers_and_every_link_within_the_site_leads_somewhere(site: Site) -> None:
    pages = re.findall(r"<loc>([^<]+)</loc>", site.get("/sitemap.xml")[2].decode())
    assert len(pages) > 50
    links: set[str] = set()
    for url in pages:
        status, _headers, body = site.get(url.removeprefix(site.url))
        assert status == 200, url
        links |= set(re.findall(r'(?:href|src)="(/[^"#]*)', body.decode()))
    assert [link for link in sorted(links) if site.get(link)[0] != 200] == []
