"""What she says about the coming and going of a ticket she has already: 师傅几点到, 咋还没人来呀,
我下午才在家, 还在漏. It names no matter of its own, so to a reader of reports it is a riddle; said
by somebody who has a ticket open, it is about that one."""

import re

from domain.nods import nods_first
from domain.text import bare, clauses, normalise, says_only

MOST = 24
"""More characters than these say more than a follow-up."""

LETTER = 80
"""More than these tell a whole tale."""

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
    r"|说好了?[^,。!?]{0,8}(?:来|修|到|弄)[^,。!?]{0,3}(?:人呢|师傅呢|没来|不来|没人)"
    r"|^(?:我|俺|我们)?(?:很|太|非常|真的?)*不满意(?:了|啊|呀)*$"
)
"""She waits, and nobody comes."""

_SPEAKS = re.compile(
    rf"{_WORKER}(?:大概|到底|还)?[^,。!?]{{0,4}}(?:{_WHEN}|{_COME}|走|说|给我|打电话|没|联系|电话)"
    rf"|{_WHEN}(?:能|可以|才能|才)?(?:有人|派人|给)?{_COME}"
    rf"|{_DAY}[^,。!?]{{0,3}}(?:能|可以|会)?(?:来|过来|上门|修)(?:吗|不|么|吧|行|不行)"
    r"|(?:我|俺|咱|家里?)[^,。!?]{0,8}(?:不?在家|出门|没人|有人|没空|有空|不方便|方便)"
    r"|(?:我|俺|咱)[^,。!?]{0,5}(?:回来|回家|到家)(?:了|啦|咯)(?=$|[\s,。!?~;、])"
    r"|(?:可以|能)(?:过来|上门|来)(?:修|弄|办|换|看|装)?(?:了|啦|吧)"
    rf"|{_WHEN}(?:能|可以|才能|才)?(?:下来|到账|到手|拿到|领到|发下?来?|办下来|批下来|出结果|有结果|有信)"
    r"|(?:能|可以|能不能|可不可以)(?:给我?们?|帮我?们?)?(?:上门|来家里?|到家里?)(?:来)?(?:办|弄|修|看|取|收|送|吗|么|吧|不)"
    r"|在家(?:等|候)|家里(?:有人|没人|没有人|留人|留着人)|(?:等着)(?:呢|你|您)"
    r"|钥匙(?:在|放|给|留)|(?:换|改)(?:个|到|成)?(?:时间|钟点|日子|天)|改天"
    r"|(?:早|晚|快)(?:一)?点儿?(?:来|过来|修|弄)"
    r"|电话[^,。!?]{0,3}(?:打不通|没人接|不接|占线)|换(?:一)?个(?:师傅|人)"
    r"|就是(?:上次|刚才|昨天)|(?:照片|视频)(?:发|传|拍)"
    r"|^(?:他们?|人家)(?:说|讲)(?:是|要|得|需要|没有?)[^,。!?]{0,6}(?:换|配件|零件|材料|再来)"
)
"""When they come, when she is at home, that somebody was there."""

_WORK = r"(?:修理?|弄|办|搞|换|治|处理|解决|疏通|通|维修|收拾)"
_UNSOLVED = re.compile(
    rf"(?:{_WORKER}|人|你们|他们?|这|那|它|根本|压根|就|都|也|还|还是|又|一直|可是?|但是?|不过|到现在|现在"
    rf"|今天|昨天|上午|下午|来过?|看过?|走|{_WORK}过?|了|半天|[一两三几]天|好?[一两三几]次)*"
    rf"(?:(?:没有?|没能|没给|未|不见|白)(?:能|给|给我)?{_WORK}(?:好|完|成|掉|通|了|利索|到位|住|彻底)*"
    rf"|{_WORK}不(?:好|了|通|住|利索)|{_WORK}了?(?:跟|和|等于|像|就像)?没{_WORK}(?:一样|似的)?"
    rf"|{_WORK}(?:好|完|过|通)?了?(?:[一两三几半]天|没多久|没两天)?(?:又|还是|照样)[^,。!?]{{1,4}}?)"
    r"(?:了|啊|呀|呢|啦|嘛|吗|的)*"
)
"""没修好, 修了跟没修一样, 修好了又漏了: somebody came, and it is as it was."""

