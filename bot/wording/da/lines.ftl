## Registrering i én linje

console-line = Skriv kontakten i én linje
console-line-hint = Tryk Enter for at tælle med. Rækkefølgen er lige meget.
console-line-last = Skriver du ikke kanal og enhed, er de som sidst:
console-line-show = Vis først
console-line-shown = Det bliver talt sådan her
console-line-as = Som linje:
console-line-how = Sådan skriver du
console-line-words = Ord, du kan bruge
console-line-words-hint = Du kan nøjes med begyndelsen af et ord, når kun ét ord begynder sådan.
console-line-lists = Vælg fra lister i stedet
console-line-example-1 = 3 x telefon, forælder, 3-11, råd
console-line-example-1-why = tre ens på én gang
console-line-example-2 = tlf mor 7 år råd 20 min
console-line-example-2-why = uden komma, med korte ord og alder i år
console-line-example-3 = fremmøde, pædagog, 0-2, henvist
console-line-example-3-why = arbejdsstedet siger, at det var en fagperson
console-line-example-4 = video, ung selv, 17-24, ønsker forsamtale, sidste måned
console-line-example-4-why = tæller med i måneden før, så længe den er åben
console-line-example-5 = sikker mail, mormor, 3-11, alkohol, mors forbrug, vold
console-line-example-5-why = så meget, du ved, og ikke mere
console-place = Opsøgende sted
console-years = Alder i år
console-years-said = { $years } år
console-role-parent = Forælder
register-month-closed = Den måned er lukket, og tallene står fast. Tæl kontakten med i denne måned.
register-years = Skriv alderen som et tal fra 0 til { $oldest }, eller lad feltet stå tomt.
line-ages = { $years } år og { $band } passer ikke sammen.
line-chat = Chatten skal ikke skrives her: den tæller selv med, når samtalen bliver lukket.
line-empty = Skriv en linje, for eksempel: telefon, mor, 3-11, råd.
line-far-month = Kun denne måned og måneden før kan tælles med her.
line-meanings = "{ $word }" kan betyde flere ting: { $could }.
line-no-channel = Skriv også, hvordan kontakten var: { $channels }.
line-no-unit = Skriv også alderen eller enheden: { $units }.
line-number = Tallet { $number } passer ikke her.
line-place = Det sted kender vi ikke; stederne er: { $places }.
line-place-channel = { $place } hører kun til en opsøgende kontakt.
line-twice = Der står både "{ $first }" og "{ $second }"; skriv kun det ene.
line-unknown = Det forstår vi ikke: { $words }.
line-unknown-meant = Det forstår vi ikke: { $words } – mente du { $meant }?
counts-sealed =
    { $count ->
        [0] Tallene er forseglet
        [one] 1 optælling venter forseglet
       *[other] { $count } optællinger venter forseglet
    }, og kun den, der har enhedens nøgle til tallene, kan åbne dem. Det sker af sig selv, så snart en kollega, der har nøglen, logger ind.
