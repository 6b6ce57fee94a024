### What residents and staff read in the chat. Short, plain sentences; the result comes first.

## Joining, times, places
separator-list = { ", " }
separator-place = { " " }
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
moment-yesterday = yesterday { $time }
moment-today = today { $time }
moment-tomorrow = tomorrow { $time }
moment-after-tomorrow = the day after tomorrow { $time }
moment-day = { $weekday } { $month }/{ $day } { $time }
place-building = Building { $value }
place-unit = Unit { $value }
place-floor = Floor { $value }
place-room = Room { $value }

## People and posts
role-grid_worker = grid worker
role-community_staff = community worker
role-secretary = secretary
role-property_staff = property worker on duty
role-property_lead = property manager
role-stand_in = partner branch
role-officer = duty officer
post = { $unit } ({ $role })
call-grid_worker = grid worker { $surname }
call-community_staff = community worker { $surname }
call-secretary = secretary { $surname }
call-property_staff = property worker { $surname }
call-property_lead = property manager { $surname }
call-stand_in = { $surname } of the partner branch
call-officer = duty officer { $surname }
call-staff = a staff member
side-community = community
side-property = property company
side-joint = community and property company together
side-refer = higher office
state-queued = waiting to be accepted
state-handling = being handled
state-ruling = waiting for a ruling
state-done = waiting for the resident’s answer
state-closed = closed
state-withdrawn = withdrawn
state-merged = merged

## Danger
danger-call = ‼️ Call now: { $phones }
danger-advice = { $advice }
danger-nobody = ‼️ Nobody is on duty now! Please do make the call above yourself. { $phone }
danger-perhaps = ⚠️ If anybody is in danger right now, call { $phones } at once; do not wait for us.
danger-duty = The people on duty have been told and will contact you at once.

## Taken in
taken = ✅ Got it, please don’t worry. No. { $code } ({ $category }) is now with { $who }. You will get an answer by { $due }.
taken-several = { $count ->
        [one] You told us { $count } thing. We will see to it:
       *[other] You told us { $count } things. We will see to each one:
    }
taken-merged = ✅ Thank you, we have it. Households reporting this so far: { $count }; it is handled as one ({ $main }). Your number is { $code }; you will hear from us by { $due }.
alike = 🙋 { $count ->
        [one] One household has
       *[other] { $count } households have
    } reported this already ({ $code }). Is yours the same? One tap is enough; it is handled either way.
alike-own = 🙋 You reported something like this { $since } ({ $code }), and it is still in progress. Is it the same? One tap is enough; it is handled either way.
taken-suggestion = Thank you for your idea for our community.
ask-category = 🙋 One small question: what is this about? Just tap one. If you don’t, we help you all the same.
ask-place = 🙋 Which compound and which building is this? One line is enough: the compound’s name, then “3-2” for building 3, unit 2.
ask-compound = 🙋 Which compound is it? Just tap.
button-compound = { $name }
button-category = { $category }
owner-corrected = All right, { $code } is now “{ $category }”. It is with { $who }. You will get an answer by { $due }.
owner-placed = Noted: { $place }. { $code } is with { $who }.
said-rating-note = Noted, thank you for saying so. We pass it on to those responsible.
owner-ask-again = { $code }: we were told that it is done. Is it solved? Please tap.
ask-which = You have several tickets in hand. To report on one, reply to its card; to report something of your own, say what it is and in which building.
said-added = Added to { $code }. The people handling it can see it now.
note-clipped = That was a long message. We have the first { $most } characters. If there is more, please send it in another message.
note-edited = You changed this message. We already have the first one. To add something, please send a new message.
chat = 😊 I am here, you are welcome. If something is wrong at home or in the yard, just send one sentence, e.g. “The stairway light is out, 3-2”.
welcome = Hello, I am Jiedan, your community’s helper.
    Just send one sentence: what is wrong, and in which building. A photo is fine too.
    I will tell you who takes care of it and when you will hear back, and I stay with it until it is done.
    Only the people who handle it will read your words.
