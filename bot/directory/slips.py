"""What an editor did where YAML cannot be read: a tab, a quotation mark left open, a comma forgotten.

YAML says what it expected, often a line too late; what is said here is what was probably done.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from bot.directory.problems import Problem

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CURLY = ("“", "”", "‘", "’", "„", "″", "＂")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |$)|^={7}$", re.MULTILINE)
_ODD_INDENT = re.compile("^[ \t]*[\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)  # no spaces to YAML
# A comment has a space after its sign; without one the rest of a text was cut off.
_HASH = re.compile(r"^\s*(?:- )?\w+:(?: +[^\s\"'{\[#|>&][^#\n]*)? #\w", re.MULTILINE)
_SPACE_AFTER = re.compile("[:-][\u00a0\u2000-\u200a\u202f\u3000]")
_CUT = re.compile(r"[:,{]\s+[^\s\"'{\[#|>][^\"#]*\s#[^\"]*[}\]]")  # a text in braces that # cuts off
_OPEN_QUOTE = re.compile(r"""^[^"'#]*(?:"[^"]*"[^"'#]*)*(?:"[^"]*|[:\[{,-] *'[^']*)$""")
_BAD_SIGNS = {"\t": "tab", **dict.fromkeys(CURLY, "quotes"), "：": "colon", "，": "comma"}
_BAD_SIGNS |= dict.fromkeys("｛｝［］", "brackets")
# What an editor did, by how the line looks; looked for only where YAML has failed.
_SLIPS = {
    "colon-space": re.compile(r"^\s*(?:- )?[A-Za-z_]+:[^\s:/]"),
    "dash-space": re.compile(r"^\s*-[A-Za-z_]+\s*:"),
    "equals-sign": re.compile(r"^\s*(?:- )?[A-Za-z_]+\s*="),
    "reserved-sign": re.compile(r"(?::|-)\s+[%@`&*|>?]"),
    "list-sign": re.compile(r"^\s*(?:[*·•–—ㆍ○●▪□■]|--|\d+[.)])\s"),
}
# And by what YAML says (libyaml's words).
_SAID = {
    "brackets": ("',' or '}'", "',' or ']'", "flow", "expected node content"),
    "colon-in-text": ("mapping values are not allowed",),
    "no-colon": ("expected ':'",),
    "indentation": ("expected key", "'-' indicator", "block"),
}


def events(text: str) -> Iterator[Any]:
    """What YAML sees, one after the other; loosely typed, as its two parsers are."""
    yield from yaml.parse(text, Loader=Loader)


def plain_slip(text: str) -> Problem | None:
    """What is seen without YAML: the marks of a merge that was not finished, spaces that YAML does not count."""
    for code, sign in (("conflict", _CONFLICT), ("odd-space", _ODD_INDENT), ("hash-cut", _HASH)):
        if found := sign.search(text):
            return Problem(code, line=text[: found.start()].count("\n") + 1)
    return None


def slip(error: yaml.YAMLError, text: str) -> Problem:
    """What was done, at its line, where reading the text has failed with that error."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # a control character, say: yaml.reader.ReaderError
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        return Problem("bad-character", line=text[: found.start()].count("\n") + 1 if found else None)
    start = _swallowing(text, mark.line)
    code, line = _cause(error, text.split("\n"), mark.line) if start is None else ("quote-open", start)
    return Problem(code, line=line + 1, column=mark.column + 1 if line == mark.line else None)


def _swallowing(text: str, line: int) -> int | None:
    """The line of a quotation mark that was closed only by the next one, lines further down, where YAML then failed."""
    start = None
    try:
        for event in events(text):
            if getattr(event, "style", None) in ('"', "'"):
                swallows = event.start_mark.line < event.end_mark.line and line - event.end_mark.line <= 1
                start = event.start_mark.line if swallows else None
    except yaml.YAMLError:
        return start
    return start


def _cause(error: yaml.YAMLError, lines: list[str], line: int) -> tuple[str, int]:
    """What an editor did, and on which line: YAML notices many faults only on the line below."""
    said = str(getattr(error, "problem", "") or "")
    near = [i for i in (line, line - 1, line - 2) if 0 <= i < len(lines)]
    if "escape" in said:
        return "backslash", line
    for i in near[:2]:
        if "\t" in lines[i] and ("token" in said or "tab" in said):
            return "tab", i
    for i in near:
        if _OPEN_QUOTE.search(lines[i]):
            return "quote-open", i
    if "quoted scalar" in str(getattr(error, "context", "")):
        return "quote-open", line
    for i in near[:2]:
        for sign, name in _BAD_SIGNS.items():
            if sign in lines[i]:
                return "odd-" + name, i
    for i in near[:2]:
        if _SPACE_AFTER.search(lines[i]):
            return "odd-space", i
        if _CUT.search(lines[i]):
            return "hash-cut", i
        if _SLIPS["list-sign"].search(lines[i]):
            return "list-sign", i
    for i in near:
        if not _balanced(lines[i]):
            return "brackets", i
    for i in near[:2]:
        for code, form in _SLIPS.items():
            if form.search(lines[i]):
                return code, i
    if "expected ':'" in said or "single document" in said:
        return _unfinished(said, lines, line)
    about = f"{said} {getattr(error, 'context', '') or ''}"
    return next((code for code, words in _SAID.items() if any(word in about for word in words)), "syntax"), line


def _unfinished(said: str, lines: list[str], line: int) -> tuple[str, int]:
    """A line of its own that is no field: a stray letter, a second document, a quotation mark at a field's name."""
    if "single document" in said:
        return "second-document", line
    for i in range(line - 1, max(line - 10, -1), -1):
        if lines[i].count('"') % 2:
            return "quote-open", i
    above = lines[line - 1].strip() if line else ""
    stray = above and not re.search(r":( |$)|^#", above)
    return "no-colon", line - 1 if stray else line


def _balanced(line: str) -> bool:
    """Whether every bracket that opens on this line is closed on it, quotation marks and comments apart."""
    bare = re.sub(r"""\"[^\"]*\"|'[^']*'|(^|\s)#.*""", "", line)
    return all(bare.count(opening) == bare.count(closing) for opening, closing in ("{}", "[]"))
