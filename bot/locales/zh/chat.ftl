### 居民和工作人员在聊天里看到的话。短句、白话、先说结果。

## 拼接、时间、地点
separator-list = 、
separator-place = { "" }
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
moment-yesterday = 昨天 { $time }
moment-today = 今天 { $time }
moment-tomorrow = 明天 { $time }
moment-after-tomorrow = 后天 { $time }
moment-day = { $month }月{ $day }日（{ $weekday }）{ $time }
place-building = { $value }号楼
place-unit = { $value }单元
place-floor = { $value }层
place-room = { $value }室

## 人和岗位
role-grid_worker = 网格员
role-community_staff = 社区工作人员
role-secretary = 书记
role-property_staff = 值班员
role-property_lead = 经理
role-stand_in = 结对支部
role-officer = 值班领导
role-volunteer = 先锋队员
post = { $unit }（{ $role }）
call-grid_worker = 网格员小{ $surname }
call-community_staff = 社区{ $surname }同志
call-secretary = { $surname }书记
call-property_staff = 物业{ $surname }师傅
call-property_lead = 物业{ $surname }经理
call-stand_in = 结对支部{ $surname }同志
call-officer = { $surname }主任
call-volunteer = 先锋队{ $surname }同志
call-staff = 工作人员
side-community = 社区
side-property = 物业
side-joint = 社区和物业联办
side-refer = 上级部门
state-queued = 待接单
state-handling = 办理中
state-ruling = 待裁定
state-done = 等居民确认
state-closed = 已办完
state-withdrawn = 已撤回
state-merged = 已并单
state-held = 已挂起
kind-extension = 延期
kind-hold = 挂起
reason-parts = 等材料配件
reason-units = 要别的单位配合
reason-weather = 天气不行
reason-larger = 活比想的大
reason-not_home = 居民不在家
reason-resident = 等居民
reason-money = 等经费、审批
reason-season = 等季节、天气
reason-dispute = 有纠纷、打官司
reason-other = 别的原因

## 危险
danger-call = ‼️ 马上打电话：{ $phones }
danger-advice = { $advice }
danger-nobody = ‼️ 现在没有人值班！请一定自己打上面的电话。{ $phone }
danger-call-text = ‼️ 马上离开危险的地方，让身边的人打 { $phones }。没有人在旁边，发短信到 12110 报警。
danger-perhaps-text = ⚠️ 要是现在有人有危险，请让身边的人打 { $phones }，或者发短信到 12110，别等我们。
danger-nobody-text = ‼️ 现在没有人值班！请一定让身边的人打上面的电话。{ $phone }
danger-perhaps = ⚠️ 要是现在有人有危险，请马上打 { $phones }，别等我们。
danger-duty = 我们已通知值班的人，马上跟您联系。

