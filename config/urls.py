"""Addresses that Django answers: the admin alone. Everything else is a baked file."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/media/<path:path>", login_required(serve), {"document_root": settings.MEDIA_ROOT}),
    path("admin/documents/", include(wagtaildocs_urls)),
    path("admin/", include(wagtailadmin_urls)),
]
