"""How units are written in the Latin-script languages, beside the international symbols.

One row per unit: canonical symbol, colon, writings. Symbols and names: SI brochure, CLDR, UN/ECE Rec 20 and the
trade's own short forms (uds., Stk., pz.). Pseudo-units: `#colour` and `#size` count the card's own lists,
`#hand` is an idiom that states nothing, `money:XXX` is a currency.
"""

from __future__ import annotations

INTERNATIONAL = """
mm: mm
cm: cm, ㎝, cms
m: m, mtr, mtrs
km: km
in: in, in., inch, inches, ", ''
ft: ft, ft.
yd: yd, yds
g: g, gr, grs, gm
kg: kg, kgs, kg., kgs., ㎏, kilo, kilos
t: t, mt
mg: mg
oz: oz, oz.
fl oz: fl oz, fl. oz, fl. oz., fl oz., fluid ounces
lb: lb, lbs, lb., lbs.
ml: ml, cc
L: l, ltr
m3: m3, m³, ㎥, m^3, cbm, cu m
cm3: cm3, cm³
cm2: cm2, cm²
m2: m2, m², ㎡, m^2, sqm
ft2: ft2, ft², sq ft, sqft
gal: gal, gal.
gsm: gsm, g/m2, g/m², g/㎡, g / m2, g / m², gr/m2, gr/m², g/sqm, g/qm, gms
oz/yd2: oz/yd2, oz/yd², oz/sq yd
W: w
kW: kw
hp: hp, ps, cv
V: v, vac, vdc, volt, volts
kV: kv
mV: mv
A: a, amp, amps
mA: ma
Ah: ah
mAh: mah
Wh: wh
kWh: kwh
Hz: hz
kHz: khz
MHz: mhz
GHz: ghz
lm: lm
lx: lx, lux
K: k
dB: db, dba
ohm: ohm, ohms, ω
°C: °c, ℃, ºc, deg c
°F: °f, ℉, ºf
%: %, pct
Pa: pa
kPa: kpa
MPa: mpa
bar: bar, bars
psi: psi
N: n
kN: kn
Nm: nm, n·m, n.m, n m
rpm: rpm, r/min, u/min
L/min: l/min, lpm
m3/h: m3/h, m³/h
m/s: m/s
m/min: m/min
s: s, sec, sec.
min: min, min., mins
h: h, hr, hrs
denier: d, den, denier
tex: tex
thread_count: tc
pcs/min: pcs/min, pcs/min., pc/min, ppm, bpm
MB: mb
GB: gb
mesh: mesh
HRC: hrc
piece: pc, pcs, pc., pcs.
set: set, sets
carton: ctn, ctns, ctn., ctns.
20GP: 20gp
°: °, º
AWG: awg
money:USD: usd, us$, u$s, $, us dollars, us dollar
money:EUR: eur, €
money:CNY: cny, rmb, ¥, ￥
money:GBP: gbp, £
money:JPY: jpy
money:VND: vnd, ₫
money:IDR: idr, rp
money:RUB: rub, ₽
money:KRW: krw, ₩
money:BRL: brl, r$
"""

EN = """
mm: millimetre, millimetres, millimeter, millimeters
cm: centimetre, centimetres, centimeter, centimeters
m: metre, metres, meter, meters
in: inch, inches, inch., ins
ft: foot, feet
yd: yard, yards
g: gram, grams, gramme, grammes
kg: kilogram, kilograms, kilogramme
t: ton, tons, tonne, tonnes
oz: ounce, ounces
lb: pound, pounds
ml: millilitre, millilitres, milliliter, milliliters
L: litre, litres, liter, liters
gal: gallon, gallons
m3: cubic metre, cubic metres, cubic meter, cubic meters
m2: square metre, square metres, square meter, square meters
gsm: grams per square metre, grams per square meter, g per square metre, g per square meter, g per m², g per m2, g per sqm, gram per square meter
W: watt, watts
kW: kilowatt, kilowatts
hp: horsepower
A: amp, amps, ampere, amperes
mAh: milliamp hours, milliampere hours, milliamp-hours
Hz: hertz
lm: lumen, lumens
K: kelvin, kelvins, degrees kelvin
°C: degrees celsius, degrees c, degree celsius
°: degree, degrees
%: percent, per cent
s: second, seconds
min: minute, minutes
h: hour, hours
day: day, days, calendar day, calendar days, working day, working days, business days
week: week, weeks, wk, wks
month: month, months, mo
year: year, years, yr, yrs
pcs/min: pieces per minute, pieces/min, pieces/minute, bags per minute, packs per minute, units per minute, pieces a minute, bags a minute, bags/min
rpm: revolutions per minute
piece: piece, pieces, unit, units, item, items, ea
set: set, sets
pair: pair, pairs, prs
dozen: dozen, dozens, doz
carton: carton, cartons, master carton, master cartons
box: box, boxes, gift box, gift boxes
bag: bag, bags
roll: roll, rolls
sheet: sheet, sheets
pack: pack, packs
bundle: bundle, bundles
pallet: pallet, pallets
polybag: polybag, polybags
#colour: colour, colours, color, colors, shade, shades, colourways, colorways
#size: size, sizes
#hand: hand, hands, side, sides
denier: denier
mesh: mesh
"""