## 收到
taken = ✅ 收到，您放心。编号 { $code }（{ $category }），已交给{ $who }，最晚{ $due } 给您回话。
taken-several = 您说了 { $count } 件事，分开给您办：
taken-merged = ✅ 收到，您放心。这件事已有 { $count } 户反映，正在一起办（编号 { $main }）。您的编号 { $code }。{ $hears }
alike = 🙋 这件事已有 { $count } 户反映（编号 { $code }）。您家也是同一件事吗？点一下就行，不点也照样办。
alike-own = 🙋 您{ $since } 报过差不多的事（编号 { $code }），还在办。是同一件事吗？点一下就行，不点也照样办。
taken-came-back = 🔁 这事{ $done }办结过（编号 { $code }），又出问题了，我们提一级抓紧办。
taken-suggestion = 谢谢您给咱社区出主意。
ask-category = 🙋 想再问一句：这事属于哪一类？点一下就行，不点也照样办。
ask-category-of = 🙋 “{ $what }”这件（{ $code }）属于哪一类？点一下就行，不点也照样办。
ask-place = 🙋 这是哪个小区、几号楼？回一句就行，比如“永安花园3号楼2单元”。
ask-compound-unknown = 🙋 “{ $said }”我这里没有登记。是下面哪个小区？都不是也没关系，照样有人联系您。
ask-compound = 🙋 是哪个小区的？点一下就行。
button-compound = { $name }
button-category = { $category }
owner-corrected = 好的，{ $code } 改为“{ $category }”，由{ $who }办。{ $hears }
owner-placed = 记下了：{ $place }。{ $code } 由{ $who }办。
said-rating-note = 记下了，谢谢您说实话。我们转给负责的人。
owner-ask-again = { $code } 办事的人说已经办好了。您看解决了没有？请点一下。
ask-which = 您手里有好几件。要反馈哪一件，请直接回复那张卡片；要报自己的事，请带上是什么事、在哪栋楼。
ask-staff = 没认出您说的是哪一件。要接单，请点卡片上的“接单”；要反馈，请直接回复那张卡片；要报自己的事，请带上是什么事、在哪栋楼。
ask-staff-place = 没认出您说的是哪一件。要反馈，请直接回复那张卡片，或者开头写上编号；巡查发现，写“巡 3号楼井盖松了”。
ask-volunteer = 没认出您说的是哪一件。要认领，请点群里的“现场认领”；要反馈，请直接回复那条消息；要报自己的事，请带上是什么事、在哪栋楼。
ask-photo = 📷 照片收着了，是哪件事？巡查发现，写“巡 3号楼井盖松了”；要反馈，写一句话直接回复那张卡片。
ask-photo-volunteer = 📷 照片收着了，是哪件事？要反馈，写一句话直接回复那条消息；要报事，写一句：什么事、在哪栋楼。
ask-withdraw = 这件不用办了吗？点一下就撤回，不点照样办。
ask-over = 😌 没事就好，已告诉大家。不用来人了，点一下撤回；不点就照样来人看看。
ask-withdraw-which = 哪一件不用办了？点一下就撤回，不点照样办。
brought-along = 📎 您刚才发的也一起交上去了，{ $codes } 不用再管。
gathered = ✅ 都记到一起了。编号 { $code }（{ $category }），由{ $who }办。{ $hears }
reworded = ✏️ 照您改的记下了。编号 { $code }（{ $category }），由{ $who }办。{ $hears }
passed-on = 💬 已转告{ $who }（{ $code }）。{ $hears }
button-another = 🆕 这是另一件事
refuse-another = 这句已经单独记下了。
staff-not-this = ℹ️ { $code }：居民刚才那句说的是另一件事，不用管。
said-added = 已补充到 { $code }，办事的人马上能看到。
note-clipped = 您写得很长，前 { $most } 个字已收下。要是没说完，请接着再发一条。
note-edited = 看到您改了这条消息。要办什么，请再发一条新的。
chat-else = 🙂 我是帮社区接单的。家里、院里有什么事，直接说一句就行，比如“3号楼2单元楼道灯坏了”。
chat-else-phone = 🙂 我是帮社区接单的。家里、院里有什么事，直接说一句就行，比如“3号楼2单元楼道灯坏了”。要找人说话，打值班电话 { $phone }。
chat-staff = 🙂 要接单，请点卡片上的“接单”；看手里的事，发 /todo。要报事，直接说一句：什么事、在哪栋楼。
chat = 😊 我在呢，不用客气。家里、院里有什么事，直接发一句话就行，比如“3号楼2单元楼道灯坏了”。
welcome = 您好，我是社区的“接单”助手。
    有事说一句就行：什么事、在哪栋楼，也可以发照片。
    我会告诉您谁来办、什么时候回话，一直跟到办完。
    您的话只给办事的人看。
odd-sticker = 😊 看到您的表情了。有事要办的话，请打一句话给我。
odd-too_big = 这个文件太大，我收不下。请发一张照片，或者说一句话，一样能办。
odd-unsupported = 这种内容我打不开。请打一句话，或者发张照片。
odd-empty = 没看到内容。请打一句话告诉我什么事。

## 居民收到的进展
owner-accepted = 🙋 { $code }（{ $category }）{ $who }接单了，最晚{ $due } 跟您联系。
owner-accepted-late = 🙋 { $code }（{ $category }）{ $who }接单了，马上跟您联系。让您久等了，对不住。
owner-progress = 📣 { $code } 有进展，{ $who }说：
    { $text }
owner-done-more = 📎 { $code } { $who }补充：
    { $text }
owner-passed-on = 🔁 { $code } 转给{ $who }办了，您不用再跑一趟。{ $hears }
hears-by = 最晚{ $due } 给您回话。
hears-late = 原定回话的时间过了，对不住，我们正往上催。
owner-ruling = ⚖️ { $code } 归社区还是归物业，正请社区书记拿主意，您等消息就行。
owner-escalated = ⏫ { $code } 还没办好，我们已经报给{ $who }，请他们盯着。
owner-extended = ⏳ { $code } 要多等几天，改为 { $until } 前办好，对不住。
    原因：{ $reason }（{ $who }同意）
owner-held = ⏸ { $code } 先停一停，{ $until } 接着办，到时告诉您。
    原因：{ $reason }（{ $who }同意）
owner-resumed = ▶️ { $code } 接着办了。{ $hears }
owner-whistled = 🤝 { $code } 已请{ $who }一起想办法。
owner-done = 🎉 { $code }（{ $category }）{ $who }说办好了：
    { $text }
