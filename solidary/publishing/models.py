"""The change log's table. Triggers in the database write it (`changes`); no code of ours adds a row by hand."""

from django.db import models


class LoggedChange(models.Model):
    """One row of a content table that came, changed or went: only keys, never what the row says.

    `transaction` is PostgreSQL's 64-bit number of the writing transaction; 0 on SQLite, whose index of it stays empty.
    A row without a key stands for every row of its table; without a table, for every table.
    """

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField()
    table = models.CharField(max_length=63)
    key = models.JSONField(null=True)
    operation = models.CharField(max_length=10)
    old = models.JSONField()
    new = models.JSONField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["transaction", "id"], condition=models.Q(transaction__gt=0), name="publishing_by_transaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.key}"
