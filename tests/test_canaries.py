"""What must stay hidden is in no baked file: words are planted in every private field, and every file is searched.

The same words are planted for somebody who is public, to see that the search would find them.
"""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Collection, Comment, Page, PageViewRestriction

from solidary.archive.models import Imported
from solidary.cases.models import (
    Affiliation,
    Case,
    ChronicleEntry,
    Citation,
    Detail,
    EntryPublicity,
    Facility,
    Person,
    PersonName,
    Publicity,
    Reading,
)
from solidary.cases.operations import (
    AffiliationGiven,
    NameGiven,
    ReadingGiven,
    add_facility,
    add_person,
    open_case,
    record_entry,
)
from solidary.facts.models import Campaign, Organisation, Source
from solidary.facts.operations import add_organisation, add_source
from solidary.front.models import HomePage
from solidary.newsroom.models import (
    ArticleByline,
    ArticleCitation,
    ArticleListing,
    ArticlePage,
    ArticleSubject,
    PlainPage,
    SectionPage,
)
from solidary.newsroom.operations import add_article, add_plain_page, add_section
from solidary.newsroom.queries import campaign_home
from solidary.publishing.bake import bake
from solidary.publishing.models import LoggedChange
from tests.cast import DAY, Cast
from tests.plants import Canaries, text_fields

pytestmark = pytest.mark.django_db

OF_A_PERSON: dict[type[Model], str] = {
    Person: "pk",
    PersonName: "person",
    Affiliation: "person",
    Case: "person",
    ChronicleEntry: "case__person",
    Citation: "entry__case__person",
    Reading: "entry__case__person",
    Detail: "entry__case__person",
}
"""Records that are a person's own, with the way to the person: hidden as the person is."""

REFERRED_TO: set[type[Model]] = {Organisation, Source, Facility}
"""Records that are public only where something public refers to them."""

PAGES: set[type[Model]] = {
    SectionPage,
    ArticlePage,
    ArticleByline,
    ArticleSubject,
    ArticleCitation,
    ArticleListing,
    PlainPage,
    HomePage,
}
"""Pages and their parts: public once published, to everyone."""

PUBLIC: set[type[Model]] = {Campaign}
NEVER_SHOWN: set[type[Model]] = {Imported, LoggedChange}


def test_every_model_of_a_room_is_known_to_this_test() -> None:
    ours = {model for model in apps.get_models() if model.__module__.startswith("solidary.")}
    known = {*OF_A_PERSON, *REFERRED_TO, *PAGES, *PUBLIC, *NEVER_SHOWN}
    assert ours == known, "Say here when the new model may be shown, and plant canaries in it."


# --- people ------------------------------------------------------------------------------------------------------


def add_somebody(canaries: Canaries, publicity: str, number: int) -> Person:
    """Record a person with one of everything a person can have, each text a canary."""
    publisher = add_organisation(key=f"publisher-{number}", name={"en": "Publisher"}, kind="media")
    source = add_source(key=f"source-{number}", publisher=publisher, title="Title", language="en")
    employer = add_organisation(key=f"employer-{number}", name={"en": "Employer"}, kind="ngo")
    court = add_organisation(key=f"court-{number}", name={"en": "Court"}, kind="court")
    prison = add_facility(key=f"prison-{number}", name={"en": "Prison"}, kind="prison", country="BY")
    person = add_person(
        slug=f"somebody-{number}",
        names=[
            NameGiven("primary", "en", "Somebody"),
            NameGiven("native", "be", "Хтосьці"),
            NameGiven("alias", "fr", "Quelqu’un"),
        ],
        country="BY",
        publicity=publicity,
        born="1980",
        affiliations=[AffiliationGiven(employer, {"en": "Head"}, since="2001", until="2002", source=source)],
    )
    case = open_case(person=person, key="1999", country="BY", title={"en": "Case"})
    add_entry(case, source, court, prison, EntryPublicity.PUBLIC)
    for model, way in OF_A_PERSON.items():
        for record in model._default_manager.filter(**{way: person.pk}):
            canaries.plant(record)
    for record in (publisher, source, employer, court, prison):
        canaries.plant(record)
    return person


def add_entry(case: Case, source: Source, court: Organisation, prison: Facility, publicity: str) -> ChronicleEntry:
    """Record an entry that has one of everything an entry can have."""
    entry = record_entry(
        case=case,
        kind="detained",
        date="1999",
        facility=prison,
        organisation=court,
        publicity=publicity,
        sources=[source],
        readings=[ReadingGiven({"en": "Regime"}, {"en": "Strict"}, source)],
        details=[({"en": "Number"}, {"en": "17"})],
    )
    entry.readings.update(chosen=True)
    return entry


