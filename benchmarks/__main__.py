"""`python -m benchmarks`: see README.md."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from benchmarks import country, measure, register  # noqa: E402 - models can be imported only after setup

if sys.argv[1:2] in (["register"], ["pages"]):
    pages_only = sys.argv[1] == "pages"
    if sys.argv[2:]:
        register.serve(int(sys.argv[2]), pages_only=pages_only)
    else:
        register.main(pages_only=pages_only)
elif sys.argv[1:] == ["country"]:
    country.main()
else:
    measure.main()
