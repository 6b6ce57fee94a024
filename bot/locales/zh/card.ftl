### 卡片、接单、办结。

## 卡片
card-supervised = 🔖 督办件
card-from-resident = 🗣 居民反映
card-from-anonymous = 🗣 匿名居民反映
card-from-walk_in = 🗣 居民到窗口说的（{ $who }代记）
card-from-patrol = 🗣 巡查发现（{ $who }）
card-eta = 🚲 说好{ $eta } 前到
card-below = ⬇️ { $code } 最新的一张在下面
newest-below = ⬇️ 最新的在下面
card-came-back = 🔁 又坏了：{ $code } { $done } 刚办结过
card-came-back-again = 🔁 又坏了：{ $code } 也还没办好
card-precedent = ⚖️ 上次同类裁定：归{ $side }
card-tried-accept = · { $at } { $who }接了单，说好{ $eta } 前到
button-accept-now = ✋ 接单·马上
button-accept-today = ✋ 接单·今天
button-accept-tomorrow = ✋ 接单·明天
button-accept-later = ✋ 接单·下个工作日
button-accept-ask = ✋ 接单·约时间
button-eta = 🕐 改时间
button-eta-choice = { $eta }
button-full = 📄 全文
button-next-page = ▶️ 接着看（{ $page }/{ $pages }）
whole-page = { $text }
button-photos = 📎 附件（{ $count }）
button-more = ⋯ 更多
button-less = ⋯ 收起

## 接单、约时间
toast-accepted-ask = 接单成功。请发一句话：什么时候到
ask-eta = 🕐 { $code }：什么时候到？发一句话，比如“下午3点”“明天上午10点半”。最晚 { $due }。
refuse-eta-words = 没认出是几点。请再发一次，比如“下午3点”“半小时后”“明天上午”。
refuse-eta-past = 这个时间已经过了，请换一个。
refuse-eta-late = 太晚了，{ $due } 前要办好。请换一个早点的时间。
refuse-eta-gone = { $code } 来不及了，请按卡片上现在的按钮再点一次。
toast-eta-ask = 请选，或者发时间
toast-eta = 好，已告诉居民
said-eta = 好，{ $code } 说定{ $eta } 前到，已告诉居民。
remind-eta = ⏰ { $code }（{ $category }）说好{ $due } 前到，还没有消息。发一条反馈就行；来不及就点“改时间”。
owner-accepted-now = 🙋 { $code }（{ $category }）{ $who }接单了，马上跟您联系，最晚{ $due }。
owner-accepted-eta = 🙋 { $code }（{ $category }）{ $who }接单了，{ $eta } 前上门或跟您联系。
owner-accepted-eta-late = 🙋 { $code }（{ $category }）{ $who }接单了，{ $eta } 前上门或跟您联系。让您久等了，对不住。
owner-accepted-both = 🙋 { $code }（{ $category }）{ $who }接单了，最晚{ $due } 先跟您联系，{ $eta } 前上门。
owner-eta = 🕐 { $code } { $who }说好{ $eta } 前到。

## 办结
ask-resolve-photo = ✅ { $code }：请发一张办好后的照片，再带一句话，会原样转给居民确认。
toast-resolved = 已办结，等居民确认
owner-see-photo = 请看照片
owner-photos-now = 📷 现场照片
owner-photos-after = 📷 办好后的照片
owner-photos-both = 📷 前面 { $before } 张是办之前的，后面 { $after } 张是办好后的

## 居民又说了是哪一类
staff-says-category = 📎 居民说 { $code } 是“{ $category }”这一类的事。
owner-category-noted = 好的，已告诉办事的人：这是“{ $category }”的事。
refuse-return-nobody = { $code } 按分工只能由您这边牵头，退了也会回来。
card-whose = 👪 替家里人报的：{ $whose }
card-by-text = 🔇 请勿打电话，用文字联系
card-aside = 📥 先放一边的：像广告，或发得太多。是诉求就接单

## 保密的件：要看是谁，先说为什么
card-from-sealed = 🛡 居民反映（名字门牌保密）
button-reveal = 🔓 看是谁
button-reveal-visit = 🏠 要上门
button-reveal-call = ☎️ 要联系她
button-reveal-check = 🔎 要核实
ask-reveal = 🔓 要看 { $code } 是谁、住哪：请点一个原因，或者发一句话说明。谁看的、为什么，都会记下，居民看得到。
toast-reveal-ask = 请选原因，或发一句话
reveal-head = 🔓 { $code } 只给您看，请别外传
reveal-name = 👤 { $name }
reveal-foot = 已记下，居民看得到您看过。
reveal-why-visit = 要上门
reveal-why-call = 要联系
reveal-why-check = 要核实
refuse-reveal-accused = { $code } 是反映您这边的，不能看是谁说的。

## 语音转写
card-transcribed = 🎙 后面的字是语音转写，以录音为准
staff-heard = 🎙 居民给 { $code } 的语音，转写：{ $text }
owner-heard = 🎙 { $code } 您的语音我听成：“{ $text }”。不对就再说一句。
