"""The documents say what the code does: settings, commands, fields of the directory, dependencies, links."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic_settings import BaseSettings

from bot import settings
from bot.cli.app import COMMANDS
from bot.directory import base, channels, models
from bot.directory.yamlfile import parse

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.ko.md")
DOCUMENTS = sorted(p for p in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
GUIDE = (ROOT / "docs/directory.md").read_text()
PARTS = {
    kind.__name__: kind
    for module in (base, channels, models)
    for kind in vars(module).values()
    if isinstance(kind, type)
    and issubclass(kind, BaseModel)
    and kind.__module__ == module.__name__
    and kind.model_fields
}


def kinds() -> list[type[BaseSettings]]:
    return [k for k in vars(settings).values() if isinstance(k, type) and issubclass(k, settings._Settings)]


def fields() -> dict[str, Any]:
    return {f"GYEOT_{name.upper()}": field for kind in kinds() for name, field in kind.model_fields.items()}


def settings_table(name: str) -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| `(GYEOT_\w+)` \| (.+?) \| (.+?) \|$", (ROOT / name).read_text(), re.MULTILINE)
    return {variable: (default, text) for variable, default, text in rows}


@pytest.mark.parametrize("name", READMES)
def test_every_setting_stands_in_the_readme_and_no_other(name: str) -> None:
    code = "\n".join(p.read_text() for p in (ROOT / "bot").rglob("*.py"))
    read = set(re.findall(r"GYEOT_[A-Z_]*[A-Z]", code)) | set(fields())
    assert set(settings_table(name)) == read


@pytest.mark.parametrize("name", READMES)
def test_defaults_of_the_settings_are_those_in_the_readme(name: str) -> None:
    table = settings_table(name)
    for variable, field in fields().items():
        if not field.is_required() and field.default is not None:
            assert table[variable][0] == f"`{field.default}`", variable


def test_the_english_readme_describes_settings_in_the_words_of_the_code() -> None:
    table = settings_table("README.md")
    assert {v: table[v][1] for v in fields()} == {v: f.description for v, f in fields().items()}


@pytest.mark.parametrize("name", READMES)
def test_every_command_stands_in_the_readme_and_no_other(name: str) -> None:
    rows = re.findall(r"^\| `gyeot (\w+)` \|", (ROOT / name).read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(COMMANDS)


def test_commands_in_code_blocks_and_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        text = document.read_text()
        said = set(re.findall(r"(?:\.venv/bin/|`)gyeot ([a-z]+)", text))
        assert said <= set(COMMANDS), document.name
        made = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
        assert made <= targets, document.name


def test_both_readmes_have_the_same_code_links_and_figures() -> None:
    english, korean = ((ROOT / name).read_text() for name in READMES)
    for pattern in (
        r"\]\((?!README|docs/images)([^)]+)\)",
        r"\d{1,3}(?:,\d{3})+|\d{4,}",
        r"^ *(?:\.venv/bin/gyeot|make) ?[a-z0-9]*",
    ):
        texts = (english, korean.replace(".ko.md)", ".md)"))  # a page in Korean is the same page
        found = [set(re.findall(pattern, text, re.MULTILINE)) for text in texts]
        assert found[0] == found[1], pattern


def section(name: str) -> str:
    found = re.search(rf"^### {name}\n(.*?)(?=^##|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/directory.md has no section on {name}"
    return found[1]


def rows(text: str) -> dict[str, bool]:
    """Fields in the first column of the section's table, and whether they are marked as needed."""
    result = {}
    table = text.split("| 항목 · field |")[1].split("```")[0]
    for cell in re.findall(r"^\|((?: *`[a-z_]+`[ !]*,?)+) *\|", table, re.MULTILINE):
        for field, mark in re.findall(r"`([a-z_]+)`( !)?", cell):
            result[field] = bool(mark)
    return result


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_field_of_the_directory_is_explained_and_nothing_else(name: str) -> None:
    expected = {field: info.is_required() for field, info in PARTS[name].model_fields.items()}
    assert rows(section(name)) == expected


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_field_has_an_example_that_the_models_take(name: str) -> None:
    found = re.search(rf"```yaml\n# {name}\n(.*?)```", section(name), re.DOTALL)
    assert found is not None
    value, _ = parse(found[1].encode(), Path("example.yaml"))
    assert set(value) == set(PARTS[name].model_fields)
    TypeAdapter(PARTS[name]).validate_python(value)


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *(d for more in project["optional-dependencies"].values() for d in more)]
    names = {re.split(r"[\[<>=]", dependency)[0] for dependency in declared}
    said = re.findall(r"^\| `([\w.-]+)` \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    assert sorted(said) == sorted(names)


def test_the_licence_is_the_one_that_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    titles = {
        "GPL-3.0-or-later": "GNU GENERAL PUBLIC LICENSE",
        "AGPL-3.0-or-later": "GNU AFFERO GENERAL PUBLIC LICENSE",
    }
    text = (ROOT / "LICENSE").read_text()
    assert text.lstrip().startswith(titles[project["license"]])
    assert len(text) > 30_000
    for name in READMES:
        assert f"[{project['license']}](LICENSE)" in (ROOT / name).read_text()


def test_the_json_schema_for_editors_is_the_one_of_the_models() -> None:
    written = json.loads((ROOT / "docs/resources.schema.json").read_text())
    written.pop("$schema")
    assert written == models.Directory.model_json_schema(), "run: gyeot schema > docs/resources.schema.json"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_local_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), f"{document.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{document.name}: {target}"


def anchors(file: Path) -> set[str]:
    """The anchors that GitHub makes of headings."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
