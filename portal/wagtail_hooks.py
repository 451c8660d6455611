"""What the portal changes in the admin for all apps."""

from django.urls import path
from wagtail import hooks

from portal.admin import (
    admin_css,
    begin_translation,
    direct_streams,
    my_drafts,
    no_summary,
    own_help,
    register_directions,
    register_tasks,
    replace_panels,
    untranslated,
)

register_directions()
direct_streams()

hooks.register("construct_homepage_panels", replace_panels)
hooks.register("construct_homepage_summary_items", no_summary)
hooks.register("construct_help_menu", own_help)
hooks.register("insert_global_admin_css", admin_css)

register_tasks(my_drafts, order=10)
register_tasks(untranslated, order=40)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translate/<int:pk>/", begin_translation, name="portal_translate")]