ES = """
mm: milimetro, milimetros
cm: centimetro, centimetros
m: metro, metros, mts
in: pulgada, pulgadas, pulg
ft: pie, pies
yd: yarda, yardas
g: gramo, gramos
kg: kilogramo, kilogramos, kilo, kilos
t: tonelada, toneladas
oz: onza, onzas
lb: libra, libras
ml: mililitro, mililitros
L: litro, litros
m3: metro cubico, metros cubicos
m2: metro cuadrado, metros cuadrados
gsm: gramos por metro cuadrado, g por metro cuadrado, g por m², g por m2, gramos por m²
W: vatio, vatios, watt, watts
kW: kilovatio, kilovatios
V: voltio, voltios
A: amperio, amperios
Hz: hercio, hercios
mAh: miliamperios hora, miliamperios-hora
lm: lumen, lumenes
°C: grados celsius, grados centigrados
°: grado, grados
%: por ciento, por cien
s: segundo, segundos
min: minuto, minutos
h: hora, horas
day: dia, dias, dia habil, dias habiles, dias naturales, dias laborables
week: semana, semanas
month: mes, meses
year: ano, anos
pcs/min: uds./min, uds/min, ud/min, unidades/min, unidades por minuto, piezas por minuto, piezas/min, bolsas por minuto, piezas/minuto
piece: pieza, piezas, pza, pzas, pza., pzas., unidad, unidades, ud, uds, ud., uds., articulo, articulos
set: juego, juegos, conjunto, conjuntos
pair: par, pares
dozen: docena, docenas
carton: caja, cajas, carton, cartones, caja de carton, cajas de carton
box: estuche, estuches
bag: bolsa, bolsas
roll: rollo, rollos
sheet: hoja, hojas
pack: paquete, paquetes
bundle: fardo, fardos
pallet: palet, palets, pale, pallet, pallets
#colour: color, colores, tono, tonos
#size: talla, tallas, tamano, tamanos, medida, medidas
#hand: mano, manos
money:USD: dolar, dolares, dolares estadounidenses
money:EUR: euro, euros
"""

PT = """
mm: milimetro, milimetros
cm: centimetro, centimetros
m: metro, metros
in: polegada, polegadas, pol
ft: pe, pes
yd: jarda, jardas
g: grama, gramas
kg: quilograma, quilogramas, quilo, quilos
t: tonelada, toneladas
oz: onca, oncas
lb: libra, libras
ml: mililitro, mililitros
L: litro, litros
m3: metro cubico, metros cubicos
m2: metro quadrado, metros quadrados
gsm: gramas por metro quadrado, g por metro quadrado, g por m², g por m2, gramas por m²
W: watt, watts
V: volt, volts
A: ampere, amperes
mAh: miliamperes hora, miliampere-hora
lm: lumen, lumens
°C: graus celsius
°: grau, graus
%: por cento
s: segundo, segundos
min: minuto, minutos
h: hora, horas
day: dia, dias, dia util, dias uteis, dias corridos
week: semana, semanas
month: mes, meses
year: ano, anos
pcs/min: pcs/min, pecas/min, pecas por minuto, unidades por minuto, sacos por minuto, pecas/minuto, unidades/min
piece: peca, pecas, pc, pcs, unidade, unidades, un, uns, un., und, unid, unid., item, itens
set: conjunto, conjuntos, jogo, jogos, kit, kits
pair: par, pares
dozen: duzia, duzias
carton: caixa, caixas, caixa de papelao, caixas de papelao, caixa de embarque
box: estojo, estojos
bag: saco, sacos, sacola, sacolas
roll: rolo, rolos
sheet: folha, folhas
pack: pacote, pacotes
bundle: fardo, fardos
pallet: palete, paletes, pallet, pallets
#colour: cor, cores, tom, tons
#size: tamanho, tamanhos
#hand: mao, maos, so mao
money:USD: dolar, dolares
money:EUR: euro, euros
money:BRL: real, reais
"""

