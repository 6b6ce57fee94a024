"""Whoever is in danger is brief: a cry is never doubted, a short report hardly."""

from dataclasses import replace

import pytest

from bot.catalogue_file import load_catalogue
from domain.danger import life_safety_of, signs_in
from domain.signs import OtherSense
from domain.understanding import understand

CATALOGUE = load_catalogue()
DOUBTING = replace(CATALOGUE, thresholds=replace(CATALOGUE.thresholds, danger_denied=1.0))


@pytest.mark.parametrize("text", ["救命", "救命啊", "救命！！！", "着火了", "🔥着火了！", "救火！"])
def test_a_cry_is_believed_whatever_the_model_thinks(text):
    strict = replace(DOUBTING.thresholds, danger_denied_brief=1.0)
    assert understand(text, replace(DOUBTING, thresholds=strict)).life_safety is not None


@pytest.mark.parametrize(
    "text",
    ["救命！我家着火了，永安花园5号楼", "隔壁煤气泄漏了，3号楼2单元", "三楼那家男的要杀他媳妇"],
)
def test_a_short_report_is_believed(text):
    assert understand(text, DOUBTING).life_safety is not None


@pytest.mark.parametrize(
    "text",
    [
        "煤气罐味儿大得很，是不是漏气了",
        "厨房有味，是不是煤气漏了",
        "楼下冒烟，是不是着火了",
        "推销的刚走，屋里一股煤气味，快来人",
    ],
)
def test_whoever_asks_whether_it_is_one_is_not_sure_that_it_is_none(text):
    assert understand(text, CATALOGUE).life_safety is not None


@pytest.mark.parametrize(
    "text",
    [
        "不是漏气，是邻居家刷漆",
        "有人推销燃气报警器，是不是骗子",
        "有人敲门说是社区的查煤气，让我买报警器，是不是骗子",
    ],
)
def test_what_is_denied_or_for_sale_at_the_door_is_no_danger(text):
    assert understand(text, CATALOGUE).life_safety is None


@pytest.mark.parametrize("how", list("急吓臭气冻烦热吵累挤闷"))
def test_nobody_has_died_of_what_people_say_is_killing_them(how):
    assert understand(f"楼上{how}死人了", CATALOGUE).life_safety is None
    assert understand("5号楼死人了", CATALOGUE).life_safety is not None


def test_a_long_story_may_be_doubted():
    story = "去年这个时候隔壁楼着火了，大家到现在说起来还心有余悸，所以想请社区教教我们怎么用灭火器"
    assert understand(story, DOUBTING).life_safety is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("停车场一台新能源的车底喷烟了", "fire"),
        ("灶边上那个钢瓶嘶嘶响，味儿很冲", "gas"),
        ("卷帘门落下来把人夹住了", "trapped"),
        ("我被关在卫生间里门锁坏了出不来", "trapped"),
        ("擦玻璃的吊绳断了一根，人悬着", "trapped"),
        ("有人踩到水里的电线当场倒了一个", "electric"),
        ("十楼那扇窗户只剩一颗螺丝，风吹得来回甩", "collapse"),
        ("她写了遗书，手机关机", "roof_edge"),
        ("药我都吃了，你们明天再来", "roof_edge"),
        ("前夫在外面踹门，我和孩子躲着", "violence"),
        ("小偷还没走，在我家翻抽屉", "violence"),
        ("我爸说话突然含糊，左手抬不起来", "medical"),
        ("孩子在池子里脸朝下漂着", "medical"),
        ("有个小孩掉下水道了", "child_locked"),
        ("我在电梯里，没信号了快断了", "trapped"),
        ("孩子误吃了老鼠药", "medical"),
        ("宝宝抽了", "medical"),
        ("外卖员撞倒老人了", "medical"),
        ("帮我叫个救护车", "medical"),
        ("麻烦打个120", "medical"),
        ("帮我报警", "violence"),
        ("我妈喝药了", "roof_edge"),
    ],
)
def test_what_people_see_names_a_danger_without_naming_it(text, code):
    found = life_safety_of(text, CATALOGUE)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "楼上又把拖把晾出来滴水",
        "物业前台老翻白眼",
        "卧室墙角渗水发霉了",
        "垃圾桶三天没倒，苍蝇嗡嗡的",
        "夏天在院里放电影吗",
        "我拎气罐上六楼腿都软了",
    ],
)
def test_every_day_words_are_no_sign_of_danger(text):
    assert life_safety_of(text, CATALOGUE) is None


@pytest.mark.parametrize(
    "text",
    [
        "家里停水了，老人在家",
        "停水了，家里有老人",
        "停电了，老人在家",
        "电梯坏了，老人在家下不去",
        "暖气不热，家里有老人",
    ],
)
def test_what_is_hard_on_the_old_is_no_danger_to_life(text):
    assert understand(text, load_catalogue()).life_safety is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("厨房着火了", ("着火",)),
        ("客厅里头冒烟了", ("冒烟", "客厅")),
        ("电梯里困了个人，快来", ("困", "电梯")),
    ],
)
def test_whoever_is_called_reads_which_words_named_the_danger(text, words):
    """What runs there at once is told why: the sign, not pieces of words the model goes by."""
    assert set(signs_in(text, CATALOGUE).words) == set(words)
    matter = understand(text, CATALOGUE).matters[0]
    assert matter.named == matter.reasons == signs_in(text, CATALOGUE).words


