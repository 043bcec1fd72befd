"""How new the content of the site is, as every process can read it from the database."""

from django.db import models


class ContentChange(models.Model):
    """One change of content, written in the transaction of the change itself.

    Rows are only added and, an hour later, purged: writers never wait for one another, as they would for one
    counter, and a process killed after its COMMIT has already said what it changed.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}"
