"""`solidary import`: all files or none, nothing twice, and one sentence for what cannot be brought in."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db.models import Model
from django.test import override_settings
from lxml import html
from wagtail.models import Page, PageLogEntry, Revision

from solidary.archive.commands import import_
from solidary.archive.models import Imported
from solidary.archive.operations import bring_in, date_in, days_of, read_files
from solidary.newsroom.models import ArticleListing, ArticlePage, SectionPage
from solidary.newsroom.operations import publish
from solidary.publishing.bake import bake, differences
from tests.cast import DAY, WITHOUT_INDEXES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_indexes() -> Iterator[None]:
    """Leave out what Wagtail does for the admin's search after each save: it takes most of the time."""
    with override_settings(TASKS=WITHOUT_INDEXES):
        yield


PAGES = Path(__file__).parent / "pages"
ENGLISH = PAGES / "en_category_with_introduction.txt"
FRENCH = PAGES / "fr_category_with_introduction.txt"
RUSSIAN = PAGES / "ru_category_with_introduction.txt"

Item = tuple[str, str]


def listing(folder: Path, title: str, items: Sequence[Item], name: str = "") -> Path:
    """Save a listing page of invented articles as a browser would save it as text."""
    blocks = [title, f"This section gathers what was done under the title of {title.lower()}."]
    for headline, body in items:
        blocks += [headline, body, "Read More"]
    path = folder / f"{name or title.lower().replace(' ', '-')}.txt"
    path.write_text("\n\n".join(blocks) + "\n")
    return path


def item(number: int, dateline: str = "") -> Item:
    """Return one invented article."""
    start = f"{dateline} – " if dateline else ""
    return (
        f"Concert number {number} for the librarian",
        f"{start}Some {number} people sang on the square of Exampletown and the police did not listen to them.",
    )


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(import_, [str(argument) for argument in arguments])


def everything() -> dict[str, int]:
    """Return how much of everything there is."""
    models: list[type[Model]] = [Page, Revision, PageLogEntry, Imported, ArticleListing]
    return {model.__name__: model._default_manager.count() for model in models}


def titles(section: SectionPage) -> list[str]:
    """Return the titles of a section's own articles, newest first."""
    return [page.title for page in section.get_children().order_by("-path")]


# --- what comes in -----------------------------------------------------------------------------------------------


def test_a_listing_becomes_a_section_with_its_introduction_and_its_articles(foundation: Path) -> None:
    said = json.loads(ENGLISH.with_suffix(".json").read_text())
    assert run(ENGLISH).exit_code == 0
    section = SectionPage.objects.get()
    assert section.title == said["section"]["title"]
    assert all(paragraph[:20] in section.introduction for paragraph in said["section"]["introduction"])
    assert titles(section) == [article["title"] for article in said["articles"]]
    for page, article in zip(section.get_children().order_by("-path").specific(), said["articles"], strict=True):
        assert len(page.body) == len(article["paragraphs"])
        assert page.is_excerpt == article["excerpt"]
        assert page.dateline == (article["dateline"] or "")


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_page_of_these_tests_comes_in_or_is_refused_for_its_language(foundation: Path, path: Path) -> None:
    language = json.loads(path.with_suffix(".json").read_text())["language"]
    result = run(path)
    if language in dict(settings.LANGUAGES):
        assert result.exit_code == 0
        assert SectionPage.objects.get().locale.language_code == language
    else:
        assert result.exit_code == 1
        assert f"“{language}”, which is not a language of this campaign" in result.stderr
        assert not SectionPage.objects.exists()


def test_what_is_brought_in_is_a_draft_until_an_editor_publishes_it(foundation: Path) -> None:
    before = bake(as_of=DAY).written
    result = run(ENGLISH)
    assert "They are drafts" in result.stdout
    assert not SectionPage.objects.live().exists()
    assert not ArticlePage.objects.live().exists()
    assert bake(as_of=DAY).written == ()
    assert before


def test_what_is_published_at_once_is_public_and_whole(foundation: Path) -> None:
    assert run(ENGLISH, FRENCH, RUSSIAN, "--publish").exit_code == 0
    bake(as_of=DAY)
    assert differences() == []
    for language in ("en", "fr", "ru"):
        assert len(list((settings.PUBLIC_TREE / language).rglob("feed.atom"))) == 1


def test_markup_in_a_file_is_words(foundation: Path, tmp_path: Path) -> None:
    path = listing(tmp_path, "News", [("A <b>bold</b> title & more", "A <script>alert(1)</script> was planted here.")])
    assert run(path, "--publish").exit_code == 0
    bake(as_of=DAY)
    page = next((settings.PUBLIC_TREE / "en/news").glob("a-*/index.html")).read_text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


# --- nothing twice -----------------------------------------------------------------------------------------------


def test_bringing_in_twice_creates_nothing_new(foundation: Path) -> None:
    run(ENGLISH, FRENCH)
    before = everything()
    result = run(ENGLISH, FRENCH)
    assert result.exit_code == 0
    assert "Brought in 0 sections and 0 articles" in result.stdout
    assert everything() == before


