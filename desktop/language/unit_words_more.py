"""How units are written in German, Italian, Vietnamese and Indonesian. Same rows as `unit_words_latin`."""

from __future__ import annotations

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
#hand: hand, hande, seite, seiten
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
gsm: grammi al metro quadrato, grammi per metro quadrato, grammi al metro quadro, g al metro quadrato
gsm: g per metro quadrato, g al m², g per m², g al mq, grammi al mq, grammi al m², g/mq, gr/mq
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
#hand: lato, lati, mano, mani, mano sola, sola mano
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
gsm: gam/m², gam trên mét vuông, gram/m², g mỗi mét vuông, gam mỗi mét vuông, gram mỗi mét vuông, g trên mét vuông
gsm: g một mét vuông, gam một mét vuông, g mỗi m²
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
#hand: tay, mặt
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
#hand: tangan, sisi
money:USD: dolar, dolar as
money:IDR: rupiah
"""

ROWS = {"de": DE, "it": IT, "vi": VI, "id": ID}
