"""An editor posts to every URL of the admin, and readers get the same bytes."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from wagtail.documents.models import Document
from wagtail.models import Page, Revision, Site

from home.models import StandardPage
from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation
from programs.facts.permissions import PUBLIC_AT_ONCE
from programs.facts.sources import Source
from tests.programs.forms import url
from tests.public_site import fields_of, plant_public, readers_get, uploaded_png

pytestmark = pytest.mark.django_db

#: Addresses to which nothing real is sent, by what they match, with the reason.
NOTHING_TO_SEND = {
    r"results/$|reports/|/usage/|history|jsi18n|sprite|autocomplete|block-preview|pofile/download": "shows only",
    r"preview|view_draft|revisions/compare|revisions/<int:revision_id>/view|live-figure|revisions/$": "shows only",
    r"choose|^admin/$|^admin/(pages|images|documents|redirects|searchpicks|collections|workflows/list)/$": "shows only",
    r"^admin/pages/(search/|<int:parent_page_id>/$)|inspect|snippets/\w+/\w+/$|snippets/$|search/asked": "shows only",
    r"^admin/api/main/(documents|images|pages)/(<int:pk>/|find/)?$|localize/api/": "shows only",
    r"log(in|out)|password_reset|failwhale|test404|^admin/\.\*/\$|editing-sessions|dismissibles": "of no page",
    r"uploaded_file_id": "of what one has just uploaded and not stored",
    r"embeds/": "keeps what another site says of a video",
    r"^admin/settings/": "the portal has no settings in the admin",
}


class Walk:
    """What an editor sends, and to which addresses."""

    def __init__(self, client, site: SimpleNamespace):
        self.client = client
        self.site = site
        self.sent: set[str] = set()
        self.refused: set[str] = set()
        self.crashed: list[tuple] = []
        client.raise_request_exception = False

    def send(self, address: str, **data):
        response = self.client.post(address, data)
        if response.status_code >= 500:
            self.crashed.append((address, data))
        self.sent.add(response.resolver_match.route)
        return response

    def put(self, address: str, **data):
        """Send what the browser of a translator sends, sentence by sentence."""
        body = "&".join(f"{name}={value}" for name, value in data.items())
        response = self.client.put(address, body, content_type="application/x-www-form-urlencoded")
        self.sent.add(response.resolver_match.route)
        self.client.delete(address)

    def fill(self, address: str, **changes):
        """Send a form as it is shown, with changes; or the changes alone, where it is not shown."""
        response = self.client.get(address)
        shown = fields_of(response.content.decode()) if response.status_code == 200 else {}
        return self.send(address, **{**shown, **changes})

    def try_all(self, patterns, prefix: str = "/") -> None:
        """Send to every address what needs no form: a confirmation."""
        for route, name in routes(patterns, prefix):
            if route in self.sent or re.search("logout|failwhale|test404", route):
                continue
            response = self.client.post("/" + address_of(route, name, self.site))
            turned_away = response.headers.get("Location", "") in (reverse("wagtailadmin_home"), "/admin/login/")
            if response.status_code in (403, 405) or turned_away:
                self.refused.add(route)


def routes(patterns, prefix: str, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield (route, name) of all that the admin answers at."""
    for one in patterns:
        route = prefix + str(one.pattern).removeprefix("^")
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns, route, (*spaces, *filter(None, [one.namespace])))
        else:
            yield route, ":".join((*spaces, one.name or ""))


