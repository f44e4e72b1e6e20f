from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "solidary.cases"

    def ready(self) -> None:
        from solidary.cases.outputs import navigation, outputs
        from solidary.publishing.outputs import register
        from solidary.theme.site import add_navigation

        register("cases", outputs)
        add_navigation("cases", navigation)
