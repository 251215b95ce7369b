"""Read X12 820 remittance advices and 823 lockbox reports that come as files of their own (`edi820`, `edi823`)."""

from parsers.x12.reader import behind_words, knows, knows_823, other, outline, parse

__all__ = ["behind_words", "knows", "knows_823", "other", "outline", "parse"]
