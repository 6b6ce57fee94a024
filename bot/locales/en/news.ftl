### What concerns a compound: telling those who live there, and what goes on.

news-began = 📢 { $compound }: { $category }, { $count } households report it. It is handled as one matter ({ $code }), done by { $due }.
    If your home has it too, one tap; if not, nothing to do.
news-accepted = 📢 { $code } { $who } took it, done by { $due } at the latest.
news-eta = 📢 { $code } { $who } comes by { $eta }.
news-progress = 📢 { $code } { $who } says:
    { $text }
news-over = 📢 { $code } { $who } says it is done: { $text }
    If your home still has it, just write a sentence.
news-no-words = repaired
news-called-off = 📢 { $code } those who reported it say it is no longer needed. If your home still has it, just write a sentence.
news-button-also = 🙋 Ours too
news-button-not = Not ours
news-button-off = 🔕 No such notices
news-button-on = 🔔 Send me notices
news-toast-also = Your home is counted
news-toast-not = You will hear no more of this
news-toast-off = Urgent ones only from now on. /news shows them at any time
news-toast-on = You will be told
news-refuse-over = It counts your home already, or it is over. If there is something else, just write it.
command-news = What goes on in the compound
news-head = 🏘 { $compound } lately:
news-none = 👍 Nothing of note.
news-nowhere = We do not know your compound yet. One line is enough, e.g. "Yong'an Garden building 3".
news-doing = 🔧 { $place } { $category }: being handled, done by { $due }
news-doing-many = 📢 { $category } ({ $count } households): being handled, done by { $due }
news-done = ✅ { $place } { $category }: done
news-done-many = ✅ { $category } ({ $count } households): done
