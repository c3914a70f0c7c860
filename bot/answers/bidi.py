"""Right-to-left writing with numbers, names and Korean inside: each run of the other direction is isolated.

Without that a number with a dash is turned around after an Arabic letter: 1577-1366 is read 1366-1577.
Rule: https://www.unicode.org/reports/tr9/ (W2, W4, LRI and PDI). The mark inside the isolate does the same for old
readers that know no isolates.
"""

import re

LRI, PDI, LRM, RLM = "⁦", "⁩", "‎", "‏"
_LEFT = "A-Za-zÀ-ɏ가-힣一-鿿"
_RUN = re.compile(rf"[+(]?[{_LEFT}0-9](?:[^؀-ۿݐ-ݿ·،؛؟\n⁦⁩]*[{_LEFT}0-9)])?(?:\.(?=$|\n))?")


def isolated(text: str) -> str:
    """A text of a right-to-left language as it may be shown: its first sign says so, each other run stands alone."""
    return RLM + _RUN.sub(_isolate, text) if text else text


def _isolate(match: re.Match[str]) -> str:
    run = match.group()
    before, after = "", ""
    if run.endswith(".") and not re.search(f"[{_LEFT}]", run):  # the full stop of the sentence, not of what is quoted
        run, after = run[:-1], "."
    while run.startswith("(") and run.count("(") > run.count(")"):
        before, run = before + "(", run[1:]
    while run.endswith(")") and run.count(")") > run.count("("):
        after, run = ")" + after, run[:-1]
    return f"{before}{LRI}{LRM}{run}{LRM}{PDI}{after}"
