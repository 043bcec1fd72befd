"""What runs beside the pages: the worker, which does queued jobs, and the clock, which queues what is due.

An app declares a job in its `tasks.py` with `@task`, and its rhythm with `@on_clock(every=…)` or `@on_clock(at=…)`.
The commands that prepare, start and check the site live here too, among them `run`, `work` and `prepare`.
"""
