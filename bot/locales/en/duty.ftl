### Duty roster, walk-ins, patrols, morning meeting.

## Written down for a resident at the desk
walkin-how = To file for a resident, say where and what, for example:
    代 3号楼2单元501：厨房下水堵了
walkin-taken = ✅ Filed. Code { $code } ({ $category }), now with { $who }; an answer by { $due } at the latest. It comes to you: please pass it on.
walkin-tell-her = 🗣 Please tell the resident:
walkin-ask-her = 🗣 Please ask the resident and tap what they say:
refuse-walkin-accused = { $code } is about your own side, so you cannot answer for the resident. They can with the slip.

## The slip of paper
slip-head = 🧾 Slip (print or copy it for the resident)
slip-matter = { $code } { $category }: { $text }
    Who: { $who }
    Answer by: { $weekday } { $month }/{ $day } { $time }
slip-code = Slip code: { $slip }
slip-look = To see how it goes: send us the slip code in a chat; your family may as well.
slip-look-link = To see how it goes: open { $link } or send the slip code in a chat; your family may as well.
slip-phone = Or call: { $phone }
slip-taken = ✅ Found. From now on news comes straight to you.
slip-used = ✅ { $code }: the resident now follows it with the slip; you need not pass on any more.
refuse-slip = No such slip code, or it was used already. If you used it yourself, send /my; else please check the paper. To report something, just write it.
refuse-slip-old = This slip is too old. If something is wrong again, just write it.
refuse-slip-own = This slip is for the resident; please hand it over.
refuse-slip-wait = Too many wrong slip codes. Please try again in an hour, or ask the community.

## Found on patrol
patrol-how = For a find on patrol, say where and what, for example:
    巡 3号楼东侧井盖松动
patrol-taken = ✅ Noted. Code { $code } ({ $category }), now with { $who }; an answer by { $due } at the latest. Photos may follow.
patrol-closed = ✅ { $code } is done. Thank you for finding it.
patrol-week = 🔎 Found on patrol: { $found }, done: { $closed } (not counted above)

## Duty roster
shift-head = 🪑 At the desk:
shift-line-today = Today: { $who }
shift-line = { $weekday } { $month }/{ $day }: { $who }
shift-missing = ⚠️ nobody from { $unit }
button-shift-swap = 🔁 Swap with a colleague
button-shift-set = 🗓 Set the roster: { $unit }
button-shift-day = { $weekday } { $month }/{ $day }
button-shift-yes = 👍 Yes, I will
button-shift-for = 🔁 Swap for my { $weekday } { $month }/{ $day }
button-shift-no = 👎 I cannot
button-shift-on = ▫️ { $who }
button-shift-off = ✅ { $who }
button-shift-back = ◀️ Other days
button-shift-copy = 📋 Next week as before
shift-which = 🔁 Which day?
shift-who = 🔁 { $weekday } { $month }/{ $day }: who could come?
shift-asked = 🙋 { $who } asks you to take the desk on { $weekday } { $month }/{ $day }. Can you?
shift-taken = ✅ { $weekday } { $month }/{ $day }: { $who } takes the desk.
shift-yours = 🪑 { $weekday } { $month }/{ $day }: the desk is yours.
shift-put = ✅ At the desk of { $unit } on { $weekday } { $month }/{ $day }: { $who }
shift-refused = { $who } cannot on { $weekday } { $month }/{ $day }. Please ask somebody else.
shift-board = 🗓 Roster of { $unit }; tap a day:
shift-board-day = 🗓 { $unit }, { $weekday } { $month }/{ $day }: who is at the desk? Tap a name to add or remove.
shift-nobody = ⚠️ Nobody sits at the desk for { $unit } { $day }. Please arrange somebody.
shift-gap = ⚠️ Nobody sits at the desk for { $unit } { $day }, and whoever leads it is off duty. { $to } was told.
shift-gap-nobody = ⚠️ Nobody sits at the desk for { $unit } { $day }, and nobody above is on duty. Please find somebody at once.
shift-none = 🪑 { $unit } has no duty roster yet: new tickets go to all on duty. To set one, whoever leads it sends /duty. You are told this once.
shift-ended = 🪑 The duty roster of { $unit } ended on { $weekday } { $month }/{ $day }: new tickets go to all on duty. There are no more reminders each evening; to go on, whoever leads it sends /duty.
day-today = today, { $weekday } { $month }/{ $day }
day-tomorrow = tomorrow, { $weekday } { $month }/{ $day }
day-other = on { $weekday } { $month }/{ $day }
toast-shift-which = Please choose a day
toast-shift-who = Please choose a colleague
toast-shift-asked = Asked; wait for the answer
toast-shift-yes = Swapped; both are told
toast-shift-no = The other one is told
toast-shift-set = Please tap a day
toast-shift-on = Added
toast-shift-off = Removed
toast-shift-copied = Next week is set: { $count } shifts
refuse-shift-gone = This shift has changed. Send /duty to see it as it is.
refuse-shift-nobody = No other colleague can come on { $weekday } { $month }/{ $day }.
refuse-shift-both = You are at the desk yourself on { $weekday } { $month }/{ $day }.
refuse-shift-unit = The roster of this unit is set by whoever leads it.
refuse-shift-day = Only the next 14 days can be set. Send /duty to open it again.
refuse-shift-name = I cannot tell which colleague. Write /duty 周四 王军, with the whole name where two share a surname, or send /duty and use the buttons.
refuse-shift-alike = Two colleagues are called { $name }. Send /duty and use the buttons.
refuse-shift-line = I cannot tell which day. Write /duty 周四 王军 or /duty 11月26日 王军.
refuse-shift-copy = There is nothing to go by, or next week is set already.