owner-adopted = 💡 您的建议采纳了，谢谢您。
owner-not-adopted = 💡 您的建议这次没有采纳，谢谢您操心。
owner-done-ask = 您看解决了没有？请点一下。不点也没关系，{ $due } 后先结，没好随时再说。
owner-ask-satisfied = 谢谢！{ $code } 办结了。您对这次办事满意吗？
owner-rated-good = 谢谢您的肯定，我们转告办事的人。
owner-rated-bad = 记下了，对不住。哪里没做好，直接打一句话给我，我们改。
owner-redo = 🔁 { $code } 没解决，马上重新办，领导也会看着。最晚{ $due } 给您回话。
owner-lapsed = { $code } 一直没等到您的答复，先结了。要是没弄好，再发一句话就行。
owner-urged =
    已替您催了 { $code }。现由{ $who }负责，答应最晚{ $due } 给您回话。
    { $last }
owner-urged-late =
    已替您催了 { $code }。现由{ $who }负责，本来答应{ $due } 回话，已经超时了，对不住，我们正往上报。
    { $last }
owner-urged-before =
    { $code } 刚催过了。现由{ $who }负责，答应最晚{ $due } 给您回话，到点没动静我们会往上报。
    { $last }
owner-urged-before-late =
    { $code } 刚催过了。现由{ $who }负责，本来答应{ $due } 回话，已经超时了，对不住，我们正往上报。
    { $last }
owner-urged-nothing = · 还没有人动手，催的话已经送到
owner-withdrawn = { $code } 已撤回。以后有事随时说。
owner-joined = 🤝 好的，{ $code } 和 { $main } 并成一件办，一共 { $count } 户反映。现由{ $who }负责，有进展都告诉您。{ $hears }
owner-one-matter = 👌 好的，{ $code } 并到 { $main } 一起办。现由{ $who }负责。{ $hears }
owner-merged = 🤝 反映这件事的人多，已有 { $count } 户。您的 { $code } 和 { $main } 并成一件办，有进展都告诉您。不是同一件事，请点一下。
owner-split = 好的，{ $code } 单独办，由{ $who }办。{ $hears }
ask-urge-which = 🔔 您催的是哪一件？点一下，马上替您催。
button-urge-which = 🔔 { $what } · { $code }
urge-none = 您现在没有在办的事。打电话、当面说过的，我这里看不到：是什么事，说一句，我现在就登记。

## 我的工单
my-head = 您的事情：
my-none = 您在这里还没有报过事情。打电话、当面说过的，我这里看不到：是什么事，说一句，我现在就登记。
my-queued = ⏳ { $code } { $what }：等{ $who }接单，最晚{ $due } 回话
my-handling = 🔧 { $code } { $what }：{ $who }正在办，下次回话最晚{ $due }
my-ruling = ⚖️ { $code } { $what }：正在分清归谁管，最晚{ $due } 回话
my-done = 🎉 { $code } { $what }：{ $who }说办好了，请您看看解决没有（{ $due } 前）
my-closed = ✅ { $code } { $what }：已办完
my-withdrawn = ↩️ { $code } { $what }：您撤回了
my-extended = {"    "}⏳ 延期到{ $until }：{ $reason }（{ $who }同意）
my-held = {"    "}⏸ 挂起到{ $until }：{ $reason }（{ $who }同意）
my-merged = 🤝 { $code } { $what }：和邻居反映的并成一件在办，最晚{ $due } 回话

## 卡片（给办事的人）
card-head = { $level ->
        [L0] 🆘 危急
        [L1] 🔴 紧急
        [L2] 🟠 较急
        [L3] 🟢 一般
       *[L4] 🔵 复杂
    } { $code } · { $category }
card-where = 📍 { $place }
card-text = 💬 { $text }
card-media = 📎 有 { $count } 个附件
card-kept = 🔒 另有 { $count } 个保密，接单后点“看是谁”
card-redo = ❗️居民说没解决，第 { $count } 次重办
card-households = 👪 { $count } 户反映，您的反馈会发给每一户
card-incident = 🚨 集中反映：{ $count } 户，已并成一件办
card-alike = 🔎 可能和 { $code } 是同一件事
card-unsure = ❓居民还没说清是哪一类，先联系问问
card-overdue = ❗️已经超时，请马上接单
card-support = 🤝 社区牵头，请配合
card-due = ⏰ 请在{ $due } 前接单
card-handling = 👤 { $who }已接单
    ⏰ 请在{ $due } 前办好
card-handling-late = 👤 { $who }已接单
    ❗️超时：{ $due } 前该办好
card-held = 👤 { $who }已接单
    ⏸ 已挂起，{ $until } 接着办
