### Tider inde i en samtale: det, terapeuten foreslår, flytter og aflyser, og hvordan det gik. Først det, den besøgende læser.

## Skrevet ind i samtalen. Varmt og kort, uden skyld.

bot-booked = Der er sat en tid af til dig: { $when }. { $where }. Passer den ikke, kan du flytte den eller give den tilbage.
bot-proposed =
    { $count ->
        [one] Her er en tid, du kan få. Den bliver holdt til dig indtil { $until }. Passer den?
       *[other] Her er { $count } tider, du kan vælge imellem. De bliver holdt til dig indtil { $until }. Tag den, der passer dig bedst.
    }
bot-move = Kan vi flytte tiden fra { $before } til { $when }? { $where }. Den gamle tid gælder, indtil du siger ja.
bot-agreed = Aftalt: { $when }. { $where }.
bot-cancelled = Tiden { $when } er desværre aflyst. Du kan finde en ny tid her, eller skriv, hvornår det passer dig.
bot-cancelled-times = Tiden { $when } er desværre aflyst. Her er andre tider, vi holder til dig. Passer ingen af dem, finder vi en anden.
bot-absent = Vi fik ikke set hinanden { $when }. Det er helt i orden, og du er stadig velkommen. Du kan finde en ny tid, når det passer dig, eller bare skrive her.
bot-absent-times = Vi fik ikke set hinanden { $when }. Det er helt i orden, og du er stadig velkommen. Her er andre tider, vi holder til dig, hvis du har lyst.
bot-late = Godt, du sagde til om tiden { $when }. Du kan finde en ny, når det passer dig, eller bare skrive her.
bot-late-times = Godt, du sagde til om tiden { $when }. Her er andre tider, vi holder til dig, hvis du har lyst.
bot-other-offer = Det tager længere tid hos os, end vi gerne ville. Måske kan dette sted hjælpe dig før: { $name }. Du beholder din plads her, også hvis du skriver til dem.
said-none-fits = Ingen af tiderne passer mig.
said-keep-time = Jeg vil gerne beholde den tid, vi har aftalt.

## Kortet med de foreslåede tider

proposal-title = Passer en af disse tider?
proposal-title-one = Passer denne tid?
proposal-move-title = Må vi flytte din tid?
proposal-move-what = Du har en tid { $when }. Den gælder, indtil du siger ja til en ny.
proposal-held = Holdes til dig indtil { $until }.
proposal-take = Tag denne tid
proposal-take-named = Tag tiden { $when }
proposal-move-take = Ja, flyt til den nye tid
proposal-none = Ingen af dem passer
proposal-none-one = Den passer ikke
proposal-keep = Nej, behold den gamle tid
proposal-lapsed = Det forslag gælder ikke mere. Det gør ikke noget. Du kan finde en ny tid her.

## Terapeutens kort om forsamtalen

