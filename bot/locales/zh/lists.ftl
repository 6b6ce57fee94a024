### 名单、督办、转交、认领。

## 转给同事
button-pass = 🔁 转给同事
pass-to = { $who }
pass-to-named = { $who } · { $name }
pass-more = ⋯ 更多（{ $count } 人）
pass-yes = ✋ 我接
pass-no = 🙅 接不了
pass-ask = 🔁 { $code } 转给谁？对方点了“我接”才算数。
pass-asked = 🔁 { $code } 已问{ $who }。对方点“我接”之前，还归您办。
pass-offer = 🔁 { $who }想把这一件转给您：
    { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } · { $category }
pass-due = ⏰ 请在{ $due } 前办好
pass-declined = 🙅 { $code } { $who }接不了，还归您办。
pass-nobody = { $code } 现在没有同事在岗，转不了。
pass-over = { $code } 已经不用您接了。
pass-toast-ask = 请选转给谁
pass-toast-asked = 已经问了，等对方点头
pass-toast-declined = 好，已告诉同事

## 一次交接
command-handover = 把一个人手里的单子交给别人
handover-take-all = 🤲 全部接手
handover-ask-whose = 🤲 把谁手里的单子交出去？
handover-whose = { $who }（{ $count } 件）
handover-whose-away = 🌴 { $who }（{ $count } 件）
handover-ask-whom = { $who }手里有 { $count } 件，都交给谁？点了就交。
handover-nothing = 👍 您这里没有人手里有单子。
handover-none = 手里已经没有要办的单子了。
handover-nobody = 现在没有同事在岗，交不了。
handover-list = 🤲 { $who }手里的 { $count } 件，现在归您办，最急的在前：
handover-more = 还有 { $count } 件，发 /todo 看。
handover-told = 🤲 您手里的 { $count } 件已由{ $who }接手，您放心。
handover-toast = 好，{ $count } 件都交接了，已告诉居民
handover-toast-changed = 刚才有变化，请再选一次
handover-toast-ask = 请选交给谁
handover-toast-some = 交接了 { $count } 件，还有 { $left } 件不能交给这位同事
handover-not-to-them = 这些单子不能交给这位同事，请换一位。
part-line = { $level }{ $code } { $category } · 要您配合 · { $due } 前
owner-part-over = 🔁 { $code } 现在由{ $who }来配合办。
staff-part-over = 🤝 { $codes } 现在由{ $who }来配合。
staff-part-open = 🤝 { $codes } 原来配合的人不在了，等{ $unit }再派人。
back-list = 📥 有 { $count } 件退回来了，等人接，最急的在前：
back-list-more = 还有 { $count } 件，发 /todo 看。

## 待办、队列
todo-level = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    }{ " " }
todo-matter = { $level }{ $code } { $category }{ $place }
todo-place = { " · " }{ $place }
todo-mine = 🙋 在您手里 { $count } 件{ $late ->
        [0] { "" }
       *[other] ，超时 { $late } 件
    }：
todo-rulings = ⚖️ 等您裁定 { $count } 件{ $late ->
        [0] { "" }
       *[other] ，超时 { $late } 件
    }：
todo-escalated = ⬆️ 升级到您这里 { $count } 件{ $late ->
        [0] { "" }
       *[other] ，超时 { $late } 件
    }：
todo-waiting = 📥 等接单 { $count } 件{ $late ->
        [0] { "" }
       *[other] ，超时 { $late } 件
    }：
todo-parts = 🤝 要您配合 { $count } 件{ $late ->
        [0] { "" }
       *[other] ，超时 { $late } 件
    }：
todo-item = { $matter }
    {"  "}{ $state }
todo-due-accept = ⏰ { $due } 前接单
todo-due-contact = ⏰ { $due } 前联系居民
todo-due-fix = ⏰ { $due } 前办好
todo-due-ruling = ⚖️ 等裁定，{ $due } 前办好
todo-due-held = ⏸ 已挂起，{ $due } 接着办
todo-due-confirm = 🎉 等居民确认，{ $due } 前
todo-due-merged = 🤝 并在别的单里一起办
todo-due-over = ✅ 已经了结
todo-late-accept = ❗️超时没接单（{ $due }）
todo-late-contact = ❗️超时没联系（{ $due }）
todo-late-fix = ❗️超时没办好（{ $due }）
todo-late-ruling = ❗️超时没裁定（{ $due }）
todo-more = ▶️ 下一页（{ $page }/{ $pages }）
queue-none = 👍 岗位上没有单子。
queue-waiting = 📥 没人接单 { $count } 件{ $late ->
        [0] { "" }
       *[other] ，超时 { $late } 件
    }：
queue-taken = 👷 在办 { $count } 件：
queue-item = { $matter }
    {"  "}{ $who }：{ $state }
command-queue = 岗位上的单子
command-find = 找一件事
command-supervise = 督办清单

## 等您答复
answer-head = ✍️ 等您答复 { $count } 件：
answer-request = { $matter }
    {"  "}{ $who }申请{ $kind }到 { $until }：{ $reason }
answer-offer = { $matter }
    {"  "}{ $who }想转给您
answer-approve = 👍 同意 { $code }
answer-take = ✋ 我接 { $code }

