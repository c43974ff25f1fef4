"""The JSON Schemas: made of the tables of keys, and as strict as the program."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from publish.cli import main
from publish.kinds import KINDS
from publish.kinds.schemas import SCHEMAS
from publish.outputs import formats
from publish.publication.kind import Known
from publish.publication.settings import known_sections
from publish.reader import gathered_suffixes
from publish.reader.frontmatter import key_shapes
from publish.reader.reading import read_article
from tests.support.folders import PROJECTS, ROOT
from tests.support.schemas import as_json, schema_file, schema_text

SECTIONS = known_sections(Known(KINDS, formats(), gathered_suffixes(), lambda: ()))
KEYS = [(section, key) for section, keys in SECTIONS.items() for key in keys]
DAY = datetime.date(2026, 1, 15)
PROBES: list[Any] = [
    *(True, False, 0, 1, -1, 2, 3, 4, 400, 10**9, 1.5, DAY, datetime.datetime(2026, 1, 15, 7, 30)),
    *(
        "",
        " ",
        "x",
        "X y",
        "A4",
        "a5",
        "A3",
        "3mm",
        "3",
        "3 km",
        "148mm x 210mm",
        "148 x 210",
        "vi",
        "en-GB",
        "v",
        "tiếng",
    ),
    *("#a11d21", "#a1", "cmyk 20 100 100 15", "cmyk 20", "IV/2026", "quý II/2026", "V/2026", "iv/2026", "978", "../x"),
    *("978-604-0-00001-9", "sách không bán", "sách cho không", "a/b", "-a", ".a", "a" * 101),
    *([], [""], [" "], ["x"], ["x", "x"], [1], [["x"]], ["pdf"], ["docx"], {}, {"a": 1}, {"a": "x"}),
    *({"tập 2": "978-604-0-00001-9"}, [{"title": "Một", "contents": ["a.md"]}], [{"title": "Một"}]),
    *(
        [{"title": "Một", "contents": []}],
        [{"title": " ", "contents": ["a.md"]}],
        [{"title": "M", "contents": ["a"], "x": 1}],
    ),
]
ALLOWED = sorted(
    {
        value
        for keys in SCHEMAS["publish"]()["properties"].values()
        for shape in keys["properties"].values()
        for value in shape.get("enum", ())
        if isinstance(value, str)
    }
)
"""Values of lists of values, of which each other key is to refuse those that are not its own."""

UNTOLD = (r"page\.(paper|trim|bleed)|cover\.(spine|accent)", r"imprint\.(isbn|isbn_ebook|other_isbns)")
"""Keys whose values the program looks at more closely than a schema can: lengths, inks and check digits."""


def takes(schema: dict[str, Any], value: Any) -> bool:
    return jsonschema.Draft7Validator(schema).is_valid(as_json(value))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_docs_is_the_one_of_the_program(name: str) -> None:
    assert schema_text(name) == schema_file(name).read_text(encoding="utf-8"), "python -m tests.support.schemas"
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name]())


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_command_gives_the_schema(name: str) -> None:
    assert schema_text(name) == CliRunner().invoke(main, ["schema", name]).output


def test_each_key_says_what_it_is() -> None:
    sections = {name: section["properties"] for name, section in SCHEMAS["publish"]()["properties"].items()}
    sections |= {name: SCHEMAS[name]()["properties"] for name in ("article", "official")}
    said = {
        f"{section}.{key}": shape.get("description", "")
        for section, keys in sections.items()
        for key, shape in keys.items()
    }
    assert {} == {key: text for key, text in said.items() if not re.fullmatch(r"[^`\s].*\.", text) or ":data:" in text}


def samples() -> Iterator[Path]:
    yield from PROJECTS.rglob("publish.toml")
    yield from (ROOT / "source").rglob("publish.toml")


@pytest.mark.parametrize("path", tuple(samples()), ids=lambda path: path.parent.parent.name)
def test_the_settings_of_the_samples_are_taken(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [] == [
        error.message for error in jsonschema.Draft7Validator(SCHEMAS["publish"]()).iter_errors(as_json(table))
    ]


def articles() -> Iterator[Path]:
    yield from PROJECTS.rglob("*.md")
    yield from (ROOT / "source").rglob("*.md")


@pytest.mark.parametrize("path", tuple(articles()), ids=lambda path: path.name)
def test_the_front_matter_of_the_samples_is_taken(path: Path) -> None:
    head = re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
    table = as_json(yaml.safe_load(head[1])) if head else {}
    schema = SCHEMAS["official" if "loai" in table else "article"]()
    assert [] == [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(table)]


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_what_the_program_takes_the_schema_takes_and_what_it_refuses_is_refused(section: str, key: str) -> None:
    schema = SCHEMAS["publish"]()
    named = f"{section}.{key}"
    for value in (*PROBES, *ALLOWED):
        failure: Exception | None = None
        try:
            SECTIONS[section][key](value)
        except (TypeError, ValueError) as refused:
            failure = refused
        if isinstance(value, str if "date" in key else datetime.date):
            continue  # to a schema a date is a text
        taken = takes(schema, {section: {key: value}})
        if failure is None:
            assert taken, (named, value, "the program takes it")
        elif isinstance(failure, TypeError) or not any(re.fullmatch(keys, named) for keys in UNTOLD):
            assert not taken, (named, value, f"the program says {failure}")


@pytest.mark.parametrize("section", SECTIONS)
def test_unknown_keys_and_sections_are_refused(section: str) -> None:
    schema = SCHEMAS["publish"]()
    assert takes(schema, {section: {}})
    assert not takes(schema, {section: {"xyz": 1}}) and not takes(schema, {f"{section}x": {}})
    assert not takes(schema, {section: 1}) and not takes(schema, {section: []})


VALUES = [
    "abc",
    "12",
    "1.5",
    "true",
    "",
    "~",
    "[a, b]",
    "[]",
    "[[a]]",
    "{a: b}",
    "2020-01-31",
    "2020-1-31",
    "vi",
    "tiếng Việt",
]


@pytest.mark.parametrize("key", [*key_shapes(), "title", "xyz"])
def test_front_matter_is_refused_by_both_or_by_neither(key: str, tmp_path: Path) -> None:
    for value in VALUES:
        if (key, value) == ("lang", "true"):
            continue  # four letters to the program, to a schema no text
        path = tmp_path / "a.md"
        path.write_text(f"---\n{key}: {value}\n---\n\nMột đoạn.\n", encoding="utf-8")
        told = [found.rule for found in read_article(path).diagnostics]
        table = json.loads(json.dumps(as_json(yaml.safe_load(f"{key}: {value}"))))
        assert takes(SCHEMAS["article"](), table) == (not told), (key, value, told)
