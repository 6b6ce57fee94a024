### 长辈模式：字大、话短、一次只问一件，值班电话总在手边。

command-elder = 长辈模式：字大、话短
button-elder-on = 👵 换成大字、短话
button-elder-off = 换回原来的样子
elder-on = 👵 好的，字大、话短了。有事说一句就行，语音也行。
elder-off = 好的，换回原来的样子了。
elder-phone = ☎️ 值班电话 { $phone }

## 短的说法，意思和原来的一样
short-form-taken = ✅ 收到！{ $who }来办。最晚{ $due } 回话。编号 { $code }
short-form-gathered = ✅ 都记下了。{ $hears }
short-form-said-added = ✅ 记下了。
short-form-ask-category = 🙋 这事算哪一类？点一下。
short-form-ask-category-of = 🙋 “{ $what }”这件算哪一类？点一下。
short-form-ask-place = 🙋 您住几号楼？说一句就行。
short-form-ask-compound-unknown = 🙋 “{ $said }”没登记。是哪个小区？点一下。
short-form-ask-compound = 🙋 哪个小区？点一下。
short-form-owner-accepted = 🙋 { $who }接单了。最晚{ $due } 找您。
short-form-owner-accepted-now = 🙋 { $who }接单了，马上找您。
short-form-owner-accepted-eta = 🙋 { $who }接单了，{ $eta } 前到。
short-form-owner-done = 🎉 { $who }说办好了：
    { $text }
short-form-owner-done-ask = 您看好了没有？点一下。
short-form-owner-ask-satisfied = 谢谢！您满意吗？点一下。
short-form-owner-rated-good = 谢谢您！
short-form-owner-rated-bad = 对不住。哪儿没办好？说一句。
short-form-owner-redo = 🔁 马上重新办。最晚{ $due } 回话。
short-form-owner-placed = ✅ 记下了：{ $place }。
short-form-privacy-line = 🔒 您的话只给办事的人看，办完到期就删。
short-form-privacy-line-asked = 🔒 您的话只给办事的人看，办完到期就删。
short-form-privacy-line-kept = 🔒 您的话只给办事的人看。
short-form-help = 有事说一句就行：什么事、哪栋楼。
    打字、语音、照片都行。
short-form-welcome = 您好！有事说一句就行。
    打字、语音、照片都行，我找人来办。
short-form-chat = 😊 我在。有事说一句就行。
