"""Settings for the fact tables alone: SQLite in memory."""

SECRET_KEY = "tests-only"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
INSTALLED_APPS = ["mingjian.statistics"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
