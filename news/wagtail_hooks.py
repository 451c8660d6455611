"""Articles in the admin."""

from django.urls import path
from wagtail import hooks

from news.article_admin import ArticleOfEventView, events_without_article, write_article, write_article_step
from portal.admin import register_action, register_tasks
from programs.admin import register_event_step

register_event_step(write_article_step)
register_tasks(events_without_article, order=20)
register_action(write_article, order=20)


@hooks.register("register_admin_urls")
def register_admin_urls():
    view = ArticleOfEventView.as_view()
    return [path("news/article-of/<str:event_code>/", view, name="news_article_of_event")]