def test_a_danger_that_no_word_names_has_the_reasons_of_the_model():
    bold = replace(CATALOGUE, thresholds=replace(CATALOGUE.thresholds, danger=0.0))
    matter = understand("楼上那个人好像不太对劲，一直坐着", bold).matters[0]
    assert matter.named == () and matter.reasons


@pytest.mark.parametrize(
    ("harmless", "real"),
    [
        ("抽中了，手气爆炸", "有人气罐爆炸了"),
        ("吵得我脑袋要爆炸了", "我脑袋被砸了，锅炉爆炸了"),
        ("昨晚梦见着火", "梦见着火，醒来真着火了"),
        ("台阶的水泥崩了一块", "水泥墙里水管爆了，喷得满屋"),
        ("院门口放鞭炮噼里啪啦的", "鞭炮把棉被引燃了"),
        ("对讲里光滋啦滋啦", "电线滋啦滋啦响"),
        ("刚才冒火花是焊架子的", "电焊的火星子掉下来烧着了被子"),
        ("一氧化碳报警器啥时候装", "一氧化碳报警器响了"),
        ("电表箱的门掉了", "电箱门掉了，有人被电了"),
        ("电梯停了里头没人就是上不了楼", "电梯停了里头没人应声，我爸在里面"),
        ("围墙鼓了，别等砸着人", "墙砸着人了"),
        ("喊救命的是我啊，闹着玩", "喊救命的是我邻居，快来人"),
    ],
)
def test_a_word_of_danger_may_mean_something_else_just_here(harmless, real):
    """And only just there: the same word elsewhere in the sentence still speaks."""
    assert life_safety_of(harmless, CATALOGUE) is None
    assert life_safety_of(real, CATALOGUE) is not None
    assert understand(real, CATALOGUE).life_safety is not None


def test_words_of_another_sense_hold_only_where_they_touch():
    sense = OtherSense(("爆炸",), before=("手气",), after=("头",))
    told = replace(CATALOGUE, other_senses=(sense,))
    assert life_safety_of("手气爆炸", told) is None
    assert life_safety_of("爆炸头", told) is None
    assert life_safety_of("手气真好，爆炸了", told) is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my neighbour fell and does not move", "medical"),
        ("old man fell on the stairs, he can't get up", "medical"),
        ("my wife fainted", "medical"),
        ("smoke is coming out of the socket", "fire"),
        ("there's smoke in the corridor of building 3", "fire"),
        ("the e-bike downstairs is burning", "fire"),
        ("someone is stuck in the lift", "trapped"),
        ("the elevator stopped and we can't get out", "trapped"),
        ("gas smell in kitchen", "gas"),
        ("smells like gas in building 2", "gas"),
        ("a live cable is lying on the ground", "electric"),
        ("bricks are falling from the wall", "collapse"),
        ("I don't want to live anymore", "roof_edge"),
        ("my husband is beating me", "violence"),
        ("baby locked inside the apartment", "child_locked"),
        ("my son is lost, 5 years old", "missing"),
        ("water pipe burst in the hall", "flood"),
        ("water is shooting out of the meter cabinet", "flood"),
        ("a girl is sitting on the outside of the railing", "roof_edge"),
        ("one side of his face hangs down", "medical"),
        ("grandma fell down起不来", "medical"),
        ("she took too many pills", "medical"),
        ("the lift is stuck with my mother inside", "trapped"),
        ("I smell burning plastic", "fire"),
        ("somebody is breaking my door", "violence"),
        ("Help me!", "distress"),
    ],
)
def test_a_danger_in_english_is_named(text, code):
    assert understand(text, CATALOGUE).life_safety == code


@pytest.mark.parametrize(
    "text",
    [
        *("smoking in the corridor", "somebody smokes in the lift", "cars block the fire lane"),
        *("the gas bill is wrong", "when is the fire drill", "false alarm, no fire"),
        *("the lift is stuck again", "the fire door does not close", "the noise is killing me"),
        *("fireworks are too loud", "the room is so small", "the queue is not moving"),
        *("my phone is dead and I am late", "boxes on the emergency stairs"),
        *("it was only fireworks, no explosion", "the smoke alarm battery is empty"),
        *("can you help me with the form", "my son lost his access card", "no danger"),
        *("my mother fell last year and needs a handrail", "last year there was a fire here"),
    ],
)
def test_what_sounds_like_a_danger_in_english_pages_nobody(text):
    assert understand(text, CATALOGUE).life_safety is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("linju shuaidao le budong le", "medical"),
        ("laotaitai shuai le qi bu lai", "medical"),
        ("chazuo mao yan le", "electric"),
        ("diandongche zhao le", "fire"),
        ("dianti li kun le liang ge ren", "trapped"),
        ("you meiqi weir", "gas"),
        ("you ren chu dian le", "electric"),
        ("qiang yao ta le", "collapse"),
        ("wobuxianghuole", "roof_edge"),
        ("haizi zou diu le", "missing"),
        ("SOS! 3hao lou", "distress"),
    ],
)
def test_a_danger_in_pinyin_is_named_by_its_sound(text, code):
    assert understand(text, CATALOGUE).life_safety == code