odd-sticker = 😊 I saw your sticker. If you need something, please write me one sentence.
odd-too_big = This file is too big for me. Please send a photo or one sentence, that works just as well.
odd-unsupported = I can’t open this. Please write one sentence or send a photo.
odd-empty = I see no words. Please write one sentence and tell me what is wrong.

## News for the resident
owner-accepted = 🙋 { $code } ({ $category }): accepted by { $who }, who will contact you by { $due }.
owner-accepted-late = 🙋 { $code } ({ $category }): accepted by { $who }, who will contact you right away. Sorry for the long wait.
owner-progress = 📣 News on { $code } from { $who }:
    { $text }
owner-passed-on = 🔁 { $code } is now with { $who }. You need not go anywhere. You will get an answer by { $due }.
owner-ruling = ⚖️ { $code }: both sides are settling whose job it is. The community secretary decides soon. You need do nothing.
owner-escalated = ⏫ { $code } is not done yet. We have told { $who }, who will keep an eye on it.
owner-done = 🎉 { $code } ({ $category }) is done, says { $who }:
    { $text }
owner-done-ask = Is it solved? Please tap one. (If you don’t tap by { $due }, we close it for now.)
owner-ask-satisfied = Thank you! { $code } is closed. Are you satisfied with how it was handled?
owner-rated-good = Thank you for your kind words. We will pass them on.
owner-rated-bad = Noted, and we are sorry. Tell us what went wrong if you like, and we will do better.
owner-redo = 🔁 { $code } is not solved, so it goes back to be done again. The next level up is watching too. You will get an answer by { $due }.
owner-lapsed = We did not hear from you about { $code }, so it is closed for now. If it is not fixed, just send one sentence.
owner-urged = We have urged them on { $code } for you. It is with { $who }. You were promised an answer by { $due }.
owner-urged-late = We have passed on your reminder about { $code }. It is with { $who }. You were promised word by { $due }; that is past, we are sorry, and it is going up the line.
owner-urged-before = We urged them on { $code } only a short while ago. It is with { $who }. You were promised an answer by { $due }. If nothing comes by then, we tell the next level up.
owner-withdrawn = { $code } is withdrawn. Write to us any time.
owner-joined = 🤝 { $code } is now handled together with { $main }; households in all: { $count }. { $who } has it and will be back by { $due }; you will hear of every step.
owner-one-matter = 👌 { $code } is now part of { $main }. { $who } has it and will be back by { $due }.
owner-merged = 🤝 Many people report this, { $count } households so far. Your { $code } is handled together with { $main }; you will hear of every step. If it is something else, please tap below.
owner-split = { $code } is handled on its own by { $who }; you will hear from us by { $due }.
urge-none = You have nothing open right now. If you need something, just send one sentence.

## My tickets
my-head = Your requests:
my-none = You have not asked for anything yet. If you need something, just send one sentence.
my-queued = ⏳ { $code } { $category }: waiting for { $who } to accept, answer by { $due }
my-handling = 🔧 { $code } { $category }: { $who } is on it, next answer by { $due }
my-ruling = ⚖️ { $code } { $category }: settling whose job it is, answer by { $due }
my-done = 🎉 { $code } { $category }: { $who } says it is done. Is it solved? (please tell us by { $due })
my-closed = ✅ { $code } { $category }: closed
my-withdrawn = ↩️ { $code } { $category }: you withdrew it
my-merged = 🤝 { $code } { $category }: handled together with your neighbours' report, next word by { $due }

## The card (for those who handle it)
card-head = { $level ->
        [L0] 🆘 Life safety
        [L1] 🔴 Emergency
        [L2] 🟠 Timely
        [L3] 🟢 General
       *[L4] 🔵 Complex
    } { $code } · { $category }
card-where = 📍 { $place }
card-text = 💬 { $text }
card-media = { $count ->
        [one] 📎 { $count } attachment
       *[other] 📎 { $count } attachments
    }
