### 发通知：书记写、选、看、发，居民收。

command-notice = 发通知
notice-head-first = 📢 { $unit }通知
notice-head-urgent = 🚨 { $unit }紧急通知
notice-head-correction = ✏️ { $unit }通知更正
notice-head-over = ✅ { $unit }通知：已恢复（已结束）
notice-about = 说的是：“{ $text }”
notice-text = { $text }
notice-until = （到 { $until } 为止）
notice-why = ——您家在{ $place }，所以发给您。
notice-why-kin = ——您{ $whose }在{ $place }，所以发给您。
news-notice = 📢 { $text }
news-notice-until = 📢 { $text }（到 { $until }）
news-muted = 🔕 好，除了紧急的，别的通知以后不发。您自己报的事照常告诉您。发 /news 随时能看。

## 写
notice-ask = ✍️ 请把通知的话发来，最多 { $most } 字；要配图，就和照片一起发。
notice-ask-correct = ✏️ 请把更正的话发来，最多 { $most } 字。先给您看，再发。
notice-ask-until = ⏰ 到什么时候为止？比如：明天下午5点、周四晚上8点。
notice-photo-kept = 🖼 照片收到，会和通知一起发。
notice-danger = ⚠️ 您说到危险。要是您自己在报险：先离开，打 119、110 或 120，再点下面。
notice-button-danger = 🆘 不是通知，我在报险

## 发给谁
notice-whom = 👥 发给谁？点一下就看预览，还没有发。
notice-several = 👥 发给谁？可以多选，选好点“选好了”。
notice-chosen = 👥 已选：{ $list }
notice-place = { $mark }{ $name }
notice-all = { $unit }全部
notice-to-party = 党员群
notice-to-staff = 工作群
notice-button-all = { $mark }🏘 全部都发
notice-button-several = ☑️ 几栋楼、几个群…
notice-button-parts = 几栋楼 ›
notice-button-units = 单元 ›
notice-button-party = { $mark }👥 党员群
notice-button-staff = { $mark }🛠 工作群
notice-button-next = 下一页 ›
notice-button-done = ✅ 选好了
notice-button-back = ‹ 返回

## 预览
notice-draft = 📝 还没发。上面就是大家看到的样子。
notice-to = 发给：{ $list }
notice-reach = 会发给 { $counts }。
notice-homes = { $count } 户
notice-people = { $count } 人
notice-groups = { $count } 个群
notice-chats = 上次收到的 { $count } 处
notice-muted = 另有 { $count } 户只收紧急的，这次不发。
notice-waits = 🌙 现在是休息时间，{ $at }再发出去。
notice-at-once = 🚨 紧急：现在就发，休息时间也发，设了免打扰的也发。
notice-personal = ⚠️ 里面好像有人名、电话或门牌，会照原样发出去。
notice-edit = ✏️ 改什么？
notice-button-send = ✅ 发送
notice-button-edit = ✏️ 改一改
notice-button-no = 🚫 不发
notice-button-words = ✏️ 改字
notice-button-whom = 👥 改发给谁
notice-button-until = ⏰ 到几时为止
notice-button-endless = ⏰ 不写到几时
notice-button-urgent = 🚨 改成紧急
notice-button-calm = 🔕 改成不紧急
notice-button-photo = 🖼 去掉照片
notice-button-as = 🏛 用{ $unit }的名义

## 发了以后
notice-sending = 📤 正在发：“{ $text }”
notice-sent = 📬 已发：“{ $text }”
notice-stopped = ⏹ 已停发：“{ $text }”
notice-declined = 🚫 没发：“{ $text }”
notice-done = 📬 发完了：“{ $text }”
notice-report = 送到 { $reached } 处，还在等 { $waiting } 处，发不到 { $failed } 处（停用或拉黑了）。
notice-report-stopped = 停发前送到 { $reached } 处，还在等 { $waiting } 处，发不到 { $failed } 处。
notice-button-stop = ⏹ 停发
notice-button-report = 📊 送到多少
notice-button-correct = ✏️ 更正
notice-button-over = ✅ 已恢复
notice-button-undo = ↩️ 改主意
toast-notice-ask = 请发过来
toast-notice-preview = 👀 先看看，还没发
toast-notice-sent = 📤 开始发了
toast-notice-stopped = ⏹ 已停发
toast-notice-declined = 好，不发

## 不行的
refuse-notice-unit = 发通知要由社区、街道或小区党支部的负责人来发。
refuse-notice-words = 没看到话。请发一句文字，最多 { $most } 字。
refuse-notice-long = 太长了：{ $length } 字，最多 { $most } 字。请再发一次短一点的。
refuse-notice-file = 通知只能配照片，别的文件发不了。请再发一次文字和照片。
refuse-notice-until = 没看懂是几时。请再发一次，比如：明天下午5点。
refuse-notice-past = 这个时间已经过了。请换一个以后的时间。
refuse-notice-whom = 还没选发给谁。
refuse-notice-nobody = 那里还没有人能收到，没有发。
refuse-notice-few = 选的地方不到 { $fewest } 户。通知不单发给一两家，请多选几栋。
refuse-notice-parts = 这里还不知道有哪几栋、哪几个单元，只能整个发。
refuse-notice-over = 这一条已经更正过或者结束了，请用最新的那一条。
refuse-notice-draft = 这一条还没发。
refuse-notice-sending = 这一条已经在发了。
refuse-notice-sent = 这一条已经发出去了。
refuse-notice-stopped = 这一条已经停发了。
refuse-notice-declined = 这一条定了不发，先点“改主意”。
refuse-notice-draft-of-another = 这是别人还没发的，只有写的人能动。
