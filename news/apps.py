from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from news.indexing import describe_articles
        from news.models import ArticlePage, NewsIndexPage
        from programs.indexing import describe_as
        from programs.presentation import register_article_cards
        from search.facets import register_kind
        from search.indexing import register_page_type

        register_article_cards(ArticlePage.objects.cards)
        register_kind("article", ar="الأخبار", fr="Articles", also=("خبر", "مقال", "article", "actualité"))
        register_page_type(ArticlePage, describe_articles)
        register_page_type(NewsIndexPage, describe_as("page"))
