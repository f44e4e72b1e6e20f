"""What text extraction leaves of pictures."""

import pytest

from solidary.archive.listing import Article, read_listing
from solidary.archive.pictures import descriptions, is_credit, is_file_name


def first(*blocks: str) -> Article:
    """The first article of a page with the section "Bees" and the article "Bees march"."""
    return read_listing("\n\n".join(["Bees", "Bees march", *blocks, "Read More"]), language="en").articles[0]


@pytest.mark.parametrize(
    "name",
    [
        "IMG_2034",
        "DSC_0123.JPG",
        "p1000535",
        "ales-fidh-brussels-eu-300x200",
        "a_march",
        "SAMSUNG",
        "OLYMPUS DIGITAL CAMERA",
        "KONICA MINOLTA DIGITAL CAMERA",
        "фото_марша",
        "2013-08-04 12.00.00",
        "UN WGAD_Orrin",
        "banner.png",
        "без названия",
        "Havel-Prize-Ana-Orr",
        "ana_speaks.wav",
        "hearing 1.mp3",
    ],
)
def test_a_file_name_or_a_cameras_mark_is_discarded(name: str) -> None:
    assert is_file_name(name)
    assert first(name, "They marched.").captions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bees march",
        "Article 193",
        "Canon law",
        "2014",
        "@someone",
        "They marched.",
        "Anna-Maria",
        "UN",
        "Rostov-on-Don",
    ],
)
def test_words_for_readers_are_no_file_names(text: str) -> None:
    assert not is_file_name(text)


def test_runs_of_spaces_part_the_texts_of_pictures() -> None:
    assert descriptions("a_march_2014   SAMSUNG", lone_word=True) == []
    assert descriptions("p1000535 \xa0 \xa0Ana calls".replace("\xa0", " "), lone_word=True) == ["Ana calls"]
    assert descriptions("Ana signs    Candles on the wall", lone_word=False) == ["Ana signs", "Candles on the wall"]
    assert descriptions("p1000535 Ana calls", lone_word=True) == ["Ana calls"]
    assert descriptions("Ana on  the bridge", lone_word=True) is None


@pytest.mark.parametrize(
    "credit",
    [
        "Photo : @someone",
        "© FIDH",
        "Crédit photo : AFP",
        "Фото: Наша Нива",
        "Photo by Ana",
        "Photo Ana Orr",
        "Фото orrin.by",
    ],
)
def test_a_credit_is_known_by_how_it_begins(credit: str) -> None:
    assert is_credit(credit)


@pytest.mark.parametrize(
    "text",
    ["Photo exhibition opens in Lisle", "Photos of the march are on the wall", "Фото недели", "Picture of the day"],
)
def test_a_line_about_photos_is_no_credit(text: str) -> None:
    assert not is_credit(text)


def test_a_long_caption_under_the_headline_is_known_by_its_missing_stop() -> None:
    caption = "Ana Orr, who writes of bees, and the mayor of Lisle at the opening of the house of bees in the town hall"
    assert first(caption, "Two hundred came. They sang.").captions == (caption,)


@pytest.mark.parametrize(
    "line", ["4 Hive Street, 12345 Lisle", "Press contact: Ana Orr: +33 1 00 00 00 00", "Write to bees@lisle.example"]
)
def test_an_address_is_no_caption(line: str) -> None:
    assert first(line, "They answer. They always do.").paragraphs[0] == line


def test_two_sentences_are_no_caption_although_the_last_stop_is_missing() -> None:
    line = "The prize was given to the bee keeper of Lisle. “I am moved”, she said there"
    assert first(line, "They sang. All did.").captions == ()