@pytest.mark.parametrize("publicity", [Publicity.WITHHELD, Publicity.COUNTED, Publicity.INITIALS])
def test_nothing_of_a_person_who_is_not_public_is_baked(cast: Cast, publicity: str) -> None:
    canaries = Canaries()
    somebody = add_somebody(canaries, publicity, 1)
    mention_everywhere(cast, somebody)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def mention_everywhere(cast: Cast, person: Person) -> None:
    """Let a public article and a public home page refer to a person in every way in which they can."""
    add_article(
        section=cast.section,
        title="An article about two people",
        date="2026-10-10",
        body=[("paragraph", "<p>Words.</p>"), ("people", [person, cast.maryna])],
        subjects=[cast.maryna, person],
    )
    home = campaign_home("en").specific
    home.lead_person = person
    home.save_revision().publish()


def test_the_same_words_of_a_public_person_are_found(cast: Cast) -> None:
    canaries = Canaries()
    mention_everywhere(cast, add_somebody(canaries, Publicity.PUBLIC, 1))
    bake(as_of=DAY)
    found = "\n".join(canaries.found_in(settings.PUBLIC_TREE))
    shown = ["Person.slug", "Person.born", "Person.occupation", "PersonName.text", "Affiliation.role", "Detail.value"]
    shown += ["ChronicleEntry.text", "ChronicleEntry.place", "ChronicleEntry.provision", "ChronicleEntry.note"]
    shown += ["ChronicleEntry.date", "Reading.value", "Facility.name", "Facility.city", "Source.url", "Organisation"]
    assert [name for name in shown if name not in found] == []


def test_a_person_who_is_withheld_again_vanishes_at_the_next_bake(cast: Cast) -> None:
    canaries = Canaries()
    somebody = add_somebody(canaries, Publicity.PUBLIC, 1)
    mention_everywhere(cast, somebody)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE)
    Person.objects.filter(pk=somebody.pk).update(publicity=Publicity.WITHHELD)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_an_internal_entry_of_a_public_person_is_in_no_file(cast: Cast) -> None:
    canaries = Canaries()
    publisher = add_organisation(key="publisher-2", name={"en": "Publisher"}, kind="media")
    source = add_source(key="source-2", publisher=publisher, title="Title", language="en")
    court = add_organisation(key="court-2", name={"en": "Court"}, kind="court")
    prison = add_facility(key="prison-2", name={"en": "Prison"}, kind="prison", country="BY")
    entry = add_entry(cast.case, source, court, prison, EntryPublicity.INTERNAL)
    parts = [*entry.readings.all(), *entry.details.all()]
    for record in (entry, *parts, publisher, source, court, prison):
        canaries.plant(record)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_an_internal_entry_changes_no_public_number(cast: Cast) -> None:
    bake(as_of=DAY)
    page = settings.PUBLIC_TREE / "en/people/maryna-prykladava/index.html"
    before = page.read_bytes()
    record_entry(case=cast.case, kind="released", date="2024-05-05", publicity=EntryPublicity.INTERNAL)
    record_entry(case=cast.case, kind="died", date="2024-05-06", publicity=EntryPublicity.INTERNAL)
    bake(as_of=DAY)
    assert page.read_bytes() == before


# --- pages -------------------------------------------------------------------------------------------------------


def hidden_article(canaries: Canaries, cast: Cast, parent: Page, *, live: bool) -> ArticlePage:
    """Add an article with one of everything, each text a canary; it is a draft unless `live`."""
    byline = add_organisation(key=canaries.word("byline key"), name={"en": canaries.word("byline")}, kind="ngo")
    source = add_source(key=canaries.word("source key"), publisher=byline, title=canaries.word("title"), language="en")
    article = add_article(
        section=parent, title="Hidden", body=[], bylines=[byline], citations=[source], subjects=[cast.maryna], live=live
    )
    fill_article(canaries, article)
    article.slug = canaries.word("ArticlePage.slug")
    article.save()
    article.save_revision()
    return article


