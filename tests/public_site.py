"""A site with public records of everything that an editor can change, and a crawl of what readers get."""

import re
from io import BytesIO
from types import SimpleNamespace

from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, PageViewRestriction, Task, Workflow
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from programs.facts.judgements import Discrepancy, Preference
from programs.facts.ledger import correct, release, release_events
from programs.facts.observations import Observation
from programs.facts.programs import AssistanceKind, Organization, Trade
from programs.facts.territories import TerritoryRelation
from search.models.words import GlossaryEntry, PlaceSpelling
from tests.factories import (
    CentreFactory,
    EditionFactory,
    EventFactory,
    ImageFactory,
    ObservationFactory,
    SourceFactory,
    StandardPageFactory,
    TerritoryFactory,
    UserFactory,
)

STARTS = ("/", "/ar/", "/fr/", "/sitemap.xml", "/robots.txt", "/ar/search/?q=دعم", "/fr/search/?q=aide")
LINK = re.compile(r'(?:href|src|content|srcset)="([^"#]+)|<loc>([^<#]+)|<(?:link|guid[^>]*|url)>([^<#]+)')
#: Parts that differ between two requests of a page.
FLEETING = re.compile(rb'nonce="[^"]*"|<lastBuildDate>[^<]*|<updated>[^<]*')
REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}


def plant_public(tree) -> SimpleNamespace:
    """Publish everything that a view of the admin may change on the small site; return it by name."""
    site = SimpleNamespace(**vars(tree))
    root = Collection.get_first_root_node()
    site.image = ImageFactory(title="image publique", collection=root)
    site.document = Document.objects.create(title="Rapport", file=ContentFile(b"%PDF-1.4", name="rapport.pdf"))
    site.free_image = ImageFactory(title="image libre", collection=root)
    site.edition, site.centre = EditionFactory(), CentreFactory()
    site.other_place = TerritoryFactory(code="MEKNES")
    release_events([site.event], at=timezone.now())
    site.value = Observation.objects.filter(event=site.event).order_by("pk").first()
    site.source = site.value.source
    site.correction = correct(site.value, **REASONS, at=timezone.now(), value=231)
    site.relation = TerritoryRelation.objects.create(
        territory=site.event.target_territory, related=site.other_place, relation="within", source=SourceFactory()
    )
    site.preference = Preference.objects.create(observation=site.correction, **REASONS)
    site.discrepancy = Discrepancy.objects.create(
        code="D", name_ar="ا", name_fr="d", diagnosis_ar="ا", diagnosis_fr="d"
    )
    site.discrepancy.observations.add(site.correction)
    release(
        Observation.objects.filter(pk=ObservationFactory(event=EventFactory(released=True), value=40).pk),
        at=timezone.now(),
    )
    site.glossary = GlossaryEntry.objects.create(terms_ar="دعم, مساعدة", terms_fr="aide, soutien")
    site.spelling = PlaceSpelling.objects.create(terms_ar="فاس, فأس", terms_fr="Fès, Fez")
    site.redirect = Redirect.objects.create(old_path="/ar/old", redirect_page=tree.about["ar"])
    site.promotion = SearchPromotion.objects.create(query=Query.get("aide"), page=tree.about["fr"], description="x")
    site.collection = root.add_child(name="Autre")
    for model in (Trade, AssistanceKind, Organization):
        model.objects.create(code="X", name_ar="س", name_fr="x")
    _illustrate(site)
    _translate(site)
    site.alias = site.about["fr"].create_alias(update_slug="alias")
    site.placeholder = StandardPageFactory(parent=tree.home["ar"], title="صفحة", slug="صفحة").copy_for_translation(
        Locale.objects.get(language_code="fr"), alias=True
    )
    site.private = StandardPageFactory(parent=tree.home["ar"], title="خاصة", slug="خاصة")
    PageViewRestriction.objects.create(page=site.private, restriction_type="login")
    _prepare_drafts(site)
    return site


