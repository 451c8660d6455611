"""How to cite a figure: what it says, who publishes it, its version, its address, and the day on which it was read."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date
from programs.presentation.card_facts import subject_text
from programs.presentation.cards import Card
from programs.presentation.figures import figure_of


def citation_of(card: Card, address: str) -> str:
    """Return a citation as plain text in the active language. `address` is whole."""
    language = current_language()
    released = timezone.localdate(card.row.released_at)
    read = timezone.localdate()
    return _(
        "%(portal)s. “%(indicator)s: %(value)s” (%(subject)s). Version of %(released)s. %(address)s (read on %(read)s)."
    ) % {
        "portal": _("Shafafiya"),
        "indicator": card.row.indicator.name,
        "value": figure_of(card.row).quantity_text,
        "subject": subject_text(card.row, card.question, card.place),
        "released": format_date(released, released, "day", language),
        "address": address,
        "read": format_date(read, read, "day", language),
    }
