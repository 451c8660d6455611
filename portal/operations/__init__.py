from portal.operations.commands import TranslatedCommand
from portal.operations.health import DownError, live, periodic_jobs_health, ready, register_part
from portal.operations.preparation import prepare
from portal.operations.security_contact import security_txt
from portal.operations.startup import begin, register_beginning

__all__ = [
    "DownError",
    "TranslatedCommand",
    "begin",
    "live",
    "periodic_jobs_health",
    "prepare",
    "ready",
    "register_beginning",
    "register_part",
    "security_txt",
]


from portal.operations import checks  # noqa: F401  (system checks register themselves)
