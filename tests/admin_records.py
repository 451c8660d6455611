"""At least one record of every model in the admin."""

from datetime import date

import wagtail_factories
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, UploadedFile
from wagtail_localize.operations import translate_object

from news.models import ArticleEvent
from portal.media.models import PortalImage
from programs.facts.judgements import Discrepancy, Preference
from programs.facts.observations import Observation
from programs.facts.programs import AssistanceKind, Organization, Trade
from programs.facts.territories import TerritoryRelation
from search.models.words import GlossaryEntry, PlaceSpelling
from tests.factories import (
    ArticlePageFactory,
    CentreFactory,
    EditionFactory,
    EventFactory,
    ImageFactory,
    ObservationFactory,
    SchemeFactory,
    TerritoryFactory,
    UserFactory,
)


def plant_records(tree) -> None:
    """Add media, facts of each kind, an article in moderation and a translation to the small site."""
    editor = UserFactory(group="Editors")
    plant_media(editor)
    plant_facts(tree.event)
    plant_pages(tree, editor)
    Redirect.objects.create(old_path="/ancien", redirect_page=tree.about["fr"])
    Query.get("fès")
    GlossaryEntry.objects.create(terms_ar="صانع", terms_fr="artisan")
    PlaceSpelling.objects.create(terms_ar="فاس", terms_fr="Fez")


def plant_media(editor) -> None:
    Collection.get_first_root_node().add_child(instance=Collection(name="Rapports"))
    image = ImageFactory(title="Atelier")
    image.tags.add("atelier")
    document = wagtail_factories.DocumentFactory(title="Rapport")
    for model, record in ((PortalImage, image), (get_document_model(), document)):
        with record.file.open() as file:
            UploadedFile.objects.create(
                for_content_type=ContentType.objects.get_for_model(model),
                file=ContentFile(file.read(), name=record.filename),
                uploaded_by_user=editor,
            )


def plant_facts(event) -> None:
    EventFactory(code="DRAFT")
    EditionFactory()
    CentreFactory()
    for model in (Trade, AssistanceKind, Organization):
        model.objects.create(code=model.__name__.upper(), name_ar="اسم", name_fr="Nom")
    old = TerritoryFactory(
        scheme=SchemeFactory(code="MA-REG-1997", level="region", valid_to=date(2015, 2, 19)), code="MA-05"
    )
    new = TerritoryFactory(
        scheme=SchemeFactory(code="MA-REG-2015", level="region", valid_from=date(2015, 2, 20)), code="MA-03"
    )
    TerritoryRelation.objects.create(territory=old, related=new, relation="split")
    public = Observation.objects.filter(event=event).first()
    Preference.objects.create(observation=public, reason_ar="سبب", reason_fr="Raison")
    Discrepancy.objects.create(code="D", name_ar="اسم", name_fr="Nom", diagnosis_ar="تفسير", diagnosis_fr="Diagnostic")
    # Last, because forms open the latest record: a draft.
    ObservationFactory(event=EventFactory(code="WAITING"))


def plant_pages(tree, editor) -> None:
    submitted = ArticlePageFactory(parent=tree.news["fr"], title="À relire", live=False)
    submitted.article_events = [ArticleEvent(event=EventFactory(code="SUBMITTED"))]
    submitted.save_revision()
    submitted.get_workflow().start(submitted, editor)
    source = ArticlePageFactory(parent=tree.news["ar"], title="خبر", lead="كلام", image=PortalImage.objects.first())
    translate_object(source, [Locale.objects.get(language_code="fr")], user=editor)
    EditingSession.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(type(submitted)),
        object_id=str(submitted.pk),
        last_seen_at=timezone.now(),
    )
