"""How people, cases and the chronicle are edited: panels in the order in which people think."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from solidary.cases.forms import PersonForm
from solidary.cases.kinds import STATUSES
from solidary.cases.models import Case, ChronicleEntry, EntryPublicity, Facility, Person, Publicity
from solidary.cases.presenting import person_path
from solidary.cases.queries import state_of, whole
from solidary.cases.timeline import State
from solidary.facts import dates
from solidary.facts.admin import FactCreateView, FactEditView, FactViewSet
from solidary.publishing.bake import today


class StatePanel(Panel):
    """The folded state of a person's cases with its problems in words, and the chronicle with a button to add to it."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one record's page."""

        template_name = "cases/admin/state.html"

        def is_shown(self) -> bool:
            """Show the state once there is a record to speak of."""
            return self.instance.pk is not None

        def render_html(self, parent_context: dict[str, Any] | None = None) -> SafeString:
            """Return the panel; its Jinja2 template escapes what it is given."""
            html: str = super().render_html(parent_context)
            return mark_safe(html)  # noqa: S308

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Return what the template shows: a dozen queries, whatever the length of the chronicle."""
            case = self.instance if isinstance(self.instance, Case) else None
            person = whole(case.person_id if case else self.instance.pk)
            state = state_of(person, today())
            shown = [one for one in person.cases.all() if case is None or one.pk == case.pk]
            public = person.publicity == Publicity.PUBLIC
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "state": state,
                "words": state_in_words(state),
                "cases": [(one, _rows(one), _add_url(ChronicleEntry, case=one.pk)) for one in shown],
                "open_case_url": _add_url(Case, person=person.pk) if case is None else "",
                "public_url": settings.SITE_URL + person_path(person.slug, settings.LANGUAGE_CODE) if public else "",
            }


def state_in_words(state: State) -> str:
    """Return a state in one line for editors: "Behind bars, serving a sentence: 1,299 days"."""
    status = STATUSES[state.status]
    detail = str(status.details.get(state.detail, ""))
    low, high = state.days_detained_range
    least, most = (format_decimal(days, locale=get_language() or "en") for days in (low, high))
    days = least if low == high else _("%(least)s to %(most)s") % {"least": least, "most": most}
    words = ", ".join(filter(None, [str(status.label), detail]))
    return _("%(status)s. Days behind bars: %(days)s") % {"status": words, "days": days}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chronicle in the admin."""

    date: str
    kind: str
    text: str
    sources: int
    internal: bool
    edit_url: str


def _rows(case: Case) -> list[Row]:
    """Return a case's chronicle, newest first."""
    return [
        Row(
            date=dates.describe(entry.date, get_language() or "en"),
            kind=entry.get_kind_display(),
            text=str(entry.text),
            sources=len(entry.citations.all()),
            internal=entry.publicity == EntryPublicity.INTERNAL,
            edit_url=reverse(ChronicleEntry.snippet_viewset.get_url_name("edit"), args=[entry.pk]),
        )
        for entry in reversed(case.entries.all())
    ]


def _add_url(model: type[ChronicleEntry] | type[Case], **filled_in: int) -> str:
    return f"{reverse(model.snippet_viewset.get_url_name('add'))}?{urlencode(filled_in)}"


class CaseCreateView(FactCreateView):
    """Opening a case; from a person's page the person is already filled in."""

    def get_initial_form_instance(self) -> Case:
        """Return an empty case of the person in the address, if there is one."""
        asked = self.request.GET.get("person", "")
        person = Person.objects.filter(pk=asked).first() if asked.isdigit() else None
        return Case(person=person, country=person.country) if person else Case()


class EntryCreateView(FactCreateView):
    """Adding an entry; from a case's page the case is already filled in, and saving leads back to it."""

    def get_initial_form_instance(self) -> ChronicleEntry:
        """Return an empty entry of the case in the address, if there is one."""
        asked = self.request.GET.get("case", "")
        case = Case.objects.filter(pk=asked).first() if asked.isdigit() else None
        return ChronicleEntry(case=case) if case else ChronicleEntry()

    def get_success_message(self, instance: ChronicleEntry) -> str:
        """Say how the entry was understood and what follows from it."""
        return understood(instance)

    def get_success_url(self) -> str:
        """Lead back to the case."""
        return case_url(self.object)