card-redo = ❗️The resident says it is not solved: redo no. { $count }
card-households = 👪 Reported by { $count } households; each of them gets what you write
card-incident = 🚨 Incident: { $count } households, handled as one
card-alike = 🔎 Perhaps the same as { $code }
card-unsure = ❓Not clear yet what kind of matter this is. Please contact the resident first.
card-overdue = ❗️Overdue. Please accept it now
card-support = 🤝 The community leads; please support
card-due = ⏰ Please accept by { $due }
card-handling = 👤 Accepted by { $who }
    ⏰ Please finish by { $due }
card-ruling = ⚖️ Waiting for the secretary’s ruling
card-done = 🎉 Resolved by { $who }, waiting for the resident’s answer
card-closed = ✅ Closed
card-withdrawn = ↩️ Withdrawn by the resident
card-merged = 🤝 Merged into { $who }; nothing to do here
card-why = Why you: { $line }
card-why-words = Why you: { $line } ({ $words })
why-community = this kind of matter is the community’s
why-property = this kind of matter is the property company’s
why-joint = needs the community and the property company together, the community leads
why-refer = outside the community and the property company; the community leads, passes it up and keeps watching
why-against-property = about the property company; the community leads, the property company supports
why-against-community = about the community; one level up handles it
why-stand-in = this compound has no property company; the partner branch stands in
why-no-property = this compound has no property company; the community takes it first
why-compound-unknown = the compound is not known yet; the community takes it first
why-returned = the other side returned it as yours
why-ruled = the secretary ruled that it is yours; it cannot be returned
watch-refer = 👀 { $code } is beyond the community and the property company. The community leads and has passed it up, please keep an eye on it. Deadline: { $due }

## Buttons
button-accept = ✋ Accept
button-return = ↩️ Return
button-progress = 📣 Update
button-resolve = ✅ Done
button-still_on = 👌 Still on it
button-rule = ⚖️ Ruling
button-acknowledge = 👀 Seen, watching it
button-split = ✂️ Split off
button-me-too = 🙋 Ours too
button-one-matter = 👌 { $code } is part of it
button-same = 👌 The same
button-apart = Something else
button-solved = 👍 Solved
button-unsolved = 👎 Not solved
button-rate-good = 😊 Satisfied
button-rate-bad = 😞 Not satisfied
button-solved-code = 👍 Solved { $code }
button-unsolved-code = 👎 Not solved { $code }
button-urge-code = 🔔 Urge { $code }
button-withdraw-code = ↩️ Withdraw { $code }
button-show = See { $code }
button-side-community = Community
button-side-property = Property company
button-side-refer = Higher office
button-rule-community = Community
button-rule-property = Property company
button-rule-joint = Together, community leads
button-duty-on = ▶️ Go on duty
button-duty-off = ⏸ Go off duty
button-lang-zh = 中文
button-lang-en = English

## Questions to those who handle it
ask-progress = 📣 { $code }: please send one sentence (a photo is fine too). The resident gets it word for word.
ask-resolve = ✅ { $code }: please say in one sentence how it went (a photo is fine too). The resident gets it word for word and is asked to confirm.
ask-return-side = Before you return it, please choose: whose job is it?
ask-return-line = By which line of the split?
ask-still-on = 🙋 { $code } ({ $category }): no news for a while. Are you still on it? Tap “Still on it” or send an update. Without an answer it goes back to the queue.
said-progress = Passed on to the resident.
said-resolved = Good, now the resident confirms. Thank you for your work!
staff-media = 📎 { $code }: what the resident sent along:
staff-added = 📎 The resident adds to { $code }:
    { $text }
staff-urged = 🔔 The resident is urging { $code }. An answer was promised by { $due }. Please get in touch soon.
staff-withdrawn = ↩️ { $code } was withdrawn by the resident; nothing more to do.
staff-incident = 🚨 { $code } ({ $category }): { $count } households within a short time, now handled as one. Further reports are merged into it, without a card each.
taken-back = We did not hear from you about { $code }. It is back in the queue for someone else to accept.

