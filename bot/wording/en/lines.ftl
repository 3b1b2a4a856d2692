## Registration in one line

console-line = Write the contact in one line
console-line-hint = Press Enter to count it. Any order will do.
console-line-last = If you do not write channel and unit, they are as before:
console-line-show = Show first
console-line-shown = It will be counted like this
console-line-as = As a line:
console-line-how = How to write it
console-line-words = Words you can use
console-line-words-hint = The beginning of a word is enough when only one word begins so.
console-line-lists = Choose from lists instead
console-line-example-1 = 3 x phone, parent, 3-11, advice
console-line-example-1-why = three alike at once
console-line-example-2 = call mother 7 years advice 20 min
console-line-example-2-why = without commas, with an age in years
console-line-example-3 = in person, nursery, 0-2, referred
console-line-example-3-why = the workplace says that it was a professional
console-line-example-4 = video, young person, 17-24, wants a pre-talk, last month
console-line-example-4-why = counts in the month before, as long as it is open
console-line-example-5 = secure mail, grandmother, 3-11, alcohol, mother's use, violence
console-line-example-5-why = as much as you know, and no more
console-place = Outreach place
console-years = Age in years
console-years-said = { $years } years
console-role-parent = Parent
register-month-closed = That month is closed and its numbers stand. Count the contact in this month.
register-years = Write the age as a number from 0 to { $oldest }, or leave the box empty.
line-ages = { $years } years and { $band } do not fit together.
line-chat = The chat is not written here: it counts itself when the conversation is closed.
line-empty = Write a line, for example: phone, mother, 3-11, advice.
line-far-month = Only this month and the one before can be counted here.
line-meanings = "{ $word }" can mean several things: { $could }.
line-no-channel = Write how the contact was held, too: { $channels }.
line-no-unit = Write the age or the unit, too: { $units }.
line-number = The number { $number } does not fit here.
line-place = We do not know that place; the places are: { $places }.
line-place-channel = { $place } belongs to an outreach contact only.
line-twice = It says both "{ $first }" and "{ $second }"; write only one of them.
line-unknown = We do not understand this: { $words }.
line-unknown-meant = We do not understand this: { $words } – did you mean { $meant }?
counts-sealed =
    { $count ->
        [0] The figures are sealed
        [one] 1 count waits sealed
       *[other] { $count } counts wait sealed
    }, and only somebody who holds the unit's key to the figures can open them. That happens by itself as soon as a colleague who holds it logs in.
