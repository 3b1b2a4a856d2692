## Importing an old registration sheet

console-import = Bring in an old sheet
console-import-link = Bring in an old registration sheet
console-import-what = Here you can count contacts from the sheet you have used until now. Nothing is counted before you have seen every line.
console-import-file = Spreadsheet (.xlsx or .csv)
console-import-file-hint = At most { $most } lines and 5 MB.
console-import-look = Look at the sheet
console-import-busy = The sheet is being read. It can take up to half a minute.
console-import-how = How it works
console-import-how-nothing = The file is not kept. While you work with it, it lies locked, and only your page has the key. After four hours it is gone.
console-import-how-columns = You choose what each column says. Columns with names, CPR numbers, phone numbers, addresses or free text cannot be chosen.
console-import-how-months = Contacts count in the month they were held. A month whose numbers are closed takes no more.
console-import-how-week = For a week the whole import can be taken back. So long its months are open. Then they are closed, and the numbers stand. So bring in all sheets with the same months in the same week.
console-import-how-once = The same sheet is counted once only, also when the file has a new name.
console-imports = Brought in before
console-imports-none = No sheet has been brought in yet.
console-import-contacts =
    { $count ->
        [one] 1 contact
       *[other] { $count } contacts
    }
console-import-until = Can be taken back until { $day } at the latest.
console-import-then = After that, months that are over are closed.
console-import-undo = Take the import back
console-import-undone = The import is taken back. None of its contacts count any more.
console-import-columns = What do the columns say?
console-import-columns-what =
    { $lines ->
        [one] The sheet has 1 line.
       *[other] The sheet has { $lines } lines.
    } We have guessed from headers and content. Change what does not fit.
console-import-hidden =
    { $count ->
        [one] One hidden sheet was not read.
       *[other] { $count } hidden sheets were not read.
    }
console-import-sheet = Sheet
console-import-sheet-do = Use that sheet
console-import-all = For the whole sheet
console-import-all-hint = Used where the line does not say it itself.
console-import-by-age = By age
console-import-by-column = In a column
console-import-each = The columns
console-import-column = Column
console-import-says = Says
console-import-nameless = Column { $number }
console-import-filled =
    { $count ->
        [one] 1 cell filled
       *[other] { $count } cells filled
    }
console-import-see = See what the lines count as
console-import-leave = Stop here
console-column-none = Is not read
console-column-month = Date or month
console-column-times = Number of contacts
console-column-unit = Unit
console-column-years = Age in years
console-column-place = Outreach place
console-column-ticks = Ticks
console-column-refused-cpr = Something here looks like a CPR number.
console-column-refused-phone = Something here looks like a phone number.
console-column-refused-email = Something here looks like an e-mail address.
console-column-refused-address = Something here looks like an address.
console-column-refused-name = Something here looks like names.
console-column-refused-text = This is free text.
console-column-refused-line = It is on line { $line }.
console-column-refused-so = The column is not read.
console-import-lines = What do the lines count as?
console-import-would =
    { $count ->
        [0] No contacts are ready to be counted
        [one] 1 contact is ready to be counted
       *[other] { $count } contacts are ready to be counted
    }
console-import-unclear =
    { $count ->
        [one] 1 line is not clear.
       *[other] { $count } lines are not clear.
    }
console-import-left =
    { $count ->
        [one] 1 line is left out by choice.
       *[other] { $count } lines are left out by choice.
    }
console-import-from-sheet = From the sheet
console-import-standing = Counted already
console-import-problems = Lines that are not clear
console-import-line = Line { $number }:
console-import-problems-more = And { $count } lines more.
console-import-values = What do the words mean?
console-import-values-hint = Choose for each word in the sheet what it counts as.
console-import-choose = Choose
console-import-on-lines =
    { $count ->
        [one] on 1 line
       *[other] on { $count } lines
    }
console-import-skip = The line does not count
console-import-no-values = None of the chosen columns has words to translate.
console-import-again = Show the lines again
console-import-leave-out =
    { $count ->
        [one] Leave out the line that is not clear
       *[other] Leave out the { $count } lines that are not clear
    }
console-import-do =
    { $count ->
        [one] Count 1 contact
       *[other] Count { $count } contacts
    }
console-import-back = Back to the columns
console-import-every = All { $count } lines, one by one
console-import-number = Line
console-import-counts-as = Counts as
console-import-not-clear = Not clear
console-import-counted = The sheet is counted
console-action-import = Brought in a sheet
console-action-import-undone = Took an import back
import-known = This sheet was brought in already, { $day }. It is counted once only.
import-no-month = Choose the column that has the date or the month.
import-nothing = There are no lines to count.
import-too-many = At most { $most } contacts can be counted at once. Divide the sheet.
import-twice = Two columns say the same. Choose only one of them.
import-unclear =
    { $lines ->
        [one] 1 line is not clear. Mend it, or tick to leave it out.
       *[other] { $lines } lines are not clear. Mend them, or tick to leave them out.
    }
sheet-gone = The sheet is not here any more. Bring it in again; what was counted still counts.
sheet-many-values = The column "{ $column }" has too many different words to be a list.
sheet-no-file = Choose a file first.
sheet-too-big = The file is too big. It may be 5 MB at most.
sheet-too-much = The file takes too long to read. Save the sheet alone in a new file and try again.
sheet-too-many-lines = The sheet has too many lines. Divide it into several of at most 5,000.
sheet-too-many-columns = The sheet has too many columns. Keep only those that shall count.
sheet-not-one = The file cannot be read as a spreadsheet. Save it as .xlsx or .csv.
sheet-old-kind = The file is of the old kind (.xls). Save it as .xlsx.
sheet-locked = The file has a password. Save it without.
sheet-macros = The file has macros. Save it as an ordinary .xlsx.
sheet-letters = The letters in the file are broken. Save it again as .xlsx or as CSV UTF-8.
sheet-empty = There are no lines in the sheet.
sheet-error = "{ $column }" has an error instead of a value.
sheet-formula = "{ $column }" is a formula without a value. Open the sheet, save it and try again.
sheet-frozen = { $month } is closed, and its numbers stand.
sheet-future = { $month } has not begun yet.
sheet-long-ago = { $month } is too long ago.
sheet-month = "{ $value }" is not a date or a month.
sheet-no-channel = It does not say how the contact was held.
sheet-no-month = There is no date.
sheet-no-unit = There is neither a unit nor an age that says it.
sheet-times = "{ $value }" is not a number from 1 to { $most }.
sheet-twice = "{ $column }" says something else than another column.
sheet-value = "{ $value }" in "{ $column }" is not chosen.
sheet-years = "{ $value }" is not an age.