FR = """
mm: millimetre, millimetres
cm: centimetre, centimetres
m: metre, metres
in: pouce, pouces, po
ft: pied, pieds, pi
yd: yard, yards, verge, verges
g: gramme, grammes
kg: kilogramme, kilogrammes, kilo, kilos
t: tonne, tonnes
oz: once, onces
lb: livre, livres
ml: millilitre, millilitres
L: litre, litres
m3: metre cube, metres cubes
m2: metre carre, metres carres
gsm: grammes par metre carre, grammes au metre carre, g par metre carre, g au metre carre, g par m², g au m², g au m2, grammes par m², grammes au m²
W: watt, watts
V: volt, volts
A: ampere, amperes
Hz: hertz
mAh: milliamperes-heures, milliamperes heures
lm: lumen, lumens
°C: degres celsius
°: degre, degres
%: pour cent
s: seconde, secondes
min: minute, minutes, mn
h: heure, heures
day: jour, jours, jour ouvre, jours ouvres, jours ouvrables, jours calendaires
week: semaine, semaines
month: mois
year: an, ans, annee, annees
rpm: tr/min, tours par minute, tours/min
pcs/min: pieces/min, pieces par minute, pcs/min, sachets par minute, pieces/minute, unites par minute
piece: piece, pieces, pce, pces, pcs, pc, unite, unites, article, articles
set: jeu, jeux, ensemble, ensembles, lot, lots
pair: paire, paires
dozen: douzaine, douzaines
carton: carton, cartons
box: boite, boites
bag: sac, sacs, sachet, sachets
roll: rouleau, rouleaux
sheet: feuille, feuilles
pack: paquet, paquets
bundle: ballot, ballots
pallet: palette, palettes
#colour: couleur, couleurs, coloris, teinte, teintes
#size: taille, tailles
#hand: main, mains, seule main
money:USD: dollar, dollars
money:EUR: euro, euros
"""

DE = """
mm: millimeter, millimetern
cm: zentimeter, zentimetern
m: meter, metern
in: zoll
ft: fuss, fuß
yd: yard, yards
g: gramm
kg: kilogramm, kilo
t: tonne, tonnen
oz: unze, unzen
lb: pfund
ml: milliliter
L: liter, litern
m3: kubikmeter
m2: quadratmeter
gsm: gramm pro quadratmeter, gramm je quadratmeter, g pro quadratmeter, g je quadratmeter, g pro m², g je m², g pro m2, gramm pro m², g/qm
W: watt
kW: kilowatt
V: volt
A: ampere
Hz: hertz
mAh: milliamperestunden
lm: lumen
°C: grad celsius
°: grad
%: prozent
s: sekunde, sekunden
min: minute, minuten
h: stunde, stunden, std, std.
day: tag, tage, tagen, werktag, werktage, werktagen, arbeitstage, arbeitstagen, kalendertage
week: woche, wochen
month: monat, monate, monaten
year: jahr, jahre, jahren
rpm: u/min, umdrehungen pro minute
pcs/min: stk./min, stk/min, stuck/min, stuck pro minute, beutel pro minute, stuck je minute, beutel je minute, stuck/minute
piece: stuck, stk, stk., st, st., stucke, stucken, einheit, einheiten, artikel, exemplar, exemplare, teile
set: satz, satze, set, sets, garnitur, garnituren
pair: paar, paare
dozen: dutzend
carton: karton, kartons, umkarton, umkartons, versandkarton, versandkartons, exportkarton
box: schachtel, schachteln, box, boxen, kasten
bag: beutel, tasche, taschen, tute, tuten
roll: rolle, rollen
sheet: blatt, bogen
pack: packung, packungen, pack, paket, pakete
bundle: bund, bundel
pallet: palette, paletten
polybag: polybeutel
#colour: farbe, farben, farbton, farbtone, farbtonen
#size: grosse, grossen, größe, größen, große
#hand: hand, hande
money:USD: dollar, us-dollar
money:EUR: euro, euros
"""

