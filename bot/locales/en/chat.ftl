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
role-volunteer = vanguard volunteer
post = { $unit } ({ $role })
call-grid_worker = grid worker { $surname }
call-community_staff = community worker { $surname }
call-secretary = secretary { $surname }
call-property_staff = property worker { $surname }
call-property_lead = property manager { $surname }
call-stand_in = { $surname } of the partner branch
call-officer = duty officer { $surname }
call-volunteer = vanguard volunteer { $surname }
call-staff = a staff member
side-community = community
side-property = property company
side-joint = community and property company
side-refer = higher office
state-queued = waiting to be accepted
state-handling = being handled
state-ruling = waiting for a ruling
state-done = waiting for the resident’s answer
state-closed = closed
state-withdrawn = withdrawn
state-held = on hold
kind-extension = an extension
kind-hold = a hold
reason-parts = waiting for parts or material
reason-units = other units must help
reason-weather = the weather
reason-larger = more work than thought
reason-not_home = the resident is not at home
reason-resident = waiting for the resident
reason-money = waiting for money or approval
reason-season = waiting for the season or weather
reason-dispute = a dispute or court case
reason-other = another reason
state-merged = merged

## Danger
danger-call = ‼️ Call now: { $phones }
danger-advice = { $advice }
danger-nobody = ‼️ Nobody is on duty now! Please do make the call above yourself. { $phone }
danger-call-text = ‼️ Leave the danger at once and let somebody near you call { $phones }. With nobody near, send a text message to 12110.
danger-perhaps-text = ⚠️ If somebody is in danger now, let somebody near you call { $phones }, or send a text message to 12110. Do not wait for us.
danger-nobody-text = ‼️ Nobody is on duty now! Please do let somebody near you call the numbers above. { $phone }
danger-perhaps = ⚠️ If anybody is in danger right now, call { $phones } at once; do not wait for us.
danger-duty = The people on duty have been told and will contact you at once.

## Taken in
taken = ✅ Got it, please don’t worry. No. { $code } ({ $category }) is now with { $who }. You will get an answer by { $due }.
taken-several = { $count ->
        [one] You told us { $count } thing. We will see to it:
       *[other] You told us { $count } things. We will see to each one:
    }
taken-merged = ✅ Thank you, we have it. Households reporting this so far: { $count }; it is handled as one ({ $main }). Your number is { $code }. { $hears }
alike = 🙋 { $count ->
        [one] One household has
       *[other] { $count } households have
    } reported this already ({ $code }). Is yours the same? One tap is enough; it is handled either way.
