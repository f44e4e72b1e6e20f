from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "solidary.newsroom"

    def ready(self) -> None:
        from solidary.cases.slots import offer_articles
        from solidary.facts.previewing import preview_with
        from solidary.newsroom.models import ArticlePage, PlainPage, SectionPage
        from solidary.newsroom.outputs import articles_about, navigation, outputs
        from solidary.newsroom.previews import preview
        from solidary.publishing.outputs import register
        from solidary.theme.site import add_navigation

        register("newsroom", outputs)
        add_navigation("newsroom", navigation)
        offer_articles(articles_about)
        for model in (SectionPage, ArticlePage, PlainPage):
            preview_with(model, preview)
