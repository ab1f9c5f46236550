"""Jobs: runs functions in the background, and is the only package that knows huey.

The work is stored as rows, written in the same transaction as the change that causes it; a job only processes these
rows. A job may run twice, even at the same time (two consumers, or one killed halfway), so it claims its rows in the
database first. One that works through many rows asks `is_stopping()` between two. It does not know what the work is:
domains mark functions, and `forum.app` lists them in a table.

    @every(minutes=1)
    @job("mail.drain")
    def drain() -> None: ...

    on_commit(lambda: soon("mail.drain"))
"""

from forum.jobs.marks import every, job
from forum.jobs.queue import enqueue, init_jobs, is_stopping, later, run_waiting_jobs, soon

__all__ = ["enqueue", "every", "init_jobs", "is_stopping", "job", "later", "run_waiting_jobs", "soon"]
