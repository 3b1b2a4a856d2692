# Tabeller i tallene, som ikke er et spørgsmål med svar fra en liste.
console-age-brus = Alder i hele år
console-table-ages = { $first }-{ $last } år
console-table-other = Andet