alike-own = 🙋 You reported something like this { $since } ({ $code }), and it is still in progress. Is it the same? One tap is enough; it is handled either way.
taken-came-back = 🔁 This was closed { $done } ({ $code }) and is back: we treat it one level more urgent.
taken-suggestion = Thank you for your idea for our community.
ask-category = 🙋 One small question: what is this about? Just tap one. If you don’t, we help you all the same.
ask-category-of = 🙋 One small question: what is “{ $what }” ({ $code }) about? Just tap one. If you don’t, we help you all the same.
ask-place = 🙋 Which compound and which building is this? One line is enough: the compound’s name, then “3-2” for building 3, unit 2.
ask-compound-unknown = 🙋 I do not know “{ $said }” here. Is it one of these? If not, somebody contacts you all the same.
ask-compound = 🙋 Which compound is it? Just tap.
button-compound = { $name }
button-category = { $category }
owner-corrected = All right, { $code } is now “{ $category }”. It is with { $who }. { $hears }
owner-placed = Noted: { $place }. { $code } is with { $who }.
said-rating-note = Noted, thank you for saying so. We pass it on to those responsible.
owner-ask-again = { $code }: we were told that it is done. Is it solved? Please tap.
ask-which = You have several tickets in hand. To report on one, reply to its card; to report something of your own, say what it is and in which building.
ask-staff = I cannot tell which ticket you mean. To accept one, tap “Accept” on its card; to report on one, reply to its card; to report something of your own, say what it is and in which building.
ask-staff-place = I cannot tell which ticket you mean. To report on one, reply to its card, or begin with its code; for what you found yourself, write “巡 3号楼井盖松了”.
ask-volunteer = I cannot tell which ticket you mean. To claim one, tap “I claim it on site” in the group; to report on one, reply to its message; to report something of your own, say what it is and in which building.
ask-photo = 📷 I have kept the photo. What is it about? Found on patrol: write “巡” and then where and what; to report on a ticket, reply to its card with one line.
ask-photo-volunteer = 📷 I have kept the photo. What is it about? To report on a ticket, reply to its message with one line; to report something, write what it is and in which building.
ask-withdraw = Is this no longer needed? One tap withdraws it. If you don’t, we go on.
ask-over = 😌 Good. Everybody has been told. If nobody need come, one tap withdraws it; if you don’t, somebody still comes and looks.
ask-withdraw-which = Which one is no longer needed? One tap withdraws it. If you don’t, we go on.
brought-along = 📎 What you sent before goes with it; nothing more is needed for { $codes }.
gathered = ✅ All put together. Number { $code } ({ $category }), with { $who }. { $hears }
reworded = ✏️ Changed as you wrote. Number { $code } ({ $category }), with { $who }. { $hears }
passed-on = 💬 Passed on to { $who } ({ $code }). { $hears }
button-another = 🆕 It is another matter
refuse-another = That is a request of its own already.
staff-not-this = ℹ️ { $code }: what the resident wrote last was about something else.
said-added = Added to { $code }. The people handling it can see it now.
note-clipped = That was a long message. We have the first { $most } characters. If there is more, please send it in another message.
note-edited = You changed this message. If something is to be done, please send a new message.
chat-else = 🙂 I take down what is wrong at home or in the compound. Just say it in one sentence, as “The light is out, building 3 entrance 2”.
chat-else-phone = 🙂 I take down what is wrong at home or in the compound. Just say it in one sentence, as “The light is out, building 3 entrance 2”. To talk to somebody, call { $phone }.
chat-staff = 🙂 To take a ticket, tap “Accept” on its card; to see what is on your plate, send /todo. To report something, just say what and which building.
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
owner-done-more = 📎 { $code }, more from { $who }:
    { $text }
owner-passed-on = 🔁 { $code } is now with { $who }. You need not go anywhere. { $hears }
hears-by = You hear from us by { $due }.
hears-late = The time we named for an answer is over. We are sorry, and are pressing for it.
owner-ruling = ⚖️ { $code }: both sides are settling whose job it is. The community secretary decides soon. You need do nothing.
owner-escalated = ⏫ { $code } is not done yet. We have told { $who }, who will keep an eye on it.
owner-extended = ⏳ { $code } takes some days more and will be done by { $until }. We are sorry.
    Reason: { $reason } (agreed by { $who })
owner-held = ⏸ { $code } has to wait and goes on { $until }. We will tell you then.
    Reason: { $reason } (agreed by { $who })
owner-resumed = ▶️ { $code } goes on. { $hears }
owner-whistled = 🤝 { $code }: { $who } has been asked to help find a way.
owner-done = 🎉 { $code } ({ $category }) is done, says { $who }:
    { $text }
owner-adopted = 💡 Your suggestion was adopted. Thank you.
owner-not-adopted = 💡 Your suggestion was not adopted this time. Thank you for thinking of it.
owner-done-ask = Is it solved? Please tap one. (If you don’t tap by { $due }, we close it for now.)
owner-ask-satisfied = Thank you! { $code } is closed. Are you satisfied with how it was handled?
owner-rated-good = Thank you for your kind words. We will pass them on.
owner-rated-bad = Noted, and we are sorry. Tell us what went wrong if you like, and we will do better.
owner-redo = 🔁 { $code } is not solved, so it goes back to be done again. The next level up is watching too. You will get an answer by { $due }.
owner-lapsed = We did not hear from you about { $code }, so it is closed for now. If it is not fixed, just send one sentence.
owner-urged =
    We have urged them on { $code } for you. It is with { $who }. You were promised an answer by { $due }.
    { $last }
