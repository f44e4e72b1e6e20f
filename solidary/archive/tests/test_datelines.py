"""Datelines and what only looks like one."""

import pytest

from solidary.archive.datelines import read_dateline


@pytest.mark.parametrize(
    ("paragraph", "dateline", "rest"),
    [
        ("Paris-Geneva, June 26, 2014. The jury met.", "Paris-Geneva, June 26, 2014", "The jury met."),
        ("Moscow, 4 August. At 4 p.m. a table", "Moscow, 4 August", "At 4 p.m. a table"),
        ("Brussels –\xa022 July 2013".replace("\xa0", " "), "Brussels – 22 July 2013", ""),
        ("24 January 2012 – Brussels", "24 January 2012 – Brussels", ""),
        ("GENEVA (26 June 2014) – The jury", "GENEVA (26 June 2014)", "The jury"),
        ("Minsk, 4 August (AFP) – The jury", "Minsk, 4 August (AFP)", "The jury"),
        ("Washington, D.C., August 4, 2013 — The jury", "Washington, D.C., August 4, 2013", "The jury"),
        ("Paris, le 26 juin 2014 – Le jury", "Paris, le 26 juin 2014", "Le jury"),
        ("Paris-Genève, 26 juin 2014. L’Observatoire", "Paris-Genève, 26 juin 2014", "L’Observatoire"),
        ("Paris, 1er août 2014 : Le jury", "Paris, 1er août 2014", "Le jury"),
        ("Paris, septembre 2013", "Paris, septembre 2013", ""),
        ("Париж-Женева, 26 июня 2014 г. Обсерватория", "Париж-Женева, 26 июня 2014 г.", "Обсерватория"),
        ("Минск, 4 августа 2013 года – Суд", "Минск, 4 августа 2013 года", "Суд"),
        ("Ростов-на-Дону, 4 августа. Суд", "Ростов-на-Дону, 4 августа", "Суд"),
        ("Warszawa, 4 sierpnia 2013 r. – Sąd", "Warszawa, 4 sierpnia 2013 r.", "Sąd"),
        ("lundi 5 août 2013", "lundi 5 août 2013", ""),
        ("4 August 2013, Minsk. The jury met.", "4 August 2013, Minsk", "The jury met."),
        ("Le 4 août 2013, Paris. Le jury", "Le 4 août 2013, Paris", "Le jury"),
        ("г. Минск, 4 августа 2013 г. – Суд", "г. Минск, 4 августа 2013 г.", "Суд"),
        ("St. Gallen, 4 August 2013. The jury", "St. Gallen, 4 August 2013", "The jury"),
        ("Oslo, on 4 August 2013 – The jury", "Oslo, on 4 August 2013", "The jury"),
        ("24.11.2011", "24.11.2011", ""),
        ("2013-08-04", "2013-08-04", ""),
    ],
)
def test_a_dateline_is_read_off(paragraph: str, dateline: str, rest: str) -> None:
    found = read_dateline(paragraph)
    assert found is not None
    assert (found.text, found.rest) == (dateline, rest)


@pytest.mark.parametrize(
    "sentence",
    [
        "August 4, the Day of Solidarity, timed to the anniversary, is held in many countries.",
        "On 4 August Homel human rights activist Anatol held an action.",
        "On June 23, Sacha came to Minsk.",
        "On 4 August – the day of his arrest – people came.",
        "Since August 4, 2011. He waits.",
        "Le 4 août 2013 – jour de fête – tous sont venus.",
        "4 августа, в день солидарности, прошли акции.",
        "В Минске 4 августа – праздник.",
        "Solidarity action, Vilnius, 4 August 2013",
        "Oslo Freedom Forum, 2009",
        "May 2012 was hard.",
        "Aired on 4 August 2013. It can be seen for a week.",
        "Diffusé le 4 août 2013. Le film dure une heure.",
        "Elected on 4 August 2013. The jury meets.",
        "4 August 2013, a Sunday. They came.",
    ],
)
def test_a_sentence_that_begins_with_a_date_has_no_dateline(sentence: str) -> None:
    assert read_dateline(sentence) is None
