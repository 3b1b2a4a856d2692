# Tables among the figures that are no question with answers from a list.
console-age-brus = Age in whole years
console-table-ages = { $first } to { $last } years
console-table-other = Other
