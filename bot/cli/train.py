"""`gyeot train`: the reader learns the phrases under `locales/` again."""

import click

from bot.understanding.train import train


@click.command("train")
@click.option("--force", is_flag=True, help="Also when nothing has changed.")
def command(force: bool) -> None:
    """Build the artefact that `gyeot ask` and `gyeot run` read texts with."""
    with click.progressbar(length=100, label="Learning / 학습") as bar:
        path = train(force=force, progress=lambda share: bar.update(max(0, round(share * 100) - bar.pos)))
    click.echo(path)
