"""The three groups, what each may do, and the moderation that an article goes through.

Models of the layers above are named by their permissions only, for this app knows none of them.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

EDITORS, MODERATORS, ADMINISTRATORS = "Editors", "Moderators", "Administrators"
#: Shown in both admins: “submit to …”.
MODERATION = "المراجعة · Relecture"
WAGTAILS_OWN_WORKFLOW = "Moderators approval"

#: What editors write beside pages: recorded as drafts, or needed while recording.
RECORDED_BY_EDITORS = ("distributionevent", "observation", "source")
RECORDED_BY_MODERATORS = (*RECORDED_BY_EDITORS, "edition", "preference", "discrepancy")
#: Words that stand for each other in search.
WORD_MODELS = ("glossaryentry", "placespelling")

PAGE_PERMISSIONS = {
    EDITORS: ("add_page", "change_page"),
    MODERATORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    ADMINISTRATORS: (
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
}
MEDIA_PERMISSIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
#: Apps whose records administrators manage in the admin.
ADMINISTERED_APPS = (
    "auth",
    "portal",
    "search",
    "programs",
    "news",
    "home",
    "wagtailcore",
    "wagtailadmin",
    "wagtailusers",
    "wagtailredirects",
    "wagtailsearchpromotions",
    "wagtail_localize",
    "wagtaildocs",
    "wagtailimages",
)


@transaction.atomic
def ensure_groups(*, reset: bool = False) -> list[str]:
    """Make groups and moderation as they are meant to be; return what was done, one line each.

    A group that has permissions on facts was set up before and is left as administrators have it; `reset` gives it
    back what is listed here. Home pages that came since get the group's permissions in any case.
    """
    done = []
    homes = home_pages()
    for name in (EDITORS, MODERATORS, ADMINISTRATORS):
        group, _created = Group.objects.get_or_create(name=name)
        fresh = not group.permissions.filter(content_type__app_label="programs").exists()
        if fresh or reset:
            group.permissions.set(permissions_of(name))
            _give_media(group)
            GroupPagePermission.objects.filter(group=group).delete()
            done.append(f"{name}: permissions")
        where = [Page.get_first_root_node()] if name == ADMINISTRATORS else homes
        done += _give_pages(group, where)
    return done + _ensure_moderation(homes)


def home_pages() -> list[Page]:
    """Return the home page of every site in every language."""
    roots = Page.objects.filter(pk__in=Site.objects.values("root_page"))
    keys = roots.values_list("translation_key", flat=True)
    return list(Page.objects.filter(translation_key__in=list(keys)).order_by("path"))


def permissions_of(name: str) -> Iterable[Permission]:
    """Return the permissions of a group on everything but pages and media."""
    enter = Q(codename="access_admin", content_type__app_label="wagtailadmin")
    if name == ADMINISTRATORS:
        # The portal is one site: its name and address may change, but it neither goes nor gets a second one.
        sites = Q(codename__in=("add_site", "delete_site"), content_type__app_label="wagtailcore")
        return Permission.objects.filter(Q(content_type__app_label__in=ADMINISTERED_APPS) | enter).exclude(sites)
    recorded = RECORDED_BY_EDITORS if name == EDITORS else RECORDED_BY_MODERATORS
    codenames = [f"{action}_{model}" for action in ("add", "change") for model in recorded]
    if name == MODERATORS:
        codenames += ["release_distributionevent"]
    # A draft that was recorded by mistake may go again; what is public never goes.
    codenames += ["delete_distributionevent", "delete_observation"]
    facts = Q(content_type__app_label="programs") & (Q(codename__in=codenames) | Q(codename__startswith="view_"))
    translate = Q(codename="submit_translation", content_type__app_label="wagtail_localize")
    words = Q(content_type__app_label="search", content_type__model__in=WORD_MODELS)
    words |= Q(content_type__app_label="wagtailsearchpromotions", content_type__model="searchpromotion")
    wanted = enter | facts | translate
    return Permission.objects.filter(wanted | words if name == MODERATORS else wanted)


def _give_pages(group: Group, pages: list[Page]) -> list[str]:
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=PAGE_PERMISSIONS[group.name],
    )
    done = []
    for page in pages:
        if GroupPagePermission.objects.filter(group=group, page=page).exists():
            continue
        for permission in wanted:
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        done.append(f"{group.name}: {page}")
    return done


def _give_media(group: Group) -> None:
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).delete()
    codenames = list(MEDIA_PERMISSIONS)
    if group.name != EDITORS:
        codenames += ["delete_image", "delete_document"]
    for permission in _media_permissions(codenames):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _media_permissions(codenames: list[str]) -> Iterable[Permission]:
    """Wagtail asks for the permissions of its own image model, and of the one in use."""
    return Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=codenames
    )


def _ensure_moderation(homes: list[Page]) -> list[str]:
    workflow = Workflow.objects.filter(name=MODERATION).first()
    done = []
    if workflow is None:
        workflow = Workflow.objects.create(name=MODERATION)
        task = GroupApprovalTask.objects.create(name=MODERATION)
        task.groups.set(Group.objects.filter(name__in=[MODERATORS, ADMINISTRATORS]))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        for own in Workflow.objects.filter(name=WAGTAILS_OWN_WORKFLOW, active=True):
            own.deactivate()
        done.append(f"workflow: {MODERATION}")
    for page in homes:
        if not WorkflowPage.objects.filter(page=page).exists():
            WorkflowPage.objects.create(workflow=workflow, page=page)
            done.append(f"workflow: {page}")
    return done
