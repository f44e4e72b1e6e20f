from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save


class PublishingConfig(AppConfig):
    name = "solidary.publishing"

    def ready(self) -> None:
        from solidary.publishing.worker import announce_change

        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(announce_change, dispatch_uid="publishing")
