"""How residents write building, unit, floor and room: patterns, and what dictation, formal numerals
and letters make of the numbers. What is read by them is in domain.place."""

import re

_DASH = r"\s*[-—–－]\s*"
_DIGITS = "一二两三四五六七八九十"
_NUMBER = rf"(?:\d{{1,3}}|[{_DIGITS}]{{1,3}})"
_SIDE = "[东南西北中]"
_NAMED = "[东南西北中甲乙丙丁]"
_AFTER_BUILDING = r"(?:(?<=号[楼搂栋幢])|(?<=[#栋幢座]))"

BUILDING = re.compile(
    rf"(?<![\d.a-z第])(?P<value>{_NUMBER}|[a-h])\s?(?:"
    rf"号\s?[楼搂栋幢]|[#]\s?(?:[楼栋幢]|(?={_NAMED}?单元|{_NUMBER}\s?单元|\d{{3,4}}(?!\d)"
    rf"|{_DASH}\d{{1,2}}{_DASH}\d{{3}}))"
    r"|(?:栋|幢)(?!楼(?:都|的电|全|里都))|(?<=[\da-h])座(?!位|谈|机)|楼栋(?!长|组|党))"
    r"|(?<![\da-z])(?P<letter>[a-h])(?:坐|做)(?=电梯|\d|大堂|门厅|负)"
    rf"|第(?P<ordinal>{_NUMBER})座"
    r"|(?P<pinyin>\d{1,3}) ?(?:hao ?lou|dong(?![a-z]))"
)
NUMBERED = re.compile(
    rf"(?<![\d.\-/~:a-z第月到至])(?<!月 )(?<![今明昨后]天)"
    rf"(?P<value>{_NUMBER})号(?=\s?(?:{_NUMBER}|{_NAMED})\s?单元)"
)
"""3号2单元; 11月3号2单元 is a day, and so is what ends a stretch of days."""
UNIT = re.compile(
    rf"(?P<value>{_NUMBER}|(?<![a-z])[a-f]|{_NAMED})\s?单元"
    rf"|(?P<side>{_SIDE})单(?=\d)|(?P<pinyin>\d{{1,2}}) ?dan ?yuan"
)
GATE = re.compile(
    rf"{_AFTER_BUILDING}\s?(?P<value>\d{{1,2}}|[{_DIGITS}]{{1,2}})门(?![禁卡铃锁窗牌岗卫店诊面])"
)
"""3号楼2门501: in some towns a unit is called a door."""
SEVERAL_UNITS = re.compile(
    rf"(?:{_NUMBER}|{_NAMED})\s?单元\s?(?:[和跟与及、到至~]|以及|还有)\s?(?:{_NUMBER}|{_NAMED})\s?单元"
    rf"|(?:{_AFTER_BUILDING}|(?<=从))\s?(?:{_NUMBER}|{_NAMED})"
    rf"\s?[和跟与及、到至~]\s?(?:{_NUMBER}|{_NAMED})\s?单元"
    rf"|(?<![{_DIGITS}])[一二三四五六七八九]{{2,3}}\s?单元"
)
"""5号楼1单元和2单元, 一二三单元: none of them is meant alone."""
FLOOR = re.compile(
    rf"(?<![\d.第#号\-共一])(?P<below>负|地下|b(?=\d))?(?P<value>{_NUMBER})\s?"
    r"(?:楼(?!栋)|层(?![一灰水皮]))"
    r"|(?P<top>顶)(?:楼|层)|(?P<pinyin>\d{1,2}) ?(?:lou|ceng)\b"
)
SEVERAL_FLOORS = re.compile(
    rf"(?:{_NUMBER}\s?[楼层]?\s?[到至~]\s?(?:顶|{_NUMBER}\s?[楼层]))"
    rf"|{_NUMBER}[楼层]{_NUMBER}[楼层]"
)
NO_FLOOR = re.compile(
    "(?<![楼栋幢住在元停到])一层(?!的|住户|住宅|商|人家|大厅|门)"
    "|一层(?=[灰水皮油泥冰雪白黑绿膜褐粉虫鸽粪壳铁锈沙土霜漆])"
    rf"|(?:[爬盖建共有]了?|高达){_NUMBER}层|{_NUMBER}(?:层(?=楼|高)|[楼层](?=以[上下]))"
)
"""厚厚一层灰; 爬十三层, 三层楼高, 四楼以上: how much and how high, not which."""
_COUNTED = (
    "岁|点|天|个|月|人|年|块|元|次|分|度|米|楼(?!道|梯|栋|门)|层|周|日|小时|户|件|万"
    "|斤|级|栋|平|多|条|辆|路|公里|份|位|号"
)
_ENDS = rf"(?![\d.\-/%]|:\d|\s?(?:{_COUNTED}))"
ROOM = re.compile(rf"(?<![\d.:\-/a-z])(?P<value>\d{{3,4}})(?:室|房|号房|户)?{_ENDS}")
SPOKEN_ROOM = re.compile(r"单元\s?(?P<value>[一二三四五六七八九十]{1,2}[零〇][一二三四五六七八九])")

