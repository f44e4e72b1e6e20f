"""What the facts of every room share in the admin."""

from django.http import HttpRequest
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
    add_to_admin_menu = True
    list_per_page = 50
