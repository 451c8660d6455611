from portal.operations.health import DownError, live, ready, register_part
from portal.operations.job_runs import JobRun
from portal.operations.periodic_jobs import register_command, register_job
from portal.operations.preparation import prepare
from portal.operations.startup import begin, register_beginning

__all__ = [
    "DownError",
    "JobRun",
    "begin",
    "live",
    "prepare",
    "ready",
    "register_beginning",
    "register_command",
    "register_job",
    "register_part",
]
