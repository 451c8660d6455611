"""Programs of the system that tests need: without them, tests are skipped, or fail under REQUIRE_ALL."""

import os
import shutil
from typing import Never

import pytest

#: Set in continuous integration.
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "0") not in ("", "0")


def skip_or_fail(package: str) -> Never:
    """Skip the test with the name of the missing Debian package; fail it under REQUIRE_ALL=1."""
    text = f"{package} is missing (apt-get install {package})"
    if REQUIRE_ALL:
        pytest.fail(text, pytrace=False)
    pytest.skip(text)


def program(name: str, *, package: str) -> str:
    """Return the path of a program, or skip the test."""
    return shutil.which(name) or skip_or_fail(package)
