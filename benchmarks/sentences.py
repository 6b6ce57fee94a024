"""What residents write in the benchmarks: short and long, several categories, with and without a
place. The numbers change, so that no two residents send the same words."""

from collections.abc import Iterator

SENTENCES = (
    "我家厨房水管一直在漏水，{b}号楼{u}单元{f}02，麻烦派人来看看",
    "{b}号楼{u}单元的电梯又停了，老人上不去，请尽快修一下",
    "楼道灯坏了好几天，{b}栋{u}单元{f}楼，晚上黑得看不见台阶",
    "楼上{f}03室半夜还在装修，吵得孩子睡不着",
    "永安花园{b}号楼门口的垃圾堆了三天没人清，太臭了",
    "有辆面包车把{b}号楼前的消防通道堵死了",
    "院子里的草长得比人高都没人管，{b}号楼这边全是杂草",
    "{b}号楼{u}单元{f}01停水了，别家有水就我家没有",
    "人和路6号院{b}号楼墙皮往下掉，差点砸到人",
    "下水道堵了，{b}号楼{u}单元一楼污水往外冒",
    "邻居家的狗不拴绳，昨天在{b}号楼前面追着孩子跑",
    "有人在楼梯间给电动车充电，{b}号楼{u}单元{f}楼，太危险了",
    "暖气一点都不热，永安花园{b}号楼{u}单元{f}04，家里有小孩",
    "我是{b}号楼的，门禁坏了谁都能进，能不能修一下",
    "小区车位被外来车占了，晚上回来没地方停",
    "建议在{b}号楼旁边装几个健身器材，老人们没处锻炼",
    "{b}号楼楼顶漏雨，{f}05的天花板全湿了，反映过两次了",
    "路灯不亮，从大门到{b}号楼一段全是黑的，老人摔了一跤",
    "想问一下低保怎么办，家里{f}口人，需要带什么材料",
    "{b}号楼{u}单元单元门关不上，冬天冷风一直往里灌",
)


def sentences() -> Iterator[str]:
    """Sentences without end; building, entrance and floor change from one to the next."""
    number = 0
    while True:
        text = SENTENCES[number % len(SENTENCES)]
        turn = number // len(SENTENCES)
        yield text.format(b=1 + number % 12, u=1 + turn % 4, f=1 + (number + turn) % 18)
        number += 1
