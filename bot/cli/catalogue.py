"""Files of a new language, and the sentences that an old one lacks: written for a translator to fill in.

A catalogue is completed at its end and nothing in it is changed: Babel's writer would drop headers it does not know.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bot.answers.translated import needed
from bot.languages import Languages
from bot.texts import Texts
from bot.vocabulary import FALLBACK

_HEADER = """# Sentences of Gyeot in {english}. The ids are keys, the same in every language.
# Read docs/translating.md and keep {{names in braces}} as they are.
msgid ""
msgstr ""
"Project-Id-Version: gyeot\\n"
"POT-Creation-Date: {now}\\n"
"Language: {locale}\\n"
"Language-Team: {tag}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Reviewed-By: \\n"
"""
_LANGUAGE = """# What this language is and how it is told from others: docs/translating.md.
name: {name}
direction: {direction}
answers: bridge  # everything: once all sentences, the directory and phrases are there
codes: [{code}]
written: []
"""


def new_language(folder: Path, tag: str) -> Iterator[Path]:
    """Make `language.yaml` and an empty catalogue where they are not there; yields what was made."""
    locale = Locale.parse(tag, sep="-")
    about, catalogue = folder / tag / "language.yaml", folder / tag / "LC_MESSAGES" / "bot.po"
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    if not about.exists():
        name, direction = locale.get_display_name(locale), locale.text_direction
        about.write_text(_LANGUAGE.format(name=name, direction=direction, code=tag.lower()), "utf-8")
        yield about
    if not catalogue.exists():
        plural = get_plural(locale).plural_forms
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M}+0000"
        english = locale.get_display_name(FALLBACK)
        head = _HEADER.format(english=english, now=now, locale=tag.replace("-", "_"), tag=tag, plural=plural)
        catalogue.write_text(head, "utf-8")
        yield catalogue


def complete(folder: Path, tag: str, *, everything: bool) -> Iterator[Path]:
    """Add every key that the catalogue lacks, empty, with its comments and the English sentence above it."""
    path = folder / tag / "LC_MESSAGES" / "bot.po"
    with path.open("rb") as file:
        there = {str(message.id) for message in read_po(file)}
    Texts.forget()
    texts, english = Texts.load(folder), _messages(folder)
    wanted = texts.keys(FALLBACK) if everything else needed(texts, Languages.load(folder)[tag])
    lacking = sorted(wanted - there)
    if lacking:
        with path.open("a", encoding="utf-8") as out:
            out.writelines(_entry(english[key]) for key in lacking)
        yield path


def _messages(folder: Path) -> Mapping[str, Message]:
    with (folder / FALLBACK / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return {str(message.id): message for message in read_po(file) if message.id}


def _entry(message: Message) -> str:
    comments = [*message.auto_comments, *(f"{FALLBACK}: {line}" for line in str(message.string).splitlines())]
    lines = [f"#. {line}" for line in comments]
    if message.context:
        lines.append(f'msgctxt "{message.context}"')
    return "\n" + "\n".join([*lines, f'msgid "{message.id}"', 'msgstr ""']) + "\n"
