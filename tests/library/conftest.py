"""What the library's tests share: Hypothesis runs that can be repeated."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile(
    "weekly",
    deadline=None,
    database=None,
    max_examples=10_000,
    print_blob=True,  # a failing example of a random run comes back with this
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
