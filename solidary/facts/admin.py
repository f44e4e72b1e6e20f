"""What the facts of every room share in the admin."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from i18nfield.fields import I18nCharField, I18nTextField
from wagtail.admin.compare import TextFieldComparison, register_comparison_class
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet


class SavedOnPurpose:
    """A fact is public once saved, so it is saved when somebody says so: Wagtail's autosave is for drafts."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Switch autosave off for this view."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # a mixin of Wagtail's views
        self.autosave_enabled = False


class FactCreateView(SavedOnPurpose, CreateView):
    """Adding a fact."""


class FactEditView(SavedOnPurpose, EditView):
    """Changing a fact."""


class FactViewSet(SnippetViewSet):
    """A kind of fact in the admin: with history and preview, without autosave."""

    add_view_class = FactCreateView
    edit_view_class = FactEditView
    list_per_page = 50


class MultilingualComparison(TextFieldComparison):
    """Compares a multilingual text in the history of a record, language by language."""

    def __init__(self, field: Any, before: Model, after: Model) -> None:
        super().__init__(field, before, after)
        self.val_a = _lines(field.value_from_object(before))
        self.val_b = _lines(field.value_from_object(after))


def _lines(value: object) -> str:
    data = getattr(value, "data", value)
    return (
        "\n".join(f"{code}: {text}" for code, text in data.items() if text)
        if isinstance(data, dict)
        else str(data or "")
    )


for multilingual in (I18nCharField, I18nTextField):
    register_comparison_class(multilingual, comparison_class=MultilingualComparison)
