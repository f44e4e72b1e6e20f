"""What a theme prints around articles."""

import pytest

from solidary.archive.furniture import is_furniture, is_read_more, is_sidebar
from solidary.archive.listing import Article, read_listing


def first(*blocks: str) -> Article:
    """The first article of a page with the section "Bees" and the article "Bees march"."""
    return read_listing("\n\n".join(["Bees", "Bees march", *blocks, "Read More"]), language="en").articles[0]


@pytest.mark.parametrize(
    "line",
    [
        "Read More",
        "READ MORE",
        "Read more »",
        "Read More →",
        "Read more...",
        "[Read more…]",
        "(more…)",
        "→ Lire la suite",
        "Lire plus",
        "En savoir plus",
        "Lire l’article",
        "Читать далее",
        "Читать далее →",
        "Подробнее…",
        "Далее »",
        "Читать дальше",
        "Чытаць далей",
        "Czytaj więcej",
        "Weiterlesen →",
        "Continue reading “Bees march” →",
        "Continue reading Bees march",
        "More »",
    ],
)
def test_a_link_to_the_whole_article_is_known(line: str) -> None:
    assert is_read_more(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "More",
        "Read more books, they said.",
        "Далее он сказал, что ждёт.",
        "Plus de liberté",
        "See video in Russian",
    ],
)
def test_other_lines_are_no_such_link(line: str) -> None:
    assert not is_read_more(line)


@pytest.mark.parametrize(
    "line",
    [
        "See video in Russian",
        "Voir la vidéo en russe",
        "Смотреть видео на русском",
        "Watch the video",
        "Voir la vidéo ici",
        "См. видео на русском",
        "Tweet Share Print",
        "Tweet",
        "Like 5",
        "Posted on 4 August 2013 by admin",
        "Publié le 4 août 2013 par Ana",
        "Опубликовано 4 августа 2013",
        "Filed under: Trials",
        "0 Comments",
        "Leave a comment",
        "Комментариев нет",
        "Aucun commentaire",
        "Tags: bees, law",
        "Рубрика: Новости",
        "Page 1 of 5",
        "« Previous 1 2 3 Next »",
        "Older posts",
        "← Articles plus anciens",
        "Страница 1 из 3",
        "1 2 3 … 17 »",
        "5 August 2013 by admin",
        "* * *",
        "Voir la vidéo (en russe)",
        "Watch (in Polish)",
        "Listen on Posterous",
        "Смотреть на YouTube",
        "Retour",
        "Назад",
        "12 5 3",
    ],
)
def test_what_a_theme_prints_around_articles_is_no_part_of_them(line: str) -> None:
    article = first("They marched.", line)
    assert article.paragraphs == ("They marched.",)
    assert article.captions == ()


@pytest.mark.parametrize(
    "line",
    [
        "Share of women in prisons grows",
        "Posted bees come home",
        "Published in exile: a book",
        "Print is not dead",
        "Updated list of prisoners",
        "Author of the law resigns",
        "Comments on the verdict",
        "Опубликован список",
        "Page one news",
        "Category of its own",
        "See you in court",
        "Back to court",
        "Listen on",
        "4.8.2013",
        "24.11.2011",
    ],
)
def test_a_headline_that_begins_like_furniture_is_none(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line", ["Recent Comments", "Archives", "Articles récents", "Свежие записи", "© Committee 2013", "Copyright 2013"]
)
def test_side_columns_end_the_page(line: str) -> None:
    assert is_sidebar(line)
    page = read_listing(
        f"Bees\n\nBees march\n\nThey marched.\n\nRead More\n\n{line}\n\nOther bees\n\nThey came.", language="en"
    )
    assert len(page.articles) == 1
