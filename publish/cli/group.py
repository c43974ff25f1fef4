"""The commands under one roof: each is imported when it is asked for, and a failure becomes findings and a code.

The list of commands needs nothing but a sentence about each, and a command nothing of the others: importing all of
them took as long as importing Click.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from gettext import gettext
from typing import Any

import click

from publish.base.messages import SOURCE_LANGUAGE, translate
from publish.cli.languages import asked_language, clicks_words, told_in


class LateCommands(MutableMapping[str, click.Command]):
    """Commands by name, in the order of a table; each is imported when it is asked for."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Start with where each command is: ``module:function``."""
        self._places = dict(places)
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        """Return a command."""
        if name not in self._loaded:
            module, _, function = self._places[name].partition(":")
            self._loaded[name] = getattr(importlib.import_module(module), function)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        """Add a command, or put another in its place."""
        self._places.setdefault(name, "")
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        """Take a command out."""
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the commands."""
        return len(self._places)


class CommandGroup(click.Group):
    """The program: a failure with a reason becomes its findings and its exit code.

    Attributes:
        language: What the help, and what is wrong with the options, is told in.
        briefs: The first paragraph of the help of each command, for the list of them.
    """

    language = SOURCE_LANGUAGE
    briefs: Mapping[str, str] = {}

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        """Run the command that the arguments name, in the language that they ask for."""
        language = asked_language(sys.argv[1:] if args is None else args)
        with clicks_words(language):
            group = self if language == self.language else told_in(self, language)
            group.language = language
            return super(CommandGroup, group).main(args, *others, **extra)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command whose help is told in the language."""
        return self._told(super().get_command(ctx, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, none of which is imported for it."""
        names = self.list_commands(ctx)
        limit = formatter.width - 6 - max(map(len, names))
        listed = [(name, self._told(click.Command(name, help=self.briefs[name]))) for name in names]
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, command.get_short_help_str(limit)) for name, command in listed if command])

    def _told(self, command: click.Command | None) -> click.Command | None:
        return command if command is None or self.language == SOURCE_LANGUAGE else told_in(command, self.language)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; anything but a :class:`PublishError` is a fault of the program and keeps its traceback."""
        try:
            return super().invoke(ctx)
        except click.ClickException as failure:
            failure.message = translate(failure.message, self.language)  # type: ignore[misc]  # that it is final is a mistake
            raise
        except (click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            from publish.base.diagnostics import ExitCode
            from publish.cli.console import ABORTED, Console

            console = ctx.find_object(Console) or Console(language=self.language)
            console.clear()
            console.tell(ABORTED)
            ctx.exit(ExitCode.ABORTED)
        except BrokenPipeError:
            from publish.base.diagnostics import ExitCode

            sys.stdout = None  # nobody reads on; Python must not try to flush
            ctx.exit(ExitCode.ABORTED)
        except Exception as failure:
            from publish.base.diagnostics import PublishError
            from publish.cli.console import Console

            if not isinstance(failure, PublishError):
                raise
            (ctx.find_object(Console) or Console(language=self.language)).show(failure.diagnostics)
            ctx.exit(failure.exit_code)
