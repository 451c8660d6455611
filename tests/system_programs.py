"""What a machine may lack: tests that need it are skipped, or fail where nothing may be skipped."""

import os
import shutil
from typing import Never

import pytest

#: Set by continuous integration, which installs everything.
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "0") not in ("", "0")


def lacking(package: str) -> Never:
    """Skip the test, naming Debian's package that it needs; fail it under REQUIRE_ALL=1."""
    text = f"{package} is missing (apt-get install {package})"
    if REQUIRE_ALL:
        pytest.fail(text, pytrace=False)
    pytest.skip(text)


def program(name: str, *, package: str) -> str:
    """Return the path of a program of the system."""
    return shutil.which(name) or lacking(package)
