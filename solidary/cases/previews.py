"""What the admin shows beside a form: the page as it would be baked from what is in the form."""

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse

from solidary.cases.models import Case, ChronicleEntry, Person
from solidary.cases.outputs import render_person
from solidary.cases.queries import public_entries, with_chronicle
from solidary.publishing.bake import new_bake


def preview_person(person: Person) -> HttpResponse:
    """Return the page of a person as the form has it; the chronicle is the stored one."""
    if person.pk:
        prefetch_related_objects(
            [person],
            Prefetch("cases", Case.objects.order_by("key")),
            Prefetch("cases__entries", public_entries().order_by("earliest", "latest", "position", "pk")),
        )
    return HttpResponse(render_person(new_bake(), person, settings.LANGUAGE_CODE))


def preview_case(case: Case) -> HttpResponse:
    """Return the page of a case's person."""
    return preview_person(case.person)


def preview_entry(entry: ChronicleEntry) -> HttpResponse:
    """Return the page of the entry's person with the entry as the form has it."""
    person = with_chronicle(Person.objects.filter(pk=entry.case.person_id), public_entries().exclude(pk=entry.pk)).get()
    entry.clean()
    case = next(case for case in person.cases.all() if case.pk == entry.case_id)
    entries = case._prefetched_objects_cache["entries"]  # the stored ones, as `with_chronicle` fetched them
    case._prefetched_objects_cache["entries"] = [*entries, entry]
    return HttpResponse(render_person(new_bake(), person, settings.LANGUAGE_CODE))
