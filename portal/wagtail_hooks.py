"""What the portal changes in the admin for all apps."""

from django.urls import path
from wagtail import hooks

from portal.admin import dashboard, drafts, translations
from portal.admin.direction import direct_streams, register_directions

register_directions()
direct_streams()

hooks.register("construct_homepage_panels", dashboard.replace_panels)
hooks.register("construct_homepage_summary_items", dashboard.no_summary)
hooks.register("construct_help_menu", dashboard.own_help)
hooks.register("insert_global_admin_css", dashboard.admin_css)

dashboard.register_tasks(drafts.my_drafts, order=10)
dashboard.register_tasks(translations.untranslated, order=40)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translate/<int:pk>/", translations.begin_translation, name="portal_translate")]
