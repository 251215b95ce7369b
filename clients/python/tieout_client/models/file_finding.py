from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FileFinding")


@_attrs_define
class FileFinding:
    """What is wrong with a part of the file, on which line (0: the whole), and how far it reaches.

    Attributes:
        code (str):
        line (int):
        message (str):
        severity (str):
    """

    code: str
    line: int
    message: str
    severity: str

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        line = self.line

        message = self.message

        severity = self.severity

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "line": line,
                "message": message,
                "severity": severity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        line = d.pop("line")

        message = d.pop("message")

        severity = d.pop("severity")

        file_finding = cls(
            code=code,
            line=line,
            message=message,
            severity=severity,
        )

        return file_finding
