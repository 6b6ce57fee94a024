"""The complainant shield in a text: what tells who somebody is, or which door is theirs, is
covered.

For words that a resident writes to the side she complains about (DOMAIN §6). It covers rather too
much than too little: a number of a flat that is shown cannot be taken back.
"""

import re
from collections.abc import Iterable

COVER = "…"

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜"
    "肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
_TWO = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|长孙|司徒|夏侯"
_SAID_NAME = re.compile(
    "(?:我叫|我姓|我是|本人|姓名|名字|名叫|叫做|户主|业主|住户|老伴|姓)[是叫:：\\s]*"
    f"(?P<name>(?:{_TWO}|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}})"
)
_NUMERAL = "零〇一二三四五六七八九十两幺"
_BETWEEN = r"[\s\-_./·•,、，*#()（）+~—\ufe0f\u20e3]{0,3}"
_KEPT = "|".join(
    (
        r"\d{1,2}[:：]\d{2}(?!\d)",  # 15:30
        r"\d{1,2}\s*[-~—至到]\s*\d{1,2}\s*(?:点|时|日|天|号(?!楼))",  # 10-11点
        r"\d{1,6}(?:\.\d{1,2})?\s*(?:元|块|毛|万)",  # 300元
    )
)
_TELLS = "|".join(
    (
        r"\S*@\S+|https?://\S+",
        r"(?:微信号?|[Ww][Xx]|[Vv][Xx]|[Ww]e[Cc]hat|QQ)[号是:：\s]*[A-Za-z0-9_\-]{3,}",
        "[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}",  # the plate of a car
        rf"[\d{_NUMERAL}]+\s*(?:单元|室|户|门|层|楼)",
        rf"\d(?:{_BETWEEN}\d){{2,}}",
        rf"[{_NUMERAL}](?:[\s\-]?[{_NUMERAL}]){{2,}}",
    )
)
_PIECES = re.compile(f"(?P<kept>{_KEPT})|(?P<tells>{_TELLS})")


def names_said(text: str) -> frozenset[str]:
    """The names by which people call themselves in a text: 我是王桂兰."""
    return frozenset(m["name"] for m in _SAID_NAME.finditer(text) if len(m["name"]) > 1)


def covered(text: str, names: Iterable[str] = ()) -> str:
    """The text without names, phones, doors and accounts. Times, sums of money and buildings stay:
    whoever reads it has to know when to come, and where."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            text = re.sub(re.escape(name), COVER, text, flags=re.IGNORECASE)
    text = _SAID_NAME.sub(lambda m: m.group().removesuffix(m["name"]) + COVER, text)
    return _PIECES.sub(lambda m: m["kept"] or COVER, text)
