# The yearly report: the goals, and the target group's profile beside a comparison.
console-year-latest = Yearly report
console-year-title = Yearly report { $year }
console-year-made = Made on { $day } { $year }.
console-year-contacts = Single contacts
console-year-pretalks = Pre-talks that ended
console-year-not-over = The year is not closed yet, so these are not the whole year's numbers.
console-year-profile = The target group's profile
console-year-no-profile = No breakdowns of that year are shown yet. They come when a quarter is closed.
console-year-legend = { $beside ->
    [none] The bars show how many in 100 gave that answer.
   *[other] The bars show how many in 100 gave that answer: filled is here, the frame below is { $beside }.
}
console-year-several = (several answers possible)
console-year-count = Number
console-year-here = Here
console-year-percent = { $percent } %
console-year-said = { $label }: here { $here }, comparison { $there }
console-year-said-alone = { $label }: { $here }
console-year-picture = { $beside ->
    [none] { $name }, { $year }
   *[other] { $name }, { $year }, beside { $beside }
}
console-year-unknown = { $count } without a known answer are not part of N.
console-year-with-unknown = N are all contacts, also those without a known answer, because their number is hidden.
console-year-note-n = N is the number of contacts whose answer is known. Where there can be several answers, N are all contacts, and the percentages do not add up to 100.
console-year-note-comparison = The numbers of { $name } are somebody else's and were taken from a sheet.
console-year-helped-none = Answers to whether people got help are shown when the year is closed.
console-year-compare = Compare with others
console-year-compare-hint = Upload a sheet of how others are spread, for example the whole country. The template has a line for each answer: write a number or a percentage, and N.
console-year-template = Get the template
console-year-compare-name = Who is it compared with?
console-year-compare-file = The sheet (.xlsx or .csv)
console-year-compare-do = Upload
console-year-leave-out = Leave those lines out and take the others (choose the file again)
console-year-compared = { $lines ->
    [one] One line of { $name } was taken in.
   *[other] { $lines } lines of { $name } were taken in.
} { $left ->
    [0] { "" }
    [one] One line was left out.
   *[other] { $left } lines were left out.
}
console-year-replaced = They stand in the place of the comparison there was.
console-year-forgotten = The comparison was removed.
console-year-forget = Remove { $name }
console-year-unclear = { $count ->
    [one] One line is not clear, so nothing was taken in.
   *[other] { $count } lines are not clear, so nothing was taken in.
}
console-year-line = Line { $number }:
console-action-comparison = Took in a comparison
console-action-comparison-gone = Removed a comparison
year-unknown = Nothing was counted in that year.
comparison-name-odd = Write who it is compared with: { $most } characters at most, and nothing that points at a person.
comparison-columns = The sheet needs the columns tabel, svar and either antal or procent. The template has them.
comparison-too-many = The sheet has too many lines. There can be { $most }.
comparison-empty = There is no line with numbers in the sheet.
comparison-table-unknown = there is no such table here.
comparison-answer-unknown = there is no such answer in that table.
comparison-no-number = a number or a percentage is missing.
comparison-number-odd = the number cannot be read.
comparison-more-than-all = the number is larger than N.
comparison-twice = the answer is there twice.