console-times-open = Flyt eller aflys
console-times-to-calendar = Til kalenderen
console-times-room = Åbn videorummet
console-times-proposed = Foreslået, venter på svar:
console-times-asked-to-move = Spurgt, om tiden må flyttes til:
console-times-until = holdes indtil { $when }
console-times-choose = Vælg en tid
console-times-time = Ny tid
console-times-number = Forslag { $number }
console-times-inside = Inden for 14 dage
console-times-behind = Senere end 14 dage
console-times-propose = Foreslå tider
console-times-propose-hint = Op til tre. De bliver holdt i to døgn, og den besøgende vælger selv. En tid, der er lige om lidt, bliver holdt kortere: hvor længe står bagefter ved forslaget. Nye forslag træder i stedet for de gamle.
console-times-propose-do = Send forslag
console-times-book = Sæt en tid af
console-times-book-hint = Når I er enige. Den besøgende får besked og kan selv flytte tiden eller give den tilbage.
console-times-book-do = Sæt tiden af
console-times-move = Flyt tiden
console-times-move-hint = Den besøgende skal sige ja. Den gamle tid gælder, indtil det sker.
console-times-move-do = Spørg, om den må flyttes
console-times-cancel = Aflys tiden
console-times-cancel-hint = Den besøgende får besked og tre nye tider, hvis der er nogen.
console-times-cancel-do = Aflys, og foreslå nye tider
console-times-because = Forklar hvorfor. Det bliver sendt som din besked.
console-times-none = Der er ingen ledige tider i køen de næste seks uger. Læg flere ud i kalenderen.
console-times-reason = Hvorfor tog det mere end 14 dage?
console-times-late-reason = Ved en tid senere end 14 dage: hvorfor?
console-times-no-reason = Vælg en grund
console-times-offers = Fortæl om andre tilbud
console-times-offers-hint = Tre uger er gået. Ét tryk sender en linje om stedet. Pladsen her bliver beholdt.
console-times-offers-do = Fortæl om det
console-times-offers-which = Hvilket tilbud?
console-times-offers-choose = Vælg et tilbud
console-delay-no-times = Ingen ledige tider
console-delay-no-answer = Den besøgende svarede ikke
console-delay-absent = Kom ikke til en tid
console-delay-late-wish = Ønskede først en forsamtale senere
console-delay-therapist-away = Terapeuten var væk
console-delay-wanted-somebody = Ønskede en bestemt terapeut
console-delay-other = Andet
proposal-taken = Den tid er ikke ledig mere, eller også ligger to af tiderne oven i hinanden. Vælg igen.
proposal-how-many = Vælg fra en til { $most } forskellige tider.
proposal-has-time = Der er allerede en tid. Flyt den, hvis den skal være en anden.
proposal-was-held = Forsamtalen er holdt.
proposal-late-reason = Tiden ligger senere end de 14 dage. Vælg også en grund.
pretalk-none = Her er ingen, der ønsker en forsamtale.
pretalk-not-begun = Tiden er ikke begyndt endnu.
offer-unknown = Det tilbud er ikke på listen mere.

## Bagefter

console-how = Hvordan gik det?
console-result-held = Holdt
console-result-absent = Kom ikke
console-result-cancelled-late = Afbud samme dag
console-after-onward = Hvad sker der nu?
console-after-onward-hint = Bliver det et forløb, bør det begynde senest { $day }.
console-after-start-by = Forløbet bør begynde senest { $day }.
console-after-counted = Talt med, uden navn og uden dag.
console-after-absent-hint = Der bliver sendt én venlig besked med nye tider, hvis der er nogen.
console-after-late-hint = Der bliver sendt én venlig tak for beskeden med nye tider, hvis der er nogen.
console-after-send = Send beskeden
console-after-sent = Beskeden er sendt.
console-after-undo-hint = Tiden bliver sat tilbage, og forslagene bliver taget væk. Beskeden er sendt og kan ikke tages tilbage.
outcome-too-late = Det kan ikke fortrydes mere. Enten er det lagt sammen med andre tal, eller også er der sket noget siden.
console-onward-course = Et forløb
console-onward-other-offer = Et andet tilbud
console-onward-not-now = Ikke noget lige nu

## Vejledningen til forsamtalen

console-guide = Vejledning til forsamtalen
console-guide-hint = Brug den som en huskeliste. Det, de allerede har fortalt, står under det punkt, det hører til. Siden kan skrives ud.
console-guide-told = Det har de fortalt
console-nav-guide = Vejledning
console-guide-text = Teksten
console-guide-writing-hint = En linje, der begynder med #, er en overskrift. En linje, der begynder med -, er et punkt. Resten er almindelige sætninger.
console-guide-words = En linje med > henter det, de har fortalt:
console-guide-ours = Tilbage til vores
console-guide-ours-hint = Her står jeres egen tekst.
console-guide-is-ours = Her står den tekst, der følger med.
guide-empty = Der står ingen tekst. Tryk »Tilbage til vores«, hvis du vil have den tekst, der følger med.
guide-too-long = Teksten er for lang. Der er plads til 12.000 tegn.
guide-unknown-word = Linje { $line }: Der er ikke noget, der hedder »{ $word }«. Brug et af ordene på listen.
console-action-guide = Vejledning ændret
