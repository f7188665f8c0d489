"""The shape of one catalogue entry."""

from __future__ import annotations

from conformance.findings.named import NamedTuple


class Entry(NamedTuple):
    """What one code says, in both languages; ``{name}`` stands for an argument of the finding.

    Attributes:
        en: the sentence, without a full stop at its end.
        zh: the same in Chinese, with the same placeholders.
        label_en: the few words beside the caret, or "".
        label_zh: the same in Chinese.
        help_en: what to do about it, or "".
        help_zh: the same in Chinese.
    """

    en: str
    zh: str
    label_en: str = ""
    label_zh: str = ""
    help_en: str = ""
    help_zh: str = ""
