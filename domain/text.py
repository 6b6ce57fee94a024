"""Written Chinese made comparable: width, traditional characters, numerals, word look-up.

Pure string work with positions kept, so that what matched can be shown to people.
What the words mean lives in ``domain.catalogue``.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# Pairs of a traditional character and its simplified form, only those residents really use:
# a full converter would need a package, and a rare character left alone harms nothing.
_PAIRS = (
    "電电樓楼梯梯裝装圖图紙纸裡里裏里師师請请盡尽處处報报謝谢講讲說说話话語语誰谁讓让證证"
    "門门問问間间開开關关聞闻閉闭闖闯閘闸層层單单號号棟栋幾几個个們们來来時时會会對对沒没"
    "還还過过這这邊边後后從从無无為为與与發发點点熱热煙烟燒烧滅灭災灾爐炉燈灯線线網网繼继"
    "續续給给統统維维緊紧約约級级結结經经絕绝總总編编纜缆車车輛辆輪轮軌轨轉转進进運运達达"
    "遠远遲迟選选適适邏逻鄰邻鄉乡業业務务區区員员國国園园圍围牆墙廣广廠厂廳厅廚厨廁厕庫库"
    "應应廢废廟庙壞坏壓压壘垒塵尘場场塊块塗涂頂顶頭头題题顏颜顧顾風风飛飞飯饭餐餐館馆養养"
    "馬马駕驾騎骑驚惊鬧闹鬥斗鳥鸟雞鸡貓猫獸兽麻麻麵面黃黄齊齐齒齿龍龙龜龟錢钱鐵铁銀银鎖锁"
    "鑰钥鍋锅鋼钢鋪铺錯错鏈链針针釘钉鐘钟長长張张強强彎弯歸归當当錄录復复徵征憂忧懷怀態态"
    "戶户掃扫擾扰攔拦擋挡擔担據据損损換换搶抢撥拨擠挤擴扩攝摄攤摊敗败數数斷断舊旧書书東东"
    "條条極极構构槍枪樣样樹树橋桥機机檢检權权歡欢歲岁歷历殘残殺杀氣气決决況况涼凉溝沟測测"
    "湧涌滲渗滿满漿浆潔洁濁浊濕湿濺溅灑洒灣湾為为爛烂爭争爺爷牽牵狀状獨独現现環环產产畫画"
    "異异療疗瘋疯盜盗盤盘監监眾众睏困碼码確确礙碍種种稅税積积穩稳窩窝竄窜競竞筆笔節节範范"
    "築筑簡简簽签籬篱糧粮紅红納纳紛纷細细終终組组絲丝綁绑綠绿緣缘縫缝縣县繩绳罰罚罵骂職职"
    "聯联聲声聽听肅肃腫肿腳脚膽胆臟脏臨临舉举艱艰藥药蘇苏蟲虫衛卫衝冲補补褲裤見见規规視视"
    "親亲覺觉觀观訂订計计訊讯記记訪访設设許许訴诉診诊詐诈評评試试該该認认誤误調调談谈議议"
    "護护變变豬猪貝贝負负財财責责貨货販贩貴贵費费貼贴資资賠赔賣卖質质賬账賭赌購购贈赠趕赶"
    "跡迹踐践蹤踪躍跃軟软較较載载輕轻辦办辭辞農农連连週周遊游遺遗郵邮醜丑醫医釋释鑽钻鑒鉴"
    "閑闲閣阁闆板隊队陽阳陰阴際际隨随險险隱隐隻只雙双雜杂離离難难雲云霧雾靜静響响頁页順顺"
    "須须預预頻频顆颗願愿類类顯显飲饮飼饲駛驶驗验髒脏體体鬆松燃燃塌塌傷伤價价優优備备傳传"
    "債债傾倾僅仅儲储兒儿內内冊册凍冻凈净準准劃划劇剧剛刚創创勞劳動动勵励勸劝匯汇協协厲厉"
    "參参吳吴員员啟启喪丧嗎吗嘔呕噴喷噸吨嚇吓嚴严囂嚣團团執执奪夺奮奋婦妇媽妈學学宮宫寢寝"
    "實实審审寫写寬宽寶宝專专導导屆届屍尸屬属峽峡崗岗嶺岭帳帐帶带幫帮幹干廢废彈弹徹彻恆恒"
    "惡恶惱恼愛爱慘惨慣惯慮虑慶庆懶懒戲戏拋抛搖摇撿捡擁拥擇择擊击斃毙於于昇升晝昼曬晒暫暂"
    "樁桩檔档櫃柜欄栏歐欧殼壳毀毁淚泪淨净淺浅減减渦涡準准溫温滯滞漁渔漲涨潑泼潤润灘滩"
)
_LIST_MARKS = {code: ";" for code in range(0x2460, 0x249C)}
"""① ⑵ ⒊ begin an item; NFKC would turn them into digits that look like floors."""
_SIMPLER = dict(zip(map(ord, _PAIRS[::2]), _PAIRS[1::2], strict=True))
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0e\ufe0f]")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")
_LETTERS = re.compile("[a-z]")
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGITS = dict(
    zip("零〇一二两三四五六七八九俩", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)
)


def normalise(text: str) -> str:
    """Return ``text`` with one width, small Latin letters, simplified characters, single spaces.

    Positions in the result are those every other function here speaks of.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_LIST_MARKS)).lower()
    folded = _INVISIBLE.sub("", folded).translate(_SIMPLER)
    return _SPACES.sub(" ", folded).strip()


