# Words of the web chat and of the demo page. The browser fills the placeholders itself,
# so no message here may choose a form by number.

## The chat
web-log = 聊天记录
web-write = 有事说一句就行
web-caption = 再配一句话
web-send = 发送
web-photo = 发照片或视频
web-menu = 常用功能
web-week = 社区每周公示
web-close = 关闭
web-cancel = 取消
web-you = 我
web-compose = 写消息
web-keys = 请选择
web-large = 大字
web-empty-title = 有事说一句就行
web-empty = 灯坏了、漏水了、想提个建议，在下面写一句就行，也可以说段语音、拍张照片。写清楚几号楼几单元，办得更快。
web-empty-staff = 新工单和提醒会出现在这里。
web-empty-readonly = 还没有通知，来了就会出现在这里。
web-readonly = 这里只接收通知，不用回复。
web-edited = 已更新
web-older = 看更早的消息
web-new = 有 { $count } 条新消息
web-today = 今天
web-yesterday = 昨天
web-photo-open = 放大照片
web-photo-remove = 不发这个
web-photo-unreadable = 这个打不开，请换一张照片。
web-voice = 语音
web-voice-begin = 说一段语音
web-voice-on = 正在录音，请说
web-voice-full = 录满三分钟了
web-voice-send = 说完了，发送
web-voice-drop = 不要了
web-voice-brief = 太短了，没听清。请再说一次。
web-voice-none = 这里录不了音。请打一句话，或者拍张照片。
web-voice-refused = 没让用麦克风，录不了音。请点“允许”再试，打字也一样办。
web-video = 视频
web-video-too-big = 视频太大了（最多 20 MB），请拍短一点，十几秒就够。
web-place = 发我的位置
web-place-asking = 正在找您的位置…
web-place-sent = 位置找到了，这就发。
web-place-label = 📍 我的位置
web-place-none = 找不到您的位置。请写一下在哪儿，比如几号楼几单元。
web-place-refused = 没让看位置，不要紧。请写一下在哪儿，比如几号楼几单元。
web-menu-short = 功能
web-voice-short = 语音
web-photo-short = 照片
web-place-short = 位置
web-reply = 回复这条
web-replying = 回复：{ $text }
web-call = 拨打 { $number }

## Sending and the connection
web-online = 已连接
web-connecting = 正在连接…
web-offline = 网络断了，正在重连…
web-sending = 正在发送…
web-retrying = 还没发出去，联网后自动再发
web-retry = 再发一次
web-failed = 没有发出去
web-remove = 删除
web-press-failed = 没有连上，请再按一次。
web-unavailable = 暂时打不开，请稍后再试。

## The demo page
web-demo-title = 接单 · 演示
web-demo-notice = 演示，人物是虚构的，数据只留在本机。
web-demo-people = 选择看谁的手机
web-demo-phones = 其他人的手机
web-demo-unread = { $count } 条未读
web-demo-clock = 演示时钟
web-demo-week = 第 { $week } 周
web-demo-hour = +1 小时
web-demo-next = 到下一个提醒
web-demo-monday = 到周一早上
web-demo-next-due = 下一个提醒：{ $time }
web-demo-no-due = 眼下没有待发的提醒
web-demo-busy = 正在拨时钟…
web-demo-fired = 已拨到 { $time }，{ $fired } 个提醒到点，{ $sent } 条消息已发出
web-demo-nothing = 已拨到 { $time }，这段时间没有提醒
web-demo-failed = 时钟没有拨动，请再试一次。
web-demo-none = 还没有选手机。点上面的名字，就能看到那个人的手机。
web-demo-language = 语言

## The guide on the demo page
web-guide = 先试这个
web-guide-close = 收起
web-guide-1 = { $name }说一句话。点一句，会填进手机，再按“发送”。
web-guide-light = 楼道灯坏了，3号楼2单元
web-guide-lift = 电梯里困人了！
web-guide-fee = 物业乱收费没人管
web-guide-2 = 谁收到了工单，就在谁的手机上按“接单”。
web-guide-2-do = 看谁收到了
web-guide-3 = 办完按“办结”，说一句、发张照片。居民会被问：解决了吗？满意吗？
web-guide-3-do = 看居民的手机
web-guide-4 = 再发一句，谁也不接，把时钟拨快，看一级一级怎么催。
web-guide-5 = 拨到周一早上，书记看过一周民情点“发送”，就到党组织群。
