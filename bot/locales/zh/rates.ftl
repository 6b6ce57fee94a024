### 数字后面的事：不计入比率、核对、服务之星、晚间一句话。

## 不计入比率
command-exclude = 不计入比率（两人确认）
button-leave_out = ⚖️ 同意不计
button-keep_in = ↩️ 照常计
button-count_again = ↩️ 算回来 { $code }
exclude-reason-impossible = 客观上办不到
exclude-reason-abusive = 恶意或骚扰
exclude-reason-beyond = 谁都没有权限办
exclude-ask-reason = ⚖️ { $code } 为什么不计入比率？要上级再确认一次才算，居民会知道，总数里照样有它。
exclude-ask-words = ⚖️ { $code } { $reason }：请发一句话说明情况，确认的人会看到。
exclude-request = ⚖️ { $who }提议 { $code } { $category }不计入比率。
    原因：{ $reason }
    说明：{ $words }
    您确认了才算，居民会知道。
exclude-how = 没认出是哪一件。请发“/exclude 编号”，比如“/exclude 1118-12”。
exclude-none = 👍 没有不计入比率的单子。要提议，发“/exclude 编号”。
exclude-head-asked = ⚖️ 等第二个人确认 { $count } 件：
exclude-head-stands = ⚖️ 已不计入比率 { $count } 件：
exclude-item = { $matter }
    {"  "}{ $reason }：{ $words }
said-exclude-asked = ⚖️ { $code } 已报{ $who }确认。确认以前照常计。
said-excluded = ⚖️ { $code } { $who }同意了，不计入比率。
said-exclude_refused = ↩️ { $code } { $who }没同意，照常计入比率。
said-count_again = ↩️ { $code } { $who }改了主意，重新计入比率。
exclude-told-impossible = 现在的条件办不到
exclude-told-abusive = 不是一件要办的实事
exclude-told-beyond = 超出了社区、街道和区里的权限
owner-excluded = ⚖️ { $code }：经两人确认，{ $why }，所以不算进响应率、解决率、满意率。件数里照样有它，办事和评价都照旧。
    觉得不对，请找{ $who }，可以改回来。
owner-count_again = ↩️ { $code }：这一件重新算进响应率、解决率、满意率了。
toast-exclude-reason = 请选一个原因
toast-exclude-words = 请发一句话说明
toast-excluded = 已确认不计：{ $reason }
toast-kept = 好，照常计
toast-counts = 好，重新计入比率
refuse-exclude-asked = { $code } 已经有人提议了，等上级确认。
refuse-exclude-stands = { $code } 已经不计入比率了。
refuse-exclude-nobody = { $code } 上面现在没有人可以确认，请等一等再提。
refuse-exclude-over = { $code } 没有等确认的提议了。
refuse-exclude-second = { $code } 要由另一个人、再往上一级来确认。
refuse-exclude-counts = { $code } 本来就计入比率。
week-excluded = ⚖️ 不计入比率 { $count } 件（两人确认）：{ $list }
rate-left-out = { $rate }，另 { $count } 件不计

