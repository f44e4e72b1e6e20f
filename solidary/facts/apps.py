from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "solidary.facts"

    def ready(self) -> None:
        from solidary.facts.queries import identity
        from solidary.theme.site import identify_with

        identify_with(identity)
