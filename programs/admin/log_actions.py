"""What the history of a fact says of publishing and correcting."""

from django.utils.translation import gettext_lazy as _


def register_log_actions(actions) -> None:
    actions.register_action("programs.release", _("Publish"), _("Published"))
    actions.register_action("programs.correct", _("Correct"), _("Published as a correction"))