card-ruling = ⚖️ 等书记裁定归谁管
card-done = 🎉 { $who }已办结，等居民确认
card-closed = ✅ 已办完
card-withdrawn = ↩️ 居民撤回了
card-merged = 🤝 已并入 { $who }，不用单独办
card-why = 为什么找您：{ $line }
card-why-words = 为什么找您：{ $line }（提到：{ $words }）
why-community = 这一类归社区
why-property = 这一类归物业
why-joint = 要社区和物业一起办，社区牵头
why-refer = 不归社区和物业，社区牵头上报并盯着办
why-against-property = 反映物业的事，由社区牵头，物业配合
why-against-community = 反映社区的事，由上一级办
why-against-street = 反映街道的事，由街道的上一级办
why-against-street-alone = 反映街道的事；街道上面还没有接入，由社区书记接
why-stand-in = 这个院没有物业，由结对支部代管
why-no-property = 这个院没有物业，社区先接下来
why-compound-unknown = 还不知道是哪个院，社区先接下来
why-returned = 对方退单，认为归您这边
why-ruled = 书记已裁定归您办，不能再退
watch-refer = 👀 { $code } 社区和物业都办不了，社区报上来了，请您看着。{ $due } 前要办好。

## 按钮
button-return = ↩️ 退单
button-progress = 📣 反馈
button-resolve = ✅ 办结
button-still_on = 👌 还在办
button-defer = ⏳ 延期/挂起
button-resume = ▶️ 继续办理
button-whistle = 📯 吹哨求助
button-kind-extension = ⏳ 延期：多要几天
button-kind-hold = ⏸ 挂起：现在办不了
button-reason = { $reason }
button-day = { $day }
button-no-words = 不用说明
button-approve = 👍 同意
button-refuse = 👎 不同意
button-rule = ⚖️ 裁定
button-acknowledge = 👀 知道了，我盯着
button-split = ✂️ 拆开，单独办
button-me-too = 🙋 我家也是
button-one-matter = 👌 { $code } 其实是一件事
button-wrong-category = 🏷 { $code } 类别不对
button-only-said = 💬 只是说说，不用办
button-earlier = 🔎 问的是以前报的事
button-same = 👌 是同一件事
button-apart = 不是一回事
button-solved = 👍 已解决
button-unsolved = 👎 没解决
button-rate-good = 😊 满意
button-rate-bad = 😞 不满意
button-solved-code = 👍 已解决 { $code }
button-unsolved-code = 👎 没解决 { $code }
button-urge-code = 🔔 催一下 { $code }
button-pause = ⏸ 先看后办
button-discard = 🗑 不是诉求
button-withdraw-code = ↩️ 撤回 { $code }
button-show = 看 { $code }
button-side-community = 归社区
button-side-property = 归物业
button-side-refer = 归上级部门
button-rule-community = 归社区
button-rule-property = 归物业
button-rule-joint = 一起办，社区牵头
button-take-over = 🤲 接手 { $code }
button-leave-today = 今天
button-leave-tomorrow = 明天
button-leave-three = 三天
button-leave-week = 一周
button-leave-open = 直到我回来
button-leave-nobody = 没有人
button-duty-on = ▶️ 上班
button-duty-off = ⏸ 下班
button-lang-zh = 中文
button-lang-en = English

## 问办事的人
ask-progress = 📣 { $code }：请发一句话（可以带照片），会原样转给居民。
ask-adopted = 💡 { $code }：这条建议采纳了吗？会告诉居民。
button-adopted-yes = 👍 采纳
button-adopted-no = 没采纳
toast-ask-adopted = 先说采纳没采纳
ask-resolve = ✅ { $code }：请发一句话说说办得怎么样（可以带照片），会原样转给居民确认。
ask-return-side = ↩️ 退 { $code } 前请选：这事归谁？
ask-return-line = ↩️ 退 { $code }：依据哪一条分工？
ask-still-on = 🙋 { $code }（{ $category }）好久没消息了，还在办吗？点“还在办”或发一条反馈。不回的话就退回去，请别人接。
ask-whistle = 📯 { $code }：缺什么？发一句话，我请上一级来帮忙。
said-whistled = 📯 { $code } 已告诉{ $who }。
ask-defer-kind = ⏳ { $code }：要延期，还是先挂起？要上一级同意才算数。
ask-defer-reason = { $kind }的原因是什么？
ask-defer-day-extension = 延到哪天？点一个，或者发日期，比如“11月30日”。最晚 { $latest }。
ask-defer-day-hold = 挂起到哪天，再接着办？点一个，或者发日期，比如“明天”“11月30日”。最晚 { $latest }。
ask-defer-words = 要不要说明一句？上一级和居民都会看到。没有就点“不用说明”。
said-deferral-asked = 已报给{ $who }。没同意之前，还是 { $due } 前要办好。
said-noted = { $code } 记下了。
said-progress = { $code } 已转给居民。
said-accept-first = { $code } 还没接单。要办，请先点接单。
said-accept-first-kept = { $code } 还没接单。点一下接单，您刚才发的就转给居民。
said-resolved = 好，等居民确认。辛苦了！
staff-media = 📎 { $code } 居民发来的：
staff-reworded = ✏️ 居民把 { $code } 的话改成：
    { $text }
staff-added = 📎 居民给 { $code } 补充：
    { $text }