owner-urged-late =
    We have passed on your reminder about { $code }. It is with { $who }. You were promised word by { $due }; that is past, we are sorry, and it is going up the line.
    { $last }
owner-urged-before =
    We urged them on { $code } only a short while ago. It is with { $who }. You were promised an answer by { $due }. If nothing comes by then, we tell the next level up.
    { $last }
owner-urged-before-late =
    We urged them on { $code } only a short while ago. It is with { $who }. You were promised word by { $due }; that is past, we are sorry, and it is going up the line.
    { $last }
owner-urged-nothing = · Nobody has begun yet; your reminder has reached them
owner-withdrawn = { $code } is withdrawn. Write to us any time.
owner-joined = 🤝 { $code } is now handled together with { $main }; households in all: { $count }. { $who } has it, and you will hear of every step. { $hears }
owner-one-matter = 👌 { $code } is now part of { $main }. { $who } has it. { $hears }
owner-merged = 🤝 Many people report this, { $count } households so far. Your { $code } is handled together with { $main }; you will hear of every step. If it is something else, please tap below.
owner-split = { $code } is handled on its own by { $who }. { $hears }
ask-urge-which = 🔔 Which one do you mean? Tap it, and they are reminded at once.
button-urge-which = 🔔 { $what } · { $code }
urge-none = You have nothing open here. What you said by phone or in person I cannot see: say it in one sentence, and I take it down now.

## My tickets
my-head = Your requests:
my-none = You have not asked for anything here yet. What you said by phone or in person I cannot see: say it in one sentence, and I take it down now.
my-queued = ⏳ { $code } { $what }: waiting for { $who } to accept, answer by { $due }
my-handling = 🔧 { $code } { $what }: { $who } is on it, next answer by { $due }
my-ruling = ⚖️ { $code } { $what }: settling whose job it is, answer by { $due }
my-done = 🎉 { $code } { $what }: { $who } says it is done. Is it solved? (please tell us by { $due })
my-closed = ✅ { $code } { $what }: closed
my-withdrawn = ↩️ { $code } { $what }: you withdrew it
my-extended = {"    "}⏳ extended to { $until }: { $reason } (agreed by { $who })
my-held = {"    "}⏸ on hold until { $until }: { $reason } (agreed by { $who })
my-merged = 🤝 { $code } { $what }: handled together with your neighbours' report, next word by { $due }

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
card-kept = 🔒 { $count } more sealed; accept, then tap “Who is it”
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
card-handling-late = 👤 Accepted by { $who }
    ❗️Overdue: it was to be done by { $due }
card-held = 👤 { $who } has it
    ⏸ on hold, goes on { $until }
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
why-against-street = about the street office; the level above it handles it
why-against-street-alone = about the street office; nobody above it is here yet, so the community secretary takes it
why-stand-in = this compound has no property company; the partner branch stands in
why-no-property = this compound has no property company; the community takes it first
why-compound-unknown = the compound is not known yet; the community takes it first
why-returned = the other side returned it as yours
why-ruled = the secretary ruled that it is yours; it cannot be returned
watch-refer = 👀 { $code } is beyond the community and the property company. The community leads and has passed it up, please keep an eye on it. Deadline: { $due }