@pytest.mark.parametrize(
    "text",
    [
        *("haizi shangxue zenme baoming", "meiqi fei zenme jiao", "ranqi anjian shenme shihou"),
        *("dianti guanggao tai duo", "xiaofang yanlian ji dian", "you ren zai loudao chouyan"),
        *("xie xie nimen, dianti xiu hao le", "huozai baojingqi huai le"),
    ],
)
def test_what_holds_the_letters_of_a_danger_or_its_sound_pages_nobody(text):
    assert understand(text, CATALOGUE).life_safety is None


def test_a_sound_that_other_words_have_is_believed_only_if_it_is_rather_likely():
    found = signs_in("xie xie nimen, dianti xiu hao le", CATALOGUE)
    assert found is not None and found.by_sound


def test_what_she_wears_does_not_hide_that_she_is_lost():
    assert life_safety_of("我妈走失了，穿蓝衣服", CATALOGUE) is not None
    assert life_safety_of("我妈晾在外面的衣服不见了", CATALOGUE) is None


@pytest.mark.parametrize(
    "text",
    [
        "到了，正在弄",
        "已经到了，正在处理",
        "我妈一个人住，她家厕所堵了，她不会用手机",
        "我奶奶家灯泡坏了，她够不着",
        "再吵我就叫警察了",
        "我妈按时喝药了",
        "小区投的药把狗毒死了，狗误吃了老鼠药",
        "什么时候投放老鼠药",
        "孩子的玩具掉下水道了",
        "钥匙掉下水道了",
        "小区报警电话是多少",
    ],
)
def test_old_people_alone_and_work_going_on_are_no_danger(text):
    assert understand(text, CATALOGUE).life_safety is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "我妈一个人，门锁打不开了",
            "我奶奶一个人，门锁打不开了",
            "我奶奶一个人在家，门锁打不开了",
        ),
        *(
            "俺姑一个人在家，防盗门打不开",
            "爷爷一个人，锁打不开，在门口等着呢",
            "我一个人在家，门锁打不开了",
        ),
        *("我妈忘带钥匙，坐在楼道里", "老太太一个人，钥匙拧不动，进不了家"),
        *("单元门打不开，物业没人接", "我妈一个人，水龙头关不上了"),
    ],
)
def test_a_door_that_does_not_open_is_urgent_at_most(text):
    assert understand(text, CATALOGUE).life_safety is None


@pytest.mark.parametrize(
    "text",
    [
        *("我妈一个人，门锁打不开了，打电话不接", "我奶奶一个人，门打不开，她头晕"),
        *("我妈一个人在家，敲门没人应", "我爸一个人在屋里，门反锁了，叫不应"),
        *("奶奶一个人，门锁打不开了，她有心脏病", "我妈一个人在家，摔倒了，门打不开"),
        *("老人一个人在家，厕所门打不开，困里面了", "奶奶锁在厕所里出不来了"),
        *("两岁娃反锁在屋里了，门打不开", "我上天台收衣服，门被风带上锁了，外头打雷"),
    ],
)
def test_a_door_behind_which_somebody_is_ill_or_silent_is_a_danger(text):
    assert understand(text, CATALOGUE).life_safety is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("井里掉了个娃", "medical"),
        ("俺血压200了，晕", "medical"),
        ("烧炭取暖，睡了一觉起来吐了", "gas"),
        ("我家闺女被人堵在楼道里，不让走", "violence"),
        ("充电桩把我手打了一下，麻半天", "electric"),
        ("儿子没回家，电话关机了", "missing"),
        ("老伴晕倒了，给物业打电话没人接", "medical"),
        ("求救！电话快没电", "distress"),
        ("爷爷老年痴呆又走丢了", "missing"),
        ("孩子放学没到家，老师说早走了", "missing"),
        ("老人走廊里坐着起不来", "medical"),
        ("消防车进不来，都是车，楼上着着呢", "fire"),
    ],
)
def test_a_danger_in_unusual_words_is_named(text, code):
    assert understand(text, CATALOGUE).life_safety == code


@pytest.mark.parametrize(
    "text",
    [
        *("我家狗走丢了，黄色的", "我妈起不来床，能上门办认证吗"),
        *("电视里放火灾，孙子吓哭了", "老板三个月工钱没给，火烧眉毛了", "电梯里的求救按钮没反应"),
        *("电梯又把我关了十分钟，刚出来", "娃回来满屋喊救命，吵到大家不好意思"),
        *("闻着像漏煤气，燃气公司来测了说不是", "血压计坏了", "我的车被人堵在车位里，走不了"),
    ],
)
def test_what_is_over_played_or_about_a_cat_pages_nobody(text):
    assert understand(text, CATALOGUE).life_safety is None