def compact(text: str) -> str:
    """Return ``text`` without any space: voice input and pinyin put them anywhere."""
    return text.replace(" ", "")


def bare(text: str) -> str:
    """Return only the letters, digits and characters of ``text``: dots must not hide a fire."""
    return _MARKS.sub("", text)


def is_pinyin(text: str) -> bool:
    """Tell whether a message is written in Latin letters rather than in characters."""
    return len(_LETTERS.findall(text)) > 2 * len(_HAN.findall(text)) + 4


def read_number(words: str) -> int | None:
    """Read ``12``, ``十二``, ``二十``, ``五零二`` or ``一百零三``; None when it is no number."""
    if words.isascii() and words.isdigit():
        return int(words)
    if not words or any(mark not in _DIGITS and mark not in "十百" for mark in words):
        return None
    if "十" not in words and "百" not in words:
        return int("".join(str(_DIGITS[mark]) for mark in words))
    total, pending = 0, 0
    for mark in words:
        if mark in _DIGITS:
            pending = _DIGITS[mark]
        else:
            total += (pending or 1) * (100 if mark == "百" else 10)
            pending = 0
    return total + pending


@dataclass(frozen=True, slots=True)
class Hit:
    """A catalogue word found in a text, from ``start`` up to but without ``end``."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Exact look-up of many words at once; time grows with the text, hardly with the words."""

    words: frozenset[str]
    _by_first: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_first: dict[str, list[str]] = {}
        for word in sorted(self.words, key=len, reverse=True):
            if word:
                by_first.setdefault(word[0], []).append(word)
        frozen = {first: tuple(words) for first, words in by_first.items()}
        object.__setattr__(self, "_by_first", frozen)

    @classmethod
    def of(cls, *groups: Iterable[str]) -> "WordIndex":
        """Build an index over the words of all ``groups``."""
        return cls(frozenset(word for group in groups for word in group))

    def every(self, text: str) -> Iterator[Hit]:
        """Yield every occurrence, in reading order, at one place the longest word first."""
        by_first = self._by_first
        for start, mark in enumerate(text):
            for word in by_first.get(mark, ()):
                if text.startswith(word, start):
                    yield Hit(start, start + len(word), word)

    def longest(self, text: str) -> list[Hit]:
        """Return the occurrences that lie inside no longer one: 消防通道 hides 消防."""
        kept: list[Hit] = []
        reach = 0
        for hit in self.every(text):
            if hit.end > reach:
                kept.append(hit)
                reach = hit.end
        return kept


@dataclass(frozen=True, slots=True)
class PairIndex:
    """Numbered groups of words turned round: from a word to the numbers of its groups.

    A group holds ``firsts`` and ``seconds``, of which one each must meet, and ``phrases`` which
    suffice by themselves.
    """

    words: WordIndex
    firsts: Mapping[str, frozenset[int]]
    seconds: Mapping[str, frozenset[int]]
    phrases: Mapping[str, frozenset[int]]

    @classmethod
    def of(
        cls, groups: Sequence[tuple[Sequence[str], Sequence[str], Sequence[str]]]
    ) -> "PairIndex":
        """Build the index from (firsts, seconds, phrases) of each group."""
        firsts, seconds, phrases = (turned([group[part] for group in groups]) for part in range(3))
        return cls(WordIndex.of(firsts, seconds, phrases), firsts, seconds, phrases)

    def pairs(self, one: str, other: str) -> frozenset[int]:
        """Return the groups in which one word is a first and the other word a second."""
        forward = self.firsts.get(one, _NOTHING) & self.seconds.get(other, _NOTHING)
        return forward | (self.firsts.get(other, _NOTHING) & self.seconds.get(one, _NOTHING))


_NOTHING: frozenset[int] = frozenset()


def turned(groups: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    """Turn numbered groups of words round: from a word to the numbers of its groups."""
    users: dict[str, set[int]] = {}
    for number, words in enumerate(groups):
        for word in words:
            users.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in users.items()}