staff-urged = 🔔 居民在催 { $code }。答应过最晚{ $due } 回话，请尽快联系。
staff-withdrawn = ↩️ { $code } 居民撤回了，不用再办。
staff-incident = 🚨 { $code }（{ $category }）短时间内有 { $count } 户反映，已并成一件办。后面再来的也自动并进来，不再一张张派单。
taken-back = { $code } 没等到您的消息，已退回去，请别人接手。

## 提醒和升级
digest-head = 📌 有 { $count } 件等您办，最急的在前：
digest-line = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $line }
digest-at = { $line } · { $place }
short-remind-accept = { $code } { $category }：{ $due } 前要接单
short-remind-contact = { $code } { $category }：{ $due } 前联系居民
short-remind-fix = { $code } { $category }：{ $due } 前办好
short-remind-ruling = { $code } { $category }：等您裁定归谁
short-remind-eta = { $code } { $category }：说好{ $due } 前到
short-remind-part_accept = { $code } { $category }：请您配合，{ $due } 前接
short-remind-part = { $code } { $category }：您配合的，{ $due } 前办好
short-overdue-queued = { $code } { $category }：❗️超时没人接单
short-overdue-handling = { $code } { $category }：❗️从{ $since } 起超时
short-overdue-ruling = { $code } { $category }：❗️超时没裁定
short-overdue-part-open = { $code } { $category }：❗️超时没人来配合
short-overdue-part = { $code } { $category }：❗️您配合的超时了
short-escalate-queued = { $code } { $category }：⏫ 没人接单，请督办
short-escalate-handling = { $code } { $category }：⏫ 没按时办，请督办
short-escalate-ruling = { $code } { $category }：⏫ 没人裁定，请裁定
short-escalate-part-open = { $code } { $category }：⏫ { $unit }没人来配合
short-escalate-part = { $code } { $category }：⏫ { $unit }配合的没办好
digest-all = 📋 看全部
digest-more = 还有 { $count } 件。
remind-accept = ⏰ { $code }（{ $category }）还没人接单，{ $due } 前要接。
remind-contact = ⏰ { $code }（{ $category }）请在{ $due } 前联系居民，发一条反馈就算。
remind-fix = ⏰ { $code }（{ $category }）{ $due } 前要办好。
remind-ruling = ⏰ { $code }（{ $category }）等您裁定归谁管。
overdue-queued = ❗️{ $code }（{ $category }）超时没人接单，已报上一级。请马上接单。
overdue-handling = ❗️{ $code }（{ $category }）从{ $since } 起超时，已报上一级。请马上处理，并发一条反馈。
overdue-ruling = ❗️{ $code }（{ $category }）超时没有裁定，已报上一级。
escalate-queued = ⏫ { $code }（{ $category }）没人接单，请您督办，或直接接单。
escalate-handling = ⏫ { $code }（{ $category }）没按时办，请您督办。
escalate-ruling = ⏫ { $code }（{ $category }）归谁管还没人裁定，请您裁定。
remind-deferral = ⏰ { $code } 等您答复：
deferral-request = 🙋 { $code }（{ $category }）{ $who }申请{ $kind }到 { $until }。
    原因：{ $reason }
    现在的期限：{ $due }
deferral-words = 💬 { $text }
staff-deferral-refused = 👎 { $code } { $who }没同意{ $kind }。还是 { $due } 前要办好。
staff-deferral-lapsed = { $code } 的申请没等到答复，已经过期。期限没变。
staff-extended = 👍 { $code } { $who }同意延期，请在 { $until } 前办好。
staff-held = ⏸ { $code } { $who }同意挂起到 { $until }。能早点办，就点“继续办理”。
staff-resumed = ▶️ { $code } 挂起结束，请接着办，{ $due } 前要办好。
approver-held = ⏸ { $code } 已挂起到 { $until }。要提前办，点一下。
whistle-call = 📯 { $code }（{ $category }）{ $who }请您帮忙，缺的是：
    { $text }
upper-redo = 🔁 { $code }（{ $category }）居民说没解决，第 { $count } 次重办，请您看着。
chair-rule = ⚖️ { $code }（{ $category }）两边都退单：{ $names }。请您裁定归谁。
    💬 { $text }

## 学新词（给书记）
words-ask-head = 📚 { $unit }：居民改过分类，想跟您商量几个词。您不点，什么都不变。
words-ask = · 最近有 { $count } 位居民的话里有“{ $word }”，都改成了“{ $category }”。以后看到“{ $word }”就按“{ $category }”派单，行吗？
    拿 { $measured } 句老话试过：现在认对 { $before } 句，加上后认对 { $after } 句。
button-word-yes = 👍 行：{ $word }
button-word-no = 👎 不行：{ $word }
button-word-drop = 🗑 撤回：{ $word }
words-head = 📚 { $unit }自己的词：
words-line = · 看到“{ $word }”就按“{ $category }”派单（{ $who }，{ $at } 同意）
words-none-of = 📚 { $unit }还没有自己的词。居民改过分类，我会来问您。
words-none = 您这里没有自己的词。
toast-word-yes = 好，以后看到“{ $word }”就按“{ $category }”派单。发 /words 可以撤回
toast-word-no = 好，“{ $word }”不改，一年内不再问
toast-word-drop = 已撤回“{ $word }”，不再按“{ $category }”派单

