"""Store the questions of every published page."""

from django.core.management.base import BaseCommand, CommandError

from programs.editorial import PageQuestion, every_page, record_pages, rows_of


class Command(BaseCommand):
    help = (
        "Store the questions of every published page where they are missing or outdated; publishing does so by itself. "
        "With --check nothing is written, and the command fails if something is outdated."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only list the pages whose questions are outdated")

    def handle(self, *args, check, **options):
        if not check:
            count = record_pages(every_page())
            if options["verbosity"]:
                self.stdout.write(f"Updated: {count} pages.")
            return
        stored: dict[int, set] = {}
        for row in PageQuestion.objects.all():
            stored.setdefault(row.page_id, set()).add(row.content)
        stale = [page for page in every_page() if {row.content for row in rows_of(page)} != stored.get(page.pk, set())]
        if stale:
            listed = "\n".join(f"  {page.pk} {page.url_path}" for page in stale)
            raise CommandError(f"Outdated: {len(stale)} pages. Run record_questions.\n{listed}")
        self.stdout.write("The questions of all pages are up to date.")
