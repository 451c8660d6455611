from portal.operations.commands import TranslatedCommand
from portal.operations.health import HealthCheckError, live, periodic_jobs_health, ready, register_health_check
from portal.operations.preparation import prepare
from portal.operations.security_contact import security_policy, security_txt

__all__ = [
    "HealthCheckError",
    "TranslatedCommand",
    "live",
    "periodic_jobs_health",
    "prepare",
    "ready",
    "register_health_check",
    "security_policy",
    "security_txt",
]


from portal.operations import checks  # noqa: F401  (system checks register themselves)
