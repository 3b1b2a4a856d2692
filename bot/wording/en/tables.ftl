# Tables among the figures that are no question with answers from a list.
console-age-brus = Age in whole years
console-table-ages = { $first } to { $last } years
console-table-other = Other
console-table-grouped = Put answers together in groups
console-group-authorities = Health visitors and the authority
console-group-care = Doctor, hospital and treatment
console-group-chat = Chat
console-group-longer = More than half an hour
console-group-meeting = Meetings
console-group-parents = Parents
console-group-pretalk = Pre-talk wanted or held
console-group-relatives = Others in the family
console-group-there = Has other support
console-group-with-parents = With mother, father or both
console-group-within-half-an-hour = Half an hour at most
console-table-together = Added up from what is shown. Where something is hidden, it says “at least”.
