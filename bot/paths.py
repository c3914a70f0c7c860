"""Where the files that come with Gyeot lie: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHIPPED = _PACKAGE / "_shipped"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent


def locales_folder() -> Path:
    """The folder with one folder a language."""
    return _ROOT / "locales"


def shipped_directory() -> Path:
    """The edition of `resources.yaml` that comes with this version."""
    return _ROOT / "resources.yaml"
