"""makemessages whose catalogs change only where texts do."""

from pathlib import Path

from django.conf import settings
from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Without fuzzy matches, line numbers, dates and obsolete texts."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser):
        super().add_arguments(parser)
        folders = {"tests", settings.DATA_DIR.name}
        parser.set_defaults(
            add_location="file", ignore_patterns=[f"{folder}/*" for folder in folders], no_obsolete=True, no_wrap=True
        )

    def write_po_file(self, potfile, locale):
        super().write_po_file(potfile, locale)
        catalog = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        lines = catalog.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith('"POT-Creation-Date:')]
        catalog.write_text("".join(kept), encoding="utf-8")
