"""The questions that each published page asks, stored so that the pages which show a value are known.

They are recorded in the transaction that publishes a page: those of its blocks, of the figures in its sentences, and of
what its type shows beside them. What is not public asks nothing.
"""

import json
from collections import defaultdict
from collections.abc import Iterable

from django.db import models, transaction
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models

from programs.editorial.blocks.questions import questions_in, stream_names, streams_of
from programs.facts import Indicator, Observation
from programs.statistics import Question

#: PostgreSQL keeps at most 2,700 bytes in an index.
LONGEST, LONGEST_CODE = 2000, 100


class PageQuestionQuerySet(models.QuerySet):
    def that_may_show(self, observation: Observation):
        """Keep the questions that may have a value among their answers; only the query API knows whether they have."""
        indicator = observation.indicator
        codes = [indicator.code, *([f"measure:{indicator.measure}"] if indicator.measure else [])]
        narrowed = {name: getattr(observation, name) for name in ("program", "edition", "event")}
        conditions = {f"{name}__in": ["", record.code] if record else [""] for name, record in narrowed.items()}
        return self.filter(indicator__in=codes, **conditions)

    def that_may_answer(self, question: Question):
        """Keep the questions that may have the answer to this one among their rows: none that is narrower."""
        conditions = {f"{name}__in": ["", getattr(question, name)] for name in ("program", "edition", "event")}
        return self.filter(indicator=question.indicators[0], **conditions)

    def by_question(self) -> dict[Question, set[int]]:
        """Return {question: ids of the pages that ask it}. One query."""
        pages = defaultdict(set)
        for asked, page in self.values_list("asked", "page_id"):
            pages[asked].add(page)
        return {Question.from_codes(json.loads(asked)): keys for asked, keys in pages.items()}


class PageQuestion(models.Model):
    """One question of one page; of several indicators, a row for each. `asked` is the whole question in codes, as JSON
    with sorted keys; the other columns repeat what narrows it ('' where nothing does)."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    asked = models.TextField(_("question"))
    indicator = models.CharField(_("indicator"), max_length=LONGEST_CODE)
    program = models.CharField(_("programme"), max_length=LONGEST_CODE, blank=True)
    edition = models.CharField(_("edition"), max_length=LONGEST_CODE, blank=True)
    event = models.CharField(_("distribution event"), max_length=LONGEST_CODE, blank=True)

    objects = PageQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a page")
        verbose_name_plural = _("questions of pages")
        constraints = [models.UniqueConstraint(fields=["page", "indicator", "asked"], name="page_asks_a_question_once")]
        indexes = [models.Index(fields=["indicator", "event", "program", "edition"], name="page_question_subject")]

    def __str__(self) -> str:
        return self.asked

    @classmethod
    def of(cls, page: Page, question: Question) -> list["PageQuestion"]:
        """Return the unsaved rows of a question; none if it is too long to have an answer, as after tampering."""
        asked = json.dumps(question.as_codes(), sort_keys=True)
        narrowed = {"program": question.program, "edition": question.edition, "event": question.event}
        if len(asked) > LONGEST or any(len(code) > LONGEST_CODE for code in (*question.indicators, *narrowed.values())):
            return []
        return [cls(page=page, asked=asked, indicator=code, **narrowed) for code in dict.fromkeys(question.indicators)]

    @property
    def content(self) -> tuple[str, str]:
        return self.indicator, self.asked


def rows_of(page: Page) -> list[PageQuestion]:
    """Return the unsaved rows of a page of a specific type, each question once.

    A type that shows figures beside its text returns their questions from `questions_beside`.
    """
    if not page.live:
        return []
    beside = page.questions_beside() if hasattr(page, "questions_beside") else []
    questions = dict.fromkeys([*questions_in(*streams_of(page)), *beside])
    return [row for question in questions for row in PageQuestion.of(page, question)]


@transaction.atomic
def record(page: Page) -> bool:
    """Store the questions of a page; return whether they changed. One query if they did not."""
    current = {row.content: row for row in rows_of(page)}
    stored = {row.content: row.pk for row in PageQuestion.objects.filter(page=page.pk)}
    if gone := [stored[content] for content in stored.keys() - current.keys()]:
        PageQuestion.objects.filter(pk__in=gone).delete()
    new = PageQuestion.objects.bulk_create([row for content, row in current.items() if content not in stored])
    return bool(gone or new)


def record_pages(pages: Iterable[Page]) -> int:
    """Store the questions of pages of specific types; return how many pages changed."""
    return sum(record(page) for page in pages)


def every_page() -> Iterable[Page]:
    return Page.objects.order_by("pk").specific().iterator(chunk_size=100)


def record_saved_page(sender, instance, *, created: bool, raw: bool, update_fields=None, **kwargs) -> None:
    """Record a page that is saved with its public content: published, unpublished, copied, or following another.

    Saving single columns, as a draft does, leaves the public content unchanged.
    """
    if raw or not isinstance(instance, Page) or (created and not instance.live):
        return
    if update_fields is None or {"live", *stream_names(instance)} & set(update_fields):
        record(instance.specific)


def record_pages_about(indicators: Iterable[int]) -> None:
    """Record the pages about indicators, or about their results: which target stands beside a result may change."""
    pairs = Indicator.objects.filter(pk__in=list(indicators)).values_list("code", "compared_with__code")
    codes = {code for pair in pairs for code in pair if code}
    asking = PageQuestion.objects.filter(indicator__in=codes).values("page")
    record_pages(Page.objects.filter(pk__in=asking).specific())


def record_pages_beside() -> None:
    """Record all pages of types with figures beside their text, as other indicators may be placed there."""
    types = [model for model in get_page_models() if hasattr(model, "questions_beside")]
    record_pages(Page.objects.live().type(*types).specific().iterator(chunk_size=100))


def record_saved_indicator(sender, instance: Indicator, *, created: bool, **kwargs) -> None:
    if instance.placement_changed:
        record_pages_beside()
    if not created:
        record_pages_about([instance.pk])


def connect_page_questions() -> None:
    post_save.connect(record_saved_page)
    # After the receiver that clears the cached targets.
    post_save.connect(record_saved_indicator, sender=Indicator)
