"""Finding facts by any part of their names or codes, also within an Arabic word: «فاس» finds «بفاس»."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm

SEARCHED = ("code", "name_ar", "name_fr")


class ContainsFilterForm(BaseFilterForm):
    searched = SEARCHED
    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("A part of the name or code"), "dir": "auto"}),
        required=False,
    )

    def filter(self, objects):
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q", "").strip():
            self.is_searching, self.search_query = True, query
            for word in query.split():
                found = Q()
                for name in self.searched:
                    found |= Q(**{f"{name}__icontains": word})
                objects = objects.filter(found)
        return objects


class ObservationFilterForm(ContainsFilterForm):
    searched = (
        "code",
        "indicator__name_ar",
        "indicator__name_fr",
        "event__name_ar",
        "event__name_fr",
        "source__name_ar",
        "source__name_fr",
    )
