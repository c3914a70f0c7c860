"""The Human Services Data Specification 3.0 as rows, as nested JSON and as a package.

What stands where: https://docs.openreferral.org/en/v3.0.0/ and docs/exchange.md.
"""

from bot.directory.exchange.hsds.nested import organizations, services
from bot.directory.exchange.hsds.package import files
from bot.directory.exchange.hsds.rows import Rows
from bot.directory.exchange.hsds.service import rows

__all__ = ["Rows", "files", "organizations", "rows", "services"]