class EntryEditView(FactEditView):
    """Changing an entry; saving leads back to its case."""

    def get_success_message(self) -> str:
        """Say how the entry was understood and what follows from it."""
        return understood(self.object)

    def get_success_url(self) -> str:
        """Lead back to the case."""
        return case_url(self.object)


def understood(entry: ChronicleEntry) -> str:
    """Return how an entry was read, and the state that follows from it."""
    day = dates.describe(entry.date, get_language() or "en") or _("no date")
    state = state_of(whole(entry.case.person_id), today())
    facts = {"kind": entry.get_kind_display(), "date": day, "state": state_in_words(state)}
    return _("Saved: %(kind)s, %(date)s. %(state)s.") % facts


def case_url(entry: ChronicleEntry) -> str:
    """Return the page of an entry's case in the admin."""
    return reverse(Case.snippet_viewset.get_url_name("edit"), args=[entry.case_id])


class EntryViewSet(FactViewSet):
    """The chronicle."""

    model = ChronicleEntry
    icon = "history"
    menu_label = gettext_lazy("Chronicle")
    add_view_class = EntryCreateView
    edit_view_class = EntryEditView
    list_display = ["case", "kind", "date", "publicity"]
    list_filter = ["kind", "publicity"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("case"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
                    FieldPanel("text"),
                    InlinePanel("citations", label=gettext_lazy("source"), heading=gettext_lazy("Sources"), min_num=0),
                    FieldPanel("publicity"),
                ],
                heading=gettext_lazy("Fact"),
            ),
            ObjectList(
                [
                    FieldPanel("place"),
                    FieldPanel("facility"),
                    FieldPanel("organisation"),
                    FieldRowPanel([FieldPanel("provision"), FieldPanel("term")]),
                    FieldRowPanel([FieldPanel("ground"), FieldPanel("terms")]),
                    FieldPanel("position"),
                    InlinePanel("details", label=gettext_lazy("detail"), heading=gettext_lazy("Further details")),
                ],
                heading=gettext_lazy("Details"),
            ),
            ObjectList(
                [
                    FieldPanel("note"),
                    InlinePanel("readings", label=gettext_lazy("reading"), heading=gettext_lazy("Differing readings")),
                ],
                heading=gettext_lazy("Where sources differ"),
            ),
        ]
    )


class CaseViewSet(FactViewSet):
    """Cases."""

    model = Case
    add_view_class = CaseCreateView
    icon = "folder-open-inverse"
    list_display = ["__str__", "country", "last_verified"]
    list_filter = ["country"]
    edit_handler = ObjectList(
        [
            StatePanel(heading=gettext_lazy("State")),
            MultiFieldPanel(
                [
                    FieldPanel("person"),
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("key"), FieldPanel("country"), FieldPanel("last_verified")]),
                ],
                heading=gettext_lazy("Case"),
            ),
        ]
    )


class PersonViewSet(FactViewSet):
    """People."""

    model = Person
    icon = "user"
    list_display = ["__str__", "country", "publicity"]
    list_filter = ["publicity", "country"]
    edit_handler = ObjectList(
        [
            InlinePanel("names", label=gettext_lazy("name"), heading=gettext_lazy("Names"), min_num=1),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("publicity")]),
            FieldRowPanel([FieldPanel("born"), FieldPanel("gender"), FieldPanel("country")]),
            FieldPanel("occupation"),
            MultiFieldPanel(
                [FieldPanel("portrait"), FieldPanel("portrait_credit")],
                heading=gettext_lazy("Portrait"),
                classname="collapsed",
            ),
            InlinePanel("affiliations", label=gettext_lazy("affiliation"), heading=gettext_lazy("Affiliations")),
            StatePanel(heading=gettext_lazy("State")),
        ],
        base_form_class=PersonForm,
    )


class FacilityViewSet(FactViewSet):
    """Facilities."""

    model = Facility
    icon = "home"
    list_display = ["name", "kind", "country"]
    list_filter = ["kind", "country"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
        FieldPanel("city"),
        FieldPanel("key"),
    ]


class CasesGroup(SnippetViewSetGroup):
    """The menu of people and what happened to them."""

    items = (PersonViewSet, CaseViewSet, EntryViewSet, FacilityViewSet)
    menu_label = gettext_lazy("People and cases")
    menu_icon = "user"
    menu_order = 110