def _illustrate(site) -> None:
    for page in site.article.values():
        page.image, page.image_alt = site.image, "صورة"
        page.save_revision().publish()
    for page in site.about.values():
        page.body = [
            ("document", site.document),
            ("text", f'<p>نص <a linktype="document" id="{site.document.pk}">x</a></p>'),
        ]
        page.save_revision().publish()


def _translate(site) -> None:
    """Synchronize the French article with the Arabic one, with one untranslated string."""
    source, _created = TranslationSource.get_or_create_from_instance(site.article["ar"])
    french = Locale.objects.get(language_code="fr")
    site.translation = Translation.objects.create(source=source, target_locale=french)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=french,
            context=segment.context,
            data="une-autre" if segment.context.path == "slug" else f"Nouveau {segment.pk}",
        )
    site.translation_source = source
    site.segment = source.stringsegment_set.first()
    site.override = source.overridablesegment_set.first()


def _prepare_drafts(site) -> None:
    """Create drafts: a page, changes of a public page, an event, values, a source."""
    site.draft = StandardPageFactory(parent=site.home["fr"], title="Brouillon", slug="brouillon", live=False)
    site.draft.save_revision()
    site.about["ar"].title = "عنوان جديد لم ينشر"
    site.revision = site.about["ar"].save_revision()
    site.draft_event = EventFactory(code="DRAFT")
    site.draft_value = ObservationFactory(event=site.draft_event, source=site.source)
    site.reported_draft = ObservationFactory(
        event=None, territory=site.other_place, period_type="unstated", source=site.source
    )
    site.free_source = SourceFactory(code="FREE")
    site.moderator = UserFactory(group="Moderators", first_name="Driss", last_name="Alami")
    site.workflow, site.task = Workflow.objects.first(), Task.objects.first()
    site.state = site.about["ar"].get_workflow().start(site.about["ar"], site.moderator)


def fields_of(html: str) -> dict[str, str | list[str]]:
    """Return the data that a browser would send of the largest form of a page."""
    form = max(BeautifulSoup(html, "html.parser").find_all("form"), key=lambda one: len(str(one)), default=None)
    found = {}
    for field in form.find_all(["input", "textarea", "select"]) if form else ():
        name, kind = field.get("name"), field.get("type")
        if not name or kind in ("submit", "file") or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.find_all("option", selected=True)
            found[name] = [option.get("value", "") for option in chosen] or ""
        else:
            standard = "on" if kind in ("checkbox", "radio") else ""
            found[name] = field.get_text() if field.name == "textarea" else field.get("value", standard)
    return {name: value for name, value in found.items() if not name.startswith("action-")}


def uploaded_png() -> SimpleUploadedFile:
    """Return an uploaded image."""
    content = BytesIO()
    Image.new("RGB", (7, 7)).save(content, "PNG")
    return SimpleUploadedFile("image.png", content.getvalue())


def readers_get() -> dict[str, bytes]:
    """Return {URL: status and content} of all pages, files, feeds, images and documents that readers reach."""
    reader, found, waiting = Client(), {}, list(STARTS)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = reader.get(address)
        content = b"".join(response) if response.streaming else response.content
        location = response.headers.get("Location", "")
        found[address] = f"{response.status_code} {location}".encode() + FLEETING.sub(b"", content)
        kind = response.headers.get("Content-Type", "")
        if "html" in kind or "xml" in kind:
            waiting += [link for link in links_in(content.decode()) if link not in found]
        if location.startswith("/"):
            waiting.append(location)
    return found


def links_in(text: str) -> list[str]:
    found = []
    for groups in LINK.findall(text):
        for link in "".join(groups).replace("&amp;", "&").split(", "):
            path = re.sub(r"^https?://(testserver|localhost)(:\d+)?", "", link.split(" ")[0]) or "/"
            if path.startswith(("/ar/", "/fr/", "/media/", "/documents/", "/sitemap")) and is_compared(path):
                found.append(path)
    return found


def is_compared(path: str) -> bool:
    """Skip combinations of filters, and files of charts, which other tests compare."""
    return ("?" not in path or "figures" in path) and "/charts/" not in path
