"""What each published page asks the door for, so that it is known which pages a value stands on."""

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from programs.facts import Observation

if TYPE_CHECKING:
    from programs.statistics import Question


#: PostgreSQL keeps at most 2,700 bytes in an index.
LONGEST, LONGEST_CODE = 2000, 100


class PageQuestionQuerySet(models.QuerySet):
    def that_may_show(self, observation: Observation):
        """Keep what may have a value among its answers: the door tells whether it has."""
        indicator = observation.indicator
        codes = [indicator.code, *([f"measure:{indicator.measure}"] if indicator.measure else [])]
        kept = self.filter(indicator__in=codes)
        for name in ("program", "edition", "event"):
            record = getattr(observation, name)
            kept = kept.filter(**{f"{name}__in": ["", record.code] if record else [""]})
        return kept

    def that_may_answer(self, question: "Question"):
        """Keep what may have the answer to a question among its rows: nothing that is narrower."""
        kept = self.filter(indicator=question.indicators[0])
        for name in ("program", "edition", "event"):
            kept = kept.filter(**{f"{name}__in": ["", getattr(question, name)]})
        return kept

    def by_question(self) -> dict["Question", set[int]]:
        """Return {question: ids of the pages that ask it}. One statement."""
        from programs.statistics import Question

        pages = defaultdict(set)
        for asked, page in self.values_list("asked", "page_id"):
            pages[asked].add(page)
        return {Question.from_codes(json.loads(asked)): keys for asked, keys in pages.items()}


class PageQuestion(models.Model):
    """One question of one page; of several indicators, a row for each. `asked` is the whole question in codes, as JSON
    with its names in order; the other columns repeat what narrows it ('' where nothing does)."""

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
        constraints = [
            models.UniqueConstraint(fields=["page", "indicator", "asked"], name="page_asks_a_question_once"),
        ]
        indexes = [models.Index(fields=["indicator", "event", "program", "edition"], name="page_question_subject")]

    def __str__(self) -> str:
        return self.asked

    @classmethod
    def of(cls, page: Page, question: "Question") -> list["PageQuestion"]:
        """Return the rows of a question, not stored yet; none of one that has no answer, as after tampering."""
        asked = json.dumps(question.as_codes(), sort_keys=True)
        narrowed = {"program": question.program, "edition": question.edition, "event": question.event}
        if len(asked) > LONGEST or any(len(code) > LONGEST_CODE for code in (*question.indicators, *narrowed.values())):
            return []
        return [cls(page=page, asked=asked, indicator=code, **narrowed) for code in dict.fromkeys(question.indicators)]

    @property
    def content(self) -> tuple[str, str]:
        return self.indicator, self.asked
