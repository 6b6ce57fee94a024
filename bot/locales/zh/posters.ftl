### 楼栋海报、贴纸，和扫码以后的话。

## 扫了码
scan-welcome = 您好，认得您了：您住{ $place }。有什么事，直接跟我说一句就行。
scan-elsewhere = 您好！您留过的住处是{ $old }，这张码是{ $new }的。搬过来了就点一下；没搬不用管，有事直接说一句就行。
scan-moved = 好，记下了：您现在住{ $place }。有什么事，直接跟我说一句就行。
scan-unknown = 您好！这张码认不出是哪栋楼，不要紧：有什么事直接说一句，带上几号楼就行。
button-moved = 🏠 搬到这里了

## 海报上的字
poster-title = 有事找社区，
    一句话就行
poster-building = { $building }号楼
poster-unit = { $unit }单元
poster-scan = 扫码
poster-scan-web = 用微信或手机相机扫
poster-scan-telegram = 用手机相机扫，进 Telegram
poster-say = 说一句话
poster-say-more = 打字、发照片都行
poster-wait = 等消息
poster-wait-more = 有人接单、有人回话
poster-link = 扫不了码，就打开：
poster-phone = 值班电话 { $phone }
poster-emergency = 紧急情况请先打 110 / 119 / 120
