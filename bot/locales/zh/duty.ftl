### 值班、来访、巡查、碰头会。

## 代报：居民来窗口，工作人员替她写一句
walkin-how = 代居民报，请写清在哪、什么事，比如：
    代 3号楼2单元501：厨房下水堵了
walkin-taken = ✅ 代报好了。编号 { $code }（{ $category }），已交给{ $who }，最晚{ $due } 回话。回话会发给您，请转告居民。
walkin-tell-her = 🗣 请转告居民：
walkin-ask-her = 🗣 请问居民，她怎么说就点哪个：
refuse-walkin-accused = { $code } 说的是您这边的事，不能由您替居民答。请居民用凭条自己点。

## 凭条
slip-head = 🧾 凭条（打印或抄给居民）
slip-matter = { $code } { $category }：{ $text }
    谁来办：{ $who }
    最晚回话：{ $month }月{ $day }日（{ $weekday }）{ $time }
slip-code = 凭条号：{ $slip }
slip-look = 想看办到哪了：在聊天里把凭条号发给我们，家里人发也行。
slip-look-link = 想看办到哪了：打开 { $link } ，或在聊天里发凭条号，家里人发也行。
slip-phone = 也可以打电话问：{ $phone }
slip-taken = ✅ 找到了。以后有消息直接发给您。
slip-used = ✅ { $code } 居民已用凭条自己看，以后不用您转告了。
refuse-slip = 没找到这个凭条号，或者已经用过了。您自己用过的，发 /my 就能看；没用过，请对着纸再看看。要报事情，直接说一句就行。
refuse-slip-old = 这张凭条过期了。要是又出问题，直接说一句就行。
refuse-slip-own = 这张凭条是给居民的，请交给居民。
refuse-slip-wait = 凭条号输错太多次了，请过一小时再试，或者请社区帮您查。

## 巡查发现（未诉先办）
patrol-how = 巡查发现，请写清在哪、什么事，比如：
    巡 3号楼东侧井盖松动
patrol-taken = ✅ 记下了。编号 { $code }（{ $category }），已交给{ $who }，最晚{ $due } 有回话。照片可以接着发。
patrol-closed = ✅ { $code } 已办完，谢谢您发现。
patrol-week = 🔎 主动巡查发现 { $found } 件，办完 { $closed } 件（不算在上面的数里）

## 值班
shift-head = 🪑 坐班：
shift-line-today = 今天：{ $who }
shift-line = { $weekday } { $month }/{ $day }：{ $who }
shift-missing = ⚠️ { $unit }没人
button-shift-swap = 🔁 和同事换班
button-shift-set = 🗓 排班：{ $unit }
button-shift-day = { $weekday } { $month }/{ $day }
button-shift-yes = 👍 同意，我来
button-shift-for = 🔁 换我的 { $weekday } { $month }/{ $day }
button-shift-no = 👎 不行
button-shift-on = ▫️ { $who }
button-shift-off = ✅ { $who }
button-shift-back = ◀️ 别的日子
button-shift-copy = 📋 下周照旧
shift-which = 🔁 换哪一天？
shift-who = 🔁 { $month }月{ $day }日（{ $weekday }）请谁来？
shift-asked = 🙋 { $who }想请您坐 { $month }月{ $day }日（{ $weekday }）的班，行吗？
shift-taken = ✅ { $month }月{ $day }日（{ $weekday }）改由{ $who }坐班。
shift-yours = 🪑 { $month }月{ $day }日（{ $weekday }）您坐班。
shift-put = ✅ { $unit } { $month }月{ $day }日（{ $weekday }）坐班：{ $who }
shift-refused = { $who }说 { $month }月{ $day }日（{ $weekday }）不行，请另找同事。
shift-board = 🗓 { $unit }排班，点日子改：
shift-board-day = 🗓 { $unit } { $month }月{ $day }日（{ $weekday }）谁坐班？点名字加上或去掉。
shift-nobody = ⚠️ { $unit }{ $day }没有人坐班，请安排。
shift-gap = ⚠️ { $unit }{ $day }没有人坐班，负责人不在岗，已告诉{ $to }。
shift-gap-nobody = ⚠️ { $unit }{ $day }没有人坐班，上面也没有人在岗。请马上找人安排。
shift-none = 🪑 { $unit }还没有值班表，新单派给所有在岗的人。要按天排班，单位负责人发 /duty。只说这一次。
shift-ended = 🪑 { $unit }的值班表 { $month }月{ $day }日（{ $weekday }）以后没再排，新单派给所有在岗的人。以后不再每晚提醒；接着排，单位负责人发 /duty。
day-today = 今天 { $month }月{ $day }日（{ $weekday }）
day-tomorrow = 明天 { $month }月{ $day }日（{ $weekday }）
day-other = { $month }月{ $day }日（{ $weekday }）
toast-shift-which = 请选哪一天
toast-shift-who = 请选同事
toast-shift-asked = 已去问，等回话
toast-shift-yes = 好，换好了，都告诉了
toast-shift-no = 好，已告诉对方
toast-shift-set = 请点日子
toast-shift-on = 已排上
toast-shift-off = 已去掉
toast-shift-copied = 下周排好了，{ $count } 个班
refuse-shift-gone = 这个班已经变了。发 /duty 看现在的。
refuse-shift-nobody = { $month }月{ $day }日（{ $weekday }）没有别的同事能来。
refuse-shift-both = { $month }月{ $day }日（{ $weekday }）您自己也坐班，换不了。
refuse-shift-unit = 这个单位的班由单位负责人排。
refuse-shift-day = 只能排今天起 14 天。发 /duty 重新打开。
refuse-shift-name = 没认出是哪位同事。这样写：/duty 周四 王军，有同姓的名字写全。或者发 /duty 点按钮排。
refuse-shift-alike = 有两位都叫{ $name }，请发 /duty 点按钮排。
refuse-shift-line = 没认出是哪天。这样写：/duty 周四 王军，或 /duty 11月26日 王军。
refuse-shift-copy = 没有可照着排的，或者下周已经排好了。