## 按下按钮后的一句话
toast-accepted = 接单成功，已告诉居民
toast-still-on = 好，记下了
toast-acknowledged = 好，记下了
toast-ask-progress = 请发一句话
toast-ask-resolve = 请发一句话说说结果
toast-ask-resolve-photo = 请发一张办好后的照片
toast-ask-whistle = 请发一句话说缺什么
toast-defer = 请接着选
toast-deferral-asked = 已申请
toast-approved = 已同意，都告诉了
toast-refused = 没同意，已告诉他
toast-resumed = 好，接着办
toast-return-side = 请选归谁
toast-return-line = 请选依据
toast-returned = 已退单，转给对方
toast-disputed = 两边都退，已请书记裁定
toast-ruled = 已裁定：{ $side }
toast-rule-ask = 请选归谁
toast-corrected = 已改好
toast-placed = 记下了
toast-joined = 好，并成一件办
toast-apart = 好，分开办
toast-solved = 谢谢！
toast-unsolved = 已退回重办
toast-rated = 谢谢！
toast-done = 好的
toast-shown = 已发给您
toast-again = 已经收到了
toast-lang-zh = 好，以后说中文
toast-lang-en = 好，以后说英文
toast-leave = 好，记下了
toast-leave-deputy = 请选谁代岗
toast-taken-over = 接手成功，已告诉居民
toast-duty-on = 已上班
toast-duty-off = 已下班，不再派单给您

## 不能办时
refuse-not-yours = 这一单不归您操作。
refuse-yours = { $code } 已经在您手里了。
refuse-taken = 晚了一步，{ $who }已经接了 { $code }。
refuse-status-queued = { $code } 还在等人接单，这一步还不能做。
refuse-status-handling = { $code } 正在办理中，这一步不能做。
refuse-status-ruling = { $code } 正在等书记裁定。
refuse-status-done = { $code } 已经办结，在等居民确认。
refuse-status-closed = { $code } 已经办完了。要是又出问题，直接发一句话就行。
refuse-status-withdrawn = { $code } 已经撤回了。
refuse-status-merged = { $code } 已经并到同一件事里一起办了。
refuse-merge-late = 那一件已经办完了，您的 { $code } 单独办，不耽误。
refuse-stranger = 我还不认识您。请先单独给我发一句话。
refuse-anonymous = 匿名管理员没法记名，请用本人身份来按。
refuse-button = 这个按钮认不出来了，请用最新的那条消息。
refuse-unknown-ticket = 没找到这一单。
refuse-command = 这个功能是工作人员用的。您有事直接说一句就行。
refuse-command-staff = 这个功能不归您的岗位用。发 /help 看您能用的。
unknown-command = 🙂 没有这个命令。发 /help 看有哪些；有事直接发一句话就行。
unknown-command-near = 🙂 没有这个命令。您要的是 /{ $near }（{ $what }）吗？别的发 /help 看。
refuse-invite = 这个邀请码不对，或者用过了、过期了。请找社区再要一个。
refuse-unknown-unit = 没有这个单位：{ $unit }
refuse-role-of-unit = { $unit } 没有“{ $role }”这个岗位，可选：{ $allowed }
refuse-grid = “{ $grid }”不是{ $unit }的网格；只有网格员才分网格。可选：{ $allowed }
refuse-empty-note = 请写一句话，或者发一张照片。
refuse-evidence = { $code } 这一类办结要有一张现场照片。请把照片发过来就行。
refuse-ruled = { $code } 书记已经裁定，不能再退。
refuse-returned-once = { $code } 您这边已经退过一次，不能再退。
refuse-held = { $code } 挂起到 { $until }。要办请先点“继续办理”。
refuse-not-held = { $code } 现在没有挂起。
refuse-deferral-waits = { $code } 已经申请过，正等答复。
refuse-deferral-over = { $code } 这个申请已经答复过，或者过期了。
refuse-own-deferral = 自己申请的，要别人来同意。
refuse-defer-never = { $code } 这一级不能延期，也不能挂起。办不动请点“吹哨”。
refuse-defer-used = { $code } 最多延期、挂起 { $most } 次，已经用完。办不动请点“吹哨”。
refuse-defer-nobody = { $code } 上一级现在没有人值班，没法申请。
refuse-defer-no-day = { $code } 期限是 { $due }，现在没有更晚的日子可选。
refuse-defer-day = 没认出是哪天。请点一个，或者发日期，比如“11月30日”。
refuse-defer-late = 太晚了，最晚 { $latest }。请换一天。
refuse-defer-early = 要比 { $due } 晚。请换一天。
refuse-defer-closed = 那天不上班。请换一天。
refuse-defer-past = { $code } 申请的那天已经过了，不能再同意。
refuse-only-words = 这里请只发一句话。
refuse-whistle-again = { $code } 刚吹过哨，一小时后才能再吹。
refuse-whistle-top = { $code } 上面没有再高一级的人值班，没法再吹哨。
refuse-return-same = 选的还是自己这边，不用退单。
refuse-week-open = { $week } 还没过完（到{ $end }为止），现在只能用 --show 看。
refuse-not-secretary = 这个词由{ $unit }的书记定。
refuse-word-answered = “{ $word }”已经定过了。发 /words 看现在的词。
refuse-rated = { $code } 您已经评过了，谢谢。