## Buttons
button-return = ↩️ Return
button-progress = 📣 Update
button-resolve = ✅ Done
button-still_on = 👌 Still on it
button-defer = ⏳ Extend / hold
button-resume = ▶️ Go on
button-whistle = 📯 Ask for help
button-kind-extension = ⏳ Extend by some days
button-kind-hold = ⏸ Hold: not possible now
button-reason = { $reason }
button-day = { $day }
button-no-words = Nothing to add
button-approve = 👍 Agree
button-refuse = 👎 Do not agree
button-rule = ⚖️ Ruling
button-acknowledge = 👀 Seen, watching it
button-split = ✂️ Split off
button-me-too = 🙋 Ours too
button-one-matter = 👌 { $code } is part of it
button-wrong-category = 🏷 { $code }: wrong kind
button-only-said = 💬 I was only saying
button-earlier = 🔎 An earlier matter
button-same = 👌 The same
button-apart = Something else
button-solved = 👍 Solved
button-unsolved = 👎 Not solved
button-rate-good = 😊 Satisfied
button-rate-bad = 😞 Not satisfied
button-solved-code = 👍 Solved { $code }
button-unsolved-code = 👎 Not solved { $code }
button-urge-code = 🔔 Urge { $code }
button-pause = ⏸ Look first
button-discard = 🗑 Nothing to do
button-withdraw-code = ↩️ Withdraw { $code }
button-show = See { $code }
button-side-community = Community
button-side-property = Property company
button-side-refer = Higher office
button-rule-community = Community
button-rule-property = Property company
button-rule-joint = Both, community leads
button-take-over = 🤲 Take over { $code }
button-leave-today = Today
button-leave-tomorrow = Tomorrow
button-leave-three = Three days
button-leave-week = A week
button-leave-open = Until I am back
button-leave-nobody = Nobody
button-duty-on = ▶️ Go on duty
button-duty-off = ⏸ Go off duty
button-lang-zh = 中文
button-lang-en = English

## Questions to those who handle it
ask-progress = 📣 { $code }: please send one sentence (a photo is fine too). The resident gets it word for word.
ask-adopted = 💡 { $code }: is this suggestion adopted? The resident is told.
button-adopted-yes = 👍 Adopted
button-adopted-no = Not adopted
toast-ask-adopted = Is it adopted?
ask-resolve = ✅ { $code }: please say in one sentence how it went (a photo is fine too). The resident gets it word for word and is asked to confirm.
ask-return-side = ↩️ Before you return { $code }, please choose: whose job is it?
ask-return-line = ↩️ { $code }: by which line of the split?
ask-still-on = 🙋 { $code } ({ $category }): no news for a while. Are you still on it? Tap “Still on it” or send an update. Without an answer it goes back to the queue.
ask-whistle = 📯 { $code }: what is lacking? Send one sentence, and the next level is asked to help.
said-whistled = 📯 { $code }: { $who } has been told.
ask-defer-kind = ⏳ { $code }: extend, or hold for now? It counts once the next level agrees.
ask-defer-reason = What is the reason for { $kind }?
ask-defer-day-extension = Until which day? Tap one, or send a date such as “2026-11-30”. At the latest { $latest }.
ask-defer-day-hold = On hold until which day? Tap one, or send a date such as “tomorrow” or “2026-11-30”. At the latest { $latest }.
ask-defer-words = Anything to add? The next level and the resident will read it. If not, tap “Nothing to add”.
said-deferral-asked = Sent to { $who }. Until they agree, { $due } stays the limit.
said-noted = { $code }: noted.
said-progress = { $code }: passed on to the resident.
said-accept-first = Nobody has accepted { $code } yet. To handle it, tap one of these first.
said-accept-first-kept = Nobody has accepted { $code } yet. Tap one of these, and what you sent goes to the resident.
said-resolved = Good, now the resident confirms. Thank you for your work!
staff-media = 📎 { $code }: what the resident sent along:
staff-reworded = ✏️ The resident changed the words of { $code } to:
    { $text }
staff-added = 📎 The resident adds to { $code }:
    { $text }
staff-urged = 🔔 The resident is urging { $code }. An answer was promised by { $due }. Please get in touch soon.
staff-withdrawn = ↩️ { $code } was withdrawn by the resident; nothing more to do.
staff-incident = 🚨 { $code } ({ $category }): { $count } households within a short time, now handled as one. Further reports are merged into it, without a card each.
taken-back = We did not hear from you about { $code }. It is back in the queue for someone else to accept.

