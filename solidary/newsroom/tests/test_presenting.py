"""What editors write is shown as text and harmless markup, whatever they paste."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from solidary.facts.dates import machine_date
from solidary.facts.operations import add_organisation
from solidary.newsroom.models import BodyBlock
from solidary.newsroom.operations import add_article, add_plain_page, add_section, publish
from solidary.newsroom.outputs import addresses
from solidary.newsroom.presenting import TAGS, place_of, rich_html
from solidary.newsroom.queries import campaign_home
from solidary.publishing.bake import bake, new_bake
from tests.cast import DAY, Cast

NASTY = [
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'>words</p>",
    "<a href='javascript:alert(1)'>link</a>",
    "<a href='java&#x0A;script:alert(1)'>link</a>",
    "<a href='data:text/html,<script>1</script>'>link</a>",
    "<a href='https://example.org' onmouseover=x style='color:red' target=_blank>link</a>",
    "<iframe src='https://example.org'></iframe>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<style>@import 'https://example.org/x.css'</style>",
    "<form action='https://example.org'><input name=a></form>",
    "<p class=x id=y>words</p>",
    "<math><mi xlink:href='javascript:1'>x</mi></math>",
    "<embed embedtype='image' id='1' format='left' alt='x'/>",
    "<embed embedtype='media' url='https://example.org/video'/>",
    "<base href='https://example.org'>",
    "<p>unclosed <b>bold",
]
ALLOWED_ATTRIBUTES = {"a": {"href", "rel", "title", "hreflang"}}


def is_harmless(markup: str) -> bool:
    """Whether markup has only the tags, attributes and addresses that an article may have."""
    for element in html.fragment_fromstring(markup, create_parent="section").iter():
        if element.tag == "section":
            continue
        if element.tag not in TAGS or not set(element.attrib) <= ALLOWED_ATTRIBUTES.get(element.tag, set()):
            return False
        address = "".join(element.get("href", "/").split()).lower()
        if not address.startswith(("/", "https:", "http:", "mailto:", "#", "tel:")):
            return False
    return True


@given(st.lists(st.sampled_from(NASTY) | st.text("<>/ab='\"&;: ", max_size=12), max_size=6).map("".join))
@example("".join(NASTY))
def test_rich_text_comes_out_harmless_whatever_goes_in(source: str) -> None:
    if "embed" in source:
        source = source.replace("embedtype", "data-embedtype")  # an embed of Wagtail's is looked up in the database
    assert is_harmless(rich_html(source, {}))


@pytest.mark.django_db
@pytest.mark.parametrize("source", [text for text in NASTY if "embed" in text])
def test_an_embed_of_wagtails_is_left_out(source: str) -> None:
    assert is_harmless(rich_html(f"<p>{source}</p>", {}))


def test_what_an_editor_may_use_stays() -> None:
    source = "<p><b>bold</b> <i>italic</i> <a href='https://example.org'>link</a></p><ul><li>one</li></ul>"
    assert rich_html(source, {}) == (
        '<p><b>bold</b> <i>italic</i> <a href="https://example.org" rel="noopener noreferrer">link</a></p>'
        "<ul><li>one</li></ul>"
    )


@pytest.mark.django_db
def test_a_link_to_another_page_becomes_its_address_on_the_baked_site(cast: Cast) -> None:
    section = add_section(parent=campaign_home("fr"), title="Nouvelles", slug="nouvelles")
    links = "".join(f'<p><a linktype="page" id="{page.pk}">there</a></p>' for page in (cast.article, section))
    made = rich_html(links, addresses(new_bake(DAY), "en"))
    found = html.fragment_fromstring(made, create_parent="section").xpath(".//a/@href")
    assert found == ["/en/news/letter-evening/", "/fr/nouvelles/"]


@pytest.mark.django_db
def test_a_link_on_a_french_page_leads_to_the_french_page(cast: Cast) -> None:
    """Even where the linked page exists in English too, and whatever language the baking process speaks."""
    section = add_section(parent=campaign_home("fr"), title="Nouvelles", slug="nouvelles", translation_of=cast.section)
    link = f'<p><a linktype="page" id="{section.pk}">là</a></p>'
    add_article(section=section, title="Lien", slug="lien", date="2026-11-01", body=[("paragraph", link)])
    add_plain_page(parent=campaign_home("fr"), title="À propos", slug="a-propos", body=[("paragraph", link)])
    home = campaign_home("fr").specific
    home.introduction = link
    publish(page=home)
    bake(as_of=DAY)
    for path in ("fr/nouvelles/lien/index.html", "fr/a-propos/index.html", "fr/index.html"):
        page = html.document_fromstring((settings.PUBLIC_TREE / path).read_text())
        assert page.xpath("//a[text()='là']/@href") == ["/fr/nouvelles/"], path


@pytest.mark.django_db
def test_a_link_to_a_page_that_is_gone_stays_as_words(cast: Cast) -> None:
    assert "words" in rich_html('<p><a linktype="page" id="999999">words</a></p>', {})
    assert is_harmless(rich_html('<p><a linktype="page" id="999999">words</a></p>', {}))


SCRIPT = "<script>alert('x')</script>\"'>"


@pytest.mark.django_db
def test_markup_in_a_plain_field_is_shown_as_text(cast: Cast) -> None:
    byline = add_organisation(key="odd", name={"en": SCRIPT}, kind="ngo")
    section = add_section(parent=campaign_home("en"), title=SCRIPT, slug="odd", introduction=f"<p>{SCRIPT}</p>")
    article = add_article(
        section=section,
        title=SCRIPT,
        slug="odd",
        date="2026-11-01",
        dateline=SCRIPT,
        bylines=[byline],
        subjects=[cast.maryna],
        body=[
            ("heading", SCRIPT),
            ("quotation", {"text": f"<p>{SCRIPT}</p>", "speaker": SCRIPT}),
            ("video", {"url": "https://example.org/?a=1&b=2", "title": SCRIPT}),
        ],
    )
    article.seo_title = article.search_description = SCRIPT
    article.save_revision().publish()
    bake(as_of=DAY)
    for path in settings.PUBLIC_TREE.rglob("*.html"):
        page = html.document_fromstring(path.read_text())
        assert page.xpath("//script | //iframe | //embed | //object | //style") == [], path
        assert page.xpath("//@*[starts-with(name(), 'on')] | //@style") == [], path


@pytest.mark.django_db
def test_no_page_asks_anything_of_another_host(cast: Cast) -> None:
    add_article(
        section=cast.section,
        title="A video",
        date="2026-11-01",
        body=[("video", {"url": "https://video.example/watch", "title": "A video"})],
    )
    bake(as_of=DAY)
    for path in settings.PUBLIC_TREE.rglob("*.html"):
        page = html.document_fromstring(path.read_text())
        loaded = page.xpath("//@src | //@srcset | //link[contains('stylesheet icon preload', @rel)]/@href")
        assert [address for address in loaded if not address.startswith("/assets/")] == [], path


@pytest.mark.django_db
def test_an_image_without_a_credit_is_refused_in_the_form() -> None:
    block = BodyBlock()
    value = block.to_python([{"type": "image", "value": {"image": None, "caption": "A square", "credit": ""}}])
    with pytest.raises(ValidationError) as refusal:
        block.clean(value)
    assert "credit" in refusal.value.as_json_data()["blockErrors"][0]["blockErrors"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("edtf", ["2026-10-09", "2026-10", "2026", "2026~", "2026-10-09?"])
def test_a_date_that_html_can_say_is_said(edtf: str) -> None:
    assert machine_date(edtf) == edtf.rstrip("~?%")


@pytest.mark.parametrize("edtf", ["", "2026-10-09/2026-10-11", "../2026", "2026-21", "-2026", "20"])
def test_a_date_that_html_cannot_say_is_left_out(edtf: str) -> None:
    assert machine_date(edtf) == ""


@pytest.mark.parametrize(
    ("dateline", "date", "place"),
    [
        ("Exampletown, August 2013", "August 2013", "Exampletown"),
        ("Прыкладавічы, июнь 2014 года", "июнь 2014", "Прыкладавічы"),
        ("Пример, 22 июля 2013 г.", "22 июля 2013", "Пример"),
        ("Exampletown – 22 July 2013", "22 July 2013", "Exampletown"),
        ("4 August 2013, Exampletown", "4 August 2013", "4 August 2013, Exampletown"),
        ("Exampletown", "August 2013", "Exampletown"),
        ("Exampletown", "", "Exampletown"),
        ("", "", ""),
    ],
)
def test_a_dateline_does_not_repeat_the_date_that_stands_beside_it(dateline: str, date: str, place: str) -> None:
    assert place_of(dateline, date) == place