## 加入
joined = 欢迎！您现在是{ $unit }的{ $role }。
joined-what-next = 有新单会发到这里，点一下“接单”就行。发 /todo 看待办，发 /duty 上下班。
bound-staff = 好了，这个群现在是{ $unit }的工作群。
bound-party = 好了，这个群现在是{ $unit }的党组织群，每周一会收到一周民情。
bound-ops = 好了，这个群现在是{ $unit }的运维群，程序有不对的地方会发到这里。
bound-vanguard = 好了，这个群现在是{ $unit }的先锋突击队，要人手的事会发到这里，点一下就认领。
bind-in-group = 请把我拉进群，在群里发“/bind 邀请码”。
duty-on = 您现在是“上班”，新单会派给您。
duty-off = 您现在是“下班”，新单不会派给您。
lang-ask = 用哪种语言？ / Which language?
help = 有事说一句就行：什么事、在哪栋楼，可以带照片。我会告诉您谁来办、什么时候回话。
help-staff = 新单来了点“接单”；点“反馈”发一句话，原样转给居民；办好了点“办结”。直接回复卡片也算反馈。
    居民到窗口：写“代 3号楼501：下水堵了”。巡查发现：写“巡 3号楼井盖松了”。
help-line = /{ $name } { $what }
help-more = ▶️ 还有 { $count } 个命令
asked-ear = 🙂 我在呢，您说。什么事、在哪栋楼，一句话就行，可以带照片。
asked-who = 👥 现在值班：{ $who }。有事在这里说一句，他们马上看到。
asked-nobody-now = 🌙 现在没人值班。有事先在这里说一句，上班就办；危险的事随时有人。
asked-hours = 🕘 社区上班时间：{ $hours }。
asked-hours-from = 🕘 社区上班时间：{ $hours }，最近上班的一天是{ $day }。有事随时在这里说。
help-phone = ☎️ 值班电话：{ $phone }
command-my = 我的事情
command-todo = 我的待办
command-duty = 上下班、坐班、换班
command-leave = 请假、代岗
command-back = 销假，回来上班
command-words = 社区自己的词
command-surge = 应急：开或关
command-summary = 一周民情
command-help = 怎么用
command-lang = 语言 / Language
todo-none = 👍 没有待办。
todo-line = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } { $category } · { $state } · { $due } 前

## 请假、代岗
leave-ask = 🌴 请假多久？
leave-standing = 您已经请了假：{ $since } 到{ $until }。再选一次就改过来，发 /back 就销假。
leave-until-back = 您回来
leave-until-other = 本人回来
leave-ask-deputy = 谁替您代岗？
leave-set = 🌴 好，请假从 { $since } 到{ $until }，这段时间不派单给您。
leave-set-deputy = { $who }替您代岗，已经告诉对方。
leave-last = ⚠️ 您走后{ $post }没有人在岗，新单会转给{ $upper }。
leave-last-of-all = ⚠️ 您走后{ $post }和上面都没有人在岗。请找人代岗。
leave-last-told = ℹ️ { $post }从 { $since } 到{ $until } 没有人在岗，这段时间的新单会转给您。
leave-set-back = 提前回来，发 /back。
leave-stand-in = 🤝 { $who }请假，从 { $since } 到{ $until }，请您代岗。单子会发给您。
back-done = 👋 欢迎回来，新单又会派给您。
back-none = 您没有请假。
back-told = 👋 { $who }回来了，不用再代岗。您接手的单子还归您办。
stand-in-head = 🤝 { $who }请假，手里有 { $count } 件。您代岗，请点“接手”：
stand-in-more = 还有 { $count } 件。
taken-back-away = { $code } 您请假了，没有人代岗，已退回去，请别人接手。
owner-taken-over = 🔁 { $code } 现在由{ $who }接着办。{ $hears }
staff-taken-over = { $code } 已由{ $who }接手。

