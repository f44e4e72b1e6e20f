from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "solidary.cases"

    def ready(self) -> None:
        from solidary.cases.models import Case, ChronicleEntry, Person
        from solidary.cases.outputs import navigation, outputs
        from solidary.cases.previews import preview_case, preview_entry, preview_person
        from solidary.facts.previewing import preview_with
        from solidary.publishing.outputs import register
        from solidary.theme.site import add_navigation

        register("cases", outputs)
        add_navigation("cases", navigation)
        preview_with(Person, preview_person)
        preview_with(Case, preview_case)
        preview_with(ChronicleEntry, preview_entry)
