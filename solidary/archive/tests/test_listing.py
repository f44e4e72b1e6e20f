"""The reader of listing pages, on invented pages, on the two seeds if they are here."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from solidary.archive.listing import MAX_BYTES, ListingPage, NotAListing, decode, read_listing

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


def read(*blocks: str, ending: str = "Read More") -> ListingPage:
    """A page with one article more at its end, so that it is a listing whatever stands before it."""
    return read_listing("\n\n".join([*blocks, ending, "Another headline", "Another text.", ending]), language="en")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_invented_page_reads_as_is_written_beside_it(path: Path) -> None:
    assert read_listing(decode(path.read_bytes())).as_json() == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_the_same_with_windows_line_ends_and_a_byte_order_mark(path: Path) -> None:
    text = decode(path.read_bytes()).replace("\r\n", "\n")
    other = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read_listing(decode(other)) == read_listing(text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_the_same_without_its_last_line_end(path: Path) -> None:
    text = decode(path.read_bytes())
    assert read_listing(text.rstrip()) == read_listing(text)


@dataclass(frozen=True)
class Seen:
    title: str
    paragraphs: int
    excerpt: bool
    captions: tuple[str, ...] = ()
    credit: str | None = None
    dateline: str | None = None


CUT, WHOLE = True, False
WORLDWIDE = [
    Seen("Vice-speaker of the Bundestag is going to support all political prisoners in Belarus", 3, CUT),
    Seen(
        "Solidarity Day with Belarusian civil society : Ales Bialiatski urges people to support civil society in"
        " Belarus",
        3,
        CUT,
    ),
    Seen("Ales Bialiatski received at Paris Mayor’s Office and French MFA", 2, WHOLE),
    Seen("Free at last! Paris welcomes Ales Bialiatski’s release", 3, CUT),
    Seen(
        "Observatory : Ales Bialiatski freed after almost three years behind bars",
        2,
        CUT,
        captions=("Observatory Human Rights Defenders",),
        dateline="Paris-Geneva, June 26, 2014",
    ),
    Seen(
        "Sacha Koulaeva: Ales’ release is a sign of hope for human rights defenders facing repression in other"
        " countries",
        2,
        CUT,
    ),
    Seen("Civil Rights Defenders: Ales Bialiatski released after 1052 days behind bars", 2, CUT),
    Seen("FIDH: Ales Bialiatski Free at Last!", 3, CUT, credit="Photo : @motolko"),
    Seen("Open letter to the UN Human Rights Committee by Natalia Pinchuk and Antoine Bernard", 2, CUT),
    Seen("While the World Ice Hockey Championship takes place, violations continue … Video n°3", 4, WHOLE),
]
WITH_ALES = [
    Seen(
        "Vilnius: banner “freedom to political prisoners” hanged out on the building of the Belarusian Embassy", 4, CUT
    ),
    Seen("Solidarity action with Ales Bialiatski in Bishkek", 2, WHOLE),
    Seen("“Ales Bialiatski’s Case” presented in Moscow", 3, CUT),
    Seen("Homel human rights defender holds action of solidarity with Ales Bialiatski", 3, CUT),
    Seen("Belarusian Association of Journalists addresses head of penal colony No. 2 in Babruisk", 5, CUT),
    Seen(
        "Actions to be held on the International Day of Solidarity with Civil Society of Belarus",
        2,
        WHOLE,
        dateline="Moscow, 4 August",
    ),
    Seen(
        "In Belarus, pickets in support of Ales Bialiatski are still banned",
        3,
        CUT,
        captions=("Help us get Ales released and Join the solidarity campaign worldwide",),
    ),
    Seen("“Bialiatski’s Case” to be presented in Moscow", 3, CUT),
    Seen("Solidarity with Ales Bialiatski in Gdansk", 4, CUT),
    Seen(
        "FIDH holds demonstration for human rights in front of EU institutions while Belarus Foreign Affairs Minister"
        " Makey is received in Brussels",
        3,
        CUT,
        captions=("FIDH calls release political prisoners belarus",),
        dateline="Brussels – 22 July 2013",
    ),
]


def seed(name: str) -> ListingPage:
    path = SEEDS / name
    if not path.exists():
        pytest.skip("the seeds are not licensed for copying, so they are beside the project only where it was made")
    return read_listing(decode(path.read_bytes()))


@pytest.mark.parametrize(
    ("name", "title", "introduction", "articles"),
    [
        ("000_4e9a95d56b91d6a9.txt", "Solidarity Worldwide", 0, WORLDWIDE),
        ("001_4d7c90b4074cda1a.txt", "Solidarity with Ales Bialiatski", 2, WITH_ALES),
    ],
)
def test_a_seed_reads_as_a_person_reads_it(name: str, title: str, introduction: int, articles: list[Seen]) -> None:
    page = seed(name)
    seen = [Seen(a.title, len(a.paragraphs), a.excerpt, a.captions, a.credit, a.dateline) for a in page.articles]
    assert seen == articles
    assert (page.language, page.title, len(page.introduction)) == ("en", title, introduction)
    assert [article.order for article in page.articles] == list(range(1, 11))


def test_a_dateline_leaves_the_rest_of_its_paragraph() -> None:
    article = seed("001_4d7c90b4074cda1a.txt").articles[5]
    assert article.paragraphs[0].startswith("At 4 p.m. a round table")


def test_a_word_cut_in_two_stays_as_printed() -> None:
    assert seed("001_4d7c90b4074cda1a.txt").articles[0].paragraphs[-1] == "The poster rem..."


def assert_one_sentence(refusal: NotAListing) -> None:
    assert str(refusal).endswith(".")
    assert "\n" not in str(refusal)


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfeR\x00e\x00a\x00d\x00", "UTF-8"),
        ("Читать далее".encode("cp1251"), "UTF-8"),
        (b"x" * (MAX_BYTES + 1), "larger"),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_one_sentence(data: bytes, because: str) -> None:
    with pytest.raises(NotAListing, match=because) as refusal:
        decode(data)
    assert_one_sentence(refusal.value)


ESSAY = "On patience\n\n" + "\n\n".join(f"Paragraph {i} says that patience is long." for i in range(40))


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "empty"),
        ("A page\n\nA\0B\n\nRead More\n", "binary"),
        ("<!DOCTYPE html><html><body><a>\nRead More\n</a></body></html>", "source of a web page"),
        ("Text <b>a</b> <b>a</b> <b>a</b> <b>a</b> <b>a</b> <b>a</b>\n\nRead More", "source of a web page"),
        ('{"title": "Solidarity",\n"link":\n"Read More"}', "JSON"),
        ("name,country\nTamsin,Verania\n", "Read More"),
        (ESSAY, "Read More"),
        ("He wrote: read more. Then he stopped.\n\nAnd nobody did.", "Read More"),
        ("Chapter one\n\n" + "It was raining. " * 3000 + "\n\nRead More\n", "Too much text"),
        ("Read More\n\nRead More\n\nRead More", "No article"),
        ("Read More\n\n" * 1001, "more than"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence(text: str, because: str) -> None:
    with pytest.raises(NotAListing, match=because) as refusal:
        read_listing(text)
    assert_one_sentence(refusal.value)


def test_the_first_headline_after_the_section_title_begins_the_first_article() -> None:
    page = read("Tag: Orrin", "Bees march", "They marched.", "A heading within", "They sang.")
    assert (page.title, page.introduction) == ("Tag: Orrin", ())
    assert page.articles[0].paragraphs == ("They marched.", "A heading within", "They sang.")


def test_sentences_between_section_title_and_headline_are_the_introduction() -> None:
    page = read("Bees", "All about bees. And more!", "See what people did:", "Bees march", "They marched.")
    assert page.introduction == ("All about bees. And more!", "See what people did:")
    assert page.articles[0].title == "Bees march"


def test_a_line_that_points_to_the_articles_is_introduction_although_it_has_no_full_stop() -> None:
    page = read("Bees", "Read the articles below", "Bees march", "They marched.")
    assert (page.introduction, page.articles[0].title) == (("Read the articles below",), "Bees march")


def test_a_date_line_tells_that_the_sentence_before_it_is_a_headline() -> None:
    page = read("Bees", "The law on bees is repealed.", "Lisle, 4 May 2012", "They voted.", "A heading", "Text.")
    assert (page.introduction, page.articles[0].title) == ((), "The law on bees is repealed.")


def test_a_picture_after_the_first_sentence_tells_that_it_is_a_headline() -> None:
    page = read("Bees", "The law on bees is repealed.\n\n", "They voted.", "They went home.")
    assert page.articles[0].title == "The law on bees is repealed."


@pytest.mark.parametrize(
    "title", ["Free at last!", "Who is afraid?", "He says “I am free.”", "WHERE IS TAMSIN", "«Пчёлы!»"]
)
def test_a_headline_may_end_in_a_mark_or_a_quotation(title: str) -> None:
    assert read("Bees", title, "They voted, and then they went home.").articles[0].title == title


def test_a_page_of_one_article_without_a_section_title_is_still_read() -> None:
    page = read_listing("Bees march\n\nRead More", language="en")
    assert [article.title for article in page.articles] == ["Bees march"]


def test_a_link_inside_an_article_does_not_make_its_next_paragraph_a_headline() -> None:
    long = "The text goes on " * 20 + "and ends."
    page = read("Bees", "Bees march", "They marched.", "Read More", long)
    assert page.articles[0].paragraphs == ("They marched.", long)


def test_an_article_that_the_end_of_the_file_cut_off_is_kept() -> None:
    page = read_listing(
        "Bees\n\nBees march\n\nThey marched.\n\nRead More\n\nThey sing\n\nThen they sang, and th", language="en"
    )
    assert page.articles[1].paragraphs == ("Then they sang, and th",)


@pytest.mark.parametrize("link", ["Read More", "Read more »", "Lire la suite →", "Читать далее...", "[Подробнее]"])
def test_a_link_at_the_end_of_the_last_line_closes_the_article_too(link: str) -> None:
    page = read_listing(
        f"Bees\n\nBees march\n\nThey marched and sa... {link}\n\nThey sing\n\nThey sang. {link}", language="en"
    )
    assert [(a.paragraphs, a.excerpt) for a in page.articles] == [
        (("They marched and sa...",), True),
        (("They sang.",), False),
    ]


def test_a_cut_is_seen_only_at_the_end_of_the_last_paragraph() -> None:
    page = read("Bees", "They wait … and wait", "They wait…", "They said: “We wait...”")
    assert not page.articles[0].excerpt


def test_a_cut_mark_on_a_line_of_its_own_belongs_to_the_last_paragraph() -> None:
    page = read("Bees", "Bees march", "They marched over the brid", "...")
    assert (page.articles[0].paragraphs, page.articles[0].excerpt) == (("They marched over the brid ...",), True)


def test_entities_and_invisible_characters_that_were_left_in_the_text_are_read() -> None:
    page = read_listing("Bees\n\nBees\u200b march\n\nThey march [&hellip;]\n\nRead More &raquo;", language="en")
    article = page.articles[0]
    assert (article.title, article.paragraphs, article.excerpt) == ("Bees march", ("They march […]",), True)


def test_a_byline_and_a_bare_link_stay_in_the_body() -> None:
    article = read("Bees", "Bees march", "By Ana Orr", "https://example.org/film", "They marched.").articles[0]
    assert article.paragraphs == ("By Ana Orr", "https://example.org/film", "They marched.")


def test_a_file_of_lines_without_blank_lines_between_them_is_read_line_by_line() -> None:
    page = read_listing("Bees\nBees march\nThey marched.\nRead More\nThey sing\nThey sang.\nRead More", language="en")
    assert [(a.title, a.paragraphs) for a in page.articles] == [
        ("Bees march", ("They marched.",)),
        ("They sing", ("They sang.",)),
    ]


def test_menus_above_the_section_title_are_no_part_of_it() -> None:
    page = read("Skip to content", "English | Français | Русский", "Home » Bees", "Bees", "Bees march", "They marched.")
    assert (page.title, page.introduction, page.articles[0].title) == ("Bees", (), "Bees march")


def test_a_heading_within_the_body_and_a_signature_are_body() -> None:
    article = read(
        "Bees", "A letter", "Dear friends,", "We are well.", "What we need", "Wax.", "Ana", "P.S. And honey."
    )
    assert article.articles[0].captions == ()
    assert len(article.articles[0].paragraphs) == 6


def test_a_caption_and_its_credit_are_parted() -> None:
    article = read("Bees", "Bees march", "On the bridge (photo: Ana Orr)", "They marched.").articles[0]
    assert (article.captions, article.credit) == (("On the bridge",), "photo: Ana Orr")


def test_a_line_that_ends_in_an_exclamation_may_point_to_the_articles() -> None:
    page = read(
        "Bees", "They fly.", "Retrouvez ici toutes les actions !", "Bees march", "© Ana", "They marched. All did."
    )
    assert page.introduction == ("They fly.", "Retrouvez ici toutes les actions !")
    assert page.articles[0].title == "Bees march"


def test_an_introduction_may_lack_its_last_stop() -> None:
    last = "Nevertheless Ana writes every week. Two books of hers were printed while she was in Orrin"
    page = read("Bees", "Ana was brought to Orrin.", last, "Bees march", "They marched. All did.")
    assert page.introduction == ("Ana was brought to Orrin.", last)
    assert page.articles[0].title == "Bees march"


def test_a_headline_of_two_lines_is_one_if_its_first_breaks_off() -> None:
    page = read("Bees", "Lisle and Orrin:\n“We fly on”", "They marched. All did.")
    assert page.articles[0].title == "Lisle and Orrin: “We fly on”"


@pytest.mark.parametrize("parting", ["\n\n", "\n"])
def test_a_press_release_has_its_dateline_after_its_lead(parting: str) -> None:
    article = read("Bees", "Bees march", f"The bees are angry.{parting}Lisle, 4 August 2013 – They marched.").articles[
        0
    ]
    assert article.dateline == "Lisle, 4 August 2013"
    assert article.paragraphs == ("The bees are angry.", "They marched.")


def test_dates_of_a_list_that_is_announced_are_no_datelines() -> None:
    article = read("Bees", "Bees march", "What came when:", "Lisle, 4 August 2013. They marched.").articles[0]
    assert article.dateline is None


def test_a_slogan_on_a_picture_is_no_body_and_a_salutation_is() -> None:
    slogan = read("Bees", "Bees march", "Free the bees!\n\n", "They marched.").articles[0]
    letter = read("Bees", "A letter", "Dear friends!\n\n", "We are well.").articles[0]
    assert (slogan.captions, letter.captions) == (("Free the bees!",), ())


def test_a_short_line_where_a_picture_stood_within_the_body_is_its_caption() -> None:
    article = read("Bees", "Bees march", "They marched.", "\nAna on the bridge\n", "They sang.").articles[0]
    assert (article.captions, article.paragraphs) == (("Ana on the bridge",), ("They marched.", "They sang."))


def test_a_dateline_with_a_place_replaces_the_bare_date_of_the_post() -> None:
    article = read("Bees", "Bees march", "5 May 2012", "Lisle, 4 May 2012. They marched.").articles[0]
    assert (article.dateline, article.paragraphs) == ("Lisle, 4 May 2012", ("They marched.",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They marched over the bridge, and they sang."),
        ("fr", "Ils ont marché sur le pont et ils ont chanté."),
        ("ru", "Они прошли по мосту и спели песню."),
        ("be", "Яны прайшлі па мосце і заспявалі песню."),
        ("pl", "Przeszli przez most i zaśpiewali pieśń."),
        ("de", "Sie gingen über die Brücke und sangen ein Lied."),
    ],
)
def test_the_language_is_guessed_from_the_text_whatever_the_link_says(language: str, text: str) -> None:
    assert read_listing(f"Orrin\n\nOrrin\n\n{text}\n\nRead More").language == language


def test_the_language_is_taken_as_given() -> None:
    assert read("Bees", "Bees march", "They marched.").language == "en"
