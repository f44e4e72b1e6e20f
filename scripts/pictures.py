"""Takes the README's pictures: four pages of the demonstration campaign, on a phone and a desk, by day and by night."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.journeys.serving import CHROMIUM, QUIET, Site, served_demo

PAGES = {
    "home": "/en/",
    "person": "/en/people/ales-bialiatski/",
    "listing": "/en/solidarity-worldwide/",
    "article": "/en/solidarity-worldwide/vilnius-banner-at-the-embassy/",
}
WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
TALLEST = 1800  # px; a long page is shown from its top
FOLDER = PROJECT / "docs" / "pictures"


def take_all(site: Site, browser: Browser) -> None:
    """Take every picture anew."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(site.url + path)
                picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
                cut = picture.crop((0, 0, width, min(picture.height, TALLEST))).convert("RGB")
                cut.save(FOLDER / f"{name}-{width}-{scheme}.webp", quality=82, method=6)
            context.close()


def main() -> None:
    """Serve the demonstration from a home that is thrown away, and take its pictures."""
    if CHROMIUM is None:
        sys.exit("Chromium is not installed; Debian's package is called chromium.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served_demo(Path(home)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take_all(site, browser)
        browser.close()


if __name__ == "__main__":
    main()