def fill_article(canaries: Canaries, article: ArticlePage) -> None:
    """Put a canary into every text of an article, without saving it."""
    for name in ("title", "seo_title", "search_description", "dateline", "lead_caption", "lead_credit"):
        setattr(article, name, canaries.word(f"ArticlePage.{name}"))
    article.draft_title = article.title
    article.original_url = f"https://example.org/{canaries.word('ArticlePage.original_url')}"
    article.date = canaries.day("ArticlePage.date")
    article.body = [
        ("paragraph", f"<p>{canaries.word('paragraph')}</p>"),
        ("heading", canaries.word("heading")),
        ("quotation", {"text": f"<p>{canaries.word('quotation')}</p>", "speaker": canaries.word("speaker")}),
        ("video", {"url": f"https://example.org/{canaries.word('video')}", "title": canaries.word("video title")}),
    ]


def test_the_canaries_of_an_article_cover_its_fields() -> None:
    ours = {text.name for text in text_fields(ArticlePage) if text.model is ArticlePage}
    assert ours == {"date", "dateline", "lead_caption", "lead_credit", "original_url"}, "Fill it in `fill_article`."


def draft_section(canaries: Canaries) -> SectionPage:
    return add_section(
        parent=campaign_home("en"),
        title=canaries.word("SectionPage.title"),
        slug=canaries.word("SectionPage.slug"),
        introduction=f"<p>{canaries.word('SectionPage.introduction')}</p>",
        live=False,
    )


def test_a_draft_is_in_no_file(cast: Cast) -> None:
    canaries = Canaries()
    hidden_article(canaries, cast, cast.section, live=False)
    draft_section(canaries)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_the_same_article_is_found_once_it_is_published(cast: Cast) -> None:
    canaries = Canaries()
    hidden_article(canaries, cast, cast.section, live=False).get_latest_revision().publish()
    bake(as_of=DAY)
    found = "\n".join(canaries.found_in(settings.PUBLIC_TREE))
    shown = ["slug", "title", "search_description", "dateline", "date", "paragraph", "heading"]
    shown += ["quotation", "speaker", "video", "video title", "byline"]
    assert [name for name in shown if name not in found] == []


def test_a_published_article_below_a_draft_section_is_in_no_file(cast: Cast) -> None:
    canaries = Canaries()
    hidden_article(canaries, cast, draft_section(canaries), live=True)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_a_draft_of_a_published_article_is_in_no_file(cast: Cast) -> None:
    canaries = Canaries()
    article = cast.article
    fill_article(canaries, article)
    article.slug = canaries.word("ArticlePage.slug")
    byline = add_organisation(key=canaries.word("byline key"), name={"en": canaries.word("byline")}, kind="ngo")
    article.bylines.add(ArticleByline(organisation=byline))
    article.save_revision()
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []
    assert (settings.PUBLIC_TREE / "en/news/letter-evening/index.html").exists()


def test_a_revision_that_is_scheduled_is_in_no_file(cast: Cast) -> None:
    canaries = Canaries()
    article = cast.article
    fill_article(canaries, article)
    article.go_live_at = timezone.now() + timedelta(days=1)
    article.save_revision().publish()
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


Restrict = Callable[[Page], PageViewRestriction]


def behind_a_password(page: Page) -> PageViewRestriction:
    return PageViewRestriction(page=page, restriction_type="password", password="canarypassword")


def behind_a_login(page: Page) -> PageViewRestriction:
    return PageViewRestriction(page=page, restriction_type="login")


@pytest.mark.parametrize("restrict", [behind_a_password, behind_a_login])
def test_pages_with_a_view_restriction_are_in_no_file(cast: Cast, restrict: Restrict) -> None:
    canaries = Canaries()
    restrict(hidden_article(canaries, cast, cast.section, live=True)).save()
    private = draft_section(canaries)
    private.get_latest_revision().publish()
    restrict(private).save()
    hidden_article(canaries, cast, private, live=True)
    plain = add_plain_page(
        parent=campaign_home("en"),
        title=canaries.word("PlainPage.title"),
        slug=canaries.word("PlainPage.slug"),
        body=[("paragraph", f"<p>{canaries.word('PlainPage.body')}</p>")],
    )
    restrict(plain).save()
    canaries.planted[b"canarypassword"] = "PageViewRestriction.password"
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_nothing_leads_from_a_public_page_to_one_that_is_hidden(cast: Cast) -> None:
    canaries = Canaries()
    draft = hidden_article(canaries, cast, cast.section, live=False)
    private = hidden_article(canaries, cast, cast.section, live=True)
    behind_a_password(private).save()
    hidden = draft_section(canaries)
    links = "".join(f'<p><a linktype="page" id="{page.pk}">here</a></p>' for page in (draft, private, hidden))
    add_article(
        section=cast.section, title="Links", body=[("paragraph", links)], also_in=[hidden], subjects=[cast.maryna]
    )
    home = campaign_home("en").specific
    home.introduction = links
    home.save_revision().publish()
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