def address_of(route: str, name: str, site: SimpleNamespace) -> str:
    """Return an address with what the public site has for its arguments."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(argument(site, name, found[1])), route.removesuffix("$"))


def argument(site, route: str, name: str):
    known = {
        "page_id": site.article["fr"].pk,
        "parent_page_id": site.home["fr"].pk,
        "page_to_move_id": site.article["fr"].pk,
        "destination_id": site.home["fr"].pk,
        "content_type_app_name": "home",
        "content_type_model_name": "standardpage",
        "app_label": "programs",
        "app_name": "home",
        "model_name": "program",
        "action": "delete",
        "action_name": "approve",
        "task_state_id": site.state.current_task_state_id,
        "workflow_state_id": site.state.pk,
        "task_id": site.task.pk,
        "workflow_pk": site.workflow.pk,
        "page_pk": site.home["fr"].pk,
        "revision_id": site.revision.pk,
        "collection_id": site.collection.pk,
        "image_id": site.image.pk,
        "document_id": site.document.pk,
        "doc_id": site.document.pk,
        "redirect_id": site.redirect.pk,
        "query_id": site.promotion.query_id,
        "event_code": site.event.code,
        "translation_source_id": site.translation_source.pk,
        "translation_id": site.translation.pk,
        "string_segment_id": site.segment.pk,
        "filter_spec": "width-100",
        "kind": "table",
        "mode": "",
    }
    if name in known:
        return known[name]
    if found := re.match(r"wagtailsnippet(?:choosers|s)_(\w+?)_(\w+):", route):
        record = apps.get_model(*found.groups()).objects.first()
        return record.pk if record else 1
    of_spaces = {
        "wagtailadmin_collections": site.collection,
        "wagtailadmin_api:pages": site.article["fr"],
        "wagtailusers_users": get_user_model().objects.earliest("pk"),
    }
    return getattr(next((of for space, of in of_spaces.items() if route.startswith(space)), None), "pk", 1)


def test_editors_change_nothing_that_readers_get(
    groups, site_tree, serving, sign_in, django_capture_on_commit_callbacks
):
    site = plant_public(site_tree)
    serving()
    client = sign_in("Editors")
    before = readers_get()
    walk = Walk(client, site)
    admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    with django_capture_on_commit_callbacks(execute=True):
        work_on_pages(walk)
        assert StandardPage.objects.filter(title="Nouvelle", live=False).exists(), "editors do work"
        work_on_translations(walk)
        work_on_sites(walk)
        work_on_files(walk)
        work_on_facts(walk)
        work_in_bulk(walk)
        walk.try_all(admin.url_patterns, "admin/")
    after = readers_get()
    found = {
        "crashed": walk.crashed,
        "missed": missed(walk, admin.url_patterns),
        "appeared or gone": sorted(set(before) ^ set(after)),
        "changed": sorted(address for address in before if before[address] != after.get(address, before[address])),
    }
    assert found == {kind: [] for kind in found}


def missed(walk: Walk, patterns) -> list[str]:
    """Return the addresses that the walk sent nothing to, and that say no to an editor neither."""
    known = walk.sent | walk.refused
    everything = sorted({route for route, _name in routes(patterns, "admin/")} - known)
    return [route for route in everything if not any(re.search(pattern, route) for pattern in NOTHING_TO_SEND)]


EMPTY_BODIES = {f"{name}-count": "0" for name in ("body", "method", "limits")}
PUBLISH = {"action-publish": "1", "action": "publish"}


def work_on_pages(walk: Walk) -> None:
    site = walk.site
    for page in (
        *site.article.values(),
        *site.about.values(),
        *site.home.values(),
        site.program["fr"],
        site.news["ar"],
    ):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        walk.fill(address, title="Autre titre", slug="autre", **EMPTY_BODIES, **PUBLISH)
        walk.fill(
            address, title="Autre titre", **EMPTY_BODIES, go_live_at="2020-01-01 10:00", expire_at="2020-01-02 10:00"
        )
        walk.fill(address, title="Autre titre", **EMPTY_BODIES, **{"action-submit": "1"})
        for action in ("localize-restart-translation", "localize-convert-to-alias", "action-cancel-workflow"):
            walk.send(address, **EMPTY_BODIES, **{action: "1"})
    parent = site.home["fr"].pk
    walk.fill(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent]),
        **{"title": "Nouvelle", "slug": "nouvelle", "body-count": "0", **PUBLISH},
    )
    every = (site.article["fr"], site.about["ar"], site.alias, site.placeholder, site.private, site.draft)
    for page in every:
        for name in ("delete", "unpublish", "convert_alias", "lock", "unlock", "confirm_workflow_cancellation"):
            walk.send(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), include_descendants="on")
        walk.send(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, site.about["fr"].pk]))
        walk.send(reverse("wagtailadmin_pages:move", args=[page.pk]), new_parent_page=site.about["fr"].pk)
        walk.send(reverse("wagtailadmin_pages:set_page_position", args=[page.pk]) + "?position=0")
        walk.send(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), restriction_type="login")
        walk.send(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), restriction_type="none")
        for ways in ({"publish_copies": "on"}, {"alias": "on"}, {"copy_subpages": "on", "publish_copies": "on"}):
            copy = {"new_title": "Copie", "new_slug": f"copie-{page.pk}-{len(ways)}", "new_parent_page": parent}
            walk.send(reverse("wagtailadmin_pages:copy", args=[page.pk]), **copy, **ways)
        for action in (
            "publish",
            "unpublish",
            "delete",
            "move",
            "copy",
            "create_alias",
            "convert_alias",
            "copy_for_translation",
            "revert_to_page_revision",
        ):
            walk.send(
                f"/admin/api/main/pages/{page.pk}/action/{action}/",
                destination_page_id=parent, locale="fr", copy_parents=True, alias=True, recursive=True, keep_live=True,
                revision_id=site.revision.pk,
            )  # fmt: skip
    about, state = site.about["ar"], site.state.current_task_state_id
    for action in ("approve", "reject"):
        for name in ("workflow_action", "collect_workflow_action_data"):
            walk.send(reverse(f"wagtailadmin_pages:{name}", args=[about.pk, action, state]), comment="oui")
    revision = Revision.objects.filter(object_id=str(about.pk)).earliest("pk")
    for name in ("revisions_revert", "revisions_unschedule"):
        walk.send(reverse(f"wagtailadmin_pages:{name}", args=[about.pk, revision.pk]), **EMPTY_BODIES)
    walk.send(reverse("wagtailadmin_pages:choose_parent", args=["home", "standardpage"]), parent_page=parent)
    walk.send(reverse("wagtailadmin_pages:add_subpage", args=[parent]))


def work_on_sites(walk: Walk) -> None:
    for site in Site.objects.all():
        walk.send(reverse("wagtailsites:delete", args=[site.pk]))


def work_on_translations(walk: Walk) -> None:
    site, translation = walk.site, walk.site.translation.pk
    article = site.article["fr"].pk
    walk.put(
        reverse("wagtail_localize:edit_string_translation", args=[translation, site.segment.pk]), value="Autre titre"
    )
    if site.override:
        walk.put(reverse("wagtail_localize:edit_override", args=[translation, site.override.pk]), value=site.image.pk)
    file = SimpleUploadedFile("fr.po", str(site.translation.export_po()).encode())
    walk.send(reverse("wagtail_localize:upload_pofile", args=[translation]), file=file)
    walk.send(reverse("wagtail_localize:machine_translate", args=[translation]))
    walk.send(reverse("wagtailadmin_pages:edit", args=[article]), **EMPTY_BODIES, **PUBLISH)
    for answer in ({"publish_translations": "on"}, {}):
        walk.send(reverse("wagtail_localize:update_translations", args=[site.translation_source.pk]), **answer)
    walk.send(reverse("wagtail_localize:convert_to_alias", args=[article]))
    walk.send(reverse("wagtail_localize:stop_translation", args=[translation]))
    walk.send(
        reverse("wagtailadmin_pages:edit", args=[article]), **EMPTY_BODIES, **{"localize-restart-translation": "1"}
    )
    locales = [site.article["fr"].locale_id, site.article["ar"].locale_id]
    for page in Page.objects.filter(depth__gt=1):
        walk.send(
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]), locales=locales, include_subtree="on"
        )
        walk.send(reverse("portal_translate", args=[page.pk]))
    walk.send(reverse("wagtail_localize:submit_snippet_translation", args=["programs", "source", 1]), locales=locales)


def work_on_files(walk: Walk) -> None:
    site = walk.site
    free_document = Document.objects.create(title="Libre", file=uploaded_pdf())
    places = {"images": "image", "docs": "doc"}
    for kind, files in (("images", (site.image, site.free_image)), ("docs", (site.document, free_document))):
        upload = uploaded_png if kind == "images" else uploaded_pdf
        for file in files:
            changes = {"title": "x", "collection": site.collection.pk}
            changes |= {f"focal_point_{name}": 3 for name in ("x", "y", "width", "height")}
            multiple = {f"{places[kind]}-{file.pk}-{name}": value for name, value in changes.items()}
            walk.send(reverse(f"wagtail{kind}:edit", args=[file.pk]), file=upload(), **changes)
            walk.send(reverse(f"wagtail{kind}:edit_multiple", args=[file.pk]), **multiple)
            walk.send(reverse(f"wagtail{kind}:delete_multiple", args=[file.pk]))
            walk.send(reverse(f"wagtail{kind}:delete", args=[file.pk]))
        new = {"title": "nouveau", "collection": 1}
        walk.send(reverse(f"wagtail{kind}:add"), file=upload(), **new)
        walk.send(reverse(f"wagtail{kind}:add_multiple"), **{"files[]": upload(), **new})
        chooser = f"{kind.removesuffix('s')}-chooser-upload" if kind == "images" else "document-chooser-upload"
        chosen = {f"{chooser}-{name}": value for name, value in {"file": upload(), **new}.items()}
        walk.send(reverse(f"wagtail{kind}_chooser:create"), **chosen)
    walk.send(reverse("wagtailimages_chooser:select_format", args=[site.image.pk]), format="left")


def uploaded_pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("rapport.pdf", b"%PDF-1.5")


def work_on_facts(walk: Walk) -> None:
    site = walk.site
    words = {"name_ar": "آخر", "name_fr": "Autre", "publisher": "Autre", "url": "https://example.org/",
             "date": "2020-01-01", "date_precision": "day", "reason_ar": "س", "reason_fr": "r"}  # fmt: skip
    for source in (site.source, site.relation.source, site.free_source):
        walk.fill(url(Source, "edit", source.pk), **words)
        walk.send(url(Source, "delete", source.pk))
    walk.fill(url(Source, "add"), **words)
    walk.send(
        reverse("wagtailsnippetchoosers_programs_source:create"),
        **{f"source-chooser-create-form-{k}": v for k, v in words.items()},
    )
    for model in PUBLIC_AT_ONCE:
        walk.fill(url(model, "add"), **words)
        for record in model.objects.all():
            walk.fill(url(model, "edit", record.pk), **words)
            walk.send(url(model, "delete", record.pk))
    for event in (site.event, site.draft_event):
        walk.fill(
            url(DistributionEvent, "edit", event.pk),
            name_fr="Autre",
            date_start="2020-01-01",
            **{"action-release": "1"},
        )
        walk.send(url(DistributionEvent, "delete", event.pk))
    walk.fill(url(DistributionEvent, "add"), name_fr="Autre", **{"action-release": "1"})
    for value in (site.value, site.correction, site.draft_value, site.reported_draft):
        walk.fill(url(Observation, "edit", value.pk), value="9", source=site.source.pk, **{"action-release": "1"})
        walk.send(reverse("programs_correct", args=[value.pk]), value="9", reason_ar="س", reason_fr="r")
        walk.send(url(Observation, "delete", value.pk))
    walk.fill(
        url(Observation, "add"),
        value="9",
        indicator=site.value.indicator_id,
        source=site.source.pk,
        period_type="unstated",
    )
    walk.fill(
        reverse("news_article_of_event", args=[site.event.code]), title="T", slug="t", **{"body-count": "0", **PUBLISH}
    )
    for name in ("edit", "delete"):
        walk.fill(reverse(f"wagtailadmin_collections:{name}", args=[site.collection.pk]), name="Autre")
    walk.send(reverse("wagtailadmin_workflows:task_chooser_create"), name="Autre")
    walk.send(reverse("wagtailadmin_workflows:add_task", args=["wagtailcore", "groupapprovaltask"]), name="Autre")
    walk.fill(reverse("wagtailadmin_account"), **{"name_email-first_name": "Autre"})


def work_in_bulk(walk: Walk) -> None:
    site = walk.site
    pages = [page.pk for page in Page.objects.filter(depth__gt=1)]
    chosen = {"images": [site.image.pk], "documents": [site.document.pk], "pages": pages}
    tasks = {
        ("wagtailcore", "page"): (chosen["pages"], ("delete", "publish", "unpublish", "move")),
        ("portal", "portalimage"): (chosen["images"], ("add_tags", "add_to_collection", "delete")),
        ("wagtaildocs", "document"): (chosen["documents"], ("add_tags", "add_to_collection", "delete")),
        ("programs", "distributionevent"): ([site.event.pk, site.draft_event.pk], ("release", "delete")),
        ("programs", "observation"): ([site.value.pk, site.draft_value.pk], ("release", "delete")),
        ("programs", "source"): ([site.source.pk], ("delete",)),
    }
    answers = {
        "chooser": site.home["ar"].pk,
        "tags": "a",
        "collection": site.collection.pk,
        "include_descendants": "on",
    }
    for model, (keys, actions) in tasks.items():
        for action in actions:
            ids = "&".join(f"id={key}" for key in keys)
            walk.send(f"{reverse('wagtail_bulk_action', args=[*model, action])}?{ids}", **answers)
