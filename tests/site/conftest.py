"""What tests of the built site share."""

from __future__ import annotations

import pytest
from built_site import BuiltSite
from fresh_python import FreshPython, new_python


@pytest.fixture(scope="module")
def fresh_python(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> FreshPython:
    return new_python(site, tmp_path_factory.mktemp("fresh"))
