# Tabeller i tallene, som ikke er et spørgsmål med svar fra en liste.
console-age-brus = Alder i hele år
console-table-ages = { $first }-{ $last } år
console-table-other = Andet
console-table-grouped = Læg svar sammen i grupper
console-group-authorities = Sundhedsplejen og kommunen
console-group-care = Læge, hospital og behandling
console-group-chat = Chat
console-group-longer = Mere end en halv time
console-group-meeting = Møder
console-group-parents = Forældre
console-group-pretalk = Forsamtale ønsket eller holdt
console-group-relatives = Andre i familien
console-group-there = Har anden støtte
console-group-with-parents = Hos mor, far eller begge
console-group-within-half-an-hour = Højst en halv time
console-table-together = Lagt sammen af det, der er vist. Hvor noget er skjult, står der »mindst«.
