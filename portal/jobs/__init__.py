from portal.jobs.job_runs import JobRun
from portal.jobs.periodic_jobs import (
    in_background,
    job_problems,
    last_successes,
    register_command,
    register_job,
    run_due,
)
