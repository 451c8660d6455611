"""Changes to the Wagtail admin for all apps."""

from django.urls import path
from wagtail import hooks

from portal.admin import (
    SyncTranslationsView,
    admin_css,
    begin_translation,
    convert_page_to_alias,
    direct_streams,
    keep_as_draft,
    keep_restrictions_of_others,
    leave_out_conversion,
    my_drafts,
    no_summary,
    own_help,
    refuse_to_convert_alias,
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
hooks.register("before_publish_page", keep_as_draft)
hooks.register("before_convert_alias_page", refuse_to_convert_alias)
# After wagtail-localize has added its items.
hooks.register("construct_page_action_menu", leave_out_conversion, order=10)
keep_restrictions_of_others()

register_tasks(my_drafts, order=10)
register_tasks(untranslated, order=40)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("translate/<int:pk>/", begin_translation, name="portal_translate")]


@hooks.register("register_admin_urls", order=-1)
def register_views_before_those_of_wagtail_localize():
    return [
        path("localize/update/<int:translation_source_id>/", SyncTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_page_to_alias),
    ]
