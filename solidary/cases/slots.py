"""What rooms above put on a person's page: each offers what it has about people, and this room shows it."""

from collections.abc import Callable, Sequence

from solidary.publishing.outputs import Bake

Articles = Callable[[Bake, str, int], Sequence[object]]
"""Given a bake, a language and a person's primary key: teasers of articles about that person, newest first."""

_articles: list[Articles] = []


def offer_articles(function: Articles) -> None:
    """Let a room show articles about a person."""
    _articles[:] = [function]


def articles_about(bake: Bake, language: str, person: int) -> tuple[object, ...]:
    """Return what the rooms above tell about a person."""
    return tuple(article for function in _articles for article in function(bake, language, person))
