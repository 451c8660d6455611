"""Query the statistics from the command line."""

import shlex
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from difflib import get_close_matches

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.operations import TranslatedCommand
from programs.exports import all_formats
from programs.facts import (
    BREAKDOWNS,
    DIMENSION_MODELS,
    Indicator,
    PeriodType,
    Role,
    Status,
    TerritorialScheme,
    Territory,
)
from programs.statistics import BY, MEASURE_PREFIX, Question, Refusal, ask, summarize

#: {field of a question: model of its codes}
CODED = {code: model for code, model in DIMENSION_MODELS.items() if code != "territory"} | {"scheme": TerritorialScheme}
#: {field of a question: its values}
CLOSED = {
    "role": Role.values,
    "period_type": PeriodType.values,
    "status": Status.values,
    **{one.code: one.choices.values for one in BREAKDOWNS if one.choices},
    "basis": ["reported", "computed"],
}
#: {field of a question: its option}
OPTIONS = {field.name: f"--{field.name.replace('_', '-')}" for field in fields(Question)} | {
    "period_start": "--from",
    "period_end": "--until",
}


class Command(TranslatedCommand):
    help = gettext_lazy(
        "Answer a question about the published figures, as pages do: by codes, with qualifiers, sources and refusals."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "indicator", help=_("code of the indicator; several with + between them for their sum; measure:delivered")
        )
        for name, model in CODED.items():
            help_text = str(model._meta.verbose_name)
            parser.add_argument(OPTIONS[name], dest=name, default="", metavar="CODE", help=help_text)
        parser.add_argument(
            OPTIONS["territory"], default="", metavar="SCHEME:CODE", help=_("the territory, and what lies within it")
        )
        parser.add_argument(
            OPTIONS["exact_territory"], action="store_true", help=_("only what was recorded for the territory itself")
        )
        parser.add_argument(
            OPTIONS["events"], default="", help=_("only these distributions count: their codes, with commas")
        )
        for name, choices in CLOSED.items():
            parser.add_argument(OPTIONS[name], dest=name, choices=choices)
        parser.add_argument(OPTIONS["year"], type=int, help=_("the year in which the period ends"))
        for name, help_text in (
            ("period_start", _("periods that begin on this day or later")),
            ("period_end", _("periods that end on this day or earlier")),
            ("as_of", _("what the portal said at the end of this day")),
        ):
            parser.add_argument(OPTIONS[name], dest=name, type=date.fromisoformat, metavar="YYYY-MM-DD", help=help_text)
        parser.add_argument(
            OPTIONS["by"], default="", help=_("one or two of %(names)s, with a comma") % {"names": ", ".join(BY)}
        )
        parser.add_argument(
            "--summary",
            action="store_true",
            help=_("in place of the values their mean, median and count; with --by"),
        )
        parser.add_argument("--format", choices=tuple(all_formats()), default="table", help=_("how to print it"))

    def handle(self, *args, summary, **options):
        question = question_of(options)
        refuse_unknown_codes(question)
        answer = ask(question)
        if answer.refusal:
            raise CommandError(refusal_text(answer.refusal))
        if not answer.rows:
            raise CommandError(_("The ledger has no published value for this."))
        form = all_formats()[options["format"]]
        if not summary:
            self.print(form.answer(answer))
            return
        found = summarize(question)
        if isinstance(found, Refusal):
            raise CommandError(refusal_text(found, "--summary"))
        self.print(form.summary(found))

    def print(self, parts: Iterable[str | bytes]) -> None:
        """Print the file that the site serves, with paths instead of absolute URLs."""
        for part in parts:
            if isinstance(part, bytes):
                self.stdout.buffer.write(part)
            else:
                self.stdout.write(part, ending="")


def question_of(options: dict) -> Question:
    given = {field.name: options[field.name] for field in fields(Question) if options.get(field.name)}
    try:
        return Question(**given)
    except ValueError as error:
        raise CommandError(str(error)) from error


def refuse_unknown_codes(question: Question) -> None:
    """Raise CommandError for the first unknown code, with similar ones."""
    if not question.indicator.startswith(MEASURE_PREFIX):
        for code in question.indicators:
            refuse_unknown(code, _("indicator"), Indicator.objects.values_list("code", flat=True))
    for name, model in CODED.items():
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
    by_lower = {one.lower(): one for one in known}
    if near := get_close_matches(code.lower(), by_lower, n=5, cutoff=0.5):
        text += " " + _("Near it: %(codes)s.") % {"codes": ", ".join(by_lower[one] for one in near)}
    raise CommandError(text)


def refusal_text(refusal: Refusal, *more: str) -> str:
    """Return why there is no answer, and a command that has one, with `more` options."""
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
