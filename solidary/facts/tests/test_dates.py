"""Dates: what people type, what is refused and in which words, and that every date told can be read back."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.facts.dates import DateNotUnderstood, UncertainDate, describe, from_edtf, read_date

LANGUAGES = ("en", "fr", "ru", "be")


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("4 Aug 2011", "2011-08-04"),
        ("04.08.2011", "2011-08-04"),
        ("4/8/2011", "2011-08-04"),
        ("4-8-2011", "2011-08-04"),
        ("4-Aug-2011", "2011-08-04"),
        ("2011.08.04", "2011-08-04"),
        ("August 4, 2011", "2011-08-04"),
        ("the 4th of August 2011", "2011-08-04"),
        ("4 août 2011", "2011-08-04"),
        ("4 aou\u0302t 2011", "2011-08-04"),
        ("4 aout 2011", "2011-08-04"),
        ("le 1er août 2011", "2011-08-01"),
        ("3 FEVRIER 2012", "2012-02-03"),
        ("4 августа 2011", "2011-08-04"),
        ("4 августа 2011 г.", "2011-08-04"),
        ("4 авг. 2011 года", "2011-08-04"),
        ("4-го мая 2011", "2011-05-04"),
        ("в августе 2012", "2012-08"),
        ("жнівень 2012", "2012-08"),
        ("August 2012", "2012-08"),
        ("08.2012", "2012-08"),
        ("8/2012", "2012-08"),
        ("2012-08", "2012-08"),
        ("2012", "2012"),
        ("about 2012", "2012~"),
        ("c. 2012", "2012~"),
        ("vers 2012", "2012~"),
        ("около 2012", "2012~"),
        ("около августа 2012 года", "2012-08~"),
        ("2012?", "2012?"),
        ("perhaps about 2012", "2012%"),
        ("4–6 August 2011", "2011-08-04/2011-08-06"),
        ("4-6 August 2011", "2011-08-04/2011-08-06"),
        ("4 to 6 August 2011", "2011-08-04/2011-08-06"),
        ("about 4–6 August 2011", "2011-08-04~/2011-08-06~"),
        ("28 July – 3 August 2011", "2011-07-28/2011-08-03"),
        ("28.07 – 03.08.2011", "2011-07-28/2011-08-03"),
        ("04.08.2011 – 06.08.2011", "2011-08-04/2011-08-06"),
        ("du 4 au 6 août 2011", "2011-08-04/2011-08-06"),
        ("с 4 по 6 августа 2011", "2011-08-04/2011-08-06"),
        ("July–August 2011", "2011-07/2011-08"),
        ("2011–2012", "2011/2012"),
        ("between 2011 and 2012", "2011/2012"),
        ("entre 2011 et 2012", "2011/2012"),
        ("между 2011 и 2012", "2011/2012"),
        ("before August 2012", "../2012-07"),
        ("avant le 1er mars 2012", "../2012-02-29"),
        ("до 2012 года", "../2011"),
        ("after 2012", "2013/.."),
        ("after 31 December 2012", "2013-01-01/.."),
        ("since 4 August 2011", "2011-08-04/.."),
        ("until 4 August 2011", "../2011-08-04"),
        ("jusqu’au 4 août 2011", "../2011-08-04"),
        ("spring 2012", "2012-21"),
        ("hiver 2012", "2012-24"),
        ("осенью 2012", "2012-23"),
        ("2010s", "201X"),
        ("les années 2010", "201X"),
        ("2010-е годы", "201X"),
        ("2011-08-04", "2011-08-04"),
        ("2012~", "2012~"),
        ("2012-21", "2012-21"),
        ("2011-08-04/2011-08-06", "2011-08-04/2011-08-06"),
        ("2011-08-04/..", "2011-08-04/.."),
        ("../2011", "../2011"),
        ("201X", "201X"),
        ("2011-08-XX", "2011-08"),
        ("20XX", "2000/2099"),
        ("2012/2012", "2012"),
        ("  ", ""),
    ],
)
def test_people_type_dates_their_own_way(typed: str, edtf: str) -> None:
    assert read_date(typed).edtf == edtf


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("4 August 2011 or so maybe", "or so maybe"),
        ("Tuesday 4 August 2011", "Tuesday"),
        ("2011 2012", "“2012”"),
        ("4 August 5 2011", "“5”"),
        ("31.02.2011", "not a day of the calendar"),
        ("29 February 2011", "not a day of the calendar"),
        ("04.13.2011", "no month 13"),
        ("2011-13", "no month 13"),
        ("04.13.2011", "day first"),
        ("4.8.11", "four digits"),
        ("4 August 11", "four digits"),
        ("August '11", "four digits"),
        ("4 August", "no year"),
        ("XXXX-08-04", "no year"),
        ("4", "no year"),
        ("early 2012", "early"),
        ("mid-August 2012", "mid"),
        ("fin 2012", "fin"),
        ("before spring 2012", "before"),
        ("before about 2012", "before"),
        ("about spring 2012", "one date"),
        ("2010s – 2012", "one date"),
        ("since the 2010s", "since"),
        ("between 2011", "one date"),
        ("6–4 August 2011", "ends before it begins"),
        ("2012/2011", "ends before it begins"),
        ("1799", "between 1800 and 2200"),
        ("before 1800", "between 1800 and 2200"),
        ("../..", "open at both ends"),
        ("12 days", "days"),
        ("4" * 5000, "too long"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(typed: str, named: str) -> None:
    with pytest.raises(DateNotUnderstood) as refusal:
        read_date(typed)
    assert named in str(refusal.value)
    assert str(refusal.value).endswith((".", "~."))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("", None, None),
        ("2011-08-04", date(2011, 8, 4), date(2011, 8, 4)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012~", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-22", date(2012, 6, 1), date(2012, 8, 31)),
        ("2012-24", date(2012, 1, 1), date(2013, 2, 28)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2011-08/2012", date(2011, 8, 1), date(2012, 12, 31)),
        ("2011-08-04/..", date(2011, 8, 4), None),
        ("/2011", None, date(2011, 12, 31)),
        ("XXXX-08-04", None, None),
        ("XXXX-02-29", None, None),
    ],
)
def test_bounds_are_what_the_text_says_and_no_more(edtf: str, earliest: date | None, latest: date | None) -> None:
    read = from_edtf(edtf)
    assert (read.earliest, read.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["4 August 2011", "2011-8-4", "[2011..2012]", "2012-21~", "2011-XX-04", "XXXX", "Y20110", "201X/2022"],
)
def test_text_that_is_not_edtf_of_the_first_levels_is_refused(text: str) -> None:
    with pytest.raises(DateNotUnderstood):
        from_edtf(text)


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("", "en", ""),
        ("2011-08-04", "en", "4 August 2011"),
        ("2011-08-04", "fr", "4 août 2011"),
        ("2011-08-01", "fr", "1er août 2011"),
        ("2011-08-04", "ru", "4 августа 2011"),
        ("2011-08-04", "de", "4. August 2011"),
        ("2011-08-04", "fr-ca", "4 août 2011"),
        ("2011-08-04", "tlh", "4 August 2011"),
        ("2012-08", "ru", "август 2012"),
        ("2012-08", "pl", "sierpień 2012"),
        ("2012~", "en", "about 2012"),
        ("2012-08-04~", "fr", "vers le 4 août 2012"),
        ("2012~", "ru", "около 2012 года"),
        ("2012?", "ru", "возможно, 2012"),
        ("2012~", "de", "≈ 2012"),
        ("2011-08-04/2011-08-06", "en", "4–6 August 2011"),
        ("2011-07-28/2011-08-03", "ru", "28 июля – 3 августа 2011"),
        ("2011-12-28/2012-01-03", "en", "28 December 2011 – 3 January 2012"),
        ("../2012-07", "en", "before August 2012"),
        ("../2011-12-31", "fr", "avant le 1er janvier 2012"),
        ("2011-08/..", "ru", "с августа 2011 года"),
        ("2012-22/..", "fr", "depuis l’été 2012"),
        ("2012~/..", "en", "about 2012 – …"),
        ("XXXX-08-04", "en", "4 August"),
        ("XXXX-08-04", "ru", "4 августа"),
    ],
)
def test_dates_are_told_in_the_words_of_a_language(edtf: str, language: str, words: str) -> None:
    assert describe(edtf, language) == words


days = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(days).isoformat()
    if draw(st.integers(0, 5)) == 0:
        return f"{day[:4]}-{draw(st.integers(21, 24))}"
    return day[: draw(st.sampled_from((4, 7, 10)))] + draw(st.sampled_from(("", "", "", "~", "?", "%")))


@st.composite
def texts_of_edtf(draw: st.DrawFn) -> str:
    shape = draw(st.sampled_from(("point", "from", "to", "both", "decade")))
    if shape == "decade":
        return f"{draw(st.integers(180, 219))}X"
    first, second = draw(points()), draw(points())
    return {"point": first, "from": f"{first}/..", "to": f"../{first}", "both": f"{first}/{second}"}[shape]


def understood(text: str) -> UncertainDate | None:
    """Return what EDTF text says, None where its end comes before its beginning."""
    try:
        return from_edtf(text)
    except DateNotUnderstood:
        return None


def test_an_interval_is_understood_unless_it_runs_backwards() -> None:
    assert understood("2011/2012")
    assert understood("2012/2011") is None


@settings(max_examples=400, deadline=None)
@given(texts_of_edtf(), st.sampled_from(LANGUAGES))
def test_every_date_told_is_read_back(text: str, language: str) -> None:
    known = understood(text)
    if known:
        assert read_date(describe(known.edtf, language)) == known
        assert read_date(known.edtf) == known
        assert known.earliest is None or known.latest is None or known.earliest <= known.latest


@settings(max_examples=100, deadline=None)
@given(texts_of_edtf())
def test_the_edtf_library_agrees_with_every_text_we_write(text: str) -> None:
    known = understood(text)
    if known:
        theirs = parse_edtf(known.edtf)
        if known.earliest:
            assert tuple(theirs.lower_strict())[:3] == known.earliest.timetuple()[:3] or "-24" in text
        if known.latest:
            assert tuple(theirs.upper_strict())[:3] == known.latest.timetuple()[:3] or "-24" in text


PIECES = """
4 31 2011 0 Aug августа before с to - … 2010s about 08.2011 4.8 du . / ~ XXXX-08 spring
""".split()  # noqa: SIM905
anything = st.text() | st.text("0123456789-/.X~?% ,") | st.lists(st.sampled_from(PIECES)).map(" ".join)


@settings(max_examples=1000, deadline=None)
@given(anything, st.sampled_from((read_date, from_edtf)))
def test_any_text_is_read_or_refused_in_a_sentence(text: str, read: Callable[[str], UncertainDate]) -> None:
    result, refusal = None, None
    try:
        result = read(text)
    except DateNotUnderstood as error:
        refusal = error
    if result:
        assert from_edtf(result.edtf) == result
        assert isinstance(describe(result.edtf, "en"), str)
    else:
        assert str(refusal)


def test_describe_refuses_what_is_not_edtf() -> None:
    with pytest.raises(DateNotUnderstood):
        describe("yesterday", "en")


def test_reading_takes_microseconds() -> None:
    typed = [f"{day.day} августа {day.year} г." for day in (date(1900, 1, 1) + timedelta(n) for n in range(1000))]
    began = time.perf_counter()
    for text in typed:
        read_date(text)
    assert time.perf_counter() - began < 0.5
