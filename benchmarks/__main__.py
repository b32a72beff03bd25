"""`python -m benchmarks`: see README.md."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from benchmarks import measure, register  # noqa: E402 - models can be imported only after setup

(register if sys.argv[1:] == ["register"] else measure).main()