# --- pictures and users ------------------------------------------------------------------------------------------


def photograph(canaries: Canaries) -> bytes:
    """Return a JPEG that says who took it and where."""
    exif = Picture.Exif()
    exif[0x013B] = canaries.word("EXIF artist")
    exif[0x010E] = canaries.word("EXIF description")
    exif[0x9286] = canaries.word("EXIF comment")
    exif.get_ifd(0x8825)[0x1D] = canaries.word("EXIF GPS")
    file = io.BytesIO()
    Picture.new("RGB", (60, 40), "teal").save(
        file,
        "JPEG",
        exif=exif,
        comment=canaries.word("JPEG comment").encode(),
        icc_profile=canaries.word("ICC profile").encode() * 20,
        xmp=canaries.word("XMP").encode(),
    )
    return file.getvalue()


def uploaded(canaries: Canaries) -> Image:
    """Return an image in Wagtail: its file, its title and its collection carry canaries."""
    content = photograph(canaries)
    collection = Collection.get_first_root_node().add_child(instance=Collection(name=canaries.word("collection")))
    name = canaries.word("file name")
    return Image.objects.create(
        title=canaries.word("Image.title"), file=ContentFile(content, f"{name}.jpg"), collection=collection
    )


def test_a_public_picture_tells_neither_its_file_name_nor_its_metadata(cast: Cast) -> None:
    canaries = Canaries()
    lead, inline, portrait = uploaded(canaries), uploaded(canaries), uploaded(canaries)
    article = add_article(section=cast.section, title="Pictures", body=[], lead_credit="Nobody")
    article.lead_image = lead
    block = {"image": {"image": inline, "decorative": True, "alt_text": ""}, "caption": "", "credit": "Nobody"}
    article.body = [("image", article.body.stream_block.child_blocks["image"].to_python(_stored(block)))]
    article.save_revision().publish()
    Person.objects.filter(pk=cast.maryna.pk).update(portrait=portrait, portrait_credit="Nobody")
    bake(as_of=DAY)
    pictures = list((settings.PUBLIC_TREE / "assets/pictures").iterdir())
    assert len({picture.name.partition("-")[0] for picture in pictures}) == 3, "all three pictures are published"
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def _stored(block: dict[str, object]) -> dict[str, object]:
    image = block["image"]
    assert isinstance(image, dict)
    return block | {"image": image | {"image": image["image"].pk}}


def test_those_who_work_on_the_site_are_named_in_no_file(cast: Cast) -> None:
    canaries = Canaries()
    user = get_user_model().objects.create_superuser(
        username=canaries.word("User.username"),
        email=f"{canaries.word('User.email')}@example.org",
        password=canaries.word("User.password"),
        first_name=canaries.word("User.first_name"),
        last_name=canaries.word("User.last_name"),
    )
    canaries.planted[user.password.lower().encode()] = "the password's hash"
    article = add_article(section=cast.section, title="Signed", body=[("paragraph", "<p>Words.</p>")], user=user)
    article.owner = user
    article.locked, article.locked_by = True, user
    article.save()
    Comment.objects.create(page=article, user=user, text=canaries.word("Comment.text"), contentpath="title")
    record_entry(case=cast.case, kind="note", date="2026-11-01", text={"en": "Note."}, user=user)
    bake(as_of=DAY)
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_the_secrets_of_the_home_are_in_no_file(cast: Cast) -> None:
    bake(as_of=DAY)
    canaries = Canaries({settings.SECRET_KEY.lower().encode(): "the secret key"})
    canaries.planted[str(settings.SOLIDARY_HOME).lower().encode()] = "where the home lies"
    assert canaries.found_in(settings.PUBLIC_TREE) == []


def test_what_was_hidden_leaves_no_trace_in_what_the_engine_keeps_beside_the_tree(cast: Cast) -> None:
    """`state.json` is copied with the tree to mirrors in time; it names paths, so it must name public ones alone."""
    canaries = Canaries()
    add_somebody(canaries, Publicity.WITHHELD, 1)
    hidden_article(canaries, cast, cast.section, live=False)
    bake(as_of=DAY)
    assert canaries.found_in(settings.BAKE_STATE) == []
