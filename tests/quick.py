"""Passwords in tests are kept as the product keeps them, at the least cost that the algorithm allows."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """A thousandth of a second instead of a quarter of one."""

    time_cost, memory_cost, parallelism = 1, 8, 1
