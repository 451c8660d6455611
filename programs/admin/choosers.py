"""Views that choose facts."""

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from portal.admin import ChooserViewSet
from programs.editorial import CHOOSER_WORDS


class ContainsFilterForm(BaseFilterForm):
    """Match facts by any part of a name or code, also within an Arabic word: «فاس» finds «بفاس»."""

    searched = ("code", "name_ar", "name_fr")
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


class FactChooseView(ChooseView):
    filter_form_class = ContainsFilterForm


class FactChooseResultsView(ChooseResultsView):
    filter_form_class = ContainsFilterForm


class FactChooserViewSet(ChooserViewSet):
    """A chooser that matches any part of a name or code; not the default widget."""

    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView
    register_widget = False

    @cached_property
    def widget_class(self):
        base = super().widget_class
        return type(base.__name__, (base,), CHOOSER_WORDS)


class LargeFactChooserViewSet(FactChooserViewSet):
    """The default widget of models with too many records for a select."""

    register_widget = True


class ObservationChooseView(ChooseView):
    filter_form_class = ObservationFilterForm


class ObservationChooseResultsView(ChooseResultsView):
    filter_form_class = ObservationFilterForm


class ObservationChooserViewSet(LargeFactChooserViewSet):
    choose_view_class = ObservationChooseView
    choose_results_view_class = ObservationChooseResultsView
