### Notices: a secretary writes, chooses, looks, sends; residents read.

command-notice = Send a notice
notice-head-first = 📢 Notice of { $unit }
notice-head-urgent = 🚨 Urgent notice of { $unit }
notice-head-correction = ✏️ Correction of a notice of { $unit }
notice-head-over = ✅ Notice of { $unit }: all is well again (it is over)
notice-about = About: “{ $text }”
notice-text = { $text }
notice-until = (until { $until })
notice-why = — You live at { $place }, that is why it comes to you.
notice-why-kin = — { $whose }: { $place }, that is why it comes to you.
news-notice = 📢 { $text }
news-notice-until = 📢 { $text } (until { $until })
news-muted = 🔕 From now on urgent notices only. What you reported yourself is told as always. /news shows the rest at any time.

## Writing
notice-ask = ✍️ Send the words, { $most } characters at most; with a photo if you like.
notice-ask-correct = ✏️ Send the correction, { $most } characters at most. You see it before it goes.
notice-ask-until = ⏰ Until when? E.g. 明天下午5点 or 12-05 17:00.
notice-photo-kept = 🖼 The photo will go with the notice.
notice-danger = ⚠️ You speak of danger. If it is your own: leave first, call 119, 110 or 120, then tap below.
notice-button-danger = 🆘 No notice: I am in danger

## For whom
notice-whom = 👥 For whom? One tap shows the preview; nothing is sent yet.
notice-several = 👥 For whom? Choose several, then “Done”.
notice-chosen = 👥 Chosen: { $list }
notice-place = { $mark }{ $name }
notice-all = all of { $unit }
notice-to-party = Party groups
notice-to-staff = staff groups
notice-button-all = { $mark }🏘 Everybody
notice-button-several = ☑️ Buildings, groups…
notice-button-parts = Buildings ›
notice-button-units = Units ›
notice-button-party = { $mark }👥 Party groups
notice-button-staff = { $mark }🛠 Staff groups
notice-button-next = More ›
notice-button-done = ✅ Done
notice-button-back = ‹ Back

## Preview
notice-draft = 📝 Not sent yet. Above is what people will see.
notice-to = For: { $list }
notice-reach = It goes to { $counts }.
notice-homes = { $count } homes
notice-people = { $count } people
notice-groups = { $count } groups
notice-chats = the { $count } chats that got the first
notice-muted = { $count } more homes want urgent ones only and do not get it.
notice-waits = 🌙 It is quiet hours; it goes out at { $at }.
notice-at-once = 🚨 Urgent: it goes now, through quiet hours and mute.
notice-personal = ⚠️ There seems to be a name, a phone or a door in it; it goes as it is.
notice-edit = ✏️ Change what?
notice-button-send = ✅ Send
notice-button-edit = ✏️ Change
notice-button-no = 🚫 Do not send
notice-button-words = ✏️ Words
notice-button-whom = 👥 For whom
notice-button-until = ⏰ Until when
notice-button-endless = ⏰ No end
notice-button-urgent = 🚨 Make it urgent
notice-button-calm = 🔕 Not urgent
notice-button-photo = 🖼 Without the photo
notice-button-as = 🏛 In the name of { $unit }

## Afterwards
notice-sending = 📤 On its way: “{ $text }”
notice-sent = 📬 Sent: “{ $text }”
notice-stopped = ⏹ Stopped: “{ $text }”
notice-declined = 🚫 Not sent: “{ $text }”
notice-done = 📬 All sent: “{ $text }”
notice-report = Reached { $reached }, waiting { $waiting }, not to be reached { $failed } (closed or blocked).
notice-report-stopped = Before it was stopped: reached { $reached }, waiting { $waiting }, not to be reached { $failed }.
notice-button-stop = ⏹ Stop
notice-button-report = 📊 How many
notice-button-correct = ✏️ Correct
notice-button-over = ✅ Over
notice-button-undo = ↩️ Think again
toast-notice-ask = Please send it
toast-notice-preview = 👀 Have a look, nothing is sent yet
toast-notice-sent = 📤 On its way
toast-notice-stopped = ⏹ Stopped
toast-notice-declined = Not sent

## Not possible
refuse-notice-unit = Notices are sent by whoever leads the community, the street or the compound's branch.
refuse-notice-words = No words found. Send a sentence, { $most } characters at most.
refuse-notice-long = Too long: { $length } characters, { $most } at most. Please send a shorter one.
refuse-notice-file = Photos only, no other files. Please send words and photo again.
refuse-notice-until = That was no time. Again please, e.g. 明天下午5点.
refuse-notice-past = That time is over. Please choose a later one.
refuse-notice-whom = Nobody is chosen yet.
refuse-notice-nobody = Nobody there can read it yet; nothing was sent.
refuse-notice-few = Fewer than { $fewest } homes. A notice goes to no single home; choose more buildings.
refuse-notice-parts = The buildings or units there are not known; choose the whole.
refuse-notice-over = It was corrected or ended already; use the newest one.
refuse-notice-draft = It was not sent yet.
refuse-notice-sending = It is on its way already.
refuse-notice-sent = It was sent already.
refuse-notice-stopped = It was stopped.
refuse-notice-declined = It was decided not to send it; tap “Think again” first.
refuse-notice-draft-of-another = That is somebody else's draft.
