"""The smallest settings under which the gallery runs; no database, no accounts."""

from pathlib import Path

import mingjian.web

SECRET_KEY = "gallery-only"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.gallery.urls"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "mingjian.web.shared",
    "mingjian.web.desk",
    "mingjian.web.gallery",
]
MIDDLEWARE = [
    "mingjian.web.shared.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
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
DATABASES: dict[str, dict[str, str]] = {}
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(mingjian.web.__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
CSRF_COOKIE_HTTPONLY = True
