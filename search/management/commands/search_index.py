"""Rebuild, inspect, verify and update the search indexes."""

import time
from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.operations import TranslatedCommand
from search.engines import (
    AccessError,
    AccessProblem,
    Engine,
    EngineError,
    SearchIndex,
    analysis_version,
    embedded_engine,
    engines_in_use,
)
from search.indexing import (
    Difference,
    DifferenceKind,
    IndexIncompleteError,
    Outcome,
    activate,
    advance,
    available_cpus,
    check_embedded,
    deliver_beside_others,
    differences,
    enqueue_unread,
    extra_workers,
    indexes_in_use,
    publish_serving,
    record_everything,
    roll_back,
    schedule_retry,
    sources,
    start_build,
    target_of,
    withdraw_damaged,
    worker_count,
)
from search.management.progress import Progress
from search.models import Delivery, Entry, Index

#: Seconds between two polls.
FOLLOW = 1.0

KINDS = {
    DifferenceKind.MISSING: gettext_lazy("missing"),
    DifferenceKind.GHOST: gettext_lazy("in the index, but not to be found"),
    DifferenceKind.OLDER: gettext_lazy("an older version"),
    DifferenceKind.OTHER: gettext_lazy("another content"),
}
STATES = {
    Index.State.BUILDING: gettext_lazy("being built"),
    Index.State.SERVING: gettext_lazy("serves"),
    Index.State.KEPT: gettext_lazy("kept"),
    Index.State.GONE: gettext_lazy("is being taken away"),
}
REFUSALS = {
    AccessProblem.CERTIFICATE: gettext_lazy(
        "the certificate of the cluster is not of the authority in ELASTICSEARCH_CA"
    ),
    AccessProblem.IDENTITY: gettext_lazy("the cluster does not know the key or password that it is given"),
    AccessProblem.PRIVILEGE: gettext_lazy("the cluster does not allow what search needs (see docs/how-to/operate.md)"),
}


