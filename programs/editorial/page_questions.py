"""What a published page asks is written down in the transaction that publishes it: of its blocks, of the figures in its
sentences, and of what its type shows beside them. What is not public asks nothing."""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models.signals import post_save
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from programs.editorial.blocks.questions import questions_in
from programs.editorial.page_question import PageQuestion
from programs.facts import Indicator
from programs.statistics import Question


def questions_of(page: Page) -> list[Question]:
    """Return everything that a page of the portal's types asks for its figures, each once.

    A type that shows figures beside its text says so in `questions_beside`.
    """
    streams = [getattr(page, name) for name in stream_fields(type(page))]
    beside = page.questions_beside() if hasattr(page, "questions_beside") else []
    return list(dict.fromkeys([*questions_in(*streams), *beside]))


def stream_fields(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, StreamField)]


def rows_of(page: Page) -> list[PageQuestion]:
    """Return what must be written down of a page, in its type."""
    return [row for question in questions_of(page) for row in PageQuestion.of(page, question)] if page.live else []


@transaction.atomic
def record(page: Page) -> bool:
    """Write down what a page asks; return whether that was not so already. One statement where nothing changed."""
    wanted = {row.content: row for row in rows_of(page)}
    stored = {row.content: row.pk for row in PageQuestion.objects.filter(page=page.pk)}
    gone = [pk for content, pk in stored.items() if content not in wanted]
    new = [row for content, row in wanted.items() if content not in stored]
    if gone:
        PageQuestion.objects.filter(pk__in=gone).delete()
    PageQuestion.objects.bulk_create(new)
    return bool(gone or new)


def record_pages(pages: Iterable[Page]) -> int:
    """Write down what several pages ask, in their types; return of how many that was not so already."""
    return sum(record(page) for page in pages)


def every_page() -> Iterable[Page]:
    return Page.objects.order_by("pk").specific().iterator(chunk_size=100)


def record_saved_page(sender, instance, *, created: bool, raw: bool, update_fields=None, **kwargs) -> None:
    """A page is saved with its public content when it is published, unpublished, copied, or follows another page.

    What saves single columns, as a draft does, leaves the public content as it is.
    """
    if raw or not isinstance(instance, Page) or (created and not instance.live):
        return
    if update_fields is None or {"live", *stream_fields(type(instance))} & set(update_fields):
        record(instance.specific)


def record_pages_about(indicators: Iterable[int]) -> None:
    """Write down anew what pages ask of some indicators, and of those that are their results.

    Which targets stand beside a result is a matter of the indicators, and may change after a page is published.
    """
    codes = {
        code
        for pair in Indicator.objects.filter(pk__in=list(indicators)).values_list("code", "compared_with__code")
        for code in pair
    }
    asking = PageQuestion.objects.filter(indicator__in=codes - {None}).values("page")
    record_pages(Page.objects.filter(pk__in=asking).specific())


def record_pages_beside() -> None:
    """Write down anew what all pages ask whose type shows figures beside their text: other indicators may be placed
    there."""
    types = [model for model in get_page_models() if hasattr(model, "questions_beside")]
    record_pages(Page.objects.live().type(*types).specific().iterator(chunk_size=100))


def record_saved_indicator(sender, instance: Indicator, *, created: bool, **kwargs) -> None:
    if instance.is_placed_anew:
        record_pages_beside()
    if not created:
        record_pages_about([instance.pk])


def connect_page_questions() -> None:
    post_save.connect(record_saved_page)
    # After the map of targets is forgotten.
    post_save.connect(record_saved_indicator, sender=Indicator)
