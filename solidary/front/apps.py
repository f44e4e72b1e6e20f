from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "solidary.front"

    def ready(self) -> None:
        from solidary.front.outputs import outputs
        from solidary.publishing.outputs import register

        register("front", outputs)