## Reminders and escalation
digest-head = 📌 { $count } tickets wait for you, the most urgent first:
digest-line = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $line }
digest-at = { $line } · { $place }
short-remind-accept = { $code } { $category }: accept by { $due }
short-remind-contact = { $code } { $category }: contact the resident by { $due }
short-remind-fix = { $code } { $category }: to be done by { $due }
short-remind-ruling = { $code } { $category }: waits for your ruling
short-remind-eta = { $code } { $category }: promised by { $due }
short-remind-part_accept = { $code } { $category }: your help is wanted by { $due }
short-remind-part = { $code } { $category }: your part by { $due }
short-overdue-queued = { $code } { $category }: ❗️late, nobody accepted it
short-overdue-handling = { $code } { $category }: ❗️late since { $since }
short-overdue-ruling = { $code } { $category }: ❗️late, no ruling
short-overdue-part-open = { $code } { $category }: ❗️late, nobody helps with it
short-overdue-part = { $code } { $category }: ❗️your part is late
short-escalate-queued = { $code } { $category }: ⏫ nobody accepted it
short-escalate-handling = { $code } { $category }: ⏫ not done in time
short-escalate-ruling = { $code } { $category }: ⏫ nobody ruled, please do
short-escalate-part-open = { $code } { $category }: ⏫ nobody of { $unit } helps
short-escalate-part = { $code } { $category }: ⏫ { $unit } has not done its part
digest-all = 📋 See all
digest-more = And { $count } more.
remind-accept = ⏰ { $code } ({ $category }): nobody has accepted it yet. Please accept by { $due }.
remind-contact = ⏰ { $code } ({ $category }): please contact the resident by { $due }. Sending an update is enough.
remind-fix = ⏰ { $code } ({ $category }): please finish by { $due }.
remind-ruling = ⏰ { $code } ({ $category }): waiting for your ruling on whose job it is.
overdue-queued = ❗️{ $code } ({ $category }): overdue, nobody has accepted it. The next level up has been told. Please accept now.
overdue-handling = ❗️{ $code } ({ $category }): overdue since { $since }. The next level up has been told. Please act now and send an update.
overdue-ruling = ❗️{ $code } ({ $category }): the ruling is overdue. The next level up has been told.
escalate-queued = ⏫ { $code } ({ $category }): nobody has accepted it. Please follow up, or accept it yourself.
escalate-handling = ⏫ { $code } ({ $category }): not finished in time. Please follow up.
escalate-ruling = ⏫ { $code } ({ $category }): nobody has ruled whose job it is. Please give the ruling.
remind-deferral = ⏰ { $code } waits for your answer:
deferral-request = 🙋 { $code } ({ $category }): { $who } asks for { $kind } until { $until }.
    Reason: { $reason }
    Present limit: { $due }
deferral-words = 💬 { $text }
staff-deferral-refused = 👎 { $code }: { $who } did not agree to { $kind }. Still to be done by { $due }.
staff-deferral-lapsed = The request for { $code } was not answered in time. The limit has not changed.
staff-extended = 👍 { $code }: { $who } agreed, please be done by { $until }.
staff-held = ⏸ { $code }: { $who } agreed to a hold until { $until }. If you can go on earlier, tap “Go on”.
staff-resumed = ▶️ { $code }: the hold is over, please go on. To be done by { $due }.
approver-held = ⏸ { $code } is on hold until { $until }. Tap to go on earlier.
whistle-call = 📯 { $code } ({ $category }): { $who } asks for your help. What is lacking:
    { $text }
upper-redo = 🔁 { $code } ({ $category }): the resident says it is not solved, redo no. { $count }. Please keep an eye on it.
chair-rule = ⚖️ { $code } ({ $category }): both sides returned it: { $names }. Please rule whose job it is.
    💬 { $text }

