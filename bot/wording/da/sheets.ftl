## Import af et gammelt registreringsark

console-import = Hent et gammelt ark ind
console-import-link = Hent et gammelt registreringsark ind
console-import-what = Her kan I tælle kontakter med fra det ark, I har brugt hidtil. Intet bliver talt, før du har set hver linje.
console-import-file = Regneark (.xlsx eller .csv)
console-import-file-hint = Højst { $most } linjer og 5 MB.
console-import-look = Se på arket
console-import-busy = Arket bliver læst. Det kan tage op til et halvt minut.
console-import-how = Sådan foregår det
console-import-how-nothing = Filen bliver ikke gemt. Mens du arbejder med den, ligger den låst, og kun din side har nøglen. Efter fire timer er den væk.
console-import-how-columns = Du vælger, hvad hver kolonne siger. Kolonner med navne, CPR-numre, telefonnumre, adresser eller fritekst kan ikke vælges.
console-import-how-months = Kontakter tæller i den måned, de blev holdt. En måned, hvis tal er lukket, tager ikke imod flere.
console-import-how-week = I en uge kan hele importen fortrydes. Så længe er dens måneder åbne. Derefter bliver de lukket, og tallene står fast. Hent derfor alle ark med de samme måneder ind i samme uge.
console-import-how-once = Det samme ark bliver kun talt med én gang, også når filen har et nyt navn.
console-imports = Hentet ind før
console-imports-none = Der er ikke hentet noget ark ind endnu.
console-import-contacts =
    { $count ->
        [one] 1 kontakt
       *[other] { $count } kontakter
    }
console-import-until = Kan fortrydes til og med { $day }.
console-import-then = Derefter bliver måneder, der er slut, lukket.
console-import-undo = Fortryd importen
console-import-undone = Importen er fortrudt. Ingen af dens kontakter tæller med mere.
console-import-columns = Hvad siger kolonnerne?
console-import-columns-what =
    { $lines ->
        [one] Arket har 1 linje.
       *[other] Arket har { $lines } linjer.
    } Vi har gættet ud fra overskrifter og indhold. Ret det, der ikke passer.
console-import-hidden =
    { $count ->
        [one] Et skjult ark er ikke læst.
       *[other] { $count } skjulte ark er ikke læst.
    }
console-import-sheet = Ark
console-import-sheet-do = Brug det ark
console-import-all = For hele arket
console-import-all-hint = Bruges, hvor linjen ikke selv siger det.
console-import-by-age = Efter alderen
console-import-by-column = Står i en kolonne
console-import-each = Kolonnerne
console-import-column = Kolonne
console-import-says = Siger
console-import-nameless = Kolonne { $number }
console-import-filled =
    { $count ->
        [one] 1 celle udfyldt
       *[other] { $count } celler udfyldt
    }
console-import-see = Se, hvad linjerne tæller som
console-import-leave = Stop her
console-column-none = Bliver ikke læst
console-column-month = Dato eller måned
console-column-times = Antal kontakter
console-column-unit = Enhed
console-column-years = Alder i år
console-column-place = Opsøgende sted
console-column-ticks = Kryds
console-column-refused-cpr = Her står noget, der ligner et CPR-nummer.
console-column-refused-phone = Her står noget, der ligner et telefonnummer.
console-column-refused-email = Her står noget, der ligner en mailadresse.
console-column-refused-address = Her står noget, der ligner en adresse.
console-column-refused-name = Her står noget, der ligner navne.
console-column-refused-text = Her står fri tekst.
console-column-refused-line = Det er på linje { $line }.
console-column-refused-so = Kolonnen bliver ikke læst.
console-import-lines = Hvad tæller linjerne som?
console-import-would =
    { $count ->
        [0] Ingen kontakter er klar til at blive talt med
        [one] 1 kontakt er klar til at blive talt med
       *[other] { $count } kontakter er klar til at blive talt med
    }
console-import-unclear =
    { $count ->
        [one] 1 linje er ikke klar.
       *[other] { $count } linjer er ikke klare.
    }
