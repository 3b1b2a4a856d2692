### Kalendere: det, der står i en kalender, hvad der kan være galt med en terapeuts egen, og dage, man kan lukke.

## I kalenderen. Ord, som alle må se: de siger intet om, hvad aftalen handler om.

calendar-title = Aftale
calendar-name = Aftaler

## Til terapeuten: hvorfor en kalender ikke kan bruges

calendar-too-big = Kalenderen fylder mere end 8 MB. Hent kun det seneste år ud af den, og prøv igen.
calendar-too-many = Der er for mange gentagelser i kalenderen til, at den kan læses. Som regel er det én aftale, der gentages uden ende.
calendar-not-one = Det er ikke en hel kalenderfil (.ics). Hent den igen fra din kalender, eller se efter, om adressen er den rigtige.
calendar-address = Adressen kan ikke bruges. Den skal begynde med https:// eller webcal://, og der må ikke stå brugernavn eller adgangskode i den.
calendar-inward = Adressen fører ind i et lukket netværk. Derfra kan kalenderen ikke hentes.
calendar-login = Serveren siger nej. Se efter, om brugernavnet og adgangskoden passer.
calendar-gone = Der er ingen kalender på den adresse. Find adressen i din kalender igen.
calendar-silent = Serveren svarer ikke lige nu. Det, der er læst før, gælder stadig.

## Dage, som mange steder holder lukket, uden at det er helligdage

closed-workers-day = 1. maj
closed-constitution-day = Grundlovsdag
closed-christmas-eve = Juleaftensdag
closed-new-years-eve = Nytårsaftensdag