## 找一件事
find-how = 要找哪一件？发“/find 编号”“/find 3号楼”或“/find 几个字”，比如“/find 1118-12”“/find 3-2-501”“/find 电梯”。
find-none = 没找到。换个说法试试：编号、几号楼，或者话里的几个字。只找最近 90 天的。
find-head = 🔎 找到 { $count } 件：
find-rest = ▶️ 还有 { $count } 件
find-more = 不止 { $most } 件，再多写几个字就找得准。

## 督办清单
button-supervise = 🔖 列入督办
button-release = 🔖 移出督办
ask-supervise = 🔖 { $code }：为什么要督办？发一句话，办事的人会看到。
ask-release = 🔖 { $code }：为什么移出？发一句话，办事的人会看到。
toast-ask-supervise = 请发一句话说原因
toast-ask-release = 请发一句话说原因
supervise-none = 👍 督办清单上没有单子。要列入，点卡片上的“列入督办”，或发“/supervise 编号 原因”。
supervise-how = 没认出是哪一件。请发“/supervise 编号 原因”，比如“/supervise 1118-12 居民反映多次”。
supervise-head = 🔖 督办清单 { $count } 件 🔴超时 🟡今天 🟢正常
supervise-item = { $colour ->
        [red] 🔴
        [yellow] 🟡
       *[green] 🟢
    } { $matter }
    {"  "}{ $state }，{ $who }
    {"  "}原因：{ $reason }
supervise-off = 🗑 移出 { $code }
supervise-why = 原因
supervise-stands = 🔖 { $code } 已在督办清单上（{ $since }）。
    原因：{ $reason }
supervise-on-already = { $code } 已在督办清单上。
supervise-not-on = { $code } 不在督办清单上。
supervise-said-on = 🔖 { $code } 已列入督办，办结居民认可后自动移出。
supervise-said-off = 🔖 { $code } 已移出督办清单。
supervise-told = 🔖 { $code } 已列入督办（{ $who }）：
    { $reason }
supervise-told-off = 🔖 { $code } 已移出督办（{ $who }）：
    { $reason }
supervise-because-ruled = 两边都说不归自己，已裁定
supervise-because-solved = 居民说解决了
supervise-because-lapsed = 居民没答复，已结
supervise-because-withdrawn = 居民撤回了

## 每日一碰头、交班
morning-head = 📋 { $unit } 每日一碰头（{ $month }月{ $day }日 { $weekday }）
morning-duty = 👥 今天值班：{ $who }
morning-duty-many = 👥 今天值班：{ $who }等 { $count } 人
morning-duty-nobody = ⚠️ 今天还没有人值班
morning-overdue = ❗️已经超时 { $count } 件：
morning-today = ⏰ 今天到期 { $count } 件：
morning-joint = 🤝 要两边碰一碰 { $count } 件：
morning-supervised = 🔖 另有督办 { $count } 件：
morning-line = { $matter }，{ $who }，{ $due } 前
morning-untaken = 没人接单
morning-all = 📋 一件一件看
morning-ahead = ⏭ 接下来最先到期：
morning-calm = 👍 没有超时的，今天也没有到期的。
morning-end-head = 🌆 { $unit } 今日交班（{ $month }月{ $day }日 { $weekday }）
morning-end-numbers = 今天来了 { $came } 件，办好 { $done } 件，还有 { $open } 件没办完。

## 先锋突击队
button-post = 🚩 请先锋队
button-give_back = 🙏 办不了，交回
vanguard-claim = 🚩 现场认领
said-claim-first-kept = { $code } 还没人认领。点一下认领，您刚才发的就转给居民。
vanguard-call = 🚩 要人手：{ $level ->
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } · { $category }
vanguard-due = ⏰ { $due } 前要办好。能去的点一下认领。
vanguard-taken = 🚩 { $who }已认领，辛苦了！
vanguard-thanks = ✅ 办好了，谢谢{ $who }！
vanguard-no-more = 👌 这件不用认领了。
vanguard-not-this = { $code } 不能请先锋队：有危险，或者是反映单位的事。
vanguard-not-people = { $code } 不能请先锋队：这是邻里之间的事，不好让志愿者听。
vanguard-no-group = { $code } 这里还没有先锋队的群。
vanguard-called-already = { $code } 已经请过了，正等人认领。
vanguard-over = { $code } 不用认领了，已经有人办。
vanguard-own = { $code } 是您自己报的，请别人来认领。
vanguard-desk-told = 🚩 { $code }（{ $category }）{ $who }认领了，由{ $who }去办。
vanguard-helper-comes = 🚩 { $code } { $who }来帮忙，正赶过来。
vanguard-help-with = 🚩 { $code }（{ $category }）谢谢您！请到现场和{ $who }一起办。
vanguard-reply = 有进展直接回复这条，会转给居民。
vanguard-given-back = { $code } 已交回，请别人去办。谢谢您！
vanguard-help = 群里有事要人手，点“现场认领”。认领后我把地点发给您：到了回一句话，办好了点“办结”。办不了点“交回”。您自己家有事，直接说一句就行。
vanguard-joined = 群里有事要人手，点“现场认领”就行，地点会单独发给您。
vanguard-toast-called = 已发到先锋队的群
vanguard-toast-claimed = 认领成功，地点已单独发给您
vanguard-toast-helper = 谢谢！地点已单独发给您
vanguard-toast-given-back = 好，已交回
brief-tried-take_pass = · { $at } { $who }接手了
brief-tried-handover = · { $at } { $who }接手了
brief-tried-claim = · { $at } { $who }来认领了
