"""`python -m benchmarks`: see README.md."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from benchmarks import country, measure, register  # noqa: E402 - models can be imported only after setup

if sys.argv[1:] in (["register"], ["pages"]):
    register.main(pages_only=sys.argv[1:] == ["pages"])
elif sys.argv[1:] == ["country"]:
    country.main()
else:
    measure.main()
