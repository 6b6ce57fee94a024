"""Chinese surnames and what stands behind them, for reading names in what people write."""

import re

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜"
    "肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
OF_TWO = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|长孙|司徒|夏侯"

TITLES_OF_RESIDENTS = (
    "大娘|大爷|大妈|大叔|大伯|大婶|大嫂|大姐|大哥|阿姨|阿婆|奶奶|爷爷|婆婆|叔叔|伯伯|老人家|老太太|老爷子"
    "|女士|先生"
)
"""How a neighbour or a resident is called after the surname; 师傅 and the like are workers too."""
TITLES = f"{TITLES_OF_RESIDENTS}|师傅|老师|同志|姨|叔|婶|嫂|姐|哥"

SURE_SURNAMES = "王李张刘陈杨赵周吴徐孙胡朱郭罗梁宋郑韩冯董曹袁邓傅沈彭吕卢蒋蔡贾魏薛潘姚谭廖邹"
"""Those that begin few other words: a bare name is taken for one only with these."""


def surname_of(name: str) -> str:
    """李 of 李娜, 欧阳 of 欧阳静."""
    return name[:2] if re.match(OF_TWO, name) else name[:1]


def ways_to_call(name: str) -> tuple[str, ...]:
    """How colleagues call somebody, and our cards: 李娜, 小李, 李师傅."""
    if not name:
        return ()
    one = surname_of(name)
    titles = ("师傅", "主任", "经理", "书记", "姐", "哥")
    return (name, f"小{one}", f"老{one}", *(f"{one}{title}" for title in titles))