## Reminders and escalation
remind-accept = ⏰ { $code } ({ $category }): nobody has accepted it yet. Please accept by { $due }.
remind-contact = ⏰ { $code } ({ $category }): please contact the resident by { $due }. Sending an update is enough.
remind-fix = ⏰ { $code } ({ $category }): please finish by { $due }.
remind-ruling = ⏰ { $code } ({ $category }): waiting for your ruling on whose job it is.
overdue-queued = ❗️{ $code } ({ $category }): overdue, nobody has accepted it. The next level up has been told. Please accept now.
overdue-handling = ❗️{ $code } ({ $category }): overdue since { $since }. The next level up has been told. Please act now and send an update.
overdue-ruling = ❗️{ $code } ({ $category }): the ruling is overdue. The next level up has been told.
escalate-queued = ⏫ { $code } ({ $category }): nobody has accepted it, overdue since { $since }. It is with { $who }. Please follow up, or accept it yourself.
escalate-handling = ⏫ { $code } ({ $category }): not finished in time, overdue since { $since }. Handled by { $who }. Please follow up.
escalate-ruling = ⏫ { $code } ({ $category }): nobody has ruled whose job it is, overdue since { $since }. Please give the ruling.
upper-redo = 🔁 { $code } ({ $category }): the resident says it is not solved, redo no. { $count }. Please keep an eye on it.
chair-rule = ⚖️ { $code } ({ $category }): both sides returned it: { $names }. Please rule whose job it is.
    💬 { $text }

## Learning words (for the secretary)
words-ask-head = 📚 { $unit }: residents corrected some categories, and a few words are worth asking you about. Nothing changes unless you tap.
words-ask = · { $count ->
        [one] Lately { $count } resident
       *[other] Lately { $count } residents
    } wrote “{ $word }” and it turned out to be “{ $category }” every time. Send “{ $word }” to “{ $category }” from now on?
    Trial: right { $before }/{ $measured } → { $after }/{ $measured }
button-word-yes = 👍 Yes: { $word }
button-word-no = 👎 No: { $word }
button-word-drop = 🗑 Withdraw: { $word }
words-head = 📚 { $unit }, words of its own:
words-line = · “{ $word }” goes to “{ $category }” ({ $who }, { $at })
words-none-of = 📚 { $unit } has no words of its own yet. When residents correct a category, I will come and ask.
words-none = There are no words of your own here.
toast-word-yes = Good: “{ $word }” goes to “{ $category }” from now on. /words to withdraw it
toast-word-no = Good, “{ $word }” stays as it is. I will not ask again for a year.
toast-word-drop = Withdrawn: “{ $word }” no longer goes to “{ $category }”.

## One line after a press
toast-accepted = Accepted. The resident has been told.
toast-still-on = All right, noted
toast-acknowledged = All right, noted
toast-ask-progress = Please send one sentence
toast-ask-resolve = Please say in one sentence how it went
toast-return-side = Please choose whose job it is
toast-return-line = Please choose the line
toast-returned = Returned and passed to the other side
toast-disputed = Both sides returned it. The secretary is asked for a ruling.
toast-ruled = Ruled: { $side }
toast-rule-ask = Please choose whose job it is
toast-corrected = Changed
toast-placed = Noted
toast-joined = Handled as one
toast-apart = Handled separately
toast-solved = Thank you!
toast-unsolved = Sent back to be done again
toast-rated = Thank you!
toast-done = All right
toast-shown = Sent to you
toast-again = We already have it
toast-lang-zh = All right, Chinese from now on
toast-lang-en = All right, English from now on
toast-duty-on = You are on duty
toast-duty-off = You are off duty and get no new tickets

