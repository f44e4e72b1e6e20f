"""Writes of this room."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from solidary.front.models import HomePage


@transaction.atomic
def lay_foundation() -> None:
    """Make sure that every language has its locale and its home page; does nothing where they are there."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    settled = set(HomePage.objects.values_list("locale__language_code", flat=True))
    if settled >= locales.keys():
        return
    main = HomePage.objects.order_by("path").first() or _first_home(locales)
    for code, locale in locales.items():
        if not main.has_translation(locale) and main.locale_id != locale.pk:
            _translated_home(main, locale, code)


def _first_home(locales: dict[str, Locale]) -> HomePage:
    """Put the first language's home page where Wagtail's welcome page was."""
    root = Page.get_first_root_node()
    welcome = Page.objects.filter(depth=2).exclude(content_type__model="homepage")
    home = HomePage(title="Home", slug=f"home-{settings.LANGUAGE_CODE}", locale=locales[settings.LANGUAGE_CODE])
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Solidary"}
    )
    for page in welcome:
        page.delete()
    return home


def _translated_home(main: HomePage, locale: Locale, code: str) -> HomePage:
    home = main.copy_for_translation(locale)
    home.slug = f"home-{code}"
    home.save_revision().publish()
    made: HomePage = home
    return made
