"""People, cases and the chronicle in the admin."""

from wagtail.snippets.models import register_snippet

from solidary.cases.admin import CasesGroup

register_snippet(CasesGroup)
