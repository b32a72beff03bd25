"""Settings of the public reporting site: public keys, a spool and a short session; no database, no account, no script."""

import os
import secrets
from pathlib import Path

from mingjian.conf import places

_WEB = Path(__file__).parents[1] / "web"
MINGJIAN_DATA = places.data_folder()
MINGJIAN_KEYS = (
    places.keys_folder()
)  # of a machine of its own: platform.public and custodian.public, nothing else
MINGJIAN_PORTAL = places.portal_folder()
MINGJIAN_STANDS = places.demo_clock(MINGJIAN_DATA)
MINGJIAN_DEMO = MINGJIAN_STANDS is not None
MINGJIAN_COMMISSION = os.environ.get("MINGJIAN_COMMISSION", "本机关")  # as the head of every page says it
MINGJIAN_HOTLINE = os.environ.get("MINGJIAN_HOTLINE", "12388")
MINGJIAN_LETTERS = os.environ.get("MINGJIAN_LETTERS", "")  # address for letters and visits
MINGJIAN_LEAVE = os.environ.get("MINGJIAN_LEAVE", "")  # neutral address; without it an empty page
MINGJIAN_PORTAL_KEEP = int(
    os.environ.get("MINGJIAN_PORTAL_KEEP", "1095")
)  # days for which a query code answers
# Requests in two minutes from one source and from all: sized for many people behind one address (INT-07).
MINGJIAN_PORTAL_RATE = tuple(map(int, os.environ.get("MINGJIAN_PORTAL_RATE", "600/6000").split("/")))

SECRET_KEY = secrets.token_urlsafe(48)  # nothing outlives the process under it
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MINGJIAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_WEB / "locale"]
DATABASES: dict[str, dict[str, str]] = {}

INSTALLED_APPS = ["django.contrib.staticfiles", "mingjian.web.shared"]
MIDDLEWARE = [
    "mingjian.web.shared.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mingjian.web.portal.throttle.polite",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingjian.web.portal.frame.chosen_language",
    "mingjian.web.portal.failing.closed",
    "mingjian.web.shared.forgery.TokenInEveryForm",
]
ROOT_URLCONF = "mingjian.web.portal.urls"
WSGI_APPLICATION = "mingjian.conf.portal_wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "mingjian.web.portal.frame.frame",
            ],
        },
    },
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "portal" / "static"]
WHITENOISE_USE_FINDERS = True

# The one cookie: a session of thirty minutes, sealed under what only the cookie holds.
SESSION_ENGINE = "mingjian.web.portal.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = os.environ.get("MINGJIAN_HTTPS", "") == "1"
SESSION_COOKIE_NAME = "__Host-report" if SESSION_COOKIE_SECURE else "report"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "mingjian.web.portal.failing.too_old"

# Files are sealed before they touch a disk, so they are taken in memory, within bounds (FILE-02).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Nothing of a request is logged but the number under which a fault of the program is told (RPT-01).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "nowhere": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
    "loggers": {"django": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False}},
}