class Command(TranslatedCommand):
    help = gettext_lazy("Make the search index anew, say how it stands, compare it with what there is to find.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
        rebuild = parts.add_parser("rebuild", help=_("make a new index; the old one serves until it is whole"))
        for name, text in (
            ("--entries", _("read first what there is to find from its sources")),
            ("--if-needed", _("only where there is no index of today’s analysis")),
        ):
            rebuild.add_argument(name, action="store_true", help=text)
        workers = _("processes that fill it, by default as many as there are cores")
        rebuild.add_argument("--workers", type=int, default=available_cpus(), help=workers)
        parts.add_parser("status", help=_("indexes, documents, what is waiting and what was set aside"))
        parts.add_parser("verify", help=_("name every difference between index and entries; fail where there is one"))
        catch_up = parts.add_parser("catch-up", help=_("tell the indexes what is waiting"))
        catch_up.add_argument("--follow", action="store_true", help=_("go on until stopped"))
        parts.add_parser("check", help=_("make the embedded index again where it is damaged or lacks entries"))
        rollback = parts.add_parser("rollback", help=_("let the index serve again that served before"))
        rollback.add_argument("--engine", default="", help=_("that of this engine alone, as “status” names it"))

    def handle(self, *args, part: str, **options) -> None:
        self.verbosity = options["verbosity"]
        try:
            getattr(self, part.replace("-", "_"))(**options)
        except EngineError as error:
            raise CommandError(
                _("The search engine does not answer: %(reason)s") % {"reason": reason_of(error)}
            ) from error

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)

    def progress(self, label: str, total: int) -> Progress:
        return Progress(self.stderr, label, total if self.verbosity else 0)

    def rebuild(self, entries: bool, if_needed: bool, workers: int, **options) -> None:
        has_entries = Entry.objects.exists()
        if if_needed:
            withdraw_damaged()
        # The embedded engine first: it serves while the other index is built.
        engines = [one for one in reversed(engines_in_use()) if not (if_needed and has_entries and is_current(one))]
        if engines and (entries or not has_entries):
            self.record_entries()
        for engine in engines:
            try:
                self.make(engine, workers)
            except EngineError as error:
                if not if_needed or engine.name == embedded_engine().name:
                    raise
                # The site starts without its cluster; the worker goes on.
                self.stderr.write(_("The search engine does not answer: %(reason)s") % {"reason": reason_of(error)})

    def make(self, engine: Engine, workers: int) -> None:
        index, resumed = start_build(engine)
        if resumed:
            self.say(_("An interrupted rebuild of %(index)s goes on.") % {"index": index})
        waiting = Delivery.objects.filter(index=index, is_set_aside=False).count()
        with self.progress(str(index), waiting) as progress, extra_workers(index.pk, worker_count(waiting, workers)):
            deliver_beside_others(index, engine.index(index.pk), left=progress.left)
        self.finish(engine, index)

    def record_entries(self) -> None:
        for source in sources():
            with self.progress(source.name, len(list(source.keys()))) as progress:
                record_everything(source.name, on_progress=progress.more)

    def finish(self, engine: Engine, index: Index) -> None:
        try:
            activate(engine, index)
        except IndexIncompleteError as error:
            self.name_differences(error.differences)
            self.name_set_aside(index)
            raise CommandError(
                _("%(index)s is not whole and does not serve. Begin again: what is done already is kept.")
                % {"index": index}
            ) from error
        count = Entry.objects.findable().count()
        text = ngettext("%(index)s serves with %(count)d entry.", "%(index)s serves with %(count)d entries.", count)
        self.say(text % {"index": index, "count": count})

    def status(self, **options) -> None:
        found = Entry.objects.findable().count()
        self.say(ngettext("%(count)d entry to find", "%(count)d entries to find", found) % {"count": found})
        indexes = list(Index.objects.all())
        if not indexes:
            self.say(_("There is no index: make one with “search_index rebuild”."))
        for index in indexes:
            waiting = Delivery.objects.filter(index=index)
            documents, problem = contents_of(target_of(index))
            line = _("%(index)s: %(state)s, documents: %(documents)s, waiting: %(waiting)d, set aside: %(aside)d") % {
                "index": index,
                "state": STATES[index.state],
                "documents": documents,
                "waiting": waiting.filter(is_set_aside=False).count(),
                "aside": waiting.filter(is_set_aside=True).count(),
            }
            self.say(line)
            if problem:
                self.say(f"  {problem}")
            elif index.failures:
                self.say("  " + _("Its engine does not answer; it is tried again by itself."))
            if index.analysis != analysis_version():
                self.say("  " + _("It was made with another analysis: run “search_index rebuild”."))
            self.name_set_aside(index)

    def verify(self, **options) -> None:
        count = 0
        serving = Index.objects.filter(state=Index.State.SERVING)
        if not serving:
            raise CommandError(_("There is no index: make one with “search_index rebuild”."))
        for index in serving:
            if target := target_of(index):
                found = list(differences(index, target))
                self.name_differences(found)
                count += len(found)
        if count:
            text = ngettext("%(count)d difference between index and entries.", "%(count)d differences between index and entries.", count)  # fmt: skip
            raise CommandError(text % {"count": count})
        self.say(_("Index and entries agree."))

    def check(self, **options) -> None:
        check_embedded()

    def catch_up(self, follow: bool, **options) -> None:
        enqueue_unread()
        for engine in engines_in_use():
            try:
                publish_serving(engine)
            except EngineError as error:
                self.stderr.write(_("The search engine does not answer: %(reason)s") % {"reason": reason_of(error)})
        while True:
            total = Outcome()
            for engine, index in indexes_in_use():
                with self.progress(str(index), Delivery.objects.filter(index=index).count()) as progress:
                    total += advance(engine, index, on_progress=progress.more)
            if total or not follow:
                line = _("Delivered: %(delivered)d, to be tried again: %(delayed)d, set aside: %(aside)d")
                self.say(line % {"delivered": total.delivered, "delayed": total.delayed, "aside": total.set_aside})
            if not follow:
                schedule_retry()
                return
            time.sleep(FOLLOW)

    def rollback(self, engine: str, **options) -> None:
        engines = [one for one in engines_in_use() if engine in ("", one.name)]
        indexes = [index for one in engines if (index := roll_back(one))]
        if not indexes:
            raise CommandError(_("No index was kept."))
        for index in indexes:
            self.say(_("%(index)s serves again.") % {"index": index})

    def name_differences(self, found: list[Difference]) -> None:
        for difference in found:
            words = "%(key)s: %(difference)s"
            if difference.is_pending:
                words = _("%(key)s: %(difference)s (waiting to be delivered)")
            self.stderr.write(words % {"key": difference.key, "difference": KINDS[difference.kind]})

    def name_set_aside(self, index: Index) -> None:
        aside = Delivery.objects.filter(index=index, is_set_aside=True).select_related("entry")
        for delivery in aside:
            self.stderr.write(f"  {delivery.entry.key}: {delivery.error}")


def contents_of(target: SearchIndex | None) -> tuple[str, str]:
    """Return (number of documents, problem) as text; neither stops the status."""
    if target is None:
        return "–", ""
    try:
        return str(sum(1 for _row in target.contents())), ""
    except AccessError as error:
        return "?", str(REFUSALS[error.refusal])
    except EngineError:
        return "?", ""


def reason_of(error: EngineError) -> str:
    """Return what can be done about a failure, or else its message."""
    return str(REFUSALS[error.refusal]) if isinstance(error, AccessError) else str(error)


def is_current(engine: Engine) -> bool:
    """Whether an index of the current analysis serves."""
    return Index.objects.serving(engine.name).filter(analysis=analysis_version()).exists()