IT = """
mm: millimetro, millimetri
cm: centimetro, centimetri
m: metro, metri
in: pollice, pollici
ft: piede, piedi
yd: iarda, iarde
g: grammo, grammi
kg: chilogrammo, chilogrammi, chilo, chili
t: tonnellata, tonnellate
oz: oncia, once
lb: libbra, libbre
ml: millilitro, millilitri
L: litro, litri
m3: metro cubo, metri cubi
m2: metro quadrato, metri quadrati, metro quadro, metri quadri, mq
gsm: grammi al metro quadrato, grammi per metro quadrato, grammi al metro quadro, g al metro quadrato, g per metro quadrato, g al m², g per m², g al mq, grammi al mq, grammi al m², g/mq, gr/mq
W: watt
V: volt
A: ampere
Hz: hertz
lm: lumen
°C: gradi celsius
°: grado, gradi
%: per cento, percento
s: secondo, secondi
min: minuto, minuti
h: ora, ore
day: giorno, giorni, giorni lavorativi, giorno lavorativo
week: settimana, settimane
month: mese, mesi
year: anno, anni
rpm: giri/min, giri al minuto
pcs/min: pz/min, pezzi/min, pezzi al minuto, buste al minuto, pz./min, pezzi/minuto, pezzi per minuto
piece: pezzo, pezzi, pz, pz., unita, articolo, articoli, capo, capi
set: set, serie, completo, completi, insieme
pair: paio, paia
dozen: dozzina, dozzine
carton: cartone, cartoni
box: scatola, scatole
bag: sacchetto, sacchetti, busta, buste, sacco, sacchi
roll: rotolo, rotoli
sheet: foglio, fogli
pack: confezione, confezioni, pacco, pacchi, pacchetto, pacchetti
bundle: fascio, fasci
pallet: pallet, bancale, bancali
#colour: colore, colori, tonalita, tinta, tinte
#size: taglia, taglie, misura, misure
#hand: mano, mani, mano sola, sola mano
money:USD: dollaro, dollari
money:EUR: euro
"""

VI = """
mm: mi-li-mét, milimét, mi li mét
cm: xăng-ti-mét, xentimét, centimet, xen-ti-mét, phân
m: mét
in: inch, inches, in-sơ
ft: foot, feet, bộ anh
g: gam, gram
kg: ki-lô-gam, kilôgam, kilogam, kí, ký, cân, ki lô gam
t: tấn
oz: ounce, ao-xơ
lb: pound
ml: mililít, mi-li-lít, mililit
L: lít
m3: mét khối, khối
m2: mét vuông
gsm: gam/m², gam trên mét vuông, gram/m², g mỗi mét vuông, gam mỗi mét vuông, gram mỗi mét vuông, g trên mét vuông, g một mét vuông, gam một mét vuông, g mỗi m²
W: oát, watt
V: vôn, volt
A: ampe
Hz: héc
°C: độ c, độ
%: phần trăm
s: giây
min: phút
h: giờ, tiếng
day: ngày, ngày làm việc
week: tuần
month: tháng
year: năm
rpm: vòng/phút, vòng mỗi phút
pcs/min: cái/phút, chiếc/phút, túi/phút, sản phẩm/phút, túi mỗi phút, cái mỗi phút, chiếc mỗi phút, sản phẩm mỗi phút
piece: cái, chiếc, sản phẩm, đơn vị, mẫu, quả, tấm
set: bộ
pair: đôi, cặp
dozen: tá, lố
carton: thùng, thùng carton, thùng các-tông, kiện
box: hộp
bag: túi, bao
roll: cuộn
sheet: tờ
pack: gói
bundle: bó
pallet: pallet, ba-lết
#colour: màu, màu sắc, tông màu, gam màu
#size: cỡ, kích cỡ, size, kích thước
#hand: tay
money:USD: đô la, đô la mỹ, đô-la
money:VND: đồng, vnđ
"""

ID = """
mm: milimeter
cm: sentimeter, senti
m: meter
in: inci, inchi
ft: kaki
g: gram
kg: kilogram, kilo
t: ton
oz: ons
ml: mililiter
L: liter
m3: meter kubik
m2: meter persegi
gsm: gram per meter persegi, gram/m², g per meter persegi, gram per m², g per m²
W: watt
V: volt
A: ampere
°C: derajat celsius, derajat celcius
°: derajat
%: persen
s: detik
min: menit
h: jam
day: hari, hari kerja, hari kalender
week: minggu, pekan
month: bulan, bln
year: tahun, thn
rpm: putaran per menit
pcs/min: pcs/menit, buah/menit, buah per menit, kantong per menit, unit per menit, pcs per menit, unit/menit, pak per menit
piece: buah, pcs, potong, unit, biji, helai, lembar, barang
set: set, stel, perangkat
pair: pasang
dozen: lusin
carton: karton, dus, kardus, karton ekspor
box: kotak
bag: kantong, tas, kantung
roll: rol, gulung, gulungan
sheet: lembar
pack: pak, bungkus, kemasan
bundle: bundel, ikat
pallet: palet
#colour: warna, pilihan warna
#size: ukuran, pilihan ukuran
#hand: tangan
money:USD: dolar, dolar as
money:IDR: rupiah
"""

ROWS = {"": INTERNATIONAL, "en": EN, "es": ES, "pt": PT, "fr": FR, "de": DE, "it": IT, "vi": VI, "id": ID}
