from portal.jobs.periodic_jobs import (
    JobRun,
    in_background,
    job_problems,
    last_successes,
    register_command,
    register_job,
    run_due,
)
