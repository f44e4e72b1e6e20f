"""What the admin shows beside a form: the page as it would be baked from what is in the form."""

from django.http import HttpResponse

from solidary.newsroom.listing import slices
from solidary.newsroom.models import ArticlePage, PlainPage, SectionPage
from solidary.newsroom.outputs import articles_in, render_article, render_plain, render_section
from solidary.newsroom.queries import ARTICLES_A_PAGE
from solidary.publishing.bake import new_bake


def preview(page: SectionPage | ArticlePage | PlainPage) -> HttpResponse:
    """Return a page as it would be baked today."""
    bake = new_bake()
    if isinstance(page, ArticlePage):
        return HttpResponse(render_article(bake, page))
    if isinstance(page, SectionPage):
        newest = slices(len(articles_in(bake, page)), ARTICLES_A_PAGE)[0]
        return HttpResponse(render_section(bake, page, newest))
    return HttpResponse(render_plain(bake, page))
