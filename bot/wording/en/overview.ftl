### The coordinator's figures: today, the month and the year, the goals, the course, and the month's page for the meeting.

console-figures-sealed = Without them the numbers would be too small. So there are none here yet. Nothing is lost, and you can register as always.
console-figures-today = Today
console-figures-wait = wait for a time for a pre-talk
console-figures-contacts = { $count ->
    [one] single contact
   *[other] single contacts
}
console-figures-no-days = Contacts are counted for the month, never for the day. So nobody can see who wrote when.

## The goals

console-figures-goals = The goals
console-figures-goal-contacts = Single contacts this year
console-figures-goal-contacts-what = We count every short counselling contact, in the chat, on the phone or face to face. The line is the goal for the year.
console-figures-dashed = The dashed line is where we would be now in a steady year.
console-figures-count-of = { $count } of { $goal }
console-figures-count-of-due = { $count } of { $goal } (steady: { $due })
console-figures-due = In a steady year by now
console-figures-year-gone = { $percent } % of the year has gone. In a steady year { $due } would have been counted by now.
console-figures-since = The numbers begin in { $month }. So we cannot compare them with a whole, steady year yet.
console-figures-pace = At this pace the year ends at about { $about }.
console-figures-pace-unsure = There is too little to go by yet to say where the year ends.
console-figures-chart-goal = Single contacts in { $year } against the goal
console-figures-goal-offers = Offered a time within { $days } days
console-figures-goal-offers-what = We count the pre-talks that ended this year, and how many of them were offered a time within { $days } days of the first contact. The goal is all.
console-figures-chart-offers = Offered a time in time in { $year }, in percent
console-figures-in-time = In time
console-figures-none-yet = nothing counted yet
console-figures-count-percent = { $percent } % ({ $count } of { $of })
console-figures-goal-helped = Got help: at least { $goal } %
console-figures-goal-helped-what = We count those who answer that they got the help they needed, to a high or to some degree. A quarter is shown when it is over.
console-figures-chart-helped = Got the help they needed, in percent
console-figures-year = Year
console-figures-yes = Got help
console-figures-answers = Answers
console-figures-hidden-few = Where it says “hidden” there are so few answers that somebody could be recognised.
console-figures-answers-year =
    { $count ->
        [one] 1 answer has come this year.
       *[other] { $count } answers have come this year.
    }

## Month by month

console-figures-trend-hint = The last two years. A month that is not over is only a frame. The dashed line is the goal, shared over the months of the year.
console-figures-running = { $count } until now
console-figures-chart-trend =
    { $unit ->
        [all] All units, month by month
       *[other] { $goal ->
            [0] { $unit }, month by month
           *[other] { $unit }, month by month (goal: { $goal })
        }
    }

## Clocks

console-figures-clocks = Waiting and times
console-figures-ended = Pre-talks that ended in { $year }
console-figures-two-moments = “Pre-talk held” as the outcome of a contact is counted when the contact is closed. The numbers here count the pre-talk when it is over. So the two are not always the same in a month.

## Breakdowns

console-figures-newest = The newest
console-figures-every-unit = All units
console-figures-every-band = All ages
console-figures-all-units = all units
console-figures-more = More breakdowns of { $period }
console-figures-show = Show
console-figures-quarter = Quarter { $number } of { $year }
console-figures-band = { $name }, { $band }
console-figures-at-least = at least { $count }
console-figures-months-added =
    { $count ->
        [one] From the one month that is over.
       *[other] Added up from { $count } months. Where something is hidden it says “at least”.
    }
console-figures-quarters-added =
    { $count ->
        [one] From the one quarter that is over.
       *[other] Added up from { $count } quarters. Where something is hidden it says “at least”.
    }
console-figures-none-there = There are no contacts to show for { $period } with that choice.
console-figures-odd-period = There are no figures for that period. Choose one from the list.
console-figures-odd-unit = There are no figures for that unit. Choose one from the list.
console-figures-odd-band = That age is not counted by itself. Choose one from the list.
console-figures-odd-together = A quarter is counted for all units together. Choose all units, or choose a month.

## The month for the meeting

console-figures-no-month = There are no figures for that month. A month can be seen here when it is over.
console-month-title = Figures for { $month }
console-month-latest = The month for the meeting
console-month-none = No month is over yet. The page is ready when the first one is.
console-month-print = The page is made to be printed on A4.
console-month-earlier = The month before
console-month-later = The month after
console-month-hidden =
    { $count ->
        [0] No numbers are hidden in this month.
        [one] One number is hidden in this month's breakdowns, because it is so small that somebody could be recognised.
       *[other] { $count } numbers are hidden in this month's breakdowns: the small ones because somebody could be recognised, and some larger ones because the small could be worked out from them.
    }
console-month-open = The breakdowns come when the month is closed. The totals are right now.
console-month-before = The month before
console-month-year-ago = Same month last year
console-month-so-far = The year up to this month
console-month-kinds = Counted apart, and no single contacts:
console-month-uncounted = “–” means that there is no number: nothing was counted yet, the month is left out, or there is no goal.
console-month-mix = Channel and who wrote
console-month-quarter = Age and themes, { $period }
console-month-no-quarter = The themes come when the first quarter is over.
console-month-promise = Pre-talks that ended
console-month-this = In the month
console-month-helped = Did they get help?
console-month-helped-said = { $period }: { $said } got the help they needed, to a high or to some degree. The goal is { $goal } %.
console-month-helped-hidden = { $period }: { $answers } answers. What they answered is hidden, because they are few.
console-month-helped-none = No quarter with answers is over yet.
console-month-notes = About the figures
