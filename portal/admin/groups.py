"""The three groups, their permissions, and the moderation workflow.

Models of apps above are named by their permissions only.
"""

from collections.abc import Iterable
from itertools import product

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
#: Shown in both languages: “submit to …”.
MODERATION = "المراجعة · Relecture"
WAGTAILS_OWN_WORKFLOW = "Moderators approval"

#: Models that editors record, beside pages.
RECORDED_BY_EDITORS = ("distributionevent", "observation", "source")
RECORDED_BY_MODERATORS = (*RECORDED_BY_EDITORS, "edition", "preference", "discrepancy")
#: Synonyms of search.
WORD_MODELS = ("glossaryentry", "placespelling")

EDIT = ("add_page", "change_page")
MODERATE = (*EDIT, "publish_page", "lock_page", "unlock_page")
PAGE_PERMISSIONS = {EDITORS: EDIT, MODERATORS: MODERATE, ADMINISTRATORS: (*MODERATE, "bulk_delete_page")}
MEDIA_PERMISSIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
#: Apps whose records administrators manage in the admin.
ADMINISTERED_APPS = (
    "auth", "portal", "search", "programs", "news", "home", "wagtailcore", "wagtailadmin", "wagtailusers",
    "wagtailredirects", "wagtailsearchpromotions", "wagtail_localize", "wagtaildocs", "wagtailimages",
)  # fmt: skip


@transaction.atomic
def ensure_groups(*, reset: bool = False) -> list[str]:
    """Create groups and moderation; return what was changed, one line each.

    A group with permissions on facts was set up before and is left unchanged, unless `reset` restores it. New home
    pages get the permissions of the groups in any case.
    """
    done = []
    homes = home_pages()
    for name in (EDITORS, MODERATORS, ADMINISTRATORS):
        group, _created = Group.objects.get_or_create(name=name)
        fresh = not group.permissions.filter(content_type__app_label="programs").exists()
        if fresh or reset:
            group.permissions.set(permissions_of(name))
            _grant_media(group)
            GroupPagePermission.objects.filter(group=group).delete()
            done.append(f"{name}: permissions")
        pages = [Page.get_first_root_node()] if name == ADMINISTRATORS else homes
        done += _grant_pages(group, pages)
    return done + _ensure_moderation(homes)


def home_pages() -> list[Page]:
    """Return the home pages of all sites in all languages."""
    roots = Page.objects.filter(pk__in=Site.objects.values("root_page"))
    keys = roots.values_list("translation_key", flat=True)
    return list(Page.objects.filter(translation_key__in=list(keys)).order_by("path"))


def permissions_of(name: str) -> Iterable[Permission]:
    """Return the permissions of a group on everything but pages and media."""
    enter = Q(codename="access_admin", content_type__app_label="wagtailadmin")
    if name == ADMINISTRATORS:
        # The portal is one site, which can be changed but neither deleted nor joined by another.
        sites = Q(codename__in=("add_site", "delete_site"), content_type__app_label="wagtailcore")
        return Permission.objects.filter(Q(content_type__app_label__in=ADMINISTERED_APPS) | enter).exclude(sites)
    recorded = RECORDED_BY_EDITORS if name == EDITORS else RECORDED_BY_MODERATORS
    codenames = [f"{action}_{model}" for action in ("add", "change") for model in recorded]
    if name == MODERATORS:
        codenames += ["release_distributionevent"]
    # Drafts only: the ledger refuses to delete published records.
    codenames += ["delete_distributionevent", "delete_observation"]
    facts = Q(content_type__app_label="programs") & (Q(codename__in=codenames) | Q(codename__startswith="view_"))
    translate = Q(codename="submit_translation", content_type__app_label="wagtail_localize")
    words = Q(content_type__app_label="search", content_type__model__in=WORD_MODELS)
    words |= Q(content_type__app_label="wagtailsearchpromotions", content_type__model="searchpromotion")
    granted = enter | facts | translate
    return Permission.objects.filter(granted | words if name == MODERATORS else granted)


def _grant_pages(group: Group, pages: list[Page]) -> list[str]:
    granted = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=PAGE_PERMISSIONS[group.name]
    )
    new_pages = [page for page in pages if not GroupPagePermission.objects.filter(group=group, page=page).exists()]
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=one) for page, one in product(new_pages, granted)
    )
    return [f"{group.name}: {page}" for page in new_pages]


def _grant_media(group: Group) -> None:
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).delete()
    codenames = [*MEDIA_PERMISSIONS, *([] if group.name == EDITORS else ["delete_image", "delete_document"])]
    # Wagtail checks the permissions of its own image model.
    apps = ["wagtailimages", "wagtaildocs"]
    for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=codenames):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


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
