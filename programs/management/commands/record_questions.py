"""Write down what every published page asks the door for."""

from django.core.management.base import BaseCommand, CommandError

from programs.editorial import PageQuestion, every_page, record_pages, rows_of


class Command(BaseCommand):
    help = (
        "Write down which figures every published page asks for, where that is missing: publishing does so by itself. "
        "With --check nothing is written, and the command fails where something is missing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="only tell which pages are not written down as they are"
        )

    def handle(self, *args, check, **options):
        if not check:
            count = record_pages(every_page())
            if options["verbosity"]:
                self.stdout.write(f"Written down anew: {count} pages.")
            return
        stored: dict[int, set] = {}
        for row in PageQuestion.objects.all():
            stored.setdefault(row.page_id, set()).add(row.content)
        stale = [page for page in every_page() if {row.content for row in rows_of(page)} != stored.get(page.pk, set())]
        if stale:
            listed = "\n".join(f"  {page.pk} {page.url_path}" for page in stale)
            raise CommandError(f"Not written down as they are: {len(stale)} pages. Run record_questions.\n{listed}")
        self.stdout.write("All pages are written down as they are.")
