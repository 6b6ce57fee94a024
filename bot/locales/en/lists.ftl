### Lists, supervision, passing on, claiming.

## Passing on to a colleague
button-pass = 🔁 Pass to a colleague
pass-to = { $who }
pass-to-named = { $who } · { $name }
pass-more = ⋯ { $count } more
pass-yes = ✋ I take it
pass-no = 🙅 I cannot
pass-ask = 🔁 { $code }: pass it to whom? It counts once they tap "I take it".
pass-asked = 🔁 { $code }: { $who } has been asked. Until they tap "I take it" it stays yours.
pass-offer = 🔁 { $who } would like to pass this to you:
    { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } · { $category }
pass-due = ⏰ Please finish it by { $due }
pass-declined = 🙅 { $code }: { $who } cannot take it, it stays yours.
pass-nobody = { $code }: no colleague is on duty now, it cannot be passed on.
pass-over = { $code } is no longer offered to you.
pass-toast-ask = Please choose whom
pass-toast-asked = Asked, waiting for a yes
pass-toast-declined = Fine, your colleague has been told

## Handing over many at once
command-handover = hand one person's tickets to another
handover-take-all = 🤲 Take them all
handover-ask-whose = 🤲 Whose tickets shall be handed over?
handover-whose = { $who } ({ $count })
handover-whose-away = 🌴 { $who } ({ $count })
handover-ask-whom = { $who } has { $count } in hand. To whom do they all go? One tap does it.
handover-nothing = 👍 Nobody of yours has tickets in hand.
handover-none = There is nothing left in hand.
handover-nobody = No colleague is on duty now, nothing can be handed over.
handover-list = 🤲 What { $who } had in hand is yours now, { $count } in all, the most urgent first:
handover-more = { $count } more: send /todo.
handover-told = 🤲 { $who } has taken over your { $count }, do not worry.
handover-toast = Done: { $count } handed over, the residents have been told
handover-toast-changed = Something has changed, please choose again
handover-toast-ask = Please choose to whom
handover-toast-some = { $count } handed over; { $left } cannot go to this colleague
handover-not-to-them = These tickets cannot go to this colleague. Please choose somebody else.
part-line = { $level }{ $code } { $category } · your help is wanted · by { $due }
owner-part-over = 🔁 { $code }: { $who } helps with it now.
staff-part-over = 🤝 { $codes }: { $who } helps with it now.
staff-part-open = 🤝 { $codes }: whoever helped is gone. { $unit } sends somebody else.
back-list = 📥 { $count } came back and wait for somebody, the most urgent first:
back-list-more = { $count } more: send /todo.

## What is to do, queues
todo-level = { $level ->
        [L0] 🆘
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    }{ " " }
todo-matter = { $level }{ $code } { $category }{ $place }
todo-place = { " · " }{ $place }
todo-mine = 🙋 With you: { $count }{ $late ->
        [0] { "" }
       *[other] , { $late } late
    }
todo-rulings = ⚖️ For you to rule on: { $count }{ $late ->
        [0] { "" }
       *[other] , { $late } late
    }
todo-escalated = ⬆️ Escalated to you: { $count }{ $late ->
        [0] { "" }
       *[other] , { $late } late
    }
todo-waiting = 📥 Waiting to be accepted: { $count }{ $late ->
        [0] { "" }
       *[other] , { $late } late
    }
todo-parts = 🤝 Your part of joint handling: { $count }{ $late ->
        [0] { "" }
       *[other] , { $late } late
    }
todo-item = { $matter }
    {"  "}{ $state }
todo-due-accept = ⏰ to accept by { $due }
todo-due-contact = ⏰ to contact the resident by { $due }
todo-due-fix = ⏰ to be done by { $due }
todo-due-ruling = ⚖️ waits for a ruling, to be done by { $due }
todo-due-held = ⏸ on hold until { $due }
todo-due-confirm = 🎉 waits for the resident's word until { $due }
todo-due-merged = 🤝 handled together with another one
todo-due-over = ✅ closed
todo-late-accept = ❗️late: nobody accepted it by { $due }
todo-late-contact = ❗️late: to contact by { $due }
todo-late-fix = ❗️late: to be done by { $due }
todo-late-ruling = ❗️late: no ruling, to be done by { $due }
todo-more = ▶️ Next page ({ $page }/{ $pages })
queue-none = 👍 The queue is empty.
queue-waiting = 📥 Nobody has accepted: { $count }{ $late ->
        [0] { "" }
       *[other] , { $late } late
    }
queue-taken = 👷 In hand: { $count }
queue-item = { $matter }
    {"  "}{ $who }: { $state }
command-queue = My post's tickets
command-find = Find a ticket
command-supervise = Supervision list

## Waiting for your answer
answer-head = ✍️ { $count } waiting for your answer:
answer-request = { $matter }
    {"  "}{ $who } asks for { $kind } until { $until }: { $reason }
answer-offer = { $matter }
    {"  "}{ $who } would like to pass it to you
answer-approve = 👍 Agree { $code }
answer-take = ✋ I take { $code }

## Finding
find-how = Which one? Send "/find CODE", "/find 3号楼" or "/find WORDS", for example "/find 1118-12", "/find 3-2-501", "/find lift".
find-none = Nothing found. Try another way: a code, a building, or some words of it. Only the last 90 days are searched.
find-head = 🔎 Found: { $count }
find-rest = ▶️ { $count } more
find-more = There are more than { $most }. A few more words find it.