_ASKS_HOW = re.compile(
    r"(?:现在|那个?|这个?|事情?|我的?|到底|请问)*(?:怎么样|怎样|咋样|咋个样|如何|啥情况|什么情况|啥进展|什么进展|有(?:啥|什么)?(?:进展|消息|结果|信儿?)"
    r"|(?:办|修|弄|处理|进行|走)?(?:得|到)(?:怎么样|咋样|哪一?步|哪儿?|什么程度|啥程度)|(?:办|修|弄|处理|解决)(?:好|完)?了?(?:吗|没有?|么))"
    r"(?:了|啦|呢|呀|啊|吗|么|没有?)*"
    rf"|(?:现在|到底|究竟|请问|那个?|这个?|我的?|事情?|是|都|该|归)*(?:谁|哪位|哪个师傅?)(?:来|会来|在|给|给我|负责)*(?:修|弄|办|处理|管|负责)(?:的|了|呀|啊|呢)*"
    rf"|(?:请问|那个?|这个?|来的)*(?:他|她|{_WORKER}|办事的人?|负责人?)(?:的)?(?:是)?(?:姓|叫)?(?:什么|啥)(?:名字?|名儿)?(?:呀|啊)?"
    rf"(?:(?:他|她|{_WORKER})?(?:的)?(?:电话|手机|号码)(?:号码)?(?:是)?(?:多少|几号?|给我)(?:呀|啊)?)?"
    rf"|(?:他|她|{_WORKER})(?:的)?(?:电话|手机|号码)(?:号码?)?(?:是)?(?:多少|几号?|给我)(?:呀|啊)*"
)
"""怎么样了, 办到哪一步了, 谁来修: how does it stand, and with whom?"""

_ASKS_ABOUT = re.compile(
    r"(?P<what>.{1,12}?)(?:的?那个?|的?这个?|的)?(?:那件|这件)?(?:事情?|问题|单子?|工单)"
    r"(?:现在|到底|究竟|是|都|还|到|今天|该|归|由)*"
    r"(?:(?:谁|哪位|哪个(?:部门|单位|师傅)?|哪家|哪儿)(?:来|在|会)*(?:管|负责|处理|办|修|弄)"
    r"|有(?:没有)?人(?:来|在|会)*(?:管|负责|处理|办|修|弄)|有(?:没有)?(?:消息|进展|结果|信儿?|着落|下文)"
    r"|(?:怎么|咋|如何)(?:说|样|着|办)|(?:啥|什么)(?:情况|进展|结果|时候办)|(?:办|修|弄|处理|解决)(?:了|好|完)*(?:吗|么|没))"
    r"(?:的|了|吗|么|没有?|没|呀|啊|呢)*"
)
"""垃圾桶的事谁管啊: asks after something by its name."""

_GOES_ON = re.compile(
    r"^(?:它|水|现在|这会儿?|到现在|[今昨]天?[晚夜]?上?|晚上|半夜|夜里)*(?:还|仍|又|一直|照样|依然)(?:是|在)?[^,。!?]{1,5}(?:呢|呀|啊|着|了)?$"
    r"|(?:越来越|越发|更)(?:大|严重|厉害|多|吵|臭|坏|差|凶|响|不行)"
)
"""It is as it was, or worse."""


_WHAT_IT_COSTS = re.compile(
    r"(?:那|这个?|师傅|上门|修|换|弄|疏通|一次|一共|大概|大约|要|得|需要|还|都|咋|怎么|是不是)*"
    r"(?:多少(?:钱|费用?)|(?:收|要|花|交|掏)(?:不?[收要花]?(?:钱|费))|免费|收费|(?:啥|什么|怎么|咋)(?:价|收费|算钱))"
    r"(?:吗|么|的|呢|呀|啊|不|没有?|修|换)*"
)
"""多少钱, 收费吗: what the thing begun will cost her."""

