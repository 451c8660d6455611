from portal.operations import checks
from portal.operations.commands import TranslatedCommand
from portal.operations.health import HealthCheckError, live, periodic_jobs_health, ready, register_health_check
from portal.operations.preparation import prepare
from portal.operations.security_contact import security_policy, security_txt