_BEGINS = r"(?<![\d.:\-/a-z])"
_HOUSE = r"(?P<building>t?\d{1,2}|[a-h])"
_UNIT = rf"(?P<unit>\d{{1,2}}|{_SIDE})"
_DOOR = r"(?P<room>\d{3,4})"
JOINED = tuple(
    re.compile(pattern)
    for pattern in (
        # 3-2-501, 3-2单元-501
        rf"{_BEGINS}{_HOUSE}{_DASH}{_UNIT}(?:单元)?{_DASH}{_DOOR}(?![\d.\-/]|:\d)",
        # 3号楼2-501, 7#-1-302, 3栋-2单元-501: the building is read by its own word
        rf"{_AFTER_BUILDING}(?:{_DASH}|\s?){_UNIT}(?:单元)?{_DASH}{_DOOR}{_ENDS}",
        # 3-2-4楼
        rf"{_BEGINS}{_HOUSE}{_DASH}(?P<unit>\d{{1,2}}){_DASH}(?P<floor>\d{{1,2}})(?:楼(?!栋)|层)",
        # 3-501
        rf"{_BEGINS}{_HOUSE}{_DASH}{_DOOR}{_ENDS}",
        # 6-2
        rf"(?<![\d.:\-/a-z第])(?P<building>\d{{1,2}}|[a-h]){_DASH}(?P<unit>\d{{1,2}}){_ENDS}",
    )
)
"""From the fullest form to the barest; dates, ages and hours are kept out by what stands around."""
PARTED = re.compile(
    rf"{_BEGINS}(?P<building>[1-9]\d?)(?P<mark>[/.])(?P<unit>[1-9]\d?)(?P=mark)"
    rf"(?!20\d\d)(?P<room>\d{{3,4}})(?!\d|[/.%\-:]\d|\s?(?:{_COUNTED}))"
)
"""3/2/501 and 3.2.501, which only a room tells from a date."""

TAKEN_BACK = re.compile(r"[\s,]*(?:不对|不不|错了|说错|记错)")
"""五号楼一单元不对是二单元: what was said first is taken back."""
COUNTS = re.compile(rf"几栋|[一两][栋幢]老?楼|[{_DIGITS}]+[栋幢][老旧高]?楼(?![前后下顶旁])")
"""How many buildings, not which: 一栋楼, 共十四栋楼."""
HOTLINES = frozenset({"110", "119", "120", "122", "114"})

ENGLISH_WORDS = ("building", "bldg", "unit", "room", "apartment")
_NO = r" ?(?:no\.? ?|number |# ?)?"
_LETTER = "[b-h]|a(?! [a-z])"  # building a wall
ENGLISH = (
    re.compile(
        rf"\b(?:building|bldg\.?){_NO}(?P<building>\d{{1,3}}|{_LETTER})\b(?![.:/\-]\d)"
        r"(?! (?:years?|months?|weeks?|days?|hours?|new|more|times|people|units|floors?|stor))"
    ),
    re.compile(rf"\bunit{_NO}(?P<unit>\d{{1,2}}|{_LETTER})\b(?![.:/\-]\d)"),
    re.compile(rf"\b(?:room|apartment|apt\.?){_NO}(?P<room>\d{{3,4}})\b"),
)

_CIRCLED = re.compile(r"[①-⑳](?:(?=\s?号[楼栋幢])|(?<=[楼栋幢].)(?=\s?单元))")
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾]{1,3}(?=号[楼栋幢]|[栋幢].{1,3}单元|单元)")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_MISHEARD = re.compile("[食石时](?=号[楼栋幢])")
_MISHEARD_HOUSE = re.compile(rf"(?<=[\d{_DIGITS}])\s?[好豪毫浩耗]\s?(?=[楼搂](?![道梯上下]))")
_MISHEARD_UNIT = re.compile(
    rf"(?<=[\d{_DIGITS}东南西北中])\s?"
    "(?:[但丹][元园]|单(?:源(?!头)|圆(?!通)|园(?![区艺林])|原(?![因来先则价件子])))"
)
_SYLLABLES = ("yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu")
_PINYIN = re.compile(
    rf"(?:(?<![a-z])|(?<=lou))(?<!mei )(?<!zhe )(?<!tong )"
    rf"(?P<spoken>(?:(?:{'|'.join(_SYLLABLES)}|shi) ?)+)(?=hao ?lou|dan ?yuan)"
)
_SYLLABLE = re.compile("|".join((*_SYLLABLES, "shi")))


def without_rings(text: str) -> str:
    """③号楼②单元 with plain digits; any other ring begins an item of a list."""
    return _CIRCLED.sub(lambda found: str(ord(found.group()) - ord("①") + 1), text)


def as_meant(clean: str) -> str:
    """Mend what dictation makes of numbers of buildings and units, and put plain numerals where
    formal ones or pinyin stand."""
    clean = _FORMAL.sub(lambda found: found.group().translate(_PLAIN), clean)
    clean = _MISHEARD_UNIT.sub("单元", _MISHEARD.sub("十", _MISHEARD_HOUSE.sub("号", clean)))
    return _PINYIN.sub(_in_digits, clean) if "hao" in clean or "yuan" in clean else clean


def _in_digits(found: re.Match[str]) -> str:
    """The number that syllables spell; unchanged where they may say something else: shi san is
    十三 and 是三 alike."""
    match _SYLLABLE.findall(found["spoken"]):
        case [one] if one != "shi":
            return str(_SYLLABLES.index(one) + 1)
        case ["er", "shi"]:
            return "20"
        case ["er", "shi", one] if one != "shi":
            return str(21 + _SYLLABLES.index(one))
        case _:
            return found.group()