console-import-left =
    { $count ->
        [one] 1 linje er valgt fra.
       *[other] { $count } linjer er valgt fra.
    }
console-import-from-sheet = Fra arket
console-import-standing = Talt i forvejen
console-import-problems = Linjer, der ikke er klare
console-import-line = Linje { $number }:
console-import-problems-more = Og { $count } linjer mere.
console-import-values = Hvad betyder ordene?
console-import-values-hint = Vælg for hvert ord i arket, hvad det tæller som.
console-import-choose = Vælg
console-import-on-lines =
    { $count ->
        [one] på 1 linje
       *[other] på { $count } linjer
    }
console-import-skip = Linjen tæller ikke med
console-import-no-values = Ingen af de valgte kolonner har ord, der skal oversættes.
console-import-again = Vis linjerne igen
console-import-leave-out =
    { $count ->
        [one] Udelad den linje, der ikke er klar
       *[other] Udelad de { $count } linjer, der ikke er klare
    }
console-import-do =
    { $count ->
        [one] Tæl 1 kontakt med
       *[other] Tæl { $count } kontakter med
    }
console-import-back = Tilbage til kolonnerne
console-import-every = Alle { $count } linjer, én for én
console-import-number = Linje
console-import-counts-as = Tæller som
console-import-not-clear = Ikke klar
console-import-counted = Arket er talt med
console-action-import = Hentede et ark ind
console-action-import-undone = Fortrød en import
import-known = Dette ark er allerede hentet ind { $day }. Det bliver kun talt med én gang.
import-no-month = Vælg den kolonne, der har dato eller måned.
import-nothing = Der er ingen linjer at tælle med.
import-too-many = Der kan højst tælles { $most } kontakter med på én gang. Del arket.
import-twice = To kolonner siger det samme. Vælg kun én af dem.
import-unclear =
    { $lines ->
        [one] 1 linje er ikke klar. Ret den, eller sæt kryds ved at udelade den.
       *[other] { $lines } linjer er ikke klare. Ret dem, eller sæt kryds ved at udelade dem.
    }
sheet-gone = Arket er her ikke mere. Hent det ind igen; det, der er talt med, tæller stadig.
sheet-many-values = Kolonnen "{ $column }" har for mange forskellige ord til at være en liste.
sheet-no-file = Vælg en fil først.
sheet-too-big = Filen er for stor. Den må højst være 5 MB.
sheet-too-much = Filen tager for lang tid at læse. Gem arket alene i en ny fil, og prøv igen.
sheet-too-many-lines = Arket har for mange linjer. Del det i flere med højst 5.000.
sheet-too-many-columns = Arket har for mange kolonner. Behold kun dem, der skal tælles.
sheet-not-one = Filen kan ikke læses som et regneark. Gem den som .xlsx eller .csv.
sheet-old-kind = Filen er af den gamle slags (.xls). Gem den som .xlsx.
sheet-locked = Filen har en adgangskode. Gem den uden.
sheet-macros = Filen har makroer. Gem den som en almindelig .xlsx.
sheet-letters = Bogstaverne i filen er gået i stykker. Gem den igen som .xlsx eller som CSV UTF-8.
sheet-empty = Der er ingen linjer i arket.
sheet-error = "{ $column }" har en fejl i stedet for en værdi.
sheet-formula = "{ $column }" er en formel uden værdi. Åbn arket, gem det, og prøv igen.
sheet-frozen = { $month } er lukket, og tallene står fast.
sheet-future = { $month } er ikke begyndt endnu.
sheet-long-ago = { $month } er for længe siden.
sheet-month = "{ $value }" er ikke en dato eller en måned.
sheet-no-channel = Der står ikke, hvordan kontakten var.
sheet-no-month = Der står ingen dato.
sheet-no-unit = Der står hverken enhed eller en alder, som siger den.
sheet-times = "{ $value }" er ikke et antal fra 1 til { $most }.
sheet-twice = "{ $column }" siger noget andet end en anden kolonne.
sheet-value = "{ $value }" i "{ $column }" er ikke valgt.
sheet-years = "{ $value }" er ikke en alder.
