"""One module of settings, read from the environment; what is wrong fails here, with a hint.

Every setting that an installation may change is read by `env` and described in docs/reference/settings.md.
"""

import os
import re
from pathlib import Path
from warnings import catch_warnings
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

env = environ.Env()

PROJECT = Path(__file__).resolve().parent.parent

# --- the home: all state lives under it --------------------------------------------------------------------------

SOLIDARY_HOME = Path(env.str("SOLIDARY_HOME", default=str(PROJECT / "var"))).expanduser().resolve()
KEYS = SOLIDARY_HOME / "keys"
PUBLIC_TREE = SOLIDARY_HOME / "public"
MEDIA_ROOT = SOLIDARY_HOME / "media"
BAKE_STATE = SOLIDARY_HOME / "bake"


def _kept_secret(name: str) -> str:
    """Return the secret of this home, made at first use and readable by its owner alone."""
    path = KEYS / name
    if not path.exists():
        KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env.str("SOLIDARY_SECRET_KEY", default="") or _kept_secret("django-secret")
DEBUG = env.bool("SOLIDARY_DEBUG", default=False)
ALLOWED_HOSTS = env.list("SOLIDARY_HOSTS", default=["127.0.0.1", "localhost"])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("SOLIDARY_HOSTS must name the hosts of the admin; '*' would let anyone choose one.")
CSRF_TRUSTED_ORIGINS = env.list("SOLIDARY_TRUSTED_ORIGINS", default=[])

# --- the campaign ------------------------------------------------------------------------------------------------

SITE_URL = env.str("SOLIDARY_SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("SOLIDARY_SITE_URL must start with http:// or https://, as in https://example.org.")

# The site's address as a Tor onion service of version 3; readers who come in Tor Browser are told of it.
ONION = env.str("SOLIDARY_ONION", default="").lower()
if ONION and not re.fullmatch(r"[a-z2-7]{56}\.onion", ONION):
    raise ImproperlyConfigured("SOLIDARY_ONION must be 56 letters and digits followed by .onion, and nothing else.")

# Every language the project ships. A label is the language's own name: it is shown to those who read it.
SHIPPED_LANGUAGES = {"en": "English", "fr": "Français", "ru": "Русский"}
_chosen = env.list("SOLIDARY_LANGUAGES", default=list(SHIPPED_LANGUAGES))
if unknown := [code for code in _chosen if code not in SHIPPED_LANGUAGES]:
    raise ImproperlyConfigured(
        f"SOLIDARY_LANGUAGES names {', '.join(unknown)}; shipped are {', '.join(SHIPPED_LANGUAGES)}."
    )
if not _chosen:
    raise ImproperlyConfigured("SOLIDARY_LANGUAGES is empty; name at least one language.")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(code, SHIPPED_LANGUAGES[code]) for code in _chosen]
LANGUAGE_CODE = _chosen[0]
TIME_ZONE = env.str("SOLIDARY_TIME_ZONE", default="UTC")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError):
    raise ImproperlyConfigured(f"SOLIDARY_TIME_ZONE is {TIME_ZONE!r}; name a zone such as Europe/Paris.") from None
USE_TZ = USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- rooms, from the top floor down ------------------------------------------------------------------------------

ROOMS = [
    "solidary.demo",
    "solidary.archive",
    "solidary.front",
    "solidary.newsroom",
    "solidary.cases",
    "solidary.facts",
    "solidary.theme",
    "solidary.publishing",
]

INSTALLED_APPS = [
    *ROOMS,
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "solidary.theme.environment.environment"},
        "NAME": "public",
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- database ----------------------------------------------------------------------------------------------------

with catch_warnings(action="ignore"):  # an address that is not understood is told below
    DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{SOLIDARY_HOME / 'solidary.sqlite3'}")}
if not DATABASES["default"].get("ENGINE"):
    raise ImproperlyConfigured("DATABASE_URL must be an address such as postgres://user:password@host:5432/name.")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    SOLIDARY_HOME.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

# --- files and statics of the admin ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = SOLIDARY_HOME / "static"
MEDIA_URL = "/admin/media/"  # originals carry metadata: only those who signed in may see them

# --- the admin ---------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Solidary"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses must be typable everywhere
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # else untranslated copies go public
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request to a third party, from the admin either
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- safety ------------------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"  # the public site sees no cookie

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"solidary": {"level": "INFO"}},
}
