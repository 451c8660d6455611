"""Help texts of the fields of a figure."""

from django.utils.translation import gettext_lazy as _

from programs.facts import BREAKDOWNS

AS_WRITTEN = _("As you would write it: 38, 650 000 DH, 4,5 MDH, «نحو 650 ألف».")
FOR_READERS = _("What a reader must know to read the value. Never a person’s name.")

FIGURE_HELP = {
    "value": AS_WRITTEN,
    "value_high": _("The larger of the two values."),
    "program": _("The programme that the value is of; empty for the whole foundation."),
    "edition": _("The round of the programme, if the value is of one."),
    "territory": _("Where those counted are; the country where no smaller one is said."),
    "period_start": _("May stay empty only for a cumulative value whose beginning is not known."),
    "period_end": _("For a cumulative value, the day up to which it was counted."),
    **{one.code: one.value_help for one in BREAKDOWNS},
    "note_ar": FOR_READERS,
    "note_fr": FOR_READERS,
}


def set_help_texts(form) -> None:
    """Set the help texts of fields that have none."""
    for name, text in FIGURE_HELP.items():
        if name in form.fields and not form.fields[name].help_text:
            form.fields[name].help_text = text
