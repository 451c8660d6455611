"""What administrators say of words: terms that stand for each other, and spellings of places."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.analysis import phrase_of

_SEPARATORS = re.compile(r"[,،;؛\n\r]+")
TERMS_HELP = _("Separated by commas. A term may have several words.")


def terms_in(text: str) -> tuple[str, ...]:
    """The terms of a list, which commas of either script or new lines part."""
    return tuple(dict.fromkeys(term for part in _SEPARATORS.split(text) if (term := " ".join(part.split()))))


class WordLineQuerySet(models.QuerySet):
    def lines(self, effect: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return (Arabic terms, French terms) of every line with an effect."""
        return [(terms_in(line.terms_ar), terms_in(line.terms_fr)) for line in self.filter(effect=effect)]

    def version(self):
        """What differs after every saving and every deletion, as a queryset of one row, or of none without lines."""
        named = self.order_by().annotate(of=models.Value(self.model._meta.model_name)).values("of")
        return named.annotate(count=models.Count("pk"), latest=models.Max("updated_at")).values_list(
            "of", "count", "latest"
        )


class WordLine(models.Model):
    """Terms in both languages that stand for each other when a reader searches; or do so no longer."""

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
