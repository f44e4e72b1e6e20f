"""The admin's forms for people and cases, as an editor fills them in."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from solidary.cases.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cast: Cast) -> Client:
    """Return the browser of a coordinator who has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("coordinator"))
    return client


def filled_in(*names: tuple[str, str, str]) -> dict[str, str]:
    """Return the form of a new person with names given as (kind, language, text)."""
    form = {"slug": "somebody", "publicity": "withheld", "country": "BY", "born": "", "gender": ""}
    form |= {f"occupation_{number}": "" for number in range(3)} | {
        f"portrait_credit_{number}": "" for number in range(3)
    }
    for relation, count in {"names": len(names), "affiliations": 0}.items():
        form |= {f"{relation}-TOTAL_FORMS": str(count), f"{relation}-INITIAL_FORMS": "0"}
        form |= {f"{relation}-MIN_NUM_FORMS": "0", f"{relation}-MAX_NUM_FORMS": "1000"}
    for number, (kind, language, text) in enumerate(names):
        form |= {f"names-{number}-kind": kind, f"names-{number}-language": language, f"names-{number}-text": text}
        form |= {f"names-{number}-ORDER": str(number), f"names-{number}-DELETE": "", f"names-{number}-id": ""}
    return form


def test_a_person_is_added_with_names_in_two_scripts(editor: Client) -> None:
    form = filled_in(("primary", "en", "Somebody Invented"), ("native", "be", "Нехта Прыдуманы"))
    answer = editor.post(reverse(Person.snippet_viewset.get_url_name("add")), form)
    assert answer.status_code == 302
    added = Person.objects.get(slug="somebody")
    assert [name.text for name in added.names.all()] == ["Somebody Invented", "Нехта Прыдуманы"]
    assert added.publicity == "withheld"


def test_a_second_primary_name_in_one_language_is_refused_in_words(editor: Client) -> None:
    form = filled_in(("primary", "en", "Somebody Invented"), ("primary", "en", "Somebody Else"))
    answer = editor.post(reverse(Person.snippet_viewset.get_url_name("add")), form)
    assert answer.status_code == 200
    assert "two primary names in the language “en”" in answer.content.decode()
    assert not Person.objects.filter(slug="somebody").exists()


def test_a_person_can_be_found_by_the_name_in_cyrillic(editor: Client) -> None:
    call_command("update_index", verbosity=0)
    found = editor.get(reverse(Person.snippet_viewset.get_url_name("list")), {"q": "Марына"})
    assert "Maryna Prykladava" in found.content.decode()
    assert "Henadz Utoeny" not in found.content.decode()


def test_the_page_of_a_case_tells_the_state_and_offers_the_next_entry(editor: Client, cast: Cast) -> None:
    page = editor.get(reverse("wagtailsnippets_cases_case:edit", args=[cast.case.pk])).content.decode()
    assert "Behind bars, serving a sentence" in page
    assert f"chronicleentry/add/?case={cast.case.pk}" in page


@pytest.mark.parametrize("name", ["case", "person", "chronicleentry", "facility"])
def test_every_list_and_form_answers_on_an_empty_campaign_too(editor: Client, cast: Cast, name: str) -> None:
    for view in ("list", "add"):
        assert editor.get(reverse(f"wagtailsnippets_cases_{name}:{view}")).status_code == 200


def test_nobody_sees_anything_without_signing_in(cast: Cast) -> None:
    stranger = Client()
    for address in ("/admin/", "/admin/facts/read-date/?text=2011", "/admin/media/original_images/a.jpg"):
        answer = stranger.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/admin/login/")


def test_the_first_page_says_what_could_not_be_published(editor: Client, foundation: Path) -> None:
    assert "It has not been published yet." in editor.get("/admin/").content.decode()
    (foundation / "bake").mkdir(exist_ok=True)
    (foundation / "bake" / "failure.txt").write_text("Person “<b>Maryna</b>” (en) could not be made")
    page = editor.get("/admin/").content.decode()
    assert "not everything could be published" in page
    assert "Person “&lt;b&gt;Maryna&lt;/b&gt;” (en) could not be made" in page
