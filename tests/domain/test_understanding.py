"""Understanding: routes, kinds, dangers to life and their look-alikes, several matters, bounds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.catalogue import UNCLEAR, Catalogue, Kind, Route, Urgency
from domain.danger import life_safety_of
from domain.understanding import understand

_LOADED = load_catalogue()

EMERGENCIES = [
    "我闻着厨房有煤气味，人有点恶心",
    "老爷子在卫生间滑倒了，动弹不得",
    "电动车棚着了，火挺大",
    "三号楼电梯停在半空，里头俩人",
    "小孩从四楼窗户往外爬",
    "楼下两个人拿刀对着砍",
    "我爱人胸口疼得厉害直冒冷汗",
    "高压线掉在院子里",
    "楼上水管崩了，水从天花板往下哗哗流",
    "孩子一个人锁车里了，大太阳",
    "墙倒了压着人了",
    "隔壁传来惨叫，好像在打人",
    "俺娘喊不应了，嘴唇发紫",
    "有人要从楼顶跳下来",
    "插座冒火花了，还有糊味",
    "屋里一股子煤气，灶咋关都关不严",
    "窨井盖没了，刚掉下去一个人",
    "地下室淹了半米，还在往里灌",
    "楼道里全是浓烟",
    "孩子被果冻卡住喉咙了",
    "dian ti li guan zhe ren",
    "厨房起火啦快来",
    "有人倒在花坛边上叫不醒",
    "我不想活了",
    "没啥活头了",
    "我觉得日子没意思",
    "我觉得活着没什么意思",
    "不如死了",
    "快来人啊电动车充着充着炸了火苗窜到二楼",
    "我家灶台后面着了，自己扑不灭",
    "闻着像煤气漏了，灶台都关着，不敢动",
    "奶奶倒厕所里了，怎么摇都不睁眼",
    "地铁口那边电线杆倒了电线在地上蹦火",
    "有个男的堵着门拿榔头砸我家门，我一个人在家害怕",
    "老公喝多了把我往死里打",
    "小区水池里有个小孩扑腾",
    "电梯突然往下掉，我们四个人还在里面",
    "我们被关在货梯里头半小时了",
    "那边楼上有人翻过栏杆要跳",
    "暖气管崩了热水喷得满屋子都是",
    "隔壁大爷三天没露面，屋里有股臭味",
    "楼板掉下来一大块，砸着我娘的头",
    "井盖没了，我闺女掉下去了",
    "门被反锁了，灶上还炖着汤，娃在里头哭",
    "俺爸突然半边身子没知觉，话也说不清",
    "吃了蘑菇全家上吐下泻，快扛不住了",
    "消防车让私家车堵在大门口进不去，里头正烧着呢",
    "三楼窗户往外冒烟",
    "wo jia zhao huo le",
    "dian ti kun ren le kuai lai",
    "配电柜噼里啪啦冒蓝光",
    "有人用棍子打保安，头都流血了",
    "屋里一氧化碳报警器响个不停",
    "孩子手指头卡在门缝里拔不出来",
    "楼上老太太家灶上烧干了锅，满屋子烟，敲门没人",
    "车库顶上的消防管炸了，水跟瀑布一样",
    "我对象从梯子上摔下来，腿扭曲了，疼得直叫",
    "电梯卡在8楼和9楼之间，我一个人，手机快没电了",
    "闻见一股很浓的燃气味，三单元整个楼道都是",
    "小娃儿爬到空调外机上了，够不着",
    "门口两帮人抄家伙打起来了",
    "我妈吃了一瓶安眠药",
    "电线被货车挂断了，就吊在小孩头顶",
    "俺邻居在屋里喊救我，门打不开",
    "外墙的保温板呼啦啦往下掉，差点砸着放学的娃",
    "孩子脸憋得青紫，好像吃了花生米",
    "厨房油锅着了",
    "有人翻窗户进我家了，我躲在卧室",
    "水从电表箱里往外流",
    "我婆婆心脏病犯了，药找不到",
    "楼下变压器炸了，火星乱蹦",
    "zhe bian you ren yun dao le",
    "厨房煤气罐阀门那里嘶嘶响，满屋味",
    "楼下小吃店着起来了，烟都窜到我家窗户",
    "我被锁在天台上了，风特别大",
    "老头子突然倒地抽",
    "广告牌让风吹得快掉下来，底下全是人",
    "孩子误吞了纽扣电池",
    "电梯门夹着个老太太出不来",
    "地下车库进水都到膝盖了",
    "三楼那家男的要杀他媳妇",
    "电表箱冒烟了，啪啪响",
    "水池里漂着一个人",
    "我洗澡头晕恶心，热水器燃气的",
    "天台上站了一个姑娘在哭",
    "有人拿汽油要点楼道",
    "房顶横梁咔咔响，裂了大缝，要塌",
    "大爷躺在雪地里没反应",
    "ran qi xie lou le",
    "救护车被乱停的车挡在外面",
]

LOOK_ALIKES = [
    "楼上天天拖桌子，我火大",
    "急死了，快递还没到",
    "消防演练是周六吗",
    "灯修好了，谢谢",
    "以为着火了，原来是烧纸，误会一场",
    "热得要着火了",
    "去年着火那栋楼修好没",
    "这物业费高得要命",
    "电梯里有人抽烟",
    "孩子的自行车丢了",
    "救护车声音太吵睡不着",
    "怕楼道堆的东西着火",
    "他说话能把人气死",
    "楼顶坏了漏雨",
    "煤气费在哪交",
    "我家没气了，燃气卡咋充",
    "灭火器过期了",
    "窗台上的花盆往下滴水",
    "想报急救培训班",
    "老人证怎么办",
    "上周电梯困人的视频能给我看看吗",
    "煤气灶打不着火",
    "楼上烧菜糊味飘下来",
    "灭火毯在哪领",
    "我家孩子怕黑，楼道灯坏了",
    "邻居装修声音像爆炸一样",
    "树上掉下来的果子砸坏车窗",
    "水费怎么交",
    "孩子划片去哪个学校",
    "物业态度差得要死",
    "打了三次120米跑步比赛报名在哪",
    "老人走路摔跤多，装个扶手吧",
    "楼顶晒被子的人太多",
    "火锅店油烟大",
    "电动车充电桩坏了",
    "电梯门打开慢",
    "停水三天了洗不了澡",
    "救助站电话多少",
    "演练通知看到了",
    "家里暖气烫得很，能调低不",
    "杀虫药什么时候打",
    "昨天那个跳广场舞的又来了",
    "今天停电停到几点",
    "楼下烧烤摊冒烟",
    "水池里的鱼死了",
    "楼道灯一闪一闪",
    "快递员把我的箱子压坏了",
    "想问下120救护车收费标准",
    "业主群里吵翻天了",
    "树枝快碰到电线了，修剪一下",
    "垃圾桶旁边有烟头，注意一下",
    "小孩在楼道里跑来跑去太吵",
    "厨房下水道有股臭味",
    "去年我家淹过一次，今年防汛有安排吗",
    "安全出口指示灯不亮",
    "保安态度不好",
    "谁家的孩子天天在楼下哭",
    "楼上水管漏到我家天花板",
    "燃气安检几号来",
    "电梯广告声音太大",
    "阳台能不能封",
    "养老院一个月多少钱",
    "消防车道划线磨没了",
    "电梯口的垃圾桶满了",
    "我家热水器坏了找谁修",
    "楼顶信号塔什么时候拆",
    "水表走得快",
    "去年心脏病住院的钱能报销多少",
    "孩子爬树摘果子，管管",
    "讲讲怎么用灭火器吧",
    "消防栓箱玻璃碎了",
    "楼道里有人抽烟烟味大",
    "门口打架子鼓的天天练",
    "刀具回收在哪",
    "水管有点渗水",
    "电线乱拉难看死了",
    "墙上的瓷砖贴得不好看",
    "空调外机太吵",
    "楼上摔门声音大",
    "护栏生锈了",
    "阳台晾衣架坏了",
]

ROUTES = [
    ("三单元的感应灯一闪一闪像蹦迪，老人下楼怕摔", "property"),
    ("我家阳台顶上起皮掉渣，一摸湿漉漉", "property"),
    ("院里那台跑步机踏板断了半截", "property"),
    ("地下车库入口的栏杆砸了我车顶", "property"),
    ("楼顶水箱好久没清洗了，烧开水一层水垢", "property"),
    ("单元楼门前那块地砖翘起来，推小车过不去", "property"),
    ("灌木丛里全是烟盒和饭盒，没见人捡", "property"),
    ("访客开车进门要不要登记，能停多久", "property"),
    ("有辆没牌的破面包常年占着两个格子", "property"),
    ("夜班保安趴桌上打盹，谁进都不抬头", "property"),
    ("晾在楼下的被子让人抱走了，能看看监控不", "property"),
    ("健身步道上的绿漆掉光了，一下雨打滑", "property"),
    ("厕所反水，一冲就往上冒", "property"),
    ("电梯按钮6和7按了不亮", "property"),
    ("楼上小孩每天晚上十点还在练钢琴", "community"),
    ("对面阳台养了二十多只鸽子，羽毛飘一屋", "community"),
    ("小区门口夜市炒栗子的机器轰轰响到一点", "community"),
    ("隔壁单元一楼改成了快递站，天天排队", "community"),
    ("我妈八十五了想办个老年优待卡", "community"),
    ("离婚后户口怎么单独立户，需要你们盖章吗", "community"),
    ("社区有没有教手机的课，想给我爸报名", "community"),
    ("元旦咱们院有没有联欢", "community"),
    ("楼下邻居把公共露台砌了一圈墙当自家院子", "community"),
    ("顶层那户加盖了个玻璃房", "community"),
    ("灭火器压力表都到红区了", "community"),
    ("邻居天天把电动车推进家里充电，怕炸", "community"),
    ("我们院想换个业委会，要多少人联名", "community"),
    ("维修基金用了多少，公开一下", "community"),
    ("楼上住了一堆小姑娘，一套房摆了八张上下铺", "community"),
    ("建议给院里的猫做个统一的喂食点", "community"),
    ("对门两口子天天半夜吵架摔东西", "community"),
    ("想申请一个残疾人家庭无障碍改造", "community"),
    ("楼梯拐弯处堆了一大堆旧家具，着火都跑不出去", "joint"),
    ("消防通道被私家车堵得死死的", "joint"),
    ("从六楼拖下来一根插线板给电动车充电", "joint"),
    ("物业费年年交，绿化没人管保安没人影，凭啥还要涨", "joint"),
    ("物业把公共大厅租给别人摆摊，钱去哪了", "joint"),
    ("欠了两个月物业费就把我家水卡停了", "joint"),
    ("我们这老楼啥时候能装上电梯", "joint"),
    ("管道改造挖开的沟到现在没填", "joint"),
    ("这楼是老厂的，从来没有物业，谁来管", "joint"),
    ("物业说归社区管，社区说归物业管，到底谁管", "joint"),
    ("高空抛物差点砸到我", "joint"),
    ("物业上门骂我妈，必须给个说法", "joint"),
    ("开发商承诺的会所到现在没影", "refer"),
    ("收房一年墙就裂了，地产公司推三阻四", "refer"),
    ("门口公交站取消了，老人出行不方便", "refer"),
    ("马路对面工地昼夜打混凝土", "refer"),
    ("孩子转学到这边需要啥条件", "refer"),
    ("旁边化工厂晚上偷排，一股刺鼻味", "refer"),
    ("整条街停电，电业局电话打不通", "refer"),
    ("家里手机信号只有一格", "refer"),
    ("有人打电话说我医保卡被冻结要转账", "refer"),
    ("饭店干了两个月老板不给结账", "refer"),
    ("楼下药店卖的药是过期的", "refer"),
    ("听说咱院旁边要建变电站，不同意", "refer"),
    ("路口红绿灯坏了好几天", "refer"),
    ("街道的人态度特别差，我要投诉他们", "refer"),
    ("健身卡办了店跑了", "refer"),
    ("房子买了三年还拿不到证", "refer"),
]

KINDS = [
    ("你好，在吗", Kind.CHAT),
    ("谢谢师傅，灯修好了", Kind.CHAT),
    ("不用来了，水管自己弄好了", Kind.CHAT),
    ("测试一下", Kind.CHAT),
    ("哈哈今天真暖和", Kind.CHAT),
    ("我上周报的路灯到哪一步了", Kind.STATUS_QUERY),
    ("请问车位申请有结果吗", Kind.STATUS_QUERY),
    ("再催一次门禁", Kind.URGE),
    ("前天报过的漏水，麻烦快点", Kind.URGE),
    ("建议在院里放个图书漂流架", Kind.SUGGESTION),
    ("修好了两天，今天又漏了", Kind.REQUEST),
    ("门禁坏了，谢谢", Kind.REQUEST),
    ("三号楼那个事", Kind.REQUEST),
]

SEVERAL = [
    ("路灯不亮，另外想开居住证明", ["facilities", "paperwork"]),
    ("①水管漏水②楼上半夜装修", ["repair", "nuisance"]),
    ("垃圾桶满了没人清，顺便问下低保怎么申请", ["cleaning", "welfare"]),
    ("厨房水管漏水，还有厕所也漏水", ["repair"]),
    ("3号楼楼道灯坏了，5号楼下水道也堵了", ["facilities", "repair"]),
    ("1号楼停水了，2号楼也停水了", ["repair"]),
    ("3号楼漏水，我住5号楼", ["repair"]),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return _LOADED


@pytest.mark.parametrize("text", EMERGENCIES)
def test_a_danger_to_life_is_never_missed(catalogue: Catalogue, text: str) -> None:
    danger = life_safety_of(text, catalogue)
    heard = understand(text, catalogue)
    assert danger is not None
    assert heard.life_safety == danger.code
    assert heard.kind is Kind.REQUEST
    assert heard.matters[0].urgency is Urgency.EMERGENCY
    assert heard.matters[0].level == "L0"


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_sounds_dangerous_pages_nobody(catalogue: Catalogue, text: str) -> None:
    assert life_safety_of(text, catalogue) is None
    assert understand(text, catalogue).life_safety is None


@pytest.mark.parametrize(
    "text",
    [
        *("着 火 了", "着，火！", "啊" * 9000 + "着火了", "着活了"),
        *(
            "著火了",
            "廚房著火了",
            "3號樓2單元著火",
            "火燭呀",
            "厨房捉火了",
            "俺家着了",
            "插座冒火了",
        ),
        *("触店了有人", "煤汽泄楼", "有人要条楼", "有人暈低咗", "地窖里进去俩人没上来"),
        *("🔥🔥🔥5号楼2单元", "🆘🆘", "Fire!", "help, fire in building 3", "somebody collapsed"),
    ],
)
def test_a_danger_is_found_however_it_is_written(catalogue: Catalogue, text: str) -> None:
    assert life_safety_of(text, catalogue) is not None
    assert understand(text, catalogue).life_safety is not None


def test_an_old_false_alarm_does_not_hide_a_new_fire(catalogue: Catalogue) -> None:
    text = "上次是误会，给大家添麻烦了，后来还给我们家里装了报警器。可是三楼厨房着火了快来人"
    assert life_safety_of(text, catalogue) is not None


def test_nine_in_ten_plain_requests_find_their_route(catalogue: Catalogue) -> None:
    wrong = []
    for text, route in ROUTES:
        matters = understand(text, catalogue).matters
        if not matters or matters[0].route != route:
            wrong.append(text)
    assert len(wrong) <= len(ROUTES) // 10, wrong


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(catalogue: Catalogue, text: str, kind: Kind) -> None:
    assert understand(text, catalogue).kind is kind


@pytest.mark.parametrize(("text", "categories"), SEVERAL)
def test_matters_are_split_only_where_clear(
    catalogue: Catalogue, text: str, categories: list[str]
) -> None:
    assert [one.category for one in understand(text, catalogue).matters] == categories


def test_object_and_trouble_need_not_touch(catalogue: Catalogue) -> None:
    matter = understand("我家厨房的水龙头这两天一直在漏", catalogue).matters[0]
    assert (matter.category, matter.route) == ("repair", Route.PROPERTY)
    assert {"水龙头", "漏"} <= set(matter.reasons)


def test_a_complaint_against_the_property_company_is_never_its_own(catalogue: Catalogue) -> None:
    matter = understand("举报物业乱收费", catalogue).matters[0]
    assert (matter.route, matter.against) == (Route.JOINT, "property")


def test_a_complaint_against_the_committee_goes_up(catalogue: Catalogue) -> None:
    matter = understand("我要投诉居委会", catalogue).matters[0]
    assert (matter.route, matter.against) == (Route.REFER, "community")


def test_a_whole_building_without_water_runs_on_a_stricter_clock(catalogue: Catalogue) -> None:
    assert understand("5号楼整栋楼没水了", catalogue).matters[0].level == "L1"


@pytest.mark.parametrize(
    "text",
    [
        "井盖松动",
        "3号楼东侧井盖松动",
        "三号楼前面的井盖松了",
        "井盖翘起来了",
        "路上的井盖裂了",
        "井盖没了",
    ],
)
def test_a_cover_somebody_may_fall_through_is_urgent(catalogue: Catalogue, text: str) -> None:
    matter = understand(text, catalogue).matters[0]
    assert (matter.category, matter.level) == ("repair", "L2")


@pytest.mark.parametrize("text", ["吵得我想死", "退休了在家没意思", "社区没意思，啥活动都没有"])
def test_who_is_only_bored_or_cross_is_in_no_danger(catalogue: Catalogue, text: str) -> None:
    assert understand(text, catalogue).life_safety is None


def test_who_is_lonely_at_home_pages_nobody(catalogue: Catalogue) -> None:
    heard = understand("一个人在家闷得慌", catalogue)
    assert heard.life_safety is None
    assert heard.matters[0].category == "welfare"


@pytest.mark.parametrize("text", ["心里憋得慌，想找人说说话", "想找人说说话，孤单得很"])
def test_who_is_lonely_is_somebody_to_look_after(catalogue: Catalogue, text: str) -> None:
    (matter,) = understand(text, catalogue).matters
    assert (matter.category, matter.by_words) == ("welfare", True)


def test_evaded_tax_is_no_leak(catalogue: Catalogue) -> None:
    (matter,) = understand("请税务部门查一查这家公司偷税漏税", catalogue).matters
    assert matter.category == "market"


def test_a_denied_trouble_does_not_count(catalogue: Catalogue) -> None:
    matter = understand("不是漏水，是楼道灯不亮", catalogue).matters[0]
    assert matter.category == "facilities"


def test_words_nobody_knows_become_an_unclear_matter(catalogue: Catalogue) -> None:
    heard = understand("那个东西麻烦看看呗", catalogue)
    assert heard.kind is Kind.REQUEST
    assert (heard.matters[0].category, heard.confidence) == (UNCLEAR, 0.0)
    assert heard.matters[0].choices == catalogue.usual_choices


@pytest.mark.parametrize(
    "text",
    [
        *("hello world", "<script>alert(1)</script>", "SELECT * FROM users", "qwerty", "jkjkjkjk"),
        *("this is broken", "one. two, three!\nfour", "www.example.com"),
    ],
)
def test_a_foreign_language_is_asked_about_and_never_guessed(
    catalogue: Catalogue, text: str
) -> None:
    heard = understand(text, catalogue)
    assert heard.kind is Kind.REQUEST
    assert [one.category for one in heard.matters] == [UNCLEAR]
    assert heard.confidence == 0.0 and heard.matters[0].choices == catalogue.usual_choices
    assert heard.life_safety is None and not heard.perhaps_danger


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("hi, the lift is broken", "facilities"),
        ("the corridor light is out", "facilities"),
        ("The door doesn’t lock any more", "facilities"),
        ("my water heater is fine but the tap in the kitchen drips", "repair"),
        ("The dog of 4-2-301 bites people", "nuisance"),
        ("need a certificate for my son's school", "paperwork"),
        ("The property company raised the fee, and never told us", "property_dispute"),
        ("my boss has not paid my wages", "labour"),
        ("3号楼elevator坏了", "facilities"),
    ],
)
def test_words_of_english_in_the_catalogue_say_what_it_is(
    catalogue: Catalogue, text: str, category: str
) -> None:
    (matter,) = understand(text, catalogue).matters
    assert matter.category == category and matter.named
    assert not matter.is_unsure(catalogue.thresholds.ask)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thanks a lot, it works again", Kind.CHAT),
        ("Thanks, but it is still not fixed", Kind.REQUEST),
        ("Thanks, the lamp works again, but the lift is broken", Kind.REQUEST),
        ("Any news about the broken lift?", Kind.STATUS_QUERY),
        ("When will somebody finally come??", Kind.URGE),
        ("The latest bill is wrong", Kind.REQUEST),
    ],
)
def test_words_of_english_say_what_a_message_is_for(
    catalogue: Catalogue, text: str, kind: Kind
) -> None:
    assert understand(text, catalogue).kind is kind


@pytest.mark.parametrize("text", ["staples in the yardstick", "a carpet, a liftoff, a dogma"])
def test_a_word_of_letters_counts_only_whole(catalogue: Catalogue, text: str) -> None:
    (matter,) = understand(text, catalogue).matters
    assert matter.category == UNCLEAR


@pytest.mark.parametrize(
    "text", ["test", "Test 123", "hello", "Hi!", "hello, test", "OK thanks", "Good evening", "no"]
)
def test_a_greeting_in_english_is_chat(catalogue: Catalogue, text: str) -> None:
    heard = understand(text, catalogue)
    assert heard.kind is Kind.CHAT and not heard.perhaps_danger


@pytest.mark.parametrize(
    "text", ["Fire!", "gas leak", "help", "hi, someone is trapped in the lift", "gas smell in 3-2"]
)
def test_a_danger_in_english_is_heard(catalogue: Catalogue, text: str) -> None:
    assert understand(text, catalogue).life_safety is not None


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_understood_somehow(text: str) -> None:
    heard = understand(text, _LOADED)
    assert 0.0 <= heard.confidence <= 1.0
    assert bool(heard.matters) == (heard.kind in (Kind.REQUEST, Kind.SUGGESTION))
    assert len({one.category for one in heard.matters}) == len(heard.matters)
    for one in heard.matters:
        category = _LOADED.category(one.category)
        assert one.route is category.route
        assert one.level in ("L0", "L1", "L2", "L3", "L4")
        assert len(one.choices) <= 4 and len(set(one.choices)) == len(one.choices)


_WORDS = sorted(_LOADED.rule_index.words.words | _LOADED.signs.pairs.words.words)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, "，", "。", "另外", "不是", "3号楼"]), max_size=30))
def test_any_string_of_known_words_is_understood(words: list[str]) -> None:
    text = "".join(words)
    heard = understand(text, _LOADED)
    danger = life_safety_of(text, _LOADED)
    if danger is not None and heard.life_safety is not None:
        assert heard.life_safety == danger.code
    assert all(len(one.span) <= len(text) for one in heard.matters)


def test_a_danger_that_is_not_believed_still_shows_whom_to_call(catalogue: Catalogue) -> None:
    sure = {"danger": 1.0, "danger_denied": 1.0, "danger_denied_brief": 1.0}
    strict = replace(catalogue.thresholds, **sure, danger_perhaps=0.9)
    doubting = replace(catalogue, thresholds=strict)
    heard = understand("三单元着火了快来人", doubting)
    assert heard.life_safety is None and heard.perhaps_danger
    assert not understand("楼道灯不亮", doubting).perhaps_danger


def test_a_danger_that_is_believed_says_why_and_needs_no_perhaps(catalogue: Catalogue) -> None:
    heard = understand("三单元着火了快来人", catalogue)
    assert heard.life_safety == "fire" and not heard.perhaps_danger
    assert heard.danger_is_named
    assert heard.matters[0].reasons


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("谢谢你们，另外电梯也响得厉害", "facilities"),
        ("辛苦了，但是电梯还是响", "facilities"),
        ("谢谢 但是我家水管还是漏", "repair"),
        ("恩，谢谢，领外门禁坏了", "facilities"),
        ("谢谢，门禁坏了", "facilities"),
        ("您好 谢谢 垃圾没人收", "cleaning"),
    ],
)
def test_what_follows_thanks_is_not_lost(text, category):
    found = understand(text, _LOADED)
    assert found.kind is Kind.REQUEST
    assert [one.category for one in found.matters] == [category]


@pytest.mark.parametrize(
    "text",
    [
        "谢谢啊，还有李师傅人真好",
        "谢谢！！还有祝大家新年快乐",
        "谢谢，就是来得慢了点",
        "谢谢，另外",
        "谢谢，但是",
        "谢谢，师傅人真好",
        "您好，在吗",
        "谢谢，灯修好了",
    ],
)
def test_more_thanks_are_no_report(text):
    assert understand(text, _LOADED).kind is Kind.CHAT


@pytest.mark.parametrize(
    "text",
    [
        "很满意，另外3号楼路灯坏了",
        "不满意，另外路灯坏了",
        "灯修好了，谢谢！顺便说一下门禁刷不开",
    ],
)
def test_praise_beside_a_report_is_no_matter_of_its_own(text):
    (one,) = understand(text, _LOADED).matters
    assert one.category == "facilities"


@pytest.mark.parametrize("text", ["投诉你们", "我要投诉你们！", "举报你们了"])
def test_you_are_whoever_answers_here(text):
    (one,) = understand(text, _LOADED).matters
    assert (one.category, one.against) == ("other", "community")


def test_you_with_a_name_are_somebody_else():
    (one,) = understand("投诉你们物业", _LOADED).matters
    assert one.against == "property"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("漏水，物业不来", "repair"),
        ("顶层漏雨，物业不来看，咋办", "repair"),
        ("暖气不热，报了物业不来", "repair"),
        ("厨房漏水，物业不来，物业费还涨了", "repair"),
        ("电梯坏了，物业不来修", "facilities"),
        ("物业不来", "property_dispute"),
        ("小偷偷了我电动车，昨天的事", "security"),
        ("昨晚有人翻进一楼院子，今天发现窗户撬了", "security"),
    ],
)
def test_what_is_to_be_done_stays_that_though_nobody_came_or_it_was_yesterday(
    catalogue: Catalogue, text: str, category: str
) -> None:
    heard = understand(text, catalogue)
    assert heard.kind is Kind.REQUEST
    assert [one.category for one in heard.matters] == [category]