## Supervision list
button-supervise = 🔖 Supervise
button-release = 🔖 Off the list
ask-supervise = 🔖 { $code }: why is it to be supervised? Send one sentence; whoever handles it will read it.
ask-release = 🔖 { $code }: why is it taken off the list? Send one sentence; whoever handles it will read it.
toast-ask-supervise = Please send the reason
toast-ask-release = Please send the reason
supervise-none = 👍 Nothing is on the supervision list. To put something on it, tap "Supervise" on its card or send "/supervise CODE REASON".
supervise-how = I do not know which one. Send "/supervise CODE REASON", for example "/supervise 1118-12 reported several times".
supervise-head = 🔖 Supervision list: { $count } (🔴 late 🟡 due today 🟢 on time)
supervise-item = { $colour ->
        [red] 🔴
        [yellow] 🟡
       *[green] 🟢
    } { $matter }
    {"  "}{ $state }, { $who }
    {"  "}Why: { $reason }
supervise-off = 🗑 Take off { $code }
supervise-why = Why
supervise-stands = 🔖 { $code } is on the supervision list already ({ $since }).
    Why: { $reason }
supervise-on-already = { $code } is on the supervision list already.
supervise-not-on = { $code } is not on the supervision list.
supervise-said-on = 🔖 { $code } is on the supervision list now. It comes off by itself when the resident says it is solved.
supervise-said-off = 🔖 { $code } is off the supervision list.
supervise-told = 🔖 { $code } is on the supervision list now ({ $who }):
    { $reason }
supervise-told-off = 🔖 { $code } is off the supervision list ({ $who }):
    { $reason }
supervise-because-ruled = both sides said it was not theirs; it was ruled
supervise-because-solved = the resident says it is solved
supervise-because-lapsed = closed without an answer of the resident
supervise-because-withdrawn = withdrawn by the resident

## The morning sheet and the hand-over note
morning-head = 📋 { $unit }: the day ahead ({ $weekday } { $month }/{ $day })
morning-duty = 👥 On duty today: { $who }
morning-duty-many = 👥 On duty today: { $who } and others, { $count } in all
morning-duty-nobody = ⚠️ Nobody is on duty today yet
morning-overdue = ❗️Overdue: { $count }
morning-today = ⏰ Due today: { $count }
morning-joint = 🤝 For both sides to talk over: { $count }
morning-supervised = 🔖 Also on the supervision list: { $count }
morning-line = { $matter }, { $who }, by { $due }
morning-untaken = accepted by nobody
morning-all = 📋 See all of them
morning-ahead = ⏭ Due first from here:
morning-calm = 👍 Nothing is overdue, and nothing is due today.
morning-end-head = 🌆 { $unit }: hand-over ({ $weekday } { $month }/{ $day })
morning-end-numbers = Came today: { $came }, done: { $done }, still to do: { $open }.

## Vanguard team
button-post = 🚩 Call the team
button-give_back = 🙏 Give it back
vanguard-claim = 🚩 I claim it on site
said-claim-first-kept = Nobody has claimed { $code } yet. Claim it, and what you sent goes to the resident.
vanguard-call = 🚩 Hands wanted: { $level ->
        [L1] 🔴
        [L2] 🟠
        [L3] 🟢
       *[L4] 🔵
    } { $code } · { $category }
vanguard-due = ⏰ To be done by { $due }. If you can go, tap to claim it.
vanguard-taken = 🚩 { $who } has claimed it, thank you!
vanguard-thanks = ✅ Done, thanks to { $who }!
vanguard-no-more = 👌 Nobody need claim this one any more.
vanguard-not-this = { $code } is not for the vanguard team: there is danger, or it is about an office.
vanguard-not-people = { $code } is not for the vanguard team: it is about a person, and that is not for volunteers to hear.
vanguard-no-group = { $code }: there is no vanguard group here yet.
vanguard-called-already = { $code }: the team has been called and somebody is waited for.
vanguard-over = { $code } need not be claimed any more, somebody has it.
vanguard-own = { $code } is your own report, somebody else may claim it.
vanguard-desk-told = 🚩 { $code } ({ $category }): { $who } has claimed it, { $who } does it.
vanguard-helper-comes = 🚩 { $code }: { $who } is coming to help.
vanguard-help-with = 🚩 { $code } ({ $category }): thank you! Please go there and help { $who }.
vanguard-reply = Just reply to this message with news, the resident will read it.
vanguard-given-back = { $code } is given back, somebody else will do it. Thank you!
vanguard-help = When hands are wanted in the group, tap "I claim it". You then get the place: write a word when you are there, tap "Done" when it is done, or give it back. If something is wrong at your own home, just say so.
vanguard-joined = When hands are wanted in the group, tap "I claim it"; the place is sent to you alone.
vanguard-toast-called = Posted to the vanguard group
vanguard-toast-claimed = It is yours, the place has been sent to you
vanguard-toast-helper = Thank you! The place has been sent to you
vanguard-toast-given-back = Fine, given back
brief-tried-take_pass = · { $at } { $who } took it over
brief-tried-handover = · { $at } { $who } took it over
brief-tried-claim = · { $at } { $who } claimed it
