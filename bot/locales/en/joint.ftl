### Joint handling: the leading and the supporting side.

## The card
button-take_part = ✋ I will help
button-part_done = ✅ My part is done
button-task = 📝 Task for other side
button-clear = ⚖️ Settle whose it is
card-task = 🤝 The community leads, please help: { $task }
card-task-given = 📝 Asked of the other side: { $task }
card-part-open = 🤝 Nobody of the other side yet, to be taken by { $due }
card-part-open-late = 🤝 Overdue: nobody of the other side has taken it
card-part-taken = 🤝 { $who } helps, to be done by { $due }
card-part-taken-late = 🤝 { $who } helps, overdue since { $due }
card-part-done = 🤝 { $who } has done their part
card-lead-done = ✅ The leading side is done, waiting for the other
why-cleared = both sides settled that it is yours

## The part
ask-task = 📝 { $code }: what shall the other side do? One sentence, passed on at once.
ask-part_done = ✅ { $code }: how is your part? One sentence, a photo if you like.
toast-ask-task = Please send one sentence
toast-ask-part_done = Please send one sentence
toast-part-taken = Yours, the leading side knows
toast-lead-done = Noted, waiting for the other side
owner-part-taken = 🤝 { $code } { $who } is now working on it as well.
owner-done-part = 🤝 { $who } says:
    { $text }
staff-part-taken = 🤝 { $code } { $who } has come to help.
staff-part-done = ✅ { $code } { $who } is done; press "Done" when you are:
    { $text }
part-task = 📝 { $code } { $who } asks you to help:
    { $task }
part-waits = ⏰ { $code } The leading side is done and waits for you.
said-task = Good, { $code }: passed on.
said-part-done = Good, noted. When the leading side is done, the resident is asked.
said-lead-done = ✅ { $code } Noted. When { $unit } is done as well, the resident is asked.

## Reminders and escalations
remind-part_accept = ⏰ { $code } ({ $category }) your help is asked for, to be taken by { $due }.
remind-part = ⏰ { $code } ({ $category }) your part is to be done by { $due }.
overdue-part-open = ❗️{ $code } ({ $category }) your help is asked for, overdue since { $since }; the next level has been told.
overdue-part = ❗️{ $code } ({ $category }) your part is overdue since { $since }; the next level has been told.
escalate-part-open = ⏫ { $code } ({ $category }) needs help from { $unit }; nobody has taken it since { $since }. Please see to it.
escalate-part = ⏫ { $code } ({ $category }) the part of { $unit } is overdue since { $since }. Please see to it.
finding-no-part-timer = · { $code } has no next clock for the supporting side

## Settling whose it is
ask-clear = ⚖️ { $code } ({ $category }) whose is it? Choose, and the other side is asked.
chair-clear = ⚖️ { $code } ({ $category }) please decide whose it is:
chair-said = · { $unit } says: { $side } ({ $category })
clear-ask = ⚖️ { $code } ({ $category }) { $who } says it belongs to: { $side }. Do you agree?
button-agree = 👍 Agree
button-object = 👎 Disagree
clear-refused = ⚖️ { $code } Not agreed, it stays with both. The chair has been asked to decide.
cleared = ⚖️ { $code } Settled: { $side }.
cleared-joint = ⚖️ { $code } The chair decided: both together, as before.
toast-clear-side = Please choose a side
toast-clear-asked = The other side was asked
toast-clear-chair = The chair was asked
toast-cleared = Good: { $side }

## Refusals
refuse-no-part = { $code } is no longer handled jointly.
refuse-part-taken = Too late, { $who } already helps with { $code }.
refuse-part-done = The other side has done its part of { $code }.
refuse-lead-done = { $code } Your part is noted, the other side is waited for.
refuse-clear-against = { $code } is about the property company, which cannot have it alone.
refuse-clear-over = { $code } This question is over, please see the newest card.
refuse-own-clear = The other side has to answer.

## The brief
brief-tried-part_done = · { $at } { $who } did the supporting part: { $text }
brief-tried-lead_done = · { $at } { $who } did the leading part: { $text }
brief-tried-cleared = · { $at } { $who }: it was settled whose it is