## When it cannot be done
refuse-not-yours = This ticket is not yours to act on.
refuse-yours = { $code } is already in your hands.
refuse-taken = Just too late: { $who } has already accepted { $code }.
refuse-status-queued = { $code } is waiting to be accepted. This step comes later.
refuse-status-handling = { $code } is being handled. This step is not possible now.
refuse-status-ruling = { $code } is waiting for the secretary’s ruling.
refuse-status-done = { $code } is resolved and waits for the resident’s answer.
refuse-status-closed = { $code } is closed. If it goes wrong again, just send one sentence.
refuse-status-withdrawn = { $code } was withdrawn.
refuse-status-merged = { $code } is handled together with another report of the same.
refuse-merge-late = That one is finished already; your { $code } goes on by itself.
refuse-stranger = I don’t know you yet. Please write “/start” to me in a private chat first.
refuse-anonymous = An anonymous admin cannot be put on record. Please press as yourself.
refuse-button = This button no longer works. Please use the newest message.
refuse-unknown-ticket = I can’t find this ticket.
refuse-command = This is for staff only. If you need something, just send one sentence.
refuse-invite = This invite code is wrong, used or out of date. Please ask the community for a new one.
refuse-unknown-unit = There is no such unit: { $unit }
refuse-role-of-unit = { $unit } has no post “{ $role }”. You can choose: { $allowed }
refuse-grid = “{ $grid }” is not a grid of { $unit }. Only a grid worker has one. You can choose: { $allowed }
refuse-empty-note = Please write one sentence or send a photo.
refuse-evidence = To close { $code } we need a photo taken on the spot. Please just send one.
refuse-ruled = The secretary has ruled on { $code }. It cannot be returned any more.
refuse-returned-once = Your side has returned { $code } once already. It cannot be returned again.
refuse-return-same = You chose your own side, so there is nothing to return.
refuse-week-open = { $week } is not over before { $end }; until then use --show.
refuse-not-secretary = The secretary of { $unit } decides on this word.
refuse-word-answered = “{ $word }” has been decided already. Send /words for the present words.
refuse-rated = You have rated { $code } already, thank you.

## Joining
joined = Welcome! You have joined { $unit } ({ $role }).
joined-what-next = New tickets come here, just tap “Accept”. Send /todo for your open tickets, /duty to go on or off duty.
bound-staff = All set. This is now the work group of { $unit }.
bound-party = All set. This is now the Party group of { $unit }. The weekly summary comes every Monday.
bind-in-group = Please add me to the group and send “/bind CODE” there, with your invite code.
duty-on = You are on duty. New tickets come to you.
duty-off = You are off duty. New tickets do not come to you.
lang-ask = Which language? / 用哪种语言？
help = Just send one sentence: what is wrong, and in which building. A photo is fine too. I will tell you who takes care of it and when you will hear back.
help-staff = When a ticket comes, tap “Accept”. Tap “Update” to send one sentence, which the resident gets word for word. When it is finished, tap “Done”. Replying to the card counts as an update too.
help-line = /{ $name } { $what }
help-phone = ☎️ Duty phone: { $phone }
command-my = My requests
command-todo = My open tickets
command-duty = Go on / off duty
command-words = The community’s own words
command-help = How it works
command-lang = Language / 语言
todo-none = 👍 Nothing to do.
todo-head = With you: { $mine }, waiting to be accepted: { $waiting }
todo-line = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } { $category } · { $state } · by { $due }

## The weekly summary
week-head = 📋 { $unit } weekly summary ({ $first }–{ $last })
week-nothing = No requests came in this week, and nothing is open.
week-numbers = Received { $received } ({ $difference }), closed { $closed }, open now { $open }
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
week-rate-contacted = Response rate { $value }
week-rate-solved = Solved rate { $value }
week-rate-satisfied = Satisfaction rate { $value }
week-rate-unanswered = Unanswered { $value }
rate = { $percent }% ({ $numerator }/{ $denominator })
rate-count = { $numerator } of { $denominator }
rate-none = none this week
week-overdue-head = { $count ->
        [one] ❗️{ $count } ticket overdue and not done:
       *[other] ❗️{ $count } tickets overdue and not done:
    }
week-overdue = · { $code } { $category } { $place }
week-unaccepted = ⚠️ Overdue and accepted by nobody: { $count }
week-thanks = 👏 Nothing is overdue. Thank you, everyone.
week-focus = Next week: finish the overdue tickets, one by one.
