### 小区的事：通知同小区的人，小区最近。

news-began = 📢 { $compound }：{ $category }，已有 { $count } 户反映，正在一起办（{ $code }），{ $due } 前办好。
    您家要是也这样，点一下；没有就不用管。
news-accepted = 📢 { $code } { $who }接单了，最晚 { $due } 办好。
news-eta = 📢 { $code } { $who }说好 { $eta } 前到。
news-progress = 📢 { $code } 有进展，{ $who }说：
    { $text }
news-over = 📢 { $code } { $who }说办好了：{ $text }
    您家要是还没好，直接说一句就行。
news-no-words = 已修好
news-called-off = 📢 { $code } 反映的人说不用办了。您家要是还有，直接说一句就行。
news-button-also = 🙋 我家也是
news-button-not = 我家没有
news-button-off = 🔕 以后不发这种通知
news-button-on = 🔔 有事通知我
news-toast-also = 好，记上您家了
news-toast-not = 好，这件事不再告诉您
news-toast-off = 好，除了紧急的，以后不发。发 /news 随时能看
news-toast-on = 好，有事通知您
news-refuse-over = 这件事已经有您家了，或者已经办完。还有事，直接说一句就行。
command-news = 小区最近
news-head = 🏘 { $compound }最近：
news-none = 👍 没有大事。
news-nowhere = 还不知道您住哪个小区。回一句就行，比如“永安花园3号楼”。
news-doing = 🔧 { $place }{ $category }：正在办，{ $due } 前办好
news-doing-many = 📢 { $category }（{ $count } 户）：正在办，{ $due } 前办好
news-done = ✅ { $place }{ $category }：办好了
news-done-many = ✅ { $category }（{ $count } 户）：办好了
