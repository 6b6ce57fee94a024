"""What she says about the coming and going of a ticket she has already: 师傅几点到, 咋还没人来呀,
我下午才在家, 还在漏. It names no matter of its own, so to a reader of reports it is a riddle; said
by somebody who has a ticket open, it is about that one."""

import re

from domain.text import bare, normalise

MOST = 24
"""More characters than these say more than a follow-up."""

_WHEN = r"(?:几点|几时|什么时候|啥时候|啥时间|什么时间|多久|多长时间|哪天|何时|多会儿?)"
_DAY = (
    r"(?:今天|今儿|今晚|明天|明儿|后天|上午|中午|下午|晚上|晚点儿?|早点儿?"
    r"|(?:周|星期)[一二三四五六日末天])"
)
_COME = r"(?:来|到|过来|上门|上来|修|弄|办|换|好|完|解决)"
_WORKER = r"(?:师傅|师父|维修工|修理工|工人|你们的?人|派的?人)"

_URGES = re.compile(
    rf"(?:咋|怎么|怎|为啥|为什么|到底)[^,。!?]{{0,5}}(?:没|不)(?:有)?[^,。!?]{{0,2}}(?:{_COME}|管|动静|消息|音信|回话|回音)"
    r"|(?:还|一直|都|也|到现在)(?:没|不)(?:有|见)?(?:个)?人?(?:来|到|管|理|动静|消息|回话|回音|上门|过来)"
    r"|(?:等|盼)了?(?:半天|好久|老半天|一天|几天|好几天|一上午|一下午|一晚上|很久|大半天)"
    r"|^(?:那|你们的?|修的|师)?人(?:呢|到哪儿?了?|在哪儿?)|到哪[儿里]?了"
)
"""She waits, and nobody comes."""

_SPEAKS = re.compile(
    rf"{_WORKER}(?:大概|到底|还)?[^,。!?]{{0,4}}(?:{_WHEN}|{_COME}|走|说|给我|打电话|没|联系|电话)"
    rf"|{_WHEN}(?:能|可以|才能|才)?(?:有人|派人|给)?{_COME}"
    rf"|{_DAY}[^,。!?]{{0,3}}(?:能|可以|会)?(?:来|过来|上门|修)(?:吗|不|么|吧|行|不行)"
    r"|(?:我|俺|咱|家里?)[^,。!?]{0,8}(?:不?在家|出门|没人|有人|没空|有空|不方便|方便)"
    r"|在家(?:等|候)|家里(?:有人|没人|没有人|留人|留着人)|(?:等着)(?:呢|你|您)"
    r"|钥匙(?:在|放|给|留)|(?:换|改)(?:个|到|成)?(?:时间|钟点|日子|天)|改天"
    r"|(?:早|晚|快)(?:一)?点儿?(?:来|过来|修|弄)"
    r"|电话[^,。!?]{0,3}(?:打不通|没人接|不接|占线)|换(?:一)?个(?:师傅|人)"
    r"|就是(?:上次|刚才|昨天)|(?:照片|视频)(?:发|传|拍)"
)
"""When they come, when she is at home, that somebody was there."""

_ASKS_HOW = re.compile(
    r"(?:现在|那|这|这个|那个|这事|那事|我的?|到底|请问)*(?:怎么样|怎样|咋样|咋个样|如何|啥情况|什么情况|啥进展|什么进展|有(?:啥|什么)?(?:进展|消息|结果|信儿?)"
    r"|(?:办|修|弄|处理|进行|走)?(?:得|到)(?:怎么样|咋样|哪一?步|哪儿?|什么程度|啥程度)|(?:办|修|弄|处理|解决)(?:好|完)?了?(?:吗|没有?|么))"
    r"(?:了|啦|呢|呀|啊|吗|么|没有?)*"
)
"""怎么样了, 办到哪一步了: how does it stand?"""

_GOES_ON = re.compile(
    r"^(?:它|水|现在|这会儿?)*(?:还|仍|又|一直|照样|依然)(?:是|在)?[^,。!?]{1,5}(?:呢|呀|啊|着|了)?$"
    r"|(?:越来越|越发|更)(?:大|严重|厉害|多|吵|臭|坏|差|凶|响|不行)"
)
"""It is as it was, or worse."""


def urges(text: str) -> bool:
    """咋还没人来呀, 人呢, 等了半天了: asks for somebody to come at last."""
    return _said(_URGES, text)


def asks_how(text: str) -> bool:
    """怎么样了, 有进展吗, and nothing else: asks how something stands."""
    clean = bare(normalise(text[: 2 * MOST]))
    return 0 < len(clean) <= MOST and _ASKS_HOW.fullmatch(clean) is not None


def follows_up(text: str) -> bool:
    """Whether the words speak of how it goes on with something begun, for somebody who has
    something begun. What matter they are of is not asked here."""
    return urges(text) or _said(_SPEAKS, text) or _said(_GOES_ON, text)


def _said(what: re.Pattern[str], text: str) -> bool:
    clean = normalise(text[: 2 * MOST])
    return 0 < len(bare(clean)) <= MOST and what.search(clean.strip(" ,。!?~")) is not None
