"""Ask the door for numbers from the command line."""

import json
import shlex
from dataclasses import fields
from datetime import date
from difflib import get_close_matches

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.l10n import current_language
from portal.operations import TranslatedCommand
from portal.pages import LICENSED
from programs.exports import (
    READABLE,
    answer_json,
    csv_lines,
    lines_of,
    lines_of_summary,
    summary_csv_lines,
    summary_json,
)
from programs.facts import (
    AgeBand,
    AssistanceKind,
    DistributionEvent,
    Edition,
    Indicator,
    PeriodType,
    Program,
    Role,
    Sex,
    Status,
    TerritorialScheme,
    Territory,
    Trade,
)
from programs.statistics import BY, MEASURE, Answer, Question, Refusal, Summary, ask, summarize

#: What is asked by code: the field of a question, its option, and where the codes are kept.
CODED = {
    "program": ("--program", Program),
    "edition": ("--edition", Edition),
    "event": ("--event", DistributionEvent),
    "trade": ("--trade", Trade),
    "assistance_kind": ("--assistance-kind", AssistanceKind),
    "scheme": ("--scheme", TerritorialScheme),
}
CLOSED = {
    "role": ("--role", Role.values),
    "period_type": ("--period-type", PeriodType.values),
    "status": ("--status", Status.values),
    "sex": ("--sex", Sex.values),
    "age_band": ("--age-band", AgeBand.values),
    "basis": ("--basis", ["reported", "computed"]),
}
DAYS = {"period_start": "--from", "period_end": "--until", "as_of": "--as-of"}

#: The options of all fields, in the order of a question.
OPTIONS = {
    **{name: option for name, (option, _more) in (CODED | CLOSED).items()},
    **DAYS,
    "territory": "--territory",
    "year": "--year",
    "by": "--by",
    "exact_territory": "--exact-territory",
    "events": "--events",
}


class Command(TranslatedCommand):
    help = gettext_lazy(
        "Answer a question about the published figures, as pages do: by codes, with qualifiers, sources and refusals."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "indicator", help=_("code of the indicator; several with + between them for their sum; measure:delivered")
        )
        for name, (option, model) in CODED.items():
            parser.add_argument(option, dest=name, default="", metavar="CODE", help=str(model._meta.verbose_name))
        parser.add_argument(
            OPTIONS["territory"], default="", metavar="SCHEME:CODE", help=_("the territory, and what lies within it")
        )
        parser.add_argument(
            OPTIONS["exact_territory"], action="store_true", help=_("only what was recorded for the territory itself")
        )
        parser.add_argument(
            OPTIONS["events"], default="", help=_("only these distributions count: their codes, with commas")
        )
        for name, (option, choices) in CLOSED.items():
            parser.add_argument(option, dest=name, choices=choices)
        parser.add_argument(OPTIONS["year"], type=int, help=_("the year in which the period ends"))
        for name, help_text in (
            ("period_start", _("periods that begin on this day or later")),
            ("period_end", _("periods that end on this day or earlier")),
            ("as_of", _("what the portal said at the end of this day")),
        ):
            parser.add_argument(DAYS[name], dest=name, type=date.fromisoformat, metavar="YYYY-MM-DD", help=help_text)
        parser.add_argument(
            OPTIONS["by"], default="", help=_("one or two of %(names)s, with a comma") % {"names": ", ".join(BY)}
        )
        parser.add_argument(
            "--summary",
            action="store_true",
            help=_("in place of the values their mean, median and count; with --by"),
        )
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help=_("how to print it"))

    def handle(self, *args, summary, **options):
        question = question_of(options)
        refuse_unknown_codes(question)
        answer = ask(question)
        if answer.refusal:
            raise CommandError(refusal_text(answer.refusal))
        if not answer.rows:
            raise CommandError(_("The ledger has no published value for this."))
        if not summary:
            self.stdout.write(PRINTED[options["format"]](answer), ending="")
            return
        found = summarize(question)
        if isinstance(found, Refusal):
            raise CommandError(refusal_text(found, "--summary"))
        self.stdout.write(SUMMARIES[options["format"]](found), ending="")


def question_of(options: dict) -> Question:
    given = {field.name: options[field.name] for field in fields(Question) if options.get(field.name)}
    try:
        return Question(**given)
    except ValueError as error:
        raise CommandError(str(error)) from error


def refuse_unknown_codes(question: Question) -> None:
    """Raise CommandError for the first code that the ledger does not know, with those that are like it."""
    if not question.indicator.startswith(MEASURE):
        for code in question.indicators:
            refuse_unknown(code, _("indicator"), Indicator.objects.values_list("code", flat=True))
    for name, (_option, model) in CODED.items():
        if code := getattr(question, name):
            refuse_unknown(code, model._meta.verbose_name, model.objects.values_list("code", flat=True))
    if question.territory:
        refs = Territory.objects.by_ref()
        refuse_unknown(question.territory, Territory._meta.verbose_name, refs)


def refuse_unknown(code: str, kind: str, known) -> None:
    known = list(known)
    if code in known:
        return
    text = _("Unknown code of %(kind)s: “%(code)s”.") % {"kind": kind, "code": code}
    by_small_letters = {one.lower(): one for one in known}
    if near := get_close_matches(code.lower(), by_small_letters, n=5, cutoff=0.5):
        text += " " + _("Near it: %(codes)s.") % {"codes": ", ".join(by_small_letters[one] for one in near)}
    raise CommandError(text)


def refusal_text(refusal: Refusal, *more: str) -> str:
    """Return why there is no answer, and the command that has one; `more` are its further options."""
    near = refusal.nearest
    message = str(refusal.message)
    if near is None:
        return message
    return "\n".join([message, _("This has an answer:"), f"  {' '.join([command_of(near), *more])}"])


def command_of(question: Question) -> str:
    """Return the command that asks a question."""
    codes = question.as_codes()
    words = ["manage.py", "statistics", codes.pop("indicator")]
    for name, text in codes.items():
        words += [OPTIONS[name]] if text == "True" else [OPTIONS[name], text]
    return shlex.join(words)


def table(answer: Answer) -> str:
    return "\n".join(lines_of(answer)).rstrip() + "\n"


def csv(answer: Answer) -> str:
    """The same file as from the site, the mark of Excel included."""
    return "".join(csv_lines(answer.rows, answer.question.by, current_language()))


def as_json(answer: Answer) -> str:
    """The same rows as from the site; it does not know under which name the site is reached, so addresses are paths."""
    return json.dumps(answer_json(answer, str), **READABLE) + "\n"


PRINTED = {"table": table, "csv": csv, "json": as_json}


def summary_table(summary: Summary) -> str:
    return "\n".join(lines_of_summary(summary)).rstrip() + "\n"


def summary_csv(summary: Summary) -> str:
    return "".join(summary_csv_lines(summary))


def summary_as_json(summary: Summary) -> str:
    """The same as `summary` in the JSON of the rows, with the question."""
    return json.dumps({"question": summary.question.as_codes(), **summary_json(summary), **LICENSED}, **READABLE) + "\n"


SUMMARIES = {"table": summary_table, "csv": summary_csv, "json": summary_as_json}
