import pytest

from conformance.cli.language import language


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_TW", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ([], {"OPENARCH_LANG": "en", "LANG": "zh_CN"}, "en"),
        (["--lang", "zh"], {"OPENARCH_LANG": "en"}, "zh"),
        (["test", "--lang=en", "a.yaml"], {"LANG": "zh_CN"}, "en"),
        (["--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
        (["--", "--lang", "zh"], {}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_option_then_the_environment_then_english(arguments, environment, lang):
    assert language(arguments, environment) == lang
