"""How a section's articles fall into pages of ten that keep their numbers.

Pages are numbered from the oldest articles and each holds ten, so that page 3 shows the same articles for ever. The
section's own address shows the ten newest; where ten do not divide the articles, it overlaps with the last page.
Pure: positions in, positions out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """One page. `number` is None for the section's own address; articles run from `start` to `stop`, newest first.

    `newer` and `older` are the numbers of the neighbours: None is the section's own address, 0 that there is none.
    """

    number: int | None
    start: int
    stop: int
    newer: int | None
    older: int


def slices(count: int, size: int) -> list[Slice]:
    """Return the pages of `count` articles: the section's own address first, then from the newest numbered page."""
    full = count // size if count > size else 0
    newest = Slice(None, 0, min(count, size), newer=0, older=_page_of(size, count, size) if full else 0)
    numbered = [
        Slice(
            number,
            count - number * size,
            count - (number - 1) * size,
            newer=number + 1 if number < full else None,
            older=number - 1,
        )
        for number in range(full, 0, -1)
    ]
    return [newest, *numbered]


def _page_of(position: int, count: int, size: int) -> int:
    """Return the numbered page that holds the article at a position counted from the newest; 0 where none does."""
    return (count - 1 - position) // size + 1 if position < count else 0
