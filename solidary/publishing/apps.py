from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_migrate


class PublishingConfig(AppConfig):
    name = "solidary.publishing"

    def ready(self) -> None:
        from solidary.publishing.changes import fire_on_replace, unwatch_before_migrations, watch_after_migrations
        from solidary.publishing.worker import announce_change

        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(announce_change, dispatch_uid="publishing")
        pre_migrate.connect(unwatch_before_migrations, sender=self)
        post_migrate.connect(watch_after_migrations, sender=self)
        connection_created.connect(fire_on_replace)
