"""What holds for every test: property tests are judged by what they find, never by how fast a busy machine is."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
