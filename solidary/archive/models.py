"""What was brought in, so that bringing it in again finds it, whatever editors made of it since."""

from django.db import models
from wagtail.models import Page


class Imported(models.Model):
    """A page that an import made. `fingerprint` is of what the file said, not of the page as it is now."""

    fingerprint = models.CharField(max_length=64, unique=True)
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.page}"
