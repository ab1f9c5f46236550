"""Jobs: background work behind one door (huey). Work itself is a row written with the change; a job only drains it.

A job may run twice, or twice at once (two consumers, a consumer killed halfway): it claims its rows in the database
before it works on them. Does not know what the work is: domains mark functions, `app.py` lists them in one table.

    @every(minutes=1)
    @job("mail.drain")
    def drain() -> None: ...

    on_commit(lambda: soon("mail.drain"))
"""

from forum.jobs.marks import every, job
from forum.jobs.queue import enqueue, init_jobs, run_waiting_jobs, soon

__all__ = ["enqueue", "every", "init_jobs", "job", "run_waiting_jobs", "soon"]
