"""Secrets that lie in files, as containers bring them: `TIEOUT_TOKEN_FILE` names the file that holds `TIEOUT_TOKEN`."""

import os
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from kit.refusals import Invalid

#: Settings that may be read from a file; the key ring has a setting of its own, since keys are changed in its file.
HELD = ("database_url", "token", "erp_secret", "oidc_secret", "session_secret")
SUFFIX = "_FILE"


def named(prefix: str, name: str) -> str:
    """Return the path that the environment names for a setting's file, else an empty text."""
    return os.environ.get(f"{prefix}{name.upper()}{SUFFIX}", "") if name in HELD else ""


class Files(PydanticBaseSettingsSource):
    """Reads the files that the environment names. Refused: Invalid for one without a secret, or two."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return what the file of a setting holds without the blanks around it, or None."""
        del field
        variable = f"{self.config['env_prefix']}{field_name.upper()}"
        path = named(self.config["env_prefix"], field_name)
        if path and os.environ.get(variable):
            raise Invalid(f"{variable} and {variable}{SUFFIX} are both set: which of them?")
        return (_text(f"{variable}{SUFFIX}", path) if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return what all files hold."""
        fields = self.settings_cls.model_fields.items()
        found = {name: self.get_field_value(field, name)[0] for name, field in fields}
        return {name: text for name, text in found.items() if text is not None}


def _text(variable: str, path: str) -> str:
    """Return the text of a file. Refused: Invalid where it cannot be read or is empty."""
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise Invalid(f"{variable}: {path} cannot be read: {getattr(wrong, 'strerror', wrong)}") from wrong
    if not text:
        raise Invalid(f"{variable}: {path} is empty")
    return text
