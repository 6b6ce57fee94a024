"""今天谁值班, 电话多少, 转人工, 几点上班, 几点来水, 我想反映个问题: said to the office itself. They
report nothing, and what they ask is known here; to a reader of reports they are riddles."""

import re
from enum import StrEnum

from domain.text import bare, normalise


class Asked(StrEnum):
    """What is asked of the office."""

    WHO = "who"
    """Who is there, and by which number."""
    PERSON = "person"
    """Somebody to talk to."""
    HOURS = "hours"
    """When it is open."""
    OUTAGE = "outage"
    """How long water, power, gas or heating stay away."""
    WHAT = "what"
    """What this is, and how to use it; or nothing, they only try it."""
    EAR = "ear"
    """Whether anybody listens; what it is about comes next."""


MOST = 22
"""More characters than these say more than a question."""

_BEFORE = (
    r"(?:请问|问一?下|想问一?下|打听一?下|麻烦|你好|您好|那|咱们?|我们?|俺们?|你们?|这边|这里"
    r"|现在)*"
)
_AFTER = r"(?:一下|一哈|呀|啊|呢|哈|吧|哦|噢|谢谢|行吗|好吗|可以吗|您|你)*"
_DAY = r"(?:今天|今儿|今晚|明天|现在|晚上|周末|这会儿)?"
_OFFICE = (
    r"(?:书记|主任|社区|居委会|物业|小区|网格员?|值班室?|值班的?人?|管家|服务中心|办公室|楼管"
    r"|你们?|您)"
)
_NAMED = r"(?:[小老][\u4e00-\u9fff]|[\u4e00-\u9fff](?:师傅|主任|书记|经理|姐|哥))?"
_NUMBER = r"(?:的)?(?:值班|办公|联系|服务)?(?:电话|号码|手机号?|联系方式|微信)"
_WHEN = r"(?:几点钟?|什么时候|啥时候|啥时间|什么时间|几时|多久|多会儿?|何时)"
_FLOWS = r"(?:自来水|水|电|煤气|燃气|天然气|气|暖气|暖|热水)"

