"""The OpenAPI document as the code gives it: it takes a second, so that all who read it share one."""

from typing import Any

from api.app import create_app
from kit.settings import Settings
from services.workspace import opened

APP = create_app(opened(Settings(database_url="sqlite://")))
DOCUMENT = APP.openapi()
PATHS: dict[str, Any] = DOCUMENT["paths"]