## Learning words (for the secretary)
words-ask-head = 📚 { $unit }: residents corrected some categories, and a few words are worth asking you about. Nothing changes unless you tap.
words-ask = · { $count ->
        [one] Lately { $count } resident
       *[other] Lately { $count } residents
    } wrote “{ $word }” and it turned out to be “{ $category }” every time. Send “{ $word }” to “{ $category }” from now on?
    Tried on { $measured } earlier messages: { $before } right as it is, { $after } with it.
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
toast-ask-resolve-photo = Please send a photo of how it is now
toast-ask-whistle = Please say what is lacking
toast-defer = Please go on choosing
toast-deferral-asked = Asked
toast-approved = Agreed, everybody is told
toast-refused = Not agreed, they are told
toast-resumed = Good, it goes on
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
toast-leave = All right, noted
toast-leave-deputy = Please choose who stands in
toast-taken-over = It is yours; the resident has been told
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
refuse-command-staff = This is not for your post. Send /help for what you can use.
unknown-command = 🙂 There is no such command. Send /help to see what there is, or just send one sentence about what you need.
unknown-command-near = 🙂 There is no such command. Did you mean /{ $near } ({ $what })? Send /help for the others.
refuse-invite = This invite code is wrong, used or out of date. Please ask the community for a new one.
refuse-unknown-unit = There is no such unit: { $unit }
refuse-role-of-unit = { $unit } has no post “{ $role }”. You can choose: { $allowed }
refuse-grid = “{ $grid }” is not a grid of { $unit }. Only a grid worker has one. You can choose: { $allowed }
refuse-empty-note = Please write one sentence or send a photo.
refuse-evidence = To close { $code } we need a photo taken on the spot. Please just send one.
refuse-ruled = The secretary has ruled on { $code }. It cannot be returned any more.
refuse-returned-once = Your side has returned { $code } once already. It cannot be returned again.
refuse-held = { $code } is on hold until { $until }. Tap “Go on” first.
refuse-not-held = { $code } is not on hold.
refuse-deferral-waits = { $code }: a request is waiting for its answer already.
refuse-deferral-over = { $code }: this request was answered already, or is over.
refuse-own-deferral = You asked for it; somebody else must agree.
refuse-defer-never = { $code }: this level can neither be extended nor held. Tap “Ask for help” if you are stuck.
refuse-defer-used = { $code } can be extended or held { $most } times at most, and has been. Tap “Ask for help” if you are stuck.
refuse-defer-nobody = { $code }: nobody of the levels above is on duty now to be asked.
refuse-defer-no-day = { $code }: the limit is { $due }, and no later day can be chosen now.
refuse-defer-day = Which day is that? Tap one, or send “tomorrow” or “2026-11-30”.
refuse-defer-late = Too late: at the latest { $latest }. Please choose another day.
refuse-defer-early = It must be later than { $due }. Please choose another day.
refuse-defer-closed = Nobody works on that day. Please choose another one.
refuse-defer-past = { $code }: the day that was asked for is over; it can no longer be agreed to.
refuse-only-words = Please send one sentence here, nothing else.
refuse-whistle-again = { $code }: help was asked for a moment ago; again after an hour.
refuse-whistle-top = { $code }: nobody further up is on duty who could be asked.
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
bound-ops = Done. This group is now the operators’ group of { $unit }. It hears of whatever is wrong with the program.
bound-vanguard = Done. This group is now the vanguard team of { $unit }. Whatever needs hands is posted here; one tap claims it.
bind-in-group = Please add me to the group and send “/bind CODE” there, with your invite code.
duty-on = You are on duty. New tickets come to you.
duty-off = You are off duty. New tickets do not come to you.
lang-ask = Which language? / 用哪种语言？
help = Just send one sentence: what is wrong, and in which building. A photo is fine too. I will tell you who takes care of it and when you will hear back.
help-staff = When a ticket comes, tap “Accept”. Tap “Update” to send one sentence, which the resident gets word for word. When it is finished, tap “Done”. Replying to the card counts as an update too.
    For a resident at the desk write “代 3号楼501：下水堵了”; for something found on patrol “巡 3号楼井盖松了”.
