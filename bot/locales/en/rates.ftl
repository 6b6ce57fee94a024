### Behind the numbers: what is left out of the rates, questions, stars, the evening line.

## Left out of the rates
command-exclude = leave one out of the rates (two persons)
button-leave_out = ⚖️ Leave it out
button-keep_in = ↩️ Count it
button-count_again = ↩️ Count { $code } again
exclude-reason-impossible = it cannot be done
exclude-reason-abusive = abusive
exclude-reason-beyond = in nobody's power
exclude-ask-reason = ⚖️ { $code }: why leave it out of the rates? Somebody above has to confirm it, the resident is told, and the totals still hold it.
exclude-ask-words = ⚖️ { $code } { $reason }: please send a sentence; whoever confirms it reads it.
exclude-request = ⚖️ { $who } proposes to leave { $code } { $category } out of the rates.
    Reason: { $reason }
    Words: { $words }
    It needs your word, and the resident is told.
exclude-how = Which one? Send "/exclude code", as "/exclude 1118-12".
exclude-none = 👍 Nothing is left out of the rates. To propose one, send "/exclude code".
exclude-head-asked = ⚖️ { $count } waiting for a second person:
exclude-head-stands = ⚖️ { $count } left out of the rates:
exclude-item = { $matter }
    {"  "}{ $reason }: { $words }
said-exclude-asked = ⚖️ { $code }: { $who } was asked to confirm it. Until then it counts.
said-excluded = ⚖️ { $code }: { $who } agreed, it is left out of the rates.
said-exclude_refused = ↩️ { $code }: { $who } did not agree, it counts.
said-count_again = ↩️ { $code }: { $who } thought better of it, it counts again.
exclude-told-impossible = it cannot be done as things are
exclude-told-abusive = there is no matter to be worked on
exclude-told-beyond = it is in the power of neither community, street nor district
owner-excluded = ⚖️ { $code }: two persons confirmed that { $why }, so it is not counted in the response, solved and satisfaction rates. The totals still hold it; the work and your rating go on as ever.
    If that is wrong, tell { $who }: it can be changed back.
owner-count_again = ↩️ { $code } counts in the response, solved and satisfaction rates again.
toast-exclude-reason = Please choose a reason
toast-exclude-words = Please send a sentence
toast-excluded = Left out: { $reason }
toast-kept = Good, it counts
toast-counts = Good, it counts again
refuse-exclude-asked = { $code } is proposed already and waits for somebody above.
refuse-exclude-stands = { $code } is left out of the rates already.
refuse-exclude-nobody = Nobody above { $code } can confirm it just now. Please propose it later.
refuse-exclude-over = No proposal of { $code } is waiting any more.
refuse-exclude-second = { $code } has to be confirmed by somebody else, one level up.
refuse-exclude-counts = { $code } counts in the rates as it is.
week-excluded = ⚖️ { $count } left out of the rates (by two persons): { $list }
rate-left-out = { $rate }, { $count } more left out

## Other spans
period-title = 📋 { $unit } { $period } ({ $first }–{ $last })
period-head = 📋 { $unit } { $period } ({ $first }–{ $last })
period-nothing = No requests came in, and nothing is open.
period-more = { $count } more than before
period-fewer = { $count } fewer than before
period-same = as before
period-none = none yet
period-focus = Next: finish what is overdue, one by one.
period-so-far = ⏳ Not over yet, as of { $at }.
so-far-more = { $count } more than by then before
so-far-fewer = { $count } fewer than by then before
so-far-same = as many as by then before
refuse-period-ahead = { $period } has not begun.
refuse-period-unit = You have no unit called "{ $name }".
button-meaning = 📖 Meaning
meaning-head = 📖 What the numbers mean
meaning-received = Received: reported by residents; the same matter of several counts each time.
meaning-closed = Closed: agreed by the resident, or left unanswered; the same matter counts once.
meaning-open_now = Open: not closed at the end, those that wait for the resident's answer among them. Before: at the end of the period before, or as far into it as this one has come.
meaning-overdue = Overdue: not done at the end and past the date, as extended where that was approved.
meaning-unaccepted = Accepted by nobody: waiting in a queue at the end, past the limit to accept.
meaning-supervised = Supervised: open at the end and on the supervision list.
meaning-contacted = Response rate: contacted within the limit, of those to be contacted.
meaning-solved = Solved rate: answered "solved", of all answers.
meaning-satisfied = Satisfaction rate: answered "satisfied", of all ratings.
meaning-unanswered = Unanswered: closed without an answer, of all closed. Never counts as satisfied.
meaning-suggestions = Suggestions: of what was received, what residents proposed.
meaning-adopted = Adopted: of what was closed, suggestions that whoever was done with them called adopted.
meaning-found = Patrol: found by the staff; not received and in no rate, but in overdue, accepted by nobody and supervised.
meaning-excluded = Left out: confirmed by two persons; in no rate, in every total. Under 5, counts are said and no per cent.

## A second look
button-look = 🔎 Look twice
look-head = 🔎 { $unit } { $period }: please have a look. Facts only; most have a good reason.
look-none = 👍 { $unit } { $period }: nothing to look at twice.
look-last = ⏱ { $count } done at the last moment ({ $codes }): were they finished by then?
look-at_once = ⚡️ { $count } accepted the moment they came ({ $codes }): was somebody just looking?
look-many = 📦 { $count } done within a few minutes ({ $codes }): in one round, or tapped together?
look-back = 🔄 { $count } closed and opened again ({ $codes }): what was missing?
look-late = 🕰 { $count } where the resident was asked long after ({ $codes }): could it be sooner?
look-name-last = at the last moment
look-name-at_once = accepted at once
look-name-many = done together
look-name-back = opened again
look-name-late = asked late
look-short = { $what } { $count }
look-unit = · { $unit }: { $list }
look-more = { $count } more units; send "/summary time unit" to see one.
refuse-look = Only whoever leads the unit and the level right above may look.

## Side by side, the evening line
compare-units = 🏘 The units (in/closed/overdue, as listed): { $list }
compare-counts = { $unit } { $received }/{ $closed }/{ $overdue }
compare-none = { $unit } nothing to report
compare-others = { $count } more: see the picture and the sheet
compare-head = 🏘 The units (as listed, no ranking):
compare-unit = · { $unit }: { $received } in, { $closed } closed, { $overdue } overdue
compare-nothing = · { $unit }: nothing to report
compare-more = { $count } more units, see the sheet.
evening-line = 🌙 { $unit } today: { $received } in, { $closed } closed, { $open } open, { $overdue } overdue.
evening-first = Most urgent: { $matter }, { $state }

## Stars, months, quarters, years
command-star = be thanked by name, or not
star-on = ⭐️ For what you have done you are thanked by name each month, quarter and year. Thanks only: no rank, no numbers.
star-off = ⭐️ You are not named in the thanks. If you want to be, press the button; it can be changed at any time.
button-star-on = ⭐️ Thank me by name
button-star-off = Do not name me
star-thanks = 🌟 Thanks (in no order): { $names }
star-thanks-more = 🌟 Thanks (in no order): { $names } and others, { $count } in all
star-teams = 🚩 Claimed and done by vanguard teams: { $list }
period-draft = 📝 { $unit } { $period }: please read it. "Send" sends it to { $groups } Party groups.
period-approved = 🕗 { $unit } { $period } goes to { $groups } Party groups at { $at }:
period-sent = ✅ { $unit } { $period } was sent to { $groups } Party groups:
period-declined = 🚫 { $unit } { $period } is not sent:
