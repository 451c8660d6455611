"""Load facts from CSV files; a dry run without --apply."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.operations import TranslatedCommand
from programs.imports import load_facts


class Command(TranslatedCommand):
    help = gettext_lazy(
        "Read facts from CSV files: one file a table, named after it (events.csv, observations-2014.csv). "
        "A dry run that lists every error; with --apply all rows are written, or none."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("CSV in UTF-8, with a header row"))
        parser.add_argument("--apply", action="store_true", help=_("write, if there is no error"))
        parser.add_argument("--publish", action="store_true", help=_("publish the loaded events and observations too"))

    def handle(self, *args, files, apply, publish, **options):
        progress = self._progress if options["verbosity"] else None
        outcome = load_facts(files, apply=apply, publish=publish, progress=progress)
        if outcome.errors:
            for error in outcome.errors:
                self.stderr.write(str(error))
            count = len(outcome.errors)
            text = ngettext("%(count)d error; nothing was changed.", "%(count)d errors; nothing was changed.", count)
            raise CommandError(text % {"count": count})
        if options["verbosity"]:
            self._report(outcome)

    def _progress(self, file: str, done: int, total: int) -> None:
        if total > 500:
            self.stderr.write(f"{file}: {done}/{total}")

    def _report(self, outcome) -> None:
        for table, counts in outcome.counts.items():
            self.stdout.write(
                _("%(table)s: %(created)d new, %(updated)d changed, %(unchanged)d as they were")
                % {"table": table, **{name: counts[name] for name in ("created", "updated", "unchanged")}}
            )
        if outcome.released:
            published = ngettext("%(count)d value published", "%(count)d values published", outcome.released)
            self.stdout.write(published % {"count": outcome.released})
        if not outcome.applied:
            self.stdout.write(_("This was a dry run: nothing was changed. Add --apply to write."))
