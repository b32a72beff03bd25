"""Settings of both sites; what differs between installations comes from the environment (`conf.places`)."""

import os

from mingjian.conf import places

MINGJIAN_DATA = places.data_folder()
MINGJIAN_KEYS = places.keys_folder()
MINGJIAN_LAWBOOK_OVERLAY = os.environ.get("MINGJIAN_LAWBOOK")
MINGJIAN_ORIGIN = os.environ.get("MINGJIAN_ORIGIN", "mingjian.local")  # the ledger's name in its checkpoints


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

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "mingjian.org",
    "mingjian.ledger",
    "mingjian.leads",
    "mingjian.statistics",
]
MIDDLEWARE: list[str] = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
