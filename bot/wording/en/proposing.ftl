### Times inside a conversation: what the therapist proposes, moves and cancels, and how it went. First what the visitor reads.

## Written into the conversation. Warm and short, without blame.

bot-booked = A time has been set aside for you: { $when }. { $where }. If it does not suit you, you can move it or give it back.
bot-proposed =
    { $count ->
        [one] Here is a time you can have. It is held for you until { $until }. Does it suit you?
       *[other] Here are { $count } times to choose from. They are held for you until { $until }. Take the one that suits you best.
    }
bot-move = May we move the time from { $before } to { $when }? { $where }. The old time stands until you say yes.
bot-agreed = Agreed: { $when }. { $where }.
bot-cancelled = We are sorry: the time on { $when } is cancelled. You can find a new time here, or write when it suits you.
bot-cancelled-times = We are sorry: the time on { $when } is cancelled. Here are other times that we hold for you. If none of them fits, we will find another.
bot-absent = We did not get to see each other on { $when }. That is quite all right, and you are still welcome. You can find a new time when it suits you, or just write here.
bot-absent-times = We did not get to see each other on { $when }. That is quite all right, and you are still welcome. Here are other times that we hold for you, if you like.
bot-late = It was good of you to tell us about the time on { $when }. You can find a new one when it suits you, or just write here.
bot-late-times = It was good of you to tell us about the time on { $when }. Here are other times that we hold for you, if you like.
bot-other-offer = It takes longer with us than we would like. Perhaps this place can help you sooner: { $name }. You keep your place here, also if you write to them.
said-none-fits = None of the times suits me.
said-keep-time = I would like to keep the time we agreed on.

## The card with the proposed times

proposal-title = Does one of these times suit you?
proposal-title-one = Does this time suit you?
proposal-move-title = May we move your time?
proposal-move-what = You have a time on { $when }. It stands until you say yes to a new one.
proposal-held = Held for you until { $until }.
proposal-take = Take this time
proposal-take-named = Take the time { $when }
proposal-move-take = Yes, move to the new time
proposal-none = None of them fits
proposal-none-one = It does not fit
proposal-keep = No, keep the old time
proposal-lapsed = That proposal does not stand any more. It does not matter. You can find a new time here.

## The therapist's card about the pre-talk

console-times-open = Move or cancel
console-times-to-calendar = To the calendar
console-times-room = Open the video room
console-times-proposed = Proposed, waiting for an answer:
console-times-asked-to-move = Asked whether the time may be moved to:
console-times-until = held until { $when }
console-times-choose = Choose a time
console-times-time = New time
console-times-number = Proposal { $number }
console-times-inside = Inside 14 days
console-times-behind = Later than 14 days
console-times-propose = Propose times
console-times-propose-hint = Up to three. They are held for two days, and the visitor chooses. A time that is close is held for less: how long is said beside the proposal afterwards. New proposals take the place of the old ones.
console-times-propose-do = Send proposals
console-times-book = Set a time aside
console-times-book-hint = When you have agreed. The visitor is told, and can move the time or give it back.
console-times-book-do = Set the time aside
console-times-move = Move the time
console-times-move-hint = The visitor has to say yes. The old time stands until then.
console-times-move-do = Ask whether it may be moved
console-times-cancel = Cancel the time
console-times-cancel-hint = The visitor is told, and gets three new times if there are any.
console-times-cancel-do = Cancel, and propose new times
console-times-because = Explain why. It is sent as your message.
console-times-none = There are no free times in the queue for the next six weeks. Put more out in the calendar.
console-times-reason = Why did it take more than 14 days?
console-times-late-reason = For a time later than 14 days: why?
console-times-no-reason = Choose a reason
console-times-offers = Tell of other offers
console-times-offers-hint = Three weeks have passed. One press sends a line about the place. The place here is kept.
console-times-offers-do = Tell of it
console-times-offers-which = Which offer?
console-times-offers-choose = Choose an offer
console-delay-no-times = No free times
console-delay-no-answer = The visitor did not answer
console-delay-absent = Did not come to a time
console-delay-late-wish = Only wanted a pre-talk later on
console-delay-therapist-away = The therapist was away
console-delay-wanted-somebody = Wanted a certain therapist
console-delay-other = Something else
proposal-taken = That time is not free any more, or two of the times lie over each other. Choose again.
proposal-how-many = Choose from one to { $most } different times.
proposal-has-time = There is a time already. Move it if it is to be another one.
proposal-was-held = The pre-talk has been held.
proposal-late-reason = The time lies behind the 14 days. Choose a reason too.
pretalk-none = Nobody here wants a pre-talk.
pretalk-not-begun = The time has not begun yet.
offer-unknown = That offer is not on the list any more.

## Afterwards

console-how = How did it go?
console-result-held = Held
console-result-absent = Did not come
console-result-cancelled-late = Cancelled that day
console-after-onward = What happens now?
console-after-onward-hint = A course should begin by { $day }.
console-after-start-by = The course should begin by { $day }.
console-after-counted = Counted, without a name and without a day.
console-after-absent-hint = One kind message is sent, with new times if there are any.
console-after-late-hint = One kind thank-you is sent, with new times if there are any.
console-after-send = Send the message
console-after-sent = The message is sent.
console-after-undo-hint = The time is put back, and the proposals are taken away. The message is sent and cannot be taken back.
outcome-too-late = It cannot be undone any more. Either it is added up with other numbers, or something has happened since.
console-onward-course = A course
console-onward-other-offer = Another offer
console-onward-not-now = Nothing just now

## The guide through the pre-talk

console-guide = Guide to the pre-talk
console-guide-hint = Use it as a checklist. What they have told already stands under the point it belongs to. The page can be printed.
console-guide-told = What they have told
console-nav-guide = Guide
console-guide-text = The text
console-guide-writing-hint = A line that begins with # is a heading. A line that begins with - is a point. The rest are plain sentences.
console-guide-words = A line with > fetches what they have told:
console-guide-ours = Back to ours
console-guide-ours-hint = This is a text of your own.
console-guide-is-ours = This is the text that comes with the program.
guide-empty = There is no text. Press “Back to ours” if you want the one that comes with the program.
guide-too-long = The text is too long. There is room for 12,000 characters.
guide-unknown-word = Line { $line }: nothing is called “{ $word }”. Use one of the words on the list.
console-action-guide = Guide changed
