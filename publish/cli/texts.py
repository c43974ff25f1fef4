"""The commands that work on the text itself: lint and convert."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.base.diagnostics import Diagnostic, ExitCode, Position, Severity, SourceError, error, summarise
from publish.base.messages import say
from publish.cli.console import COLOURS, Console, lines_of, set_up, with_console
from publish.cli.languages import language_option

if TYPE_CHECKING:
    from publish.editing.lint import LintFinding

ENCODINGS = ("auto", "tcvn3", "vni", "viscii", "vps", "windows-1258", "viqr")


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option("--fix", is_flag=True, help="Rewrite what is safe; all else stays byte for byte.")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Run this rule only; may be given again.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "short", "json", "sarif"]),
    default="human",
    show_default=True,
    help="How findings are printed.",
)
@language_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.pass_context
def lint(
    ctx: click.Context,
    files: tuple[Path, ...],
    fix: bool,
    rules: tuple[str, ...],
    format_: str,
    lang: str | None,
    strict: bool,
    quiet: bool,
) -> None:
    """Find what is wrong with the Vietnamese of FILES, by default of every article of the project.

    A folder means the Markdown in it. What most of a file has is told once, with a count; as json or sarif each place
    is told. Ends with code 3 if there is an error, with --strict also for a warning.

    \b
    Example: publish lint --fix source/bai.md
    """
    console = set_up(ctx, quiet, verbose=False, short=format_ != "human", strict=strict, lang=lang)
    from publish.editing.lint import LintOptions, check_names, fixing
    from publish.editing.lint import lint as lint_files
    from publish.kinds.projects import open_project

    project = open_project(files[0] if files else Path())
    if wrong := check_names(rules):
        raise SourceError(_unknown_rule(wrong[0]))
    if files and (unknown := [fault for fault in project.faults if fault.rule == "unknown-rule"]):
        raise SourceError(unknown)
    if not files and not project.sources and project.faults:
        raise SourceError(project.faults)
    paths = fixing.sources_of(files or project.sources or [project.root / "source"])
    language = console.language
    options = LintOptions(language, frozenset(rules))
    unread: list[Diagnostic] = []
    faults = () if files else project.faults

    def look() -> list[LintFinding]:
        findings, unread[:] = lint_files(project, paths, options)
        return findings

    made, findings = fixing.fix(look) if fix else (0, look())
    if format_ in ("human", "short"):
        from publish.editing.lint.habits import gather

        findings = gather(findings, lambda path: "\n".join(lines_of(path)), language)
    if quiet:
        findings = [finding for finding in findings if finding.severity is Severity.ERROR]
    _print(findings, format_, language)
    if made and not quiet:
        console.tell(say("{count} fixed", count=made))
    if count := summarise(findings, language):
        click.echo(count, err=True)
    unread += faults
    console.show(unread)
    worst = Severity.WARNING if strict else Severity.ERROR
    if any(severity <= worst for severity in [found.severity for found in findings] + [one.severity for one in unread]):
        ctx.exit(ExitCode.SOURCE)


def _print(findings: list[LintFinding], format_: str, language: str) -> None:
    """Print findings on stdout: they are the result."""
    from publish.editing.lint import reports

    if format_ == "json":
        click.echo(reports.render_json(findings))
    elif format_ == "sarif":
        from publish.editing.lint import describe_rules

        click.echo(reports.render_sarif(findings, describe_rules(language)))
    else:
        texts = reports.render_text(findings, language, lines_of, short=format_ == "short")
        for finding, text in zip(findings, texts, strict=True):
            first, _, rest = text.partition("\n")
            click.secho(first, fg=COLOURS[finding.severity])
            if rest:
                click.echo(rest)


def _unknown_rule(name: str) -> Diagnostic:
    import difflib

    from publish.editing.lint.rules import RULES

    guess = difflib.get_close_matches(name, RULES, n=1)
    hint = say("there are {names}", names=", ".join(sorted(RULES)))
    if guess:
        hint = say("did you mean {name}?", name=guess[0])
    return error(Position(Path("--rule")), say("no rule is called {name!r}", name=name), "unknown-rule", hint)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "encoding",
    type=click.Choice(ENCODINGS),
    default="auto",
    show_default=True,
    help="Encoding of FILE.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="Where to write: a file, a folder, or - for stdout.  [default: NAME.utf8.SUFFIX]",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@with_console
def convert(console: Console, file: Path, encoding: str, output: str | None, force: bool) -> None:
    """Write FILE, a text in an old Vietnamese encoding, as UTF-8 beside it.

    Says on stderr which encoding it was, how sure that is, and how much has changed.

    \b
    Example: publish convert cong-van.txt --from tcvn3
    """
    from publish.reader.convert import convert_file

    made = convert_file(file, encoding, output, force, console.settle)
    if console.verbosity >= 0:
        sure = f"{made.confidence:.0%}"
        told = say(
            "{name}, {sure} sure, {count:,} characters changed", name=made.encoding, sure=sure, count=made.changed
        )
        console.tell(told)
    if made.output:
        console.result(made.output)
    else:
        click.echo(made.content, nl=False)
