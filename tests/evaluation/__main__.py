"""`make evaluate`: how well questions that were never learnt from are understood; writes docs/evaluation.md."""

from bot.directory import load
from bot.understanding.engine import Engine
from tests.evaluation.noise import NOISES
from tests.evaluation.reading import ROOT, SETS, measures, questions, read
from tests.evaluation.report import write
from tests.evaluation.screen import Screen


def main() -> None:
    """Read all sets, print the tables and write the page."""
    screen = Screen(load(ROOT / "resources.yaml"))
    engine = Engine.load(names=screen.index.names)
    sets = {name: questions(name) for name in SETS}
    plain = {name: read(engine, asked) for name, asked in sets.items()}
    counted = {name: measures(done) | screen.measures(done) for name, done in plain.items()}
    noisy = {
        noise: {name: measures(read(engine, asked, change)) for name, asked in sets.items()}
        for noise, change in NOISES.items()
    }
    print(write(ROOT / "docs" / "evaluation.md", plain, counted, noisy, engine.semantic))


if __name__ == "__main__":
    main()