COMPANY = ("物业的", "投诉物业的")
"""Said before such words, they tell a reader of reports whose worker it is; the company's, unless
she says otherwise. The second where the words are too few for the first."""
_WRONGS = (
    r"骂(?:我|人|街|了)|吼(?:我|人)|凶(?:我|得)|(?<![不没])(?:要|收)(?:了|过|我们?|俺)*(?:红包|小费|好处|烟钱|辛苦费)|索要|吃拿卡要|乱收|多收"
    r"|偷(?:东西|了|钱|我)|喝了?酒|酒气|不讲理|欺负|威胁|动手|打人|打我|(?:弄|搞|碰)坏了?我|我[^,。!?]{0,8}(?:弄|搞|碰)坏"
    r"|打碎|刮花|态度(?:不好|很?差|太差|恶劣|不行)|敷衍|磨洋工"
)
_OF_THE_COMPANY = r"物业的?(?:人员?|经理|主任)?|保安|门卫|保洁员?|管家|客服"
_BLAMES_WORKER = re.compile(rf"(?:{_WORKER}|{_OF_THE_COMPANY})[^,。!?不没]{{0,10}}(?:{_WRONGS})")
_OF_WORKER = re.compile(
    r"态度|骂|吼|凶|小费|红包|好处|吃拿|卡要|乱收|多收|偷|喝酒|酒气|不讲理|欺负|威胁|动手|打人|投诉|举报|弄坏|搞坏|碰坏|打碎|刮花"
)
"""A complaint of whoever came, which is no message for them."""


def urges(text: str) -> bool:
    """咋还没人来呀, 人呢, 等了半天了: asks for somebody to come at last."""
    return _said(_URGES, text)


def blames_worker(text: str) -> bool:
    """那个师傅骂人, 修理工要红包, 物业的人态度太差: whoever came, or whose they are, did wrong."""
    return blame_in(text) is not None


def blame_in(text: str) -> str | None:
    """The clause that says so. A longer text is a letter, and read as one."""
    said = clauses(normalise(text)) if len(text) <= LETTER else ()
    return next((one for one in said if _BLAMES_WORKER.search(one)), None)


def asks_how(text: str) -> bool:
    """怎么样了, 有进展吗, and nothing else: asks how something stands."""
    return says_only(text, _ASKS_HOW, MOST)


def asked_about(text: str) -> str | None:
    """垃圾桶 of 垃圾桶的事谁管啊, 灯 of 灯那个事怎么说: what a text names and asks after, and says
    nothing else. None where it asks after nothing."""
    clean = bare(normalise(text[: 2 * MOST]))
    found = _ASKS_ABOUT.fullmatch(clean) if len(clean) <= MOST else None
    return found["what"] if found else None


def asks_what_it_costs(text: str) -> bool:
    """多少钱, 收费吗, and nothing else."""
    return says_only(text, _WHAT_IT_COSTS, MOST)


def follows_up(text: str) -> bool:
    """Whether the words speak of how it goes on with something begun, for somebody who has
    something begun. What matter they are of is not asked here, but what is said against whoever
    came is a report: they are not the ones to read it."""
    if _said(_OF_WORKER, text):
        return False
    return (
        asks_what_it_costs(text)
        or urges(text)
        or _said(_SPEAKS, text)
        or _said(_GOES_ON, text)
        or _says_unsolved(text)
        or (len(text) <= MOST and nods_first(text))
    )


def _says_unsolved(text: str) -> bool:
    """Whether it says that nothing was solved, and how it is now, and nothing else."""
    clean = normalise(text[: 2 * MOST])
    if len(bare(clean)) > MOST:
        return False
    said = clauses(clean)
    unsolved = [_UNSOLVED.fullmatch(one) is not None for one in said]
    return any(unsolved) and all(
        is_unsolved or _GOES_ON.search(one) for is_unsolved, one in zip(unsolved, said, strict=True)
    )


def _said(what: re.Pattern[str], text: str) -> bool:
    clean = normalise(text[: 2 * MOST])
    return 0 < len(bare(clean)) <= MOST and what.search(clean.strip(" ,。!?~")) is not None
