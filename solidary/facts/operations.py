"""Writes of this room; they are refused with `ValidationError`, in words for each field."""

from collections.abc import Mapping
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from i18nfield.strings import LazyI18nString
from modelcluster.models import get_all_child_relations
from wagtail.actions.create import CreateAction

from solidary.facts.models import Campaign, Organisation, Source

T = TypeVar("T", bound=Model)
Words = Mapping[str, str]


def words(text: Words | str | None) -> LazyI18nString:
    """Return a multilingual text as the models keep it: {"en": "Detained", "fr": "Arrêté"}."""
    return LazyI18nString(dict(text) if isinstance(text, Mapping) else (text or {}))


@transaction.atomic
def name_campaign(*, name: Words, tagline: Words) -> Campaign:
    """Set who speaks on the public site."""
    campaign = Campaign.objects.first() or Campaign()
    campaign.name, campaign.tagline = words(name), words(tagline)
    campaign.full_clean()
    campaign.save()
    return campaign


@transaction.atomic
def add_organisation(
    *,
    key: str,
    name: Words,
    kind: str,
    short_name: Words | None = None,
    country: str = "",
    url: str = "",
    user: AbstractBaseUser | None = None,
) -> Organisation:
    """Record an organisation; it is cited by its short name where it has one."""
    organisation = Organisation(
        key=key, name=words(name), short_name=words(short_name), kind=kind, country=country, url=url
    )
    return create(organisation, user)


@transaction.atomic
def add_source(
    *,
    key: str,
    publisher: Organisation,
    title: str,
    language: str,
    url: str = "",
    archived_url: str = "",
    date: str = "",
    document: str = "",
    user: AbstractBaseUser | None = None,
) -> Source:
    """Record where facts come from. `date` is EDTF."""
    source = Source(
        key=key,
        publisher=publisher,
        title=title,
        language=language,
        url=url,
        archived_url=archived_url,
        date=date,
        document=document,
    )
    return create(source, user)


def create(record: T, user: AbstractBaseUser | None) -> T:
    """Check a record with its rows, save it, keep a revision and log it; a model does not check its rows itself."""
    for relation in get_all_child_relations(record):
        for row in getattr(record, relation.get_accessor_name()).all():
            row.full_clean(exclude=[relation.field.name])
    CreateAction(record, user=user).execute(skip_permission_checks=True)
    return record
