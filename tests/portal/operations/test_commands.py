"""Help of the management commands."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator

import pytest
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.utils.translation import override

from portal.l10n.languages import language_codes
from portal.operations.commands import TranslatedCommand

OURS = [(app, name) for name, app in sorted(get_commands().items()) if app in ("portal", "search", "programs", "news", "home")]  # fmt: skip
COMMANDS = {name: load_command_class(app, name) for app, name in OURS}
TRANSLATED = [name for name, command in COMMANDS.items() if isinstance(command, TranslatedCommand)]


def parsers(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    """Yield a parser and those of its parts."""
    yield parser
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for part in action.choices.values():
                yield from parsers(part)


def help_printed(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit) as exit:
        ManagementUtility(["manage.py", *arguments]).execute()
    assert exit.value.code == 0
    return unwrapped(capsys.readouterr().out)


def unwrapped(text: str) -> str:
    """Return a text as one line, for argparse breaks it where the terminal ends."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize(("app", "name"), OURS)
def test_every_command_and_its_parts_have_help(app, name, language):
    with override(language):
        for parser in parsers(load_command_class(app, name).create_parser("manage.py", name)):
            assert parser.format_help()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_prints_its_help(name, capsys):
    assert help_printed(capsys, name, "--help")


@pytest.mark.parametrize("language", language_codes())
@pytest.mark.parametrize("name", TRANSLATED)
def test_help_of_a_translated_command_follows_its_language(name, language, capsys):
    printed = help_printed(capsys, name, "--help", "--language", language)
    with override(language):
        assert unwrapped(str(type(COMMANDS[name]).help)) in printed


def test_commands_with_messages_in_both_languages_take_a_language():
    assert {"load_facts", "search_index", "statistics"} <= set(TRANSLATED)


def test_an_unknown_language_is_refused_by_its_option(capsys):
    with pytest.raises(SystemExit) as exit:
        ManagementUtility(["manage.py", "statistics", "beneficiaries", "--language", "de"]).execute()
    assert exit.value.code == 2
    assert "--language" in capsys.readouterr().err