def test_one_file_named_twice_comes_in_once(foundation: Path, tmp_path: Path) -> None:
    path = listing(tmp_path, "News", [item(1), item(2)])
    run(path, path)
    assert (SectionPage.objects.count(), ArticlePage.objects.count(), Imported.objects.count()) == (1, 2, 3)


def test_what_an_editor_renamed_moved_or_rewrote_is_left_alone(foundation: Path, tmp_path: Path) -> None:
    path = listing(tmp_path, "News", [item(1), item(2)])
    run(path)
    article = ArticlePage.objects.get(title=item(1)[0])
    article.title, article.slug, article.body = "Renamed", "renamed", [("paragraph", "<p>Rewritten.</p>")]
    publish(page=article)
    section = SectionPage.objects.get()
    section.title = "Renamed section"
    publish(page=section)
    before = everything()
    assert run(path).exit_code == 0
    assert everything() == before
    assert ArticlePage.objects.get(pk=article.pk).title == "Renamed"


def test_one_teaser_on_two_pages_is_one_article_in_two_sections(foundation: Path, tmp_path: Path) -> None:
    one = listing(tmp_path, "News", [item(1), item(2)])
    two = listing(tmp_path, "Letters", [item(2), item(3)])
    assert run(one, two, "--publish").exit_code == 0
    assert ArticlePage.objects.count() == 3
    shared = ArticlePage.objects.get(title=item(2)[0])
    sections = {shared.get_parent().title, *(listed.section.title for listed in shared.listings.all())}
    assert sections == {"News", "Letters"}
    bake(as_of=DAY)
    for section in ("news", "letters"):
        page = html.document_fromstring((settings.PUBLIC_TREE / f"en/{section}/index.html").read_text())
        assert shared.public_path in page.xpath("//article//h2/a/@href")


def test_the_second_section_is_named_once_however_often_it_is_brought_in(foundation: Path, tmp_path: Path) -> None:
    one, two = listing(tmp_path, "News", [item(1)]), listing(tmp_path, "Letters", [item(1)])
    run(one, two)
    before = everything()
    run(two, one)
    run(one, two)
    assert everything() == before


def test_two_pages_of_one_section_become_one_section(foundation: Path, tmp_path: Path) -> None:
    first = listing(tmp_path, "News", [item(4), item(3)], "first")
    second = listing(tmp_path, "News", [item(2), item(1)], "second")
    run(first, second)
    assert SectionPage.objects.count() == 1
    assert ArticlePage.objects.count() == 4


# --- all or nothing ----------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_come_and_changes_nothing(foundation: Path, tmp_path: Path) -> None:
    before = everything()
    result = run(listing(tmp_path, "News", [item(1), item(2)]), "--dry-run")
    assert result.exit_code == 0
    assert "Would bring in 1 section and 2 articles" in result.stdout
    assert item(1)[0] in result.stdout
    assert everything() == before


def test_one_bad_file_among_good_ones_leaves_everything_out(foundation: Path, tmp_path: Path) -> None:
    bad = tmp_path / "shopping.txt"
    bad.write_text("Bread\nMilk\nTwo librarians\n")
    before = everything()
    result = run(ENGLISH, bad, FRENCH)
    assert_refused(result, bad)
    assert everything() == before


