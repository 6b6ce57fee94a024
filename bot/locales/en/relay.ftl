### Talking to the resident: asking, answering.

button-contact = 💬 Ask the resident
button-answer = ↩️ Answer
relay-ask = 💬 { $code }: send a sentence, a photo, a voice note or a place; it goes to the resident at once.
relay-ask-covered = 🛡 This is about your own unit, so who the resident is stays secret. Names, phones and doors in the answer are covered.
relay-toast-ask = Send what you want to ask
relay-asked = 💬 { $code } { $who } writes to you:
    { $text }
relay-asked-shown = 💬 { $code } { $who } asks you to look at this:
relay-asked-covered = 🛡 Your report is about their unit. Your name, phone and door are covered; photos, voice notes and places are not passed on.
relay-said-asked = Passed on to the resident; the answer will come here.
relay-answered = 💬 { $code } The resident answers:
    { $text }
relay-answered-shown = 💬 { $code } The resident answers with this:
relay-answered-kept = 💬 { $code } The resident answered; photos, voice notes and places are for the community only.
relay-answered-apart = 💬 { $code } The resident answers { $who } (name, phone and door were covered for them):
    { $text }
relay-look = Please look at what is attached.
relay-kept = There is a recording, sealed. To hear it tap “Who is it”.
relay-answered-sealed = 💬 { $code } The resident answered with a recording, sealed. To hear it tap “Who is it”.
relay-said-sealed = The recording was not given to { $who }: who wants to hear it says why, and /who tells you.
relay-ask-answer = ↩️ Write what { $who } is to read; photos, voice notes and places work as well.
relay-toast-answer = Send your answer
relay-said-answered = Passed on to { $who }.
relay-said-covered = Passed on to { $who }, with name, phone and door covered.
relay-said-kept = Photos, voice notes and places are for the community only; { $who } did not get them.
relay-nobody = { $code }: the resident left no way to write here. Please phone or call in person.
