"""The chapters of reference of the manual: commands, settings and rules, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from publish.editing.lint.rules import RULES as LINT_RULES
from publish.kinds.schemas import SCHEMAS
from publish.vietnamese import place_tones
from tests.support.folders import ROOT
from tests.support.reference.program import Option, commands, program_options, shared_options
from tests.support.reference.wording import Wording, marked

MADE = "<!-- python -m tests.support.reference -->"
_TYPED = re.compile(r"\d+|stdout|\S*[A-Z./]\S*")
"""A default that is typed or named as it stands, in any language."""

README = {"en": "README.md", "vi": "README.vi.md"}


def commands_chapter(say: Wording) -> str:
    """All commands with their options, then the exit codes."""
    parts = [
        *_opening(say, "Commands and options"),
        say.text("Each option has an environment variable: PUBLISH_PDF_PAPER=A5 is --paper A5 of publish pdf."),
        *(_option(say, option) for option in program_options(say.language)),
        f"## {say.text('Options of most commands')} {{#shared}}",
        *(_option(say, option) for option in shared_options(say.language)),
    ]
    for command in commands(say.language):
        first, *others = map(marked, command.paragraphs)
        parts += [f"## publish {command.name} {{#{command.name}}}", first, f"```text\n{command.usage}\n```"]
        parts += [*others, *(_option(say, option) for option in command.options)]
        if command.shared:
            names = ", ".join(
                f"`{name.split(' ')[-1] if ',' in name else name.split(' ')[0]}`" for name in command.shared
            )
            parts.append(f"[{say.text('As most commands')}](#shared): {names}.")
        parts.append(f'```sh title="{say.text("Example")}"\n{command.example}\n```')
    return _page([*parts, f"## {say.text('Exit codes')} {{#codes}}", *_codes(say)])


def _opening(say: Wording, headline: str) -> list[str]:
    return [f"---\nheadline: {say.text(headline)}\n---", MADE]


def _page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _option(say: Wording, option: Option) -> str:
    said = [marked(option.about), f"{option.span}." if option.span else ""]
    if option.default:
        typed = _TYPED.fullmatch(option.default) or option.default in re.findall(r"\w[\w-]*", option.names)
        default = f"`{option.default}`" if typed else marked(option.default)
        said.insert(1, f"{say.text('Default:')} {default}.")
    labels = "\n".join(f"`{names}`" for names in option.names.split(" / "))
    return f"{labels}\n:   {' '.join(filter(None, said))}"


def _codes(say: Wording) -> Iterator[str]:
    readme = (ROOT / README[say.language]).read_text(encoding="utf-8")
    for code, name, when in re.findall(r"^\| (\d) \| (\w+) \| (.+) \|$", readme, re.MULTILINE):
        yield f"`{code}` ({name})\n:   {when[0].upper()}{when[1:]}."


def settings_chapter(say: Wording) -> str:
    """The keys of ``publish.toml`` by section, then those of front matter."""
    parts = [
        *_opening(say, "Settings"),
        say.text("Sections and keys of source/publish.toml. Whatever is left out has its default."),
    ]
    for section, keys in SCHEMAS["publish"]()["properties"].items():
        parts += [f"## [{section}] {{#{section}}}".replace("[", r"\["), *_keys(say, keys["properties"])]
    article = SCHEMAS["article"]()["properties"]
    return _page([*parts, f"## {say.text('Front matter of an article')} {{#front-matter}}", *_keys(say, article)])


def _keys(say: Wording, keys: dict[str, Any]) -> Iterator[str]:
    """Yield the keys; those that say the same stand together."""
    together: dict[str, list[str]] = {}
    for key, shape in keys.items():
        about = " ".join(filter(None, [say.text(shape["description"]), _values(say, shape)]))
        together.setdefault(about, []).append(key)
    for about, names in together.items():
        yield "\n".join(f"`{name}`" for name in names) + f"\n:   {about}"


def _values(say: Wording, shape: dict[str, Any]) -> str:
    """What a value may be, where its key does not say so by itself."""
    if values := shape.get("enum"):
        return f"{say.text('Values:')} {', '.join(f'`{value}`' for value in values)}."
    if shape.get("type") == "boolean":
        return f"{say.text('Values:')} `true`, `false`."
    if shape.get("type") == "integer":
        return f"{say.text('A whole number:')} `{shape['minimum']} ≤ N ≤ {shape['maximum']}`."
    if "array" in shape.get("type", ""):
        return say.text("A list.")
    return ""


def rules_chapter(say: Wording) -> str:
    """The rules of docs/rules.md, then those of the linter."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    parts = [
        *_opening(say, "Rules"),
        say.text(
            "Each finding ends with the name of its rule in brackets. Those of finished files are in docs/check.md."
        ),
    ]
    for heading, section in re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
        parts += [f"## {say.text(heading)}", *_rows(say, section)]
    return _page([*parts, "## publish lint {#lint}", *_lint_rules(say)])


def _rows(say: Wording, section: str) -> Iterator[str]:
    for row in re.findall(r"^\| (`.+) \|$", section, re.MULTILINE):
        names, *commands, about = row.split(" | ")
        said = re.sub(r"\[(\w+\.md)\]\(\1\)", r"`docs/\1`", say.markdown(about))
        said = re.sub(r"\[([^\]]+)\]\(([\w.]+)[^)]*\)", r"\1 (`docs/\2`)", said)
        said = said if commands else said[0].upper() + said[1:]
        yield f"{names}\n:   {' '.join([*(f'{command}:' for command in map(say.markdown, commands)), said])}."


def _lint_rules(say: Wording) -> Iterator[str]:
    for rule in LINT_RULES.values():
        about = marked(place_tones(rule.description[say.language], "old"))
        marks = [say.text(rule.severity.name.lower())]
        marks += [say.text("mended by --fix")] * rule.safe + [say.text("off unless named")] * rule.opt_in
        yield f"`{rule.name}`\n:   {about[0].upper()}{about[1:]} ({', '.join(marks)})."


CHAPTERS: dict[str, Callable[[Wording], str]] = {
    "commands.md": commands_chapter,
    "settings.md": settings_chapter,
    "rules.md": rules_chapter,
}
"""What writes each chapter, by its file."""
