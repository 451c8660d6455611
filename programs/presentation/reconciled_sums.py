"""What the published events account for, beside what is reported of the whole."""

from django.utils.translation import gettext as _

from programs.presentation.figures import figure_of
from programs.statistics import Row


def reconciliation(computed: Row | None, whole: Row | None) -> str:
    """Return “events published here account for 38 of about 230”, where both sides are known."""
    if computed is None or whole is None or computed.value is None or whole.value is None:
        return ""
    return _("The events published here account for %(part)s of %(whole)s.") % {
        "part": figure_of(computed).quantity_text,
        "whole": figure_of(whole).quantity_text,
    }