_ASKED = {
    Asked.WHO: (
        rf"{_DAY}{_OFFICE}?{_DAY}(?:是)?(?:谁|哪个|哪位)(?:在)?(?:值班|当班|上班)(?:的)?"
        rf"|{_DAY}(?:值班|当班)(?:的)?(?:人)?是?(?:谁|哪个|哪位)(?:呀|啊)?"
        rf"|(?:我|我们|咱|咱们)?(?:家|楼|楼栋|小区)?(?:的)?(?:网格员|管家|楼管|楼长)是?(?:谁|哪个|哪位)"
        rf"|(?:有没有|给我?|发我?|求|要)?(?:个|一?下)?{_OFFICE}{_NAMED}{_NUMBER}(?:是|号)?(?:多少|几号?|啥|什么|有吗|有没有|给我?一?下?|发我?一?下?)?"
        rf"|{_NUMBER}(?:是)?(?:多少|几号?|啥|什么)"
        rf"|(?:怎么|咋|如何)(?:联系|找)(?:到)?(?:你们?|您|{_OFFICE})"
    ),
    Asked.PERSON: (
        r"(?:我)?(?:要|想|请|帮我|给我)*(?:转|找|接|换|叫)(?:个|一个|一下)?(?:人工|真人|客服|活人|人)(?:服务|客服|说话|接听|来说|聊聊)?"
        r"|(?:我|俺)?(?:不会打字|不会用|不识字|不会写字)?(?:你们?|您|让人|叫人|请人|请|能不能|可以)*"
        r"(?:(?:给我|跟我)(?:打|来|回)(?:一?个)?电话|(?:打|来|回)(?:一?个)?电话给我)(?:吧|过来|行吗|吗)*"
        r"|人工(?:服务|客服)?|有(?:没有)?(?:真人|活人)(?:在)?(?:吗|么|没有|没)?"
        r"|(?:我)?(?:要|想)(?:找|见|跟|和)(?:你们?)?(?:社区)?(?:的)?(?:书记|主任|领导|网格员|负责人|管事的?|当官的?)(?:说话|谈谈|说点事儿?|说个事儿?|聊聊|说说)?"
        r"|(?:你们?)?(?:书记|主任|领导|负责人)在(?:不在|吗|么)"
    ),
    Asked.HOURS: (
        rf"{_DAY}{_OFFICE}*{_DAY}(?:上班|下班|开门|关门|办公)(?:是|的?时间是?)?{_WHEN}"
        rf"|{_DAY}{_OFFICE}*{_DAY}{_WHEN}(?:上班|下班|开门|关门|办公|有人)(?:的)?"
        rf"|{_OFFICE}*(?:周六|周日|星期六|星期天|礼拜六|礼拜天|周末|中午|今天|明天|节假日|过年)(?:你们|社区|居委会|物业)?(?:上不上班|上班|开门|开不开门|办公|有人上班|有没有人)(?:吗|么|不|没)?"
        rf"|{_OFFICE}*(?:上班|办公|开门|营业)时间(?:是)?(?:几点|什么时候|啥时候|多少|什么|啥)?"
    ),
    Asked.WHAT: (
        r"(?:这个?|这东西|它|您)*(?:是|能)*(?:干|做)(?:啥|什么|嘛)(?:用|使)?的"
        r"|(?:这个?|这东西|你们?|您)*(?:是|算)(?:个|一个)?(?:啥|什么|干啥的|干什么的)(?:东西|玩意儿?|软件|程序|群|部门|单位)?"
        r"|(?:这个?|这东西|它)*(?:该|要|应该)?(?:咋|怎么|如何|怎样)(?:个)?(?:用|使|操作|弄法|用法)(?:法|的)?"
        r"|(?:你们?|这个?|您|它)*(?:能|可以|会)(?:帮我?|给我?)?(?:干|做|办)(?:点)?(?:啥|什么|些什么|哪些事)"
        r"|(?:我|俺)?(?:就是|只是|就|先|没事)*(?:随便|瞎)(?:看看|试试|逛逛|点点)(?:的|而已)?"
        r"|(?:我|俺)(?:就是|只是|就|先|来)*试(?:试|一试|一?下)(?:的|而已|好不好用|能不能用)?"
    ),
    Asked.EAR: (
        r"(?:喂|哎|哈喽)+|(?:有人(?:在)?|在)(?:吗|么|不)|在不在"
        r"|(?:收到|看到)(?:了)?(?:请|麻烦|就)?(?:给我)?回(?:复|话|个话|一下|个信儿?)|(?:能|可以)?(?:听|看|收)(?:得)?(?:见|到)(?:我|我说话|我的话|消息)?(?:了)?(?:吗|么|不|没)|hello|hi|hey"
        r"|(?:我|俺|我们|有|想|要|得|需要|来)*(?:跟|向|给|和)?(?:你们?|您|社区|物业)?"
        r"(?:反映|反应|说|问问?|咨询|打听|请教|汇报|报修|报个?事儿?|上报)(?:一?下|[一有]?个|点儿?|[一几]?件|几个)*(?:问题|事情?儿?|情况)?"
        r"|(?:我|俺|我们|这里|这边)?有(?:[一几]?个|[一几]?件|点儿?)?(?:问题|事情?儿?|情况)(?:想|要)*(?:问问?|说说?|反映|反应|咨询|报|请教)?(?:一?下|您|你们?)*"
        r"|i(?:have|got|vegot)(?:a|some)?(?:question|problem|issue)s?|i(?:want|need|wouldlike|dliketo)to?(?:report|ask)(?:something|aproblem|anissue|aquestion)?"
    ),
    Asked.OUTAGE: (
        rf"(?:这|今天|今晚|明天|那)?(?:到底|大概|得|要|还要|还得)*停{_FLOWS}(?:要|得|大概|会)*(?:停)?(?:到)?{_WHEN}(?:呀|啊|结束|恢复|来|完)?"
        rf"|(?:到底|大概|今天|今晚|明天|还要)*(?:{_WHEN})(?:才|能|才能|可以|会|有|恢复|通|来)*{_FLOWS}"
        rf"|(?:这|今天|今晚|明天)?{_FLOWS}(?:到底|大概|今天|今晚)?{_WHEN}(?:才|能|才能|可以|会)*(?:来|有|恢复|通|好)"
    ),
}
_MEANT = {asked: re.compile(rf"{_BEFORE}(?:{words}){_AFTER}") for asked, words in _ASKED.items()}


_GONE = (("电", "停电了"), ("暖", "暖气停了"), ("气", "停气了"), ("水", "停水了"))


def outage_in(text: str) -> tuple[str, str]:
    """What is away, and a report of it: 几点来电 asks about 电, 停电了."""
    clean = normalise(text)
    return next((one for one in _GONE if one[0] in clean), _GONE[-1])


def asked_in(text: str) -> Asked | None:
    """What a message asks of the office and nothing else; None for any other message."""
    clean = bare(normalise(text[: 3 * MOST]))
    if not 0 < len(clean) <= MOST:
        return None
    return next((one for one, words in _MEANT.items() if words.fullmatch(clean)), None)
