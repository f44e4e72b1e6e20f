"""The reader on texts that nobody wrote: generated pages, any text, hostile text."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.archive.furniture import is_read_more
from solidary.archive.listing import MAX_BYTES, NotAListing, decode, read_listing

LINES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "Read More",
            "Lire la suite",
            "",
            "",
            "Photo: X",
            "IMG_1",
            "4 May 2012",
            "A title",
            "A text.",
            "...",
            "© X",
            "1 2 »",
            "-",
            "  ",
        ]
    ),
)


@given(st.lists(LINES, max_size=30).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        page = read_listing(text, language="en")
    except NotAListing:
        return
    assert page.articles
    for order, article in enumerate(page.articles, 1):
        assert article.order == order
        assert article.title.strip()
        for paragraph in (*article.paragraphs, *article.captions):
            assert paragraph.strip()
            assert not any(is_read_more(line) for line in paragraph.split("\n"))


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(NotAListing):
        assert decode(data).strip()


WORDS = st.sampled_from(
    [
        "bees",
        "rain",
        "honey",
        "garden",
        "judge",
        "river",
        "letter",
        "wall",
        "song",
        "bread",
        "window",
        "lamp",
        "verdict",
        "road",
        "winter",
    ]
)


def phrase(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=least, max_size=most).map(lambda words: " ".join(words).capitalize())


@st.composite
def generated_articles(draw: st.DrawFn) -> dict[str, object]:
    body = draw(st.lists(phrase(5, 40).map(lambda text: text + "."), min_size=1, max_size=4))
    cut = draw(st.booleans())
    return {
        "title": draw(phrase(2, 12)) + draw(st.sampled_from(["", "", "!", "?", " (verdict)"])),
        "picture": draw(st.booleans()),
        "file": draw(st.sampled_from([None, "bees_march_2014", "IMG_2034   SAMSUNG"])),
        "caption": draw(st.none() | phrase(2, 6)),
        "credit": draw(st.sampled_from([None, "Photo: Viola Orr", "© Committee"])),
        "dateline": draw(
            st.sampled_from([None, "Lisle, 4 May 2012", "Port-Lisle, le 5 août", "Оррин, 9 сентября 2012 г."])
        ),
        "paragraphs": [*body[:-1], body[-1][:-1] + "..."] if cut else body,
        "excerpt": cut,
    }


def printed(article: dict[str, object]) -> list[str]:
    paragraphs = list(article["paragraphs"])  # type: ignore[call-overload]
    if article["dateline"]:
        paragraphs[0] = f"{article['dateline']} – {paragraphs[0]}"
    before = [article["title"], article["file"], article["caption"], article["credit"]]
    blocks = [str(block) for block in before if block]
    if article["picture"]:
        blocks[-1] += "\n"
    return [*blocks, *paragraphs, "Read More"]


@given(st.lists(generated_articles(), min_size=1, max_size=6), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_a_generated_page_reads_back_as_what_it_was_made_of(
    articles: list[dict[str, object]], introduced: bool, end: str
) -> None:
    introduction = (
        ["All about bees, rain and honey. There is much to tell.", "See what people did:"] if introduced else []
    )
    blocks = ["Bees in winter", *introduction, *(block for article in articles for block in printed(article))]
    page = read_listing("\n\n".join(blocks).replace("\n", end), language="en")
    assert (page.title, list(page.introduction)) == ("Bees in winter", introduction)
    assert [a.title for a in page.articles] == [a["title"] for a in articles]
    assert [list(a.paragraphs) for a in page.articles] == [a["paragraphs"] for a in articles]
    assert [a.excerpt for a in page.articles] == [a["excerpt"] for a in articles]
    assert [a.dateline for a in page.articles] == [a["dateline"] for a in articles]
    assert [a.credit for a in page.articles] == [a["credit"] for a in articles]
    assert [list(a.captions) for a in page.articles] == [[a["caption"]] if a["caption"] else [] for a in articles]


HOSTILE = {
    "one line": "a" * MAX_BYTES,
    "one line of stops": "." * (MAX_BYTES - 20) + "\n\nRead More",
    "one line of brackets": "(" * 2_000_000 + ")" * 2_000_000 + "\n\nRead More",
    "blank lines": "\n" * MAX_BYTES,
    "spaces": " " * MAX_BYTES,
    "links": "Read More\n" * (MAX_BYTES // 10),
    "tiny articles": "a\n\nRead More\n\n" * (MAX_BYTES // 15),
    "tiny blocks": "a\n\n" * (MAX_BYTES // 3 - 10) + "Read More",
    "cut marks": "T\n\nx\n\n" + "...\n\n" * 90_000 + "Read More\n\nT\n\nRead More\n\n" * 999,
    "captions in one article": "T\n\n" + "a b\n\n" * 90_000 + "Read More\n\nT\n\nRead More\n\n" * 999,
    "dates": "4 May 4 May " * (MAX_BYTES // 12 - 10) + "\n\nRead More",
    "runs of spaces": "a   b" * (MAX_BYTES // 5 - 10) + "\n\nRead More",
    "as much as a listing may hold": ("T\n\n" + "Paris, " * 900 + "\n\n" + "a_b c   d\n\n" * 60 + "Read More\n\n")
    * 700,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_five_megabytes_of_anything_take_a_few_seconds_at_most(kind: str) -> None:
    start = time.perf_counter()
    with suppress(NotAListing):
        read_listing(HOSTILE[kind][:MAX_BYTES], language="en")
    assert time.perf_counter() - start < 10  # three and a half on an idle machine; others may be at work