help-line = /{ $name } { $what }
help-more = ▶️ { $count } more commands
asked-ear = 🙂 I am here. What is it, and in which building? One sentence is enough, a photo may come with it.
asked-who = 👥 On duty now: { $who }. Say here what it is, and they see it at once.
asked-nobody-now = 🌙 Nobody is on duty now. Say here what it is, and it is taken up when they are back; for danger somebody is there at any time.
asked-hours = 🕘 The community is open { $hours }.
asked-hours-from = 🕘 The community is open { $hours }; the next day it is open: { $day }. You can write here at any time.
help-phone = ☎️ Duty phone: { $phone }
command-my = My requests
command-todo = My open tickets
command-duty = On / off duty, desk roster, swaps
command-leave = Leave, standing in
command-back = Back from leave
command-words = The community’s own words
command-surge = Surge mode: on or off
command-summary = Weekly summary
command-help = How it works
command-lang = Language / 语言
todo-none = 👍 Nothing to do.
todo-line = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } { $category } · { $state } · by { $due }

## Leave and standing in
leave-ask = 🌴 How long will you be away?
leave-standing = You are on leave already: { $since } until { $until }. Choose again to change it, or send /back to end it.
leave-until-back = you are back
leave-until-other = they are back
leave-ask-deputy = Who stands in for you?
leave-set = 🌴 All right, you are on leave from { $since } until { $until }. No tickets are sent to you meanwhile.
leave-set-deputy = { $who } stands in for you and has been told.
leave-last = ⚠️ Without you nobody is on duty at { $post }. New tickets will go to { $upper }.
leave-last-of-all = ⚠️ Without you nobody is on duty at { $post } or above. Please find somebody to stand in.
leave-last-told = ℹ️ Nobody is on duty at { $post } from { $since } until { $until }. New tickets will come to you meanwhile.
leave-set-back = If you are back earlier, send /back.
leave-stand-in = 🤝 { $who } is on leave from { $since } until { $until }. You stand in; the tickets will come to you.
back-done = 👋 Welcome back. Tickets will be sent to you again.
back-none = You are not on leave.
back-told = 👋 { $who } is back, you need not stand in any more. The tickets you took over stay with you.
stand-in-head = 🤝 { $who } is on leave with tickets in hand: { $count }. You stand in, please tap “Take over”:
stand-in-more = And { $count } more.
taken-back-away = { $code }: you are on leave and nobody stands in. It is back in the queue for somebody else.
owner-taken-over = 🔁 { $code } is now with { $who }. { $hears }
staff-taken-over = { $code } has been taken over by { $who }.

## The operators’ group
gap-told = ⚠️ Nobody is on duty today at { $post }. Its tickets went to { $to }. Please find somebody for it.
gap-nobody = ⚠️ Nobody is on duty today at { $post }, nor above it. Please find somebody at once.
findings-head = 🔎 The audit found something wrong: { $count }
findings-more = And { $count } more; jiedan audit lists them all.
findings-gone = ✅ Right again: { $count }
finding-no-timer = · { $code } has no next clock
finding-no-date = · { $code } has no date for its resident
finding-nobody-accountable = · { $code } has nobody accountable
finding-no-ladder = · { $code } has nobody on its whole ladder
finding-handler-without-post = · { $code } is with somebody who has no post there
finding-part-without-post = · { $code }: its supporting part is with somebody who has no post there
finding-merged-into-nothing = · { $code } is merged into a ticket nobody works on
finding-timers-behind = · Clocks are more than ten minutes behind
finding-timer-stuck = · { $code } has a clock that cannot be fired; the log says why
finding-heartbeat-tick = · The clocks stand still, for more than two minutes
finding-heartbeat-audit = · The audit has not run for more than two minutes
finding-post = · Nobody is on duty at { $post }
finding-group-staff = · The staff group of { $unit } cannot be reached; perhaps it removed the bot
finding-group-party = · The Party group of { $unit } cannot be reached; perhaps it removed the bot
finding-group-ops = · The operators’ group of { $unit } cannot be reached; perhaps it removed the bot
finding-group-vanguard = · The vanguard team’s group of { $unit } cannot be reached; perhaps it removed the bot