## 运维群
gap-told = ⚠️ { $post }今天没有人在岗，工单已转给{ $to }。请安排人值班。
gap-nobody = ⚠️ { $post }今天没有人在岗，上面也没有人。请马上安排人值班。
findings-head = 🔎 自查发现 { $count } 处不对：
findings-more = 还有 { $count } 处，用 jiedan audit 看全部。
findings-gone = ✅ 有 { $count } 处已经好了。
finding-no-timer = · { $code } 没有下一个时钟
finding-no-date = · { $code } 没有给居民的日期
finding-nobody-accountable = · { $code } 没有人负责
finding-no-ladder = · { $code } 从下到上都没有人
finding-handler-without-post = · { $code } 在办的人已经不在这个单位
finding-part-without-post = · { $code } 配合的人已经不在这个单位
finding-merged-into-nothing = · { $code } 并到了没人办的单子
finding-timers-behind = · 有时钟到点十多分钟还没响
finding-timer-stuck = · { $code } 的时钟到点响不了，要看日志
finding-heartbeat-tick = · 时钟停了：两分钟以上没有走
finding-heartbeat-audit = · 自查停了：两分钟以上没有跑
finding-post = · { $post }没有人在岗
finding-group-staff = · { $unit }的工作群联系不上，可能把我移出去了
finding-group-party = · { $unit }的党组织群联系不上，可能把我移出去了
finding-group-ops = · { $unit }的运维群联系不上，可能把我移出去了
finding-group-vanguard = · { $unit }的先锋突击队群联系不上，可能把我移出去了

## 一屏简报（给被请来督办、帮忙的人）
brief-head = { $level ->
        [L0] 🆘 危急
        [L1] 🔴 紧急
        [L2] 🟠 较急
        [L3] 🟢 一般
       *[L4] 🔵 复杂
    } { $code } · { $category } · { $place }
brief-no-place = 地点不明
brief-no-words = （没写字）
brief-only-files = （发了照片或录音）
brief-open = 🕐 { $opened } 报的，期限 { $since }
brief-late = 🕐 { $opened } 报的，从 { $since } 起超时
brief-holder = 👤 现由{ $who }负责
brief-tried-accept = · { $at } { $who }接了单
brief-tried-progress = · { $at } { $who }：{ $text }
brief-tried-return = · { $at } { $who }退了单
brief-tried-dispute = · { $at } { $who }也退了单，请书记裁定
brief-tried-rule = · { $at } { $who }作了裁定
brief-tried-resolve = · { $at } { $who }说办好了：{ $text }
brief-tried-unsolved = · { $at } 居民说没解决
brief-tried-take_back = · { $at } 从{ $who }手里退回去了
brief-tried-take_over = · { $at } { $who }接手了
brief-tried-whistle = · { $at } { $who }吹哨：{ $text }
brief-blocked = 🚧 卡在：{ $what }
brief-block-held = 已挂起到 { $until }
brief-block-deferral = { $kind }申请等答复（{ $reason }，到 { $until }）
brief-block-ruling = 归谁管还没裁定
brief-block-nobody = 岗位上没有人在岗
brief-block-silent = 从 { $since } 起没有消息
brief-need-queued = 🎯 要有人接单，期限 { $due }
brief-need-contact = 🎯 要联系居民，期限 { $due }
brief-need-handling = 🎯 要办好，期限 { $due }
brief-need-ruling = 🎯 要裁定归谁管，期限 { $due }
brief-at-once-queued = 🎯 请马上让人接单
brief-at-once-contact = 🎯 请马上联系居民
brief-at-once-handling = 🎯 请马上办好
brief-at-once-ruling = 🎯 请马上裁定归谁管

## 先放一边
aside-advert = 📥 收到，编号 { $code }。这条看着像广告，先请值班的人看一眼。有事要办，说一句什么事、在哪栋楼就行。
aside-forwards = 📥 收到，编号 { $code }。您转发得多，这些先请值班的人看一眼，一条不会丢。急事请直接说一句。
aside-many = 📥 收到，编号 { $code }。您这一小时报得多，后面的先放一起，请值班的人看一眼，一条不会丢。急事照样马上办。
aside-discarded = { $code } 值班的人看过了，觉得不是要办的事，先不办。要是看错了，说一句什么事、在哪栋楼，马上办。
aside-paused = 📥 收到，编号 { $code }。您的消息先请值班的人看一眼，一条不会丢。有危险、有急事照样马上办。
pause-told = ⏸ { $who }定了：到{ $until }，您发的消息先由值班的人看一眼再办。原因：{ $reason }。有危险、有急事照样马上办。
pause-ended = ▶️ 您的消息恢复马上办了。
pause-done = 好，{ $code } 发的人到{ $until }先看后办，已经告诉本人。
button-pause-off = ▶️ 现在就恢复
ask-pause = ⏸ { $code }：先看后办几天？写天数和原因，比如“7 反复发广告”。原因会告诉本人。
toast-ask-pause = 请写天数和原因
refuse-pause = 请写天数（1 到 { $most }）和原因，比如“7 反复发广告”。
