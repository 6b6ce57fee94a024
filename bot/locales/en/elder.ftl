### Elder mode: large letters, few words, one question at a time, the duty phone at hand.

command-elder = Elder mode: large letters, few words
button-elder-on = 👵 Large, few words
button-elder-off = Back to how it was
elder-on = 👵 Done: large letters, few words. Just say what is wrong; a voice message will do.
elder-off = Done, it is as it was.
elder-phone = ☎️ Duty phone { $phone }

## The short form; it means the same
short-form-taken = ✅ Got it! { $who } will see to it. You hear by { $due }. No. { $code }
short-form-gathered = ✅ Noted. { $hears }
short-form-said-added = ✅ Noted.
short-form-ask-category = 🙋 What kind of thing is it? Tap one.
short-form-ask-category-of = 🙋 What is “{ $what }” about? Tap one.
short-form-ask-place = 🙋 Which building do you live in?
short-form-ask-compound-unknown = 🙋 “{ $said }” is unknown here. Which compound? Tap one.
short-form-ask-compound = 🙋 Which compound? Tap one.
short-form-owner-accepted = 🙋 { $who } has it. You hear by { $due }.
short-form-owner-accepted-now = 🙋 { $who } has it and comes at once.
short-form-owner-accepted-eta = 🙋 { $who } has it and comes by { $eta }.
short-form-owner-done = 🎉 { $who } says it is done:
    { $text }
short-form-owner-done-ask = Is it all right now? Tap one.
short-form-owner-ask-satisfied = Thank you! Are you satisfied? Tap one.
short-form-owner-rated-good = Thank you!
short-form-owner-rated-bad = We are sorry. What was wrong? Just say it.
short-form-owner-redo = 🔁 It is being done again. You hear by { $due }.
short-form-owner-placed = ✅ Noted: { $place }.
short-form-privacy-line = 🔒 Only those who help read your words; they are erased in time.
short-form-privacy-line-asked = 🔒 Only those who help read your words; they are erased in time.
short-form-privacy-line-kept = 🔒 Only those who help read your words.
short-form-help = Just say what is wrong, and in which building.
    Text, voice or a photo.
short-form-welcome = Hello! Just say what is wrong.
    Text, voice or a photo; I find somebody to see to it.
short-form-chat = 😊 I am here. Just say what is wrong.
