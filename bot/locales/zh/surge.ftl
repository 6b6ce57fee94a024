# 应急
surge-none = 这里没有可以开的应急。
surge-is-on = 🌊 { $unit }：“{ $season }”已开，到{ $until }自动结束。
surge-is-off = { $unit }：“{ $season }”没有开。开了以后，新来的工单按应急办。
surge-begins = 🌊 { $unit }进入应急：{ $season }，到{ $until }。新来的工单按应急时限办。
surge-ends = { $unit }的应急“{ $season }”结束了。新来的工单按平时时限办。
surge-ended = { $unit }的应急“{ $season }”到时间，自动结束了。新来的工单按平时时限办。
button-surge-on = 🌊 { $season } { $hours }小时
button-surge-off = 关：{ $unit } { $season }
toast-surge-on = 应急已开，到{ $until }
toast-surge-off = 应急已关
toast-surge-was-off = 应急已经关了
refuse-surge = 应急由{ $unit }的书记开关。
refuse-season = 没有“{ $season }”这种应急。可选：{ $allowed }
refuse-season-unit = “{ $season }”用不到{ $unit }。
