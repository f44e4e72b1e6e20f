from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "solidary.theme"

    def ready(self) -> None:

        from solidary.publishing.outputs import register
        from solidary.theme.outputs import outputs

        register("theme", outputs)
