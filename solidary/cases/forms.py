"""Forms of the admin that check more than a field at a time."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import WagtailAdminModelForm

from solidary.cases.models import check_names


class PersonForm(WagtailAdminModelForm):
    """A person with names; a second primary name in one language is refused in words."""

    def clean(self) -> dict[str, Any]:
        """Check the names together."""
        cleaned: dict[str, Any] = super().clean()
        forms = [form for form in self.formsets["names"].forms if form not in self.formsets["names"].deleted_forms]
        given = [form.cleaned_data for form in forms if form.is_valid() and form.cleaned_data]
        try:
            check_names([(name["kind"], name["language"]) for name in given])
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned
