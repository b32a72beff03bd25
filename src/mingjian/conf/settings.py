"""Settings of both sites; what differs between installations comes from the environment (`conf.places`)."""

import os
from pathlib import Path

from mingjian.conf import places

MINGJIAN_DATA = places.data_folder()
MINGJIAN_KEYS = places.keys_folder()
MINGJIAN_LAWBOOK_OVERLAY = os.environ.get("MINGJIAN_LAWBOOK")
MINGJIAN_ORIGIN = os.environ.get("MINGJIAN_ORIGIN", "mingjian.local")  # the ledger's name in its checkpoints

# The commission's own public reporting site, printed as a QR code on integrity agreements; without it none is printed.
MINGJIAN_REPORT_URL = os.environ.get("MINGJIAN_REPORT_URL", "")
MINGJIAN_PORTAL = places.portal_folder()
MINGJIAN_PORTAL_UNIT = os.environ.get(
    "MINGJIAN_PORTAL_UNIT", ""
)  # name or code; else the uppermost petition office
MINGJIAN_PHONE = os.environ.get("MINGJIAN_PHONE", "8001")  # duty telephone in the footer of every page
MINGJIAN_EXPORT_ALONE = int(
    os.environ.get("MINGJIAN_EXPORT_ALONE", "500")
)  # lines; more leave by the word of a second person
MINGJIAN_DEMO = (MINGJIAN_DATA / "demo").is_file()  # every page and print of a demo says that all is invented
MINGJIAN_STANDS = places.demo_clock(
    MINGJIAN_DATA
)  # in a demo: the instant at which it stands, and since when
# Sign-in (AUTH-01, AUTH-03, AUTH-06). A demo offers the second factor without asking newcomers for it.
MINGJIAN_SECOND_FACTOR = places.choice(
    "MINGJIAN_SECOND_FACTOR", ("required", "offered"), "offered" if MINGJIAN_DEMO else "required"
)
MINGJIAN_MAIL = os.environ.get(
    "MINGJIAN_MAIL", ""
)  # smtp://user:password@host:port?from=address; empty: no mail
MINGJIAN_PROFILE = places.choice("MINGJIAN_PROFILE", ("default", "mlps3"), "default")
MINGJIAN_SESSIONS = int(places.choice("MINGJIAN_SESSIONS", tuple("123456789"), "1"))  # of one account at once


def _secret() -> str:
    """The key of sessions and forms; written by `mingjian init`, absent only before it has run."""
    path = MINGJIAN_KEYS / "session.key"
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


SECRET_KEY = _secret() or "no-key-before-init"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MINGJIAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "org.Officer"
DATABASES = {"default": places.database()}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["mingjian.web.desk.receiving.InMemory"]
MINGJIAN_UPLOAD_AT_ONCE = (
    250 * 1024 * 1024
)  # bytes of one request: two of the largest files, and what goes with them

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "mingjian.org",
    "mingjian.ledger",
    "mingjian.parties",
    "mingjian.complaints",
    "mingjian.leads",
    "mingjian.cases",
    "mingjian.inspection",
    "mingjian.rectification",
    "mingjian.supervision",
    "mingjian.responsibility",
    "mingjian.education",
    "mingjian.team",
    "mingjian.sharing",
    "mingjian.statistics",
    "mingjian.report",
    "mingjian.channels",
    "mingjian.web.shared",
    "mingjian.web.account",
    "mingjian.web.office",
    "mingjian.web.desk",
]
MIDDLEWARE = [
    "mingjian.web.shared.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingjian.web.desk.origin.known_origin",
    "mingjian.web.desk.language.chosen_language",
    "mingjian.web.desk.failing.closed",
    "mingjian.web.shared.forgery.TokenInEveryForm",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mingjian.web.desk.receiving.bounded",
]
ROOT_URLCONF = "mingjian.conf.urls"
WSGI_APPLICATION = "mingjian.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "mingjian.web.shared.frame.frame",
            ],
        },
    },
]
LOCALE_PATHS = [Path(__file__).parents[1] / "web" / "locale"]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

# AUTH-06: server-side, one factor of eight hours, a quarter of an hour idle; what is in a session is sealed.
SESSION_ENGINE = "mingjian.web.desk.session_store"
SESSION_SERIALIZER = "mingjian.web.desk.sessions.SealedSerializer"
SESSION_COOKIE_AGE = 15 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("MINGJIAN_HTTPS", "") == "1"
if SESSION_COOKIE_SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

LOGIN_URL = "/sign-in/"
CSRF_FAILURE_VIEW = "mingjian.web.desk.failing.too_old"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"mingjian": {"level": "INFO"}},
}
