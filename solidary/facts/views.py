"""Views of the admin that this room offers."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from solidary.facts import dates


def read_date(request: HttpRequest) -> JsonResponse:
    """Say how a date is understood: {"edtf": "2011-08-04", "sentence": "Understood as 4 August 2011."}."""
    try:
        read = dates.read_date(request.GET.get("text", "")[:200])
    except dates.DateNotUnderstood as refusal:
        return JsonResponse({"edtf": None, "sentence": str(refusal)})
    understood = dates.describe(read.edtf, get_language() or "en")
    return JsonResponse({"edtf": read.edtf, "sentence": _("Understood as %(date)s.") % {"date": understood}})
