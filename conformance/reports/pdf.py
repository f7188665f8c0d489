"""The report as PDF, set by Typst from the same model: ``pip install 'openarch-conformance[pdf]'``.

What a vendor wrote reaches Typst as data and is shown as text; none of it is read as markup.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.reports import model
from conformance.reports.formats import FormatUnavailableError
from conformance.reports.pdf_data import data_of
from conformance.reports.width import flat

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"

CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "SimSun",
    "SimHei",
    "Droid Sans Fallback",
    "AR PL UMing CN",
    "AR PL UKai CN",
)
"""Families with Chinese characters, the preferred first; Typst brings none of its own."""

_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def render(report: model.Report, lang: str) -> bytes:
    """The document.

    Raises:
        FormatUnavailableError: where Typst is not installed, or no font on this machine has the characters.
    """
    try:
        import typst
    except ImportError:
        raise FormatUnavailableError("CLI-no-typst") from None
    text = json.dumps(_readable(data_of(report, lang)), ensure_ascii=False)
    chinese = chinese_font(_fonts())
    if chinese is None and _HAN.search(text):
        raise FormatUnavailableError("CLI-no-chinese-font")
    made = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"data": text, "chinese": chinese or ""},
        format="pdf",
        pdf_standards="ua-1",  # which people who cannot see it can have read to them
    )
    assert isinstance(made, bytes)
    return made


def _readable(data: Any) -> Any:
    """The same data without characters that steer, which PDF/UA-1 refuses and which a hostile name may hold."""
    if isinstance(data, str):
        return "\n".join(map(flat, data.split("\n")))
    if isinstance(data, dict):
        return {key: _readable(value) for key, value in data.items()}
    return [_readable(item) for item in data] if isinstance(data, list | tuple) else data


def chinese_font(fonts: typst.Fonts) -> str | None:
    """The preferred family with Chinese characters, None where there is none."""
    known = set(fonts.families())
    return next((family for family in CHINESE if family in known), None)


@lru_cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts()
