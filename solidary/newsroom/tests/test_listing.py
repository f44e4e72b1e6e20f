"""How a section's articles fall into pages, and that page 3 stays page 3."""

from hypothesis import given
from hypothesis import strategies as st

from solidary.newsroom.listing import Slice, slices

counts = st.integers(0, 400)
sizes = st.integers(1, 12)


def numbered(count: int, size: int) -> dict[int, Slice]:
    """Return the numbered pages."""
    return {part.number: part for part in slices(count, size) if part.number is not None}


def from_the_oldest(part: Slice, count: int) -> range:
    """Return the articles of a page, counted from the oldest: what stays when articles are added."""
    return range(count - part.stop, count - part.start)


@given(counts, sizes)
def test_every_article_stands_on_some_page(count: int, size: int) -> None:
    shown = {position for part in slices(count, size) for position in range(part.start, part.stop)}
    assert shown == set(range(count))


@given(counts, sizes)
def test_no_page_holds_more_than_its_size_and_numbered_pages_are_full(count: int, size: int) -> None:
    assert all(0 <= part.start <= part.stop <= count for part in slices(count, size))
    assert all(part.stop - part.start <= size for part in slices(count, size))
    assert all(part.stop - part.start == size for part in numbered(count, size).values())


@given(counts, sizes, st.integers(0, 100))
def test_a_numbered_page_never_changes_when_articles_are_added(count: int, size: int, more: int) -> None:
    before, after = numbered(count, size), numbered(count + more, size)
    assert before.keys() <= after.keys()
    for number, part in before.items():
        assert from_the_oldest(part, count) == from_the_oldest(after[number], count + more)


@given(counts, sizes)
def test_the_sections_own_address_comes_first_and_shows_the_newest(count: int, size: int) -> None:
    first, *others = slices(count, size)
    assert (first.number, first.start, first.stop) == (None, 0, min(count, size))
    assert [part.number for part in others] == sorted((part.number or 0 for part in others), reverse=True)


@given(counts, sizes)
def test_older_leads_from_the_newest_page_through_all_articles_to_the_oldest(count: int, size: int) -> None:
    pages, part = numbered(count, size), slices(count, size)[0]
    shown = set(range(part.start, part.stop))
    for _ in range(len(pages) + 1):
        if not part.older:
            break
        older = pages[part.older]
        assert older.start <= part.stop, "no article is skipped"
        assert older.stop > part.stop, "older shows something older"
        part = older
        shown |= set(range(part.start, part.stop))
    assert part.older == 0
    assert shown == set(range(count))


@given(counts, sizes)
def test_newer_leads_back_to_the_sections_own_address(count: int, size: int) -> None:
    pages = numbered(count, size)
    for part in pages.values():
        steps = 0
        while part.newer is not None:
            assert part.newer in pages
            newer = pages[part.newer]
            assert newer.older == part.number
            part, steps = newer, steps + 1
            assert steps <= len(pages)
    assert slices(count, size)[0].newer == 0


def test_a_section_of_one_page_has_no_numbered_page() -> None:
    assert [part.number for part in slices(10, 10)] == [None]
    assert [part.number for part in slices(11, 10)] == [None, 1]
    assert slices(0, 10) == [Slice(None, 0, 0, newer=0, older=0)]
