### The clocks and the forecast: who still has no time, and whether the times will do.

console-clocks-title = Clocks
console-clocks-to-forecast = Will the times do?
console-clocks-hint = Everybody who would like a pre-talk, those with the fewest days left first. Nobody can read along here: you only see how far each case has come.
console-clocks-day = Day { $day } of { $of }
console-clocks-paused = Paused: wants a later time
console-clocks-with-nobody = Nobody has claimed the conversation
console-clocks-closed = The talk is over for now
console-clocks-held-by = Pre-talk with { $name }
console-clocks-booked-for = Time: { $day }
console-clocks-last-day = { $day } at the latest
console-clocks-none = Nobody is waiting for a pre-talk right now.
console-clocks-measure-tell-therapists = A week has passed without a time. Offer one, or put out more times.
console-clocks-measure-tell-leader = Two days are left at most. Could a late day or a colleague help?
console-clocks-measure-ask-reason = The 14 days are not enough. Say why in the conversation.
console-clocks-measure-propose-other-offers = Three weeks have passed. Propose other offers too.
console-clocks-measure-show-red = 30 days is the limit. Something has to happen today.
console-clock-no-wish = No wish
console-clock-wish = Wants a time
console-clock-offered = Times were offered
console-clock-booked = Has a time
console-clock-held = Held
console-clock-given-up = Given up

console-forecast-title = Will the times do?
console-forecast-hint = The free times beside those who usually come, worked out from the last eight weeks.
console-forecast-extra-label = What if we put out more times a week?
console-forecast-extra-do = Work it out
forecast-extra = Write a number between 0 and { $most }.
console-forecast-free = Free times
console-forecast-free-at = Free: { $place }
console-forecast-expected = Expected to want one
console-forecast-without = Would find no time
console-forecast-within = Within
console-forecast-days = { $days } days
console-forecast-picture = Free times and expected wishes day by day, { $queue }
console-forecast-enough = The times in { $queue } will do for the next three weeks, if as many come as until now.
console-forecast-runs-out = If as many come as until now, the times in { $queue } run out on { $day }. { $more ->
        [one] One more time
       *[other] { $more } more times
    } by { $until } would do.
console-forecast-nothing-yet = There are no times in { $queue }, and nobody has wanted one yet.
console-forecast-what-if-enough = With { $extra } more a week the times will do for three weeks.
console-forecast-what-if-short = With { $extra } more a week they run out on { $day }. Then { $more ->
        [one] one time is missing.
       *[other] { $more } times are missing.
    }
console-forecast-waiting = { $count ->
        [one] One is waiting for a time now.
       *[other] { $count } are waiting for a time now.
    }
console-forecast-uncertain = There are less than two weeks of figures to go by. Take it as a guess.
console-forecast-no-queues = There are no queues yet.

console-report-title = Was the promise kept?
console-report-hint = Every way to a pre-talk that has ended: held, given up, or nobody came. A month counts those that ended in it. Who still waits is seen under Clocks.
console-report-none = No way to a pre-talk has ended yet.
console-report-period = Period
console-report-ended = In all
console-report-offered = Offered a time within { $days } days
console-report-median-offered = Half were offered a time within
console-report-held = Held
console-report-held-within = Held within { $days } days
console-report-median-held = Half were held within
console-report-no-shows = Did not come at least once
console-report-paused = Asked for a later time
console-report-share = { $percent } % ({ $count } of { $of })
console-report-days = { $days } days
console-report-never = Never
console-report-why = How it ended, and why it took time
console-report-quarters = Age and what came after, quarter by quarter
console-result-given-up = Given up