## 别的日子
period-title = 📋 { $unit } { $period } 民情（{ $first }—{ $last }）
period-head = 📋 { $unit } { $period } 民情（{ $first }—{ $last }）
period-nothing = 这段时间没有居民来单，也没有未办的事。
period-more = 比上期多 { $count }
period-fewer = 比上期少 { $count }
period-same = 和上期一样
period-none = 还没有
period-focus = 接下来：把超时的事一件一件办完。
period-so-far = ⏳ 还没过完，算到 { $at }。
so-far-more = 比上期同期多 { $count }
so-far-fewer = 比上期同期少 { $count }
so-far-same = 和上期同期一样
refuse-period-ahead = { $period } 还没到。
refuse-period-unit = 您这里没有叫“{ $name }”的单位。
button-meaning = 📖 定义
meaning-head = 📖 这些数怎么算
meaning-received = 来单：居民报来的，几家报同一件也各算一次。
meaning-closed = 办完：居民认可或没再答复、已结的，同一件只算一次。
meaning-open_now = 在办：期末还没结的，办完等居民答复的也在内。上期的数，按上期末（没过完的按上期同一时刻）算。
meaning-overdue = 超时：期末没办好、又过了办结时限的，批准延期的按新时限。
meaning-unaccepted = 没人接：期末还在等人接、又过了接单时限的。
meaning-supervised = 督办：期末没结、在督办清单上的。
meaning-contacted = 响应率：时限内联系上居民的，除以该联系的。
meaning-solved = 解决率：答“解决了”的，除以答过的。
meaning-satisfied = 满意率：答“满意”的，除以评过的。
meaning-unanswered = 没答复：结了但居民没答的，除以结了的。不算满意。
meaning-suggestions = 建议：来单里居民提的建议。
meaning-adopted = 采纳：办完的建议里，办结时说采纳了的。
meaning-found = 巡查：工作人员主动发现的，不算来单，不进三个率；超时、没人接、督办里算。
meaning-excluded = 不计：两人确认的，三个率里不算，总数里算。不到 5 件只说件数，不说百分比。

## 核对
button-look = 🔎 核对
look-head = 🔎 { $unit } { $period }：这几处请看一看。只是事实，多半有道理。
look-none = 👍 { $unit } { $period }：没有要再看一看的。
look-last = ⏱ { $count } 件赶在时限最后一刻办结（{ $codes }）：当时都办好了吗？
look-at_once = ⚡️ { $count } 件刚派来就接了（{ $codes }）：是有人正好在看吗？
look-many = 📦 { $count } 件前后几分钟一起办结（{ $codes }）：是一趟办的，还是攒着点的？
look-back = 🔄 { $count } 件结了又重办（{ $codes }）：差在哪里？
look-late = 🕰 { $count } 件办完过了很久才问居民（{ $codes }）：能早点问吗？
look-name-last = 最后一刻办结
look-name-at_once = 刚派就接
look-name-many = 一起办结
look-name-back = 结了又重办
look-name-late = 隔久才问
look-short = { $what } { $count }
look-unit = · { $unit }：{ $list }
look-more = 还有 { $count } 个单位，发“/summary 时间 单位”看。
refuse-look = 核对只给本单位负责人和直接上一级看。

## 并排看、晚间一句话
compare-units = 🏘 各单位（来/办完/超时，按名册排）：{ $list }
compare-counts = { $unit } { $received }/{ $closed }/{ $overdue }
compare-none = { $unit } 没有要报的
compare-others = 还有 { $count } 个见图、见表
compare-head = 🏘 各单位（按名册排，不排名次）：
compare-unit = · { $unit }：来 { $received }，办完 { $closed }，超时 { $overdue }
compare-nothing = · { $unit }：没有要报的
compare-more = 还有 { $count } 个单位，见表。
evening-line = 🌙 { $unit }今天：来 { $received } 件，办完 { $closed } 件，在办 { $open } 件，超时 { $overdue } 件。
evening-first = 最急：{ $matter }，{ $state }

## 服务之星、月度季度年度
command-star = 愿不愿意被点名感谢
star-on = ⭐️ 您办好的事，月度、季度、年度感谢里会点您的名字。只感谢，不排名，不说数。
star-off = ⭐️ 现在感谢里不点您的名字。愿意的话，点下面的按钮，随时可以改。
button-star-on = ⭐️ 愿意被点名感谢
button-star-off = 不点我的名字
star-thanks = 🌟 服务之星（不分先后）：{ $names }
star-thanks-more = 🌟 服务之星（不分先后）：{ $names }等 { $count } 位
star-teams = 🚩 先锋突击队认领办好：{ $list }
period-draft = 📝 { $unit } { $period } 的民情，请您看一看。点“发送”，就发到 { $groups } 个党组织群。
period-approved = 🕗 { $unit } { $period } 的民情，{ $at }自动发到 { $groups } 个党组织群：
period-sent = ✅ { $unit } { $period } 的民情，已发到 { $groups } 个党组织群：
period-declined = 🚫 { $unit } { $period } 的不发：
