"""Are the files under `locales/` that teach the reader in order? For `gyeot check`, which has the wording."""

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import yaml
from pydantic import ValidationError

from bot.understanding import lexicon, phrases
from bot.understanding.model import artefact, fingerprint
from bot.understanding.normalise import normalise, squeeze
from bot.vocabulary import Situation


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `code`: yaml, shape, twice, pattern (errors); swallowed (a warning).

    `field` is the place in the file ("situations.deepfake.3"), `other` what it collides with: an id, or a line.
    """

    path: Path
    line: int
    code: str
    field: str = ""
    other: str = ""

    @property
    def warning(self) -> bool:
        """Whether the file can be used all the same."""
        return self.code == "swallowed"


def check(locales: Path) -> list[Finding]:
    """What is wrong in any file of phrases or lexicon, by file and line; empty when all is well."""
    found: list[Finding] = []
    for path in phrases.files(locales):
        found += _phrases(path)
    for path in lexicon.files(locales):
        found += _lexicon(path)
    return found


def swallowed(locales: Path, path: Path | None = None) -> list[Finding]:
    """Phrases that another situation's phrases take over when they are read without themselves.

    Known from training; empty when the artefact does not fit the files.
    """
    try:
        with (path or artefact()).open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if str(file["inputs"]) != fingerprint(locales):
                return []
            rivals = file["rivals"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return []
    every, findings, at = list(Situation), [], 0
    for source in phrases.files(locales):
        places = _lines(source)
        for example in phrases.of(phrases.read(source), source.parent.name):
            if rivals[at] >= 0:
                line = places.get(normalise(example.text), 1)
                findings.append(
                    Finding(source, line, "swallowed", "/".join(example.situations), every[rivals[at]].value)
                )
            at += 1
    return findings


def _phrases(path: Path) -> list[Finding]:
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        content = phrases.read(path)
    except yaml.MarkedYAMLError as error:
        return [Finding(path, error.problem_mark.line + 1 if error.problem_mark else 1, "yaml")]
    except ValidationError as error:
        places = [e["loc"] for e in error.errors(include_input=False, include_url=False, include_context=False)]
        return [Finding(path, _line(root, place), "shape", ".".join(map(str, place))) for place in places]
    seen: dict[str, str] = {}
    findings = []
    lines = _lines(path)
    for example in phrases.of(content, path.parent.name):
        key = squeeze(normalise(example.text)) or example.text
        about = "/".join(example.situations) or example.kind.value
        if seen.setdefault(key, about) != about:
            findings.append(Finding(path, lines.get(normalise(example.text), 1), "twice", about, seen[key]))
    return findings


def _lexicon(path: Path) -> list[Finding]:
    findings = []
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return [Finding(path, error.problem_mark.line + 1 if error.problem_mark else 1, "yaml")]
    for section, ids in root.value if isinstance(root, yaml.MappingNode) else []:
        for id, patterns in ids.value if isinstance(ids, yaml.MappingNode) else []:
            for pattern in patterns.value if isinstance(patterns, yaml.SequenceNode) else []:
                try:
                    re.compile(str(pattern.value).removesuffix("*"))
                except re.error:
                    line = pattern.start_mark.line + 1
                    findings.append(Finding(path, line, "pattern", f"{section.value}.{id.value}"))
    return findings


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line at which a field begins, counted from one."""
    for step in place:
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        else:
            break
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1 if node is not None else 1


def _lines(path: Path) -> dict[str, int]:
    """Normalised text of a scalar -> its line."""
    found: dict[str, int] = {}

    def walk(node: yaml.Node | None) -> None:
        if isinstance(node, yaml.ScalarNode):
            found.setdefault(normalise(node.value), node.start_mark.line + 1)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value)
        elif isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                walk(value)

    walk(yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    return found
