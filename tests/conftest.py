"""What holds for every test: property tests are judged by what they find, never by how fast a busy machine is; and
Chromium, once for all of them, since its driver can be started only once in a process.
"""

from hypothesis import settings

from tests.browser import chromium as chromium

settings.register_profile("house", deadline=None)
settings.load_profile("house")
