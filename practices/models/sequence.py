"""Numbers given once and never again."""

from django.db import models, transaction


class Sequence(models.Model):
    """The last number given under a name; its row is made by a migration."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @classmethod
    def next(cls, name: str) -> int:
        """Give the next number of `name`; the row stays locked until the caller's transaction ends, so none is given twice."""
        with transaction.atomic():
            cls.objects.filter(pk=name).update(value=models.F("value") + 1)
            return cls.objects.values_list("value", flat=True).get(pk=name)
