"""The table as a CSV file that spreadsheets open as it is."""

from bot.directory.exchange.csvtext import csv_text
from bot.directory.exchange.sheet.cells import Cells
from bot.directory.exchange.sheet.columns import COLUMNS
from bot.directory.models import Directory
from bot.texts import Texts


def write(directory: Directory, texts: Texts, language: str) -> bytes:
    """UTF-8 with the mark that Excel needs to see it; headings and words in `language`; CRLF line ends."""
    cells = Cells(directory, texts)
    rows = [[texts(f"sheet.{column.key}", language) for column in COLUMNS]]
    for resource in directory.resources:
        for channel in resource.channels:
            rows.append([cells.write(column, resource, channel, language) for column in COLUMNS])
    return csv_text(rows).encode("utf-8-sig")
