### The weekly summary

## What it says
week-head = 📋 { $unit } weekly summary ({ $first }–{ $last })
week-title = 📋 { $unit } weekly summary ({ $first }–{ $last })
week-nothing = No requests came in this week, and nothing is open.
week-numbers = Received { $received } ({ $difference }), closed { $closed }, open now { $open }
week-compared = Received { $received } ({ $received_before } { $before }), closed { $closed } ({ $closed_before } { $before }), open now { $open } ({ $open_before } { $before })
week-more = { $count } more than last week
week-fewer = { $count } fewer than last week
week-same = same as last week
week-routes = Split: { $list }
week-most = Most often: { $list }
week-count = { $name } { $count }
week-suggestions = { $count ->
        [one] 💡 { $count } suggestion from residents
       *[other] 💡 { $count } suggestions from residents
    }
week-suggestions-adopted = 💡 Suggestions received { $count }, adopted { $adopted }
week-rates-done = Response rate { $contacted } · Solved rate { $solved }
week-rates-said = Satisfaction rate { $satisfied } · Unanswered { $unanswered }
week-rate-contacted = Response rate { $value }
week-rate-solved = Solved rate { $value }
week-rate-satisfied = Satisfaction rate { $value }
week-rate-unanswered = Unanswered { $value }
rate = { $percent }% ({ $numerator }/{ $denominator })
rate-count = { $numerator } of { $denominator }
rate-none = none this week
week-overdue-head = { $count ->
        [one] ❗️{ $count } ticket overdue and not done
       *[other] ❗️{ $count } tickets overdue and not done
    }
week-overdue-and-unaccepted = ❗️Overdue and not done: { $overdue }, accepted by nobody: { $unaccepted }
week-overdue = · { $code } { $category } { $place }
week-overdue-supervised = · { $code } { $category } { $place } (supervised)
week-supervised-head = 📌 On the supervision list: { $count }
week-supervised = · { $code } { $category } { $place }
week-overdue-personal = · Personal matters, told as a number only: { $count }
week-unaccepted = ⚠️ Overdue and accepted by nobody: { $count }
week-thanks = 👏 Nothing is overdue. Thank you, everyone.
week-no-place = place unknown
rate-nothing-due = none was due
rate-nobody-answered = nobody answered yet
thanks-done = 👏 { $count } closed. Thank you, everyone.
thanks-done-teams = 👏 { $count } closed, { $claimed } of them claimed by vanguard teams. Thank you, everyone.
thanks-all = 👏 Thanks to all who said what is wrong, and to all who are at it.
focus-week = Next week
focus-period = Next
focus-late = 🎯 { $when }: finish what is overdue, most of all { $category }.
focus-most = 🎯 { $when }: nothing is overdue; look after what came most, { $category }.
focus-any = 🎯 { $when }: nothing is overdue; take what comes.
week-focus = Next week: finish the overdue tickets, one by one.
week-added = 💬 { $text }
week-correction = ✏️ Correction to the weekly summary of { $unit } ({ $week }): { $text }
period-correction = ✏️ Correction to { $unit }, { $week }: { $text }

## Signing
week-draft = 📝 Last week of { $unit }: please read it. “Send” sends it to the Party groups ({ $groups }).
week-approved = 🕗 The week of { $unit }, to go to the Party groups ({ $groups }) { $at }:
week-sent = ✅ The week of { $unit }, sent to the Party groups ({ $groups }):
week-declined = 🚫 The week of { $unit }, not to be sent:
week-corrected = ✏️ The correction went to the Party groups.
week-lost = ⚠️ Groups that did not get it: { $count }. To bind one: /unit
week-lost-news = ⚠️ { $unit } { $period }: groups that did not get the summary: { $count }. Am I still in them? To bind one again: /unit
posted-draft = 📝 Last week of { $unit }: please read it. No Party group can get it (to bind one: /unit); signed, it is posted only.
posted-approved = 🕗 The week of { $unit }, to be posted only { $at }:
posted-sent = ✅ The week of { $unit }, signed and posted only:
unheard-draft = 📝 { $unit } { $period }: please read it. No Party group can get it (to bind one: /unit); signed, it is kept only.
unheard-approved = 🕗 { $unit } { $period }, to be kept only { $at }:
unheard-sent = ✅ { $unit } { $period }, signed and kept only:
button-week-post = ✅ Sign
toast-week-posted = ✅ Signed
leave-out-week-routes = Split
leave-out-week-most = Most often
leave-out-week-suggestions = Suggestions
leave-out-week-suggestions-adopted = Suggestions
leave-out-week-overdue = { $code }
leave-out-week-overdue-supervised = { $code }
leave-out-week-supervised = { $code }
button-week-send = ✅ Send
button-week-later = 🕗 Send at …
button-week-at = 🕗 { $at }
button-week-edit = ✏️ Change
button-week-no = 🚫 Do not send
button-week-undo = ↩️ Not so
button-week-back = ‹ Back
button-week-cut = ✂️ Leave out “{ $what }”
button-week-keep = ↩️ Keep “{ $what }”
button-week-cut-drawn = ✂️ Picture without “{ $what }”
button-week-keep-drawn = ↩️ Picture with “{ $what }”
button-week-add = ➕ Add a sentence
button-week-unsay = ↩️ Take it back
button-week-correct = ✏️ Correct
week-ask-add = 💬 Send one sentence of at most { $most } characters; it comes last. No names, phones or doors.
week-ask-correct = ✏️ Send one sentence of at most { $most } characters; it goes to the Party groups. No names, phones or doors.
week-doubt-name = 🤔 “{ $name }” looks like a resident who reported something. Everybody in the group reads it: say it so? If not, send it again in other words.
week-doubt-staff = 🤔 This seems to blame “{ $name }” by name. Everybody in the group reads it: say it so? If not, send it again in other words. Thanks by name are fine.
week-doubt-ill = 🤔 This seems to speak ill of somebody, or of one home. Everybody in the group reads it: say it so? If not, send it again in other words.
button-week-sure = ➕ Say it so
toast-week-ask = Send one sentence
toast-week-sent = ✅ Sent to { $groups }
toast-week-at = 🕗 To go { $at }
summary-none = No weekly summary of { $week }. Others: /summary 2026-W47
refuse-week-draft = This one has not been sent.
refuse-week-approved = Its hour is set. Tap “Not so” first.
refuse-week-sent = This one has been sent. Tap “Correct” to correct it.
refuse-week-declined = This one is not to be sent. Tap “Not so” first.
refuse-week-hour = That hour is over. Please choose another.
refuse-week-sentences = At most { $most } sentences. Take one back first.
refuse-week-words = I saw no words. Tap the button again and send a sentence.
refuse-week-long = Too long: at most { $most } characters. Tap the button again and say it shorter.
refuse-week-unread = When is that? Write it as /summary last week, or yesterday, last month, last quarter, last year, or 2026-11-21