def test_a_failure_in_the_middle_leaves_everything_out(foundation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of the second page has no home page any more: the first page must not stay behind."""
    pages = read_files([ENGLISH, FRENCH])
    Page.objects.get(depth=2, locale__language_code="fr").delete()
    before = everything()
    with pytest.raises(Page.DoesNotExist):
        bring_in(pages)
    assert everything() == before


def assert_refused(result: Result, path: Path) -> None:
    """Check that a refusal is one sentence that names the file, with an exit code."""
    assert result.exit_code not in (0, None)
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    message = result.stderr.strip()
    assert message.startswith("Error: ")
    assert path.name in message
    assert "Nothing was brought in." in message
    assert "\n" not in message
    assert result.stdout == ""


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe\x00N\x00e", "not UTF-8"),
        ("Свободу! Подробнее".encode("cp1251"), "not UTF-8"),
        (b"\0" * 1000, "binary"),
        (b"<!doctype html><html><body>Read More</body></html>", "source of a web page"),
        (b'{"articles": ["Read More"]}', "JSON"),
        (b"A letter to the editor, with no link at all.\n\nYours.\n", "Read More"),
        (b"Read More\n" * 5000, ""),
    ],
)
def test_a_file_that_is_no_listing_is_refused_in_one_sentence_and_changes_nothing(
    foundation: Path, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = write(tmp_path / "page.txt", content)
    before = everything()
    result = run(path, "--json")
    assert_refused(result, path)
    assert reason in result.stderr
    assert everything() == before


def test_a_file_of_a_hundred_megabytes_is_refused_without_being_read(foundation: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    before = everything()
    result = run(path)
    assert_refused(result, path)
    assert "larger than 5 MB" in result.stderr
    assert everything() == before


def test_a_folder_and_a_missing_file_are_refused_in_one_sentence(foundation: Path, tmp_path: Path) -> None:
    before = everything()
    assert_refused(run(tmp_path), tmp_path)
    assert_refused(run(tmp_path / "missing.txt"), tmp_path / "missing.txt")
    assert everything() == before


def test_a_device_that_never_ends_is_refused(foundation: Path) -> None:
    assert_refused(run("/dev/zero"), Path("/dev/zero"))


def test_a_language_that_is_none_is_refused_in_one_sentence(foundation: Path) -> None:
    before = everything()
    result = run(ENGLISH, "--language", "xx")
    assert result.exit_code == 1
    assert "“xx” is not a language of this campaign; those are en, fr, ru." in result.stderr
    assert everything() == before


def test_no_file_at_all_is_refused() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Missing argument" in result.stderr


# --- what the command prints -------------------------------------------------------------------------------------


def test_json_is_one_array_with_one_object_a_file(foundation: Path) -> None:
    result = run(ENGLISH, FRENCH, "--json", "--dry-run")
    said = json.loads(result.stdout)
    assert said == [json.loads(path.with_suffix(".json").read_text()) for path in (ENGLISH, FRENCH)]
    keys = {"order", "title", "paragraphs", "captions", "credit", "dateline", "excerpt"}
    assert all(article.keys() == keys for page in said for article in page["articles"])
    assert all(page.keys() == {"language", "section", "articles"} for page in said)


def test_json_of_one_file_is_an_array_too_and_stands_alone_on_standard_output(foundation: Path) -> None:
    result = run(ENGLISH, "--json")
    assert len(json.loads(result.stdout)) == 1
    assert "Brought in 1 section" in result.stderr


def test_the_language_given_counts_more_than_the_guess(foundation: Path) -> None:
    result = run(ENGLISH, "--json", "--language", "ru")
    assert json.loads(result.stdout)[0]["language"] == "ru"
    assert SectionPage.objects.get().locale.language_code == "ru"


# --- the order of the listing ------------------------------------------------------------------------------------


def public_order(section: str) -> list[str]:
    """Return the titles of a public listing, from the top."""
    page = html.document_fromstring((settings.PUBLIC_TREE / f"en/{section}/index.html").read_text())
    return [str(title) for title in page.xpath("//article//h2/a/text()")]


MIXED = [
    item(9),
    item(8, "Exampletown, June 26, 2014"),
    item(7),
    item(6, "Exampletown, 4 August 2013"),
    item(5),
]


@pytest.mark.parametrize("items", [[item(number) for number in range(9, 0, -1)], MIXED], ids=["undated", "mixed"])
def test_the_public_listing_keeps_the_order_of_the_page(foundation: Path, tmp_path: Path, items: list[Item]) -> None:
    run(listing(tmp_path, "News", items), "--publish")
    bake(as_of=DAY)
    assert public_order("news") == [title for title, _body in items]


def test_the_order_stays_when_an_editor_publishes_the_drafts_one_by_one(foundation: Path, tmp_path: Path) -> None:
    items = [item(number) for number in range(5, 0, -1)]
    run(listing(tmp_path, "News", items))
    publish(page=SectionPage.objects.get())
    for title in sorted(title for title, _body in items):
        publish(page=ArticlePage.objects.get(title=title))
    bake(as_of=DAY)
    assert public_order("news") == [title for title, _body in items]


def test_an_article_without_a_date_is_shown_without_one(foundation: Path, tmp_path: Path) -> None:
    run(listing(tmp_path, "News", MIXED), "--publish")
    bake(as_of=DAY)
    page = html.document_fromstring((settings.PUBLIC_TREE / "en/news/index.html").read_text())
    assert page.xpath("//article//time/@datetime") == ["2014-06-26", "2013-08-04"]


def test_an_article_without_a_date_takes_the_place_of_its_older_neighbour(foundation: Path, tmp_path: Path) -> None:
    (page,) = read_files([listing(tmp_path, "News", MIXED)])
    days = days_of(page.articles)
    assert [str(days[article.order]) for article in page.articles] == [
        "2014-06-26",
        "2014-06-26",
        "2013-08-04",
        "2013-08-04",
        "2013-08-04",
    ]


@pytest.mark.parametrize(
    ("dateline", "edtf"),
    [
        ("Paris-Geneva, June 26, 2014", "2014-06-26"),
        ("Париж, 4 августа 2013 года", "2013-08-04"),
        ("Le 4 août 2013", "2013-08-04"),
        ("Vilnius, 4–6 August 2012", "2012-08-04/2012-08-06"),
        ("Vilnius, 4 August", ""),
        ("Vilnius", ""),
        ("", ""),
    ],
)
def test_the_date_of_a_dateline_is_read_where_it_has_a_year(dateline: str, edtf: str) -> None:
    assert date_in(dateline) == edtf
