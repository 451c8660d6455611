"""Management commands with translated output."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.l10n import DEFAULT_LANGUAGE, language_codes


class TranslatedCommand(BaseCommand):
    """A command with `--language` for its help, messages and errors."""

    def run_from_argv(self, argv: list[str]) -> None:
        # Help is printed while the command's own parser runs, before the option is known.
        early = ArgumentParser(add_help=False, allow_abbrev=False)
        early.add_argument("--language", nargs="?")
        language = early.parse_known_args(argv[2:])[0].language
        with override(language if language in language_codes() else DEFAULT_LANGUAGE):
            super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        # argparse accepts no lazy strings.
        self.help = str(self.help)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument(
            "--language",
            choices=language_codes(),
            default=DEFAULT_LANGUAGE,
            help=_("the language of help and messages"),
        )
        return parser

    def execute(self, *args, language: str, **options) -> str | None:
        with override(language):
            return super().execute(*args, **options)
