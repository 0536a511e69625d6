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
cl: cl
dl: dl
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
m3/h: m3/h, m³/h, ㎥/h, ㎥/hr
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
gsm: grams per square metre, grams per square meter, grams to the square metre, grams to the square meter, g to the square metre, g per square metre, g per square meter, g per m², g per m2
gsm: g per sqm, gram per square meter
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
pcs/min: pieces per minute, pieces/min, pieces/minute, bags per minute, packs per minute, units per minute
pcs/min: pieces a minute, bags a minute, bags/min
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
rpm: revoluciones por minuto, rotaciones por minuto, r.p.m.
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
#hand: mano, manos, cara, caras, lado, lados
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
rpm: rotacoes por minuto, rotacoes/min, r.p.m.
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
#hand: mao, maos, so mao, lado, lados, face, faces
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
gsm: grammes par metre carre, grammes au metre carre, g par metre carre, g au metre carre, g par m², g au m², g au m2
gsm: grammes par m², grammes au m²
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
#hand: main, mains, seule main, cote, cotes, face, faces
money:USD: dollar, dollars
money:EUR: euro, euros
"""

ROWS = {"": INTERNATIONAL, "en": EN, "es": ES, "pt": PT, "fr": FR}