## The brief on one screen, for whoever is called in
brief-head = { $level ->
        [L0] 🆘 Life safety
        [L1] 🔴 Emergency
        [L2] 🟠 Timely
        [L3] 🟢 General
       *[L4] 🔵 Complex
    } { $code } · { $category } · { $place }
brief-no-place = place not known
brief-no-words = (no words)
brief-only-files = (a photo or a recording)
brief-open = 🕐 Reported { $opened }, due { $since }
brief-late = 🕐 Reported { $opened }, overdue since { $since }
brief-holder = 👤 It is with { $who }
brief-tried-accept = · { $at } { $who } accepted it
brief-tried-progress = · { $at } { $who }: { $text }
brief-tried-return = · { $at } { $who } returned it
brief-tried-dispute = · { $at } { $who } returned it as well, to the secretary for a ruling
brief-tried-rule = · { $at } { $who } gave a ruling
brief-tried-resolve = · { $at } { $who } says it is done: { $text }
brief-tried-unsolved = · { $at } The resident says it is not solved
brief-tried-take_back = · { $at } From { $who } back to the queue
brief-tried-take_over = · { $at } { $who } took it over
brief-tried-whistle = · { $at } { $who } asked for help: { $text }
brief-blocked = 🚧 In the way: { $what }
brief-block-held = on hold until { $until }
brief-block-deferral = { $kind } asked for and not answered ({ $reason }, until { $until })
brief-block-ruling = no ruling yet whose job it is
brief-block-nobody = nobody at the post is on duty
brief-block-silent = no news since { $since }
brief-need-queued = 🎯 Wanted: somebody accepts it, due { $due }
brief-need-contact = 🎯 Wanted: contact the resident, due { $due }
brief-need-handling = 🎯 Wanted: get it done, due { $due }
brief-need-ruling = 🎯 Wanted: a ruling whose job it is, due { $due }
brief-at-once-queued = 🎯 Somebody has to accept it at once
brief-at-once-contact = 🎯 The resident has to be contacted at once
brief-at-once-handling = 🎯 It has to be done at once
brief-at-once-ruling = 🎯 Whose job it is has to be ruled at once

## Set aside
aside-advert = 📥 Received as { $code }. It looks like an advert, so somebody on duty looks at it first. If something is to be done, just say what and in which building.
aside-forwards = 📥 Received as { $code }. You forward a lot, so somebody on duty looks at it first; nothing is lost. Urgent matters: just say so.
aside-many = 📥 Received as { $code }. You report a lot this hour, so the rest is put together and somebody on duty looks at it first; nothing is lost. Emergencies go at once as always.
aside-discarded = { $code }: somebody on duty has looked and sees nothing to be done. If that is wrong, say what it is and in which building.
aside-paused = 📥 Received as { $code }. Somebody on duty looks at your messages first; nothing is lost. Danger and emergencies go at once as always.
pause-told = ⏸ { $who } has decided: until { $until } somebody on duty looks at your messages first. Why: { $reason }. Danger and emergencies go at once as always.
pause-ended = ▶️ Your messages are worked on at once again.
pause-done = Done: until { $until } the messages of whoever sent { $code } are looked at first. They have been told.
button-pause-off = ▶️ End it now
ask-pause = ⏸ { $code }: look first for how many days? Write the days and the reason, as “7 adverts again and again”. They will read the reason.
toast-ask-pause = Please write days and reason
refuse-pause = Please write the days (1 to { $most }) and the reason, as “7 adverts again and again”.
