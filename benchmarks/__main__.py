"""`python -m benchmarks`: see README.md."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from benchmarks.measure import main  # noqa: E402 - models can be imported only after setup

main()
