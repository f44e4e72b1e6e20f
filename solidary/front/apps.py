from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "solidary.front"

    def ready(self) -> None:
        from solidary.facts.previewing import preview_with
        from solidary.front.models import HomePage
        from solidary.front.outputs import outputs, preview_home
        from solidary.publishing.outputs import register

        register("front", outputs)
        preview_with(HomePage, preview_home)
