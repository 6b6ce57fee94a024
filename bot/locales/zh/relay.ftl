### 联系居民：问居民、回话。

button-contact = 💬 问居民
button-answer = ↩️ 回话
relay-ask = 💬 { $code }：请发一句话、照片、语音或位置，马上转给居民。
relay-ask-covered = 🛡 这件事是反映您单位的，居民是谁要保密。她回的话会盖住名字、电话、门牌。
relay-toast-ask = 请发要问的话
relay-asked = 💬 { $code } { $who }跟您说：
    { $text }
relay-asked-shown = 💬 { $code } { $who }请您看看这个：
relay-asked-covered = 🛡 您反映的是他们单位。您的名字、电话、门牌会盖住，照片、语音、位置不给他。
relay-said-asked = 已转给居民，等回话。
relay-answered = 💬 { $code } 居民回话：
    { $text }
relay-answered-shown = 💬 { $code } 居民回话，请看：
relay-answered-kept = 💬 { $code } 居民回话了，照片、语音、位置只给社区看。
relay-answered-apart = 💬 { $code } 居民给{ $who }回话（给他的盖住了名字、电话、门牌）：
    { $text }
relay-look = 请看附件。
relay-kept = 有录音或录像，保密。要听请点“看是谁”。
relay-answered-sealed = 💬 { $code } 居民回话了，是录音或录像，保密。要听请点“看是谁”。
relay-said-sealed = 录音、录像先没给{ $who }：要听得说明原因，发 /who 您都查得到。
relay-ask-answer = ↩️ 请写给{ $who }的话，也可以发照片、语音、位置。
relay-toast-answer = 请发要回的话
relay-said-answered = 已转给{ $who }。
relay-said-covered = 已转给{ $who }，名字、电话、门牌都盖住了。
relay-said-kept = 照片、语音、位置只给社区看，没给{ $who }。
relay-nobody = { $code } 居民没有在这里留联系办法，请打电话或上门。
