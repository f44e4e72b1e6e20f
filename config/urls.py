"""Addresses that Django answers: the admin alone. Everything else is a baked file."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

# Originals are for those who signed in: nothing uploaded is public but what the bake makes of it.
documents = decorate_urlpatterns(wagtaildocs_urls.urlpatterns, login_required)

urlpatterns = [
    path("admin/media/<path:path>", login_required(serve), {"document_root": settings.MEDIA_ROOT}),
    path("admin/documents/", include(documents)),
    path("admin/", include(wagtailadmin_urls)),
]
