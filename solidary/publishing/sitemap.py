"""The sitemap: every listed page in every language, with its translations (sitemaps.org, hreflang by Google)."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from solidary.publishing.outputs import Bake, Output, address_of

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap_outputs(bake: Bake, outputs: Sequence[Output]) -> list[Output]:
    """Return the outputs for `sitemap.xml` and the `robots.txt` that names it."""
    pages = [output for output in outputs if output.listed]
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {bake.site_url}/sitemap.xml\n"
    return [
        Output("sitemap.xml", "Sitemap", lambda: _sitemap(bake, pages).encode()),
        Output("robots.txt", "robots.txt", robots.encode),
    ]


def _sitemap(bake: Bake, pages: Sequence[Output]) -> str:
    return _HEAD + "".join(_entry(bake, page) for page in pages) + "</urlset>\n"


def _entry(bake: Bake, page: Output) -> str:
    changed = f"<lastmod>{page.changed.date().isoformat()}</lastmod>" if page.changed else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(bake.site_url + path)}/>'
        for language, path in page.alternates.items()
    )
    return f"<url><loc>{escape(bake.site_url + address_of(page.path))}</loc>{changed}{links}</url>\n"
