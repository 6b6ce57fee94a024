### The card, accepting, finishing.

## The card
card-supervised = 🔖 Supervised
card-from-resident = 🗣 Reported by a resident
card-from-anonymous = 🗣 Reported by an anonymous resident
card-from-walk_in = 🗣 A resident at the desk (written down by { $who })
card-from-patrol = 🗣 Found on patrol ({ $who })
card-eta = 🚲 To be there by { $eta }
card-below = ⬇️ { $code }: the newest card is further down
newest-below = ⬇️ The newest is further down
card-came-back = 🔁 Back again: { $code } was closed { $done }
card-came-back-again = 🔁 Back again: { $code } is not done either
card-precedent = ⚖️ Last ruling on the like: { $side }
card-tried-accept = · { $at } { $who } accepted, to be there by { $eta }
button-accept-now = ✋ Accept: at once
button-accept-today = ✋ Accept: today
button-accept-tomorrow = ✋ Accept: tomorrow
button-accept-later = ✋ Accept: next workday
button-accept-ask = ✋ Accept: set a time
button-eta = 🕐 Change the time
button-eta-choice = { $eta }
button-full = 📄 All of it
button-next-page = ▶️ Go on ({ $page }/{ $pages })
whole-page = { $text }
button-photos = 📎 Files ({ $count })
button-more = ⋯ More
button-less = ⋯ Less

## Accepting, setting a time
toast-accepted-ask = Accepted. Please write when you will be there
ask-eta = 🕐 { $code }: when will you be there? Write it, such as "15:00" or "11-30 9:00". At the latest { $due }.
refuse-eta-words = I could not read the time. Please write it again, such as "15:00".
refuse-eta-past = That time is over. Please take another one.
refuse-eta-late = Too late: it must be done by { $due }. Please take an earlier time.
refuse-eta-gone = { $code }: there is no time for that any more. Please use the buttons that the card has now.
toast-eta-ask = Please choose, or write a time
toast-eta = Fine, the resident has been told
said-eta = Fine, { $code }: by { $eta }. The resident has been told.
remind-eta = ⏰ { $code } ({ $category }): promised by { $due }, no news yet. One progress note is enough; if you cannot make it, tap "Change the time".
owner-accepted-now = 🙋 { $code } ({ $category }): { $who } accepted it and contacts you at once, by { $due } at the latest.
owner-accepted-eta = 🙋 { $code } ({ $category }): { $who } accepted it and comes or contacts you by { $eta }.
owner-accepted-eta-late = 🙋 { $code } ({ $category }): { $who } accepted it and comes or contacts you by { $eta }. Sorry that you had to wait.
owner-accepted-both = 🙋 { $code } ({ $category }): { $who } accepted it, contacts you by { $due } and comes by { $eta }.
owner-eta = 🕐 { $code }: { $who } will be there by { $eta }.

## Finishing
ask-resolve-photo = ✅ { $code }: please send a photo of the result with one sentence; both go to the resident as they are.
toast-resolved = Done, waiting for the resident
owner-see-photo = please see the photo
owner-photos-now = 📷 Photos from the place
owner-photos-after = 📷 Photos of the result
owner-photos-both = 📷 The first { $before } from before, the last { $after } of the result

## The resident says which category it is
staff-says-category = 📎 The resident says that { $code } is about "{ $category }".
owner-category-noted = Fine, whoever handles it knows: it is about "{ $category }".
refuse-return-nobody = { $code }: by the split only your side can lead it; it would come back.
card-whose = 👪 Told for the family: { $whose }
card-by-text = 🔇 Do not phone, write instead
card-aside = 📥 Set aside: an advert, or too many at once. If it is a request, accept it

## Sealed: whoever wants to know who it is says why first
card-from-sealed = 🛡 Reported by a resident (name and door sealed)
button-reveal = 🔓 Who is it
button-reveal-visit = 🏠 To visit
button-reveal-call = ☎️ To contact
button-reveal-check = 🔎 To check
ask-reveal = 🔓 To see who { $code } is and where they live: choose a reason, or write one. Who looked and why is kept, and the resident can read it.
toast-reveal-ask = Choose a reason, or write one
reveal-head = 🔓 { $code } For your eyes only
reveal-name = 👤 { $name }
reveal-foot = Noted. The resident can see that you looked.
reveal-why-visit = to visit
reveal-why-call = to contact
reveal-why-check = to check
refuse-reveal-accused = { $code } is about your own side: you cannot see who reported it.

## Voice notes put into words
card-transcribed = 🎙 is followed by what a machine heard; the recording counts
staff-heard = 🎙 A voice note for { $code }, as a machine heard it: { $text }
owner-heard = 🎙 { $code } I heard your voice note as: “{ $text }”. If that is wrong, just say it again.
