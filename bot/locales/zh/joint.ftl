### 联办：牵头和配合。

## 卡片
button-take_part = ✋ 我来配合
button-part_done = ✅ 我这边好了
button-task = 📝 给配合方派活
button-clear = ⚖️ 当场分清
card-task = 🤝 社区牵头，请您配合：{ $task }
card-task-given = 📝 请对方配合：{ $task }
card-part-open = 🤝 配合方还没人接，{ $due } 前要接
card-part-open-late = 🤝 配合方还没人接，已经晚了
card-part-taken = 🤝 { $who }来配合，{ $due } 前办好
card-part-taken-late = 🤝 { $who }来配合，晚了：{ $due } 前该办好
card-part-done = 🤝 { $who }那边办好了
card-lead-done = ✅ 牵头这边办好了，等配合方
why-cleared = 双方当场分清，归您这边

## 配合
ask-task = 📝 { $code }：要对方做什么？发一句话，马上转过去。
ask-part_done = ✅ { $code }：您这边办得怎么样？发一句话，可以带照片。
toast-ask-task = 请发一句话
toast-ask-part_done = 请发一句话说说结果
toast-part-taken = 好，归您配合，已告诉牵头的人
toast-lead-done = 您这边记下了，等对方办完
owner-part-taken = 🤝 { $code } { $who }也来一起办了。
owner-done-part = 🤝 { $who }说：
    { $text }
staff-part-taken = 🤝 { $code } { $who }来配合了。
staff-part-done = ✅ { $code } { $who }那边办好了，您这边办完点“办结”：
    { $text }
part-task = 📝 { $code } { $who }请您配合：
    { $task }
part-waits = ⏰ { $code } 牵头这边办好了，就等您这边。
said-task = 好，{ $code } 已转给对方。
said-part-done = 好，记下了。等牵头那边办完，一起请居民确认。
said-lead-done = ✅ { $code } 您这边记下了，等{ $unit }那边办完，一起请居民确认。

## 提醒和升级
remind-part_accept = ⏰ { $code }（{ $category }）请您配合，{ $due } 前要有人接。
remind-part = ⏰ { $code }（{ $category }）您配合的部分，{ $due } 前要办好。
overdue-part-open = ❗️{ $code }（{ $category }）请您配合，从{ $since } 起超时没人接，已报上一级。
overdue-part = ❗️{ $code }（{ $category }）您配合的部分从{ $since } 起超时，已报上一级。
escalate-part-open = ⏫ { $code }（{ $category }）要{ $unit }配合，从{ $since } 起超时没人接。请您督办。
escalate-part = ⏫ { $code }（{ $category }）{ $unit }配合的部分没按时办，从{ $since } 起超时。请您督办。
finding-no-part-timer = · { $code } 配合方没有下一个时钟

## 当场分清
ask-clear = ⚖️ { $code }（{ $category }）分清了归谁？选一个，问对方同不同意。
chair-clear = ⚖️ { $code }（{ $category }）归谁管，请您定：
chair-said = · { $unit }说归{ $side }（{ $category }）
clear-ask = ⚖️ { $code }（{ $category }）{ $who }说这事归{ $side }。您同意吗？
button-agree = 👍 同意
button-object = 👎 不同意
clear-refused = ⚖️ { $code } 没谈拢，还是一起办。归谁管，已请书记定。
cleared = ⚖️ { $code } 分清了，归{ $side }办。
cleared-joint = ⚖️ { $code } 书记定了，还是一起办。
toast-clear-side = 请选归谁
toast-clear-asked = 已问对方
toast-clear-chair = 已请书记来定
toast-cleared = 好，归{ $side }办

## 不能办时
refuse-no-part = { $code } 现在不是联办了。
refuse-part-taken = 晚了一步，{ $who }已经来配合 { $code } 了。
refuse-part-done = { $code } 配合方那边已经办好了。
refuse-lead-done = { $code } 您这边已经记下了，在等配合方。
refuse-clear-against = { $code } 是反映物业的事，不能只归物业自己办。
refuse-clear-over = { $code } 这个问题已经过去了，请看最新的卡片。
refuse-own-clear = 要对方来回答才算数。

## 简报
brief-tried-part_done = · { $at } { $who }配合的部分办好了：{ $text }
brief-tried-lead_done = · { $at } { $who }说牵头这边办好了：{ $text }
brief-tried-cleared = · { $at } { $who }，双方分清了归谁
