"""Synonyms and spellings of places that administrators add to the lexicons, or take back."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.analysis import PLACE, Thesaurus, build_thesaurus, glossary, phrase_of, places

_SEPARATORS = re.compile(r"[,،;؛\n\r]+")
TERMS_HELP = _("Separated by commas. A term may have several words.")


def terms_in(text: str) -> tuple[str, ...]:
    """Split a list at commas of either script and new lines."""
    return tuple(dict.fromkeys(term for part in _SEPARATORS.split(text) if (term := " ".join(part.split()))))


class WordLineQuerySet(models.QuerySet):
    def lines(self, effect: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return (Arabic terms, French terms) of every line with an effect."""
        return [(terms_in(line.terms_ar), terms_in(line.terms_fr)) for line in self.filter(effect=effect)]

    def version(self):
        """Return a queryset of one row that differs after every change; of none without lines."""
        named = self.order_by().annotate(of=models.Value(self.model._meta.model_name)).values("of")
        return named.annotate(count=models.Count("pk"), latest=models.Max("updated_at")).values_list(
            "of", "count", "latest"
        )


class WordLine(models.Model):
    """Terms in both languages that are synonyms in a search, or are so no longer."""

    class Effect(models.TextChoices):
        ADD = "add", _("stand for each other")
        OFF = "off", _("no longer stand for each other")

    terms_ar = models.TextField(_("terms in Arabic"), blank=True, help_text=TERMS_HELP)
    terms_fr = models.TextField(_("terms in French"), blank=True, help_text=TERMS_HELP)
    effect = models.CharField(
        _("effect"),
        max_length=8,
        choices=Effect.choices,
        default=Effect.ADD,
        help_text=_("“No longer” takes back what the portal’s own lists say of these terms."),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = WordLineQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["terms_ar", "terms_fr", "pk"]

    def __str__(self) -> str:
        return " · ".join(terms[0] for text in (self.terms_ar, self.terms_fr) if (terms := terms_in(text)))

    def clean(self):
        self.terms_ar = ", ".join(terms_in(self.terms_ar))
        self.terms_fr = ", ".join(terms_in(self.terms_fr))
        phrases = {phrase_of(term) for term in (*terms_in(self.terms_ar), *terms_in(self.terms_fr))}
        if len(phrases - {()}) < 2:
            raise ValidationError(_("Write at least two terms that search tells apart: one alone stands for nothing."))


class GlossaryEntry(WordLine):
    class Meta(WordLine.Meta):
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary entries")


class PlaceSpelling(WordLine):
    class Meta(WordLine.Meta):
        verbose_name = _("spelling of a place")
        verbose_name_plural = _("spellings of places")


def current_thesaurus() -> Thesaurus:
    """Return the lexicons' thesaurus with the administrators' changes. One statement tells whether anything changed."""
    versions = GlossaryEntry.objects.version().union(PlaceSpelling.objects.version(), all=True)
    return _thesaurus(frozenset(versions))


@lru_cache(maxsize=1)
def _thesaurus(_version: frozenset) -> Thesaurus:
    add, off = WordLine.Effect.ADD, WordLine.Effect.OFF
    thesaurus = build_thesaurus(glossary(), places())
    for model in (GlossaryEntry, PlaceSpelling):
        thesaurus.remove(model.objects.lines(off))
    thesaurus.add(GlossaryEntry.objects.lines(add))
    return thesaurus.add(PlaceSpelling.objects.lines(add), within=PLACE, across=PLACE)
