"""More writings of units: case and plural forms, words that the trade uses beside the usual one, Fahrenheit and long electrical names.

Same format as `unit_words_latin`; a row here adds to the language's own rows.
"""

from __future__ import annotations

ROWS = {
    "en": """
dB: decibel, decibels
piece: pce, pces
set: kit, kits
#colour: tone, tones, hue, hues, tint, tints, colorway, colorways, colourway
°F: degrees fahrenheit, degrees f, degree fahrenheit
mAh: milliampere-hours, milliamp-hour, milliampere hour, milliamp hour
oz/yd2: ounces per square yard, ounce per square yard, oz per square yard, oz per sq yd, oz a square yard
gsm: grams a square metre, grams a square meter, g a square metre, g to a square metre
box: giftbox, giftboxes, case, cases
kN: kilonewton, kilonewtons
bar: bars
rpm: turns per minute, turns a minute, revolutions a minute, rotations per minute
""",
    "es": """
dB: decibelio, decibelios, decibeles
piece: ejemplar, ejemplares, piezas sueltas, unid, unid., unids
set: set, sets, kit, kits, completo, completos, vajilla, vajillas
#colour: matiz, matices, tonalidad, tonalidades
°F: grados fahrenheit, °f
mAh: miliamperio hora, miliamperio-hora, miliamperios
box: caja de regalo, cajas de regalo, cajita, cajitas
kN: kilonewton, kilonewtons
bag: bolsitas
rpm: vueltas por minuto, giros por minuto, revoluciones
""",
    "pt": """
dB: decibel, decibeis
piece: exemplar, exemplares, pecas avulsas, pçs, pcs.
set: set, sets, jogos completos, aparelho, aparelhos
#colour: tonalidade, tonalidades, matiz, matizes
°F: graus fahrenheit
mAh: miliamperes-hora, miliampere hora, miliamperes, miliampere-horas
lm: lumenes
box: caixa de presente, caixas de presente, caixinha, caixinhas
kN: quilonewton, quilonewtons
rpm: giros por minuto, voltas por minuto, rotacoes
""",
    "fr": """
dB: decibel, decibels
piece: exemplaire, exemplaires, pcs., p.
set: set, sets, kit, kits, service, services, parure, parures
#colour: ton, tons, nuance, nuances
°F: degres fahrenheit
mAh: milliampere-heure, milliampere heure, milliamperes
box: coffret, coffrets, coffrets cadeaux, boites cadeaux, boitier, boitiers
rpm: tours-minute, tours a la minute
kN: kilonewton, kilonewtons
""",
    "de": """
dB: dezibel
piece: stucks, stückzahl, exemplaren, einheiten, artikeln
set: sets, satzes, satzen, garnitur, kit, kits, service
#colour: ton, tone, tonen, nuance, nuancen, farbtons, farbvarianten, uni-farben, unifarben
°F: grad fahrenheit
mAh: milliampere-stunden, milliamperestunde, milliampere
box: schachtel, geschenkschachtel, geschenkschachteln, geschenkbox, geschenkboxen, kartonschachtel
kN: kilonewton
rpm: umdrehungen, umdrehungen in der minute, umdrehungen je minute
""",
    "it": """
dB: decibel
piece: esemplare, esemplari, unita, articoli
set: kit, servizio, servizi, parure
#colour: tono, toni, sfumatura, sfumature, tinte unite
°F: gradi fahrenheit
mAh: milliampere-ora, milliampereora, milliamperora, milliamperore, milliampere ora, milliampere
box: scatola regalo, scatole regalo, confezione regalo, confezioni regalo, scatoletta, scatolette
kN: kilonewton, chilonewton
rpm: giri per minuto, giri
""",
    "ru": """
dB: децибел, децибела, децибелов, децибелах
piece: штукам, штуках, штуками, экземпляр, экземпляра, экземпляров, предмет, предмета, предметов, изделиям, изделиями, ед., единицам
set: комплекты, комплекту, комплектом, комплектам, комплектах, комплектами, наборы, набору, набором, наборам, наборах, сервиз, сервиза, сервизов
pair: парой, парам, парах, парами
box: коробки, коробок, коробке, коробку, коробка, коробках, упаковке, упаковку, упаковках
#colour: цвете, цветам, цветами, оттенки, оттенках, тон, тона, тонов, тонах, расцветка, расцветках
#size: размеры, размерах, размерам, размерами
°C: градус, градуса, градусах, градусам, градусами, градусов по цельсию, градуса цельсия, градусах цельсия
°F: °ф, градусов по фаренгейту, градусов фаренгейта
mAh: миллиампер-часа, миллиампер-часах, миллиампер часов
kN: килоньютон, килоньютона, килоньютонов
m: метре, метрах, метром, метрами, метру
cm: сантиметре, сантиметрах, сантиметрами, сантиметру
mm: миллиметре, миллиметрах, миллиметрами
kg: килограмме, килограммах, килограммами, килограмму, кило
g: грамме, граммах, граммами
L: литре, литрах, литрами
h: часах, часам, часами, часе
day: днях, дням, днями, дне
month: месяцах, месяцам, месяцами, месяце
year: годах, годам, годами, году, годе
lm: люмена, люменах, люменами
W: ваттах, ваттами
V: вольтах, вольтами
bar: барах, барами, атмосфер, атмосферы
rpm: оборотов в минуту, оборота в минуту, об./мин, об. в минуту
""",
    "ar": """
dB: ديسيبل, ديسيبلا
piece: قطعا, قطعتان, وحدتان, وحده, حبه, صنف, أصناف, عدد, غرض, أغراض
set: أطقما, طقمان, مجموعه, سيت
box: علبا, علبه, كرتونه
#colour: ألوانا, لونين, درجات لون
°F: درجة فهرنهايت, فهرنهايت, °ف
°C: مئوية, درجة سيليزية, درجات سيليزية
kN: كيلو نيوتن, كيلونيوتن
rpm: دوره في الدقيقه, لفة في الدقيقة, لفه في الدقيقه
A: أمبير, أمبيرا
""",
    "ja": """
dB: デシベル
piece: 枚入り, 個入り, 本入り, 玉, 粒, 匹, 基, 機, 缶, 袋入り, パーツ
set: 点セット, 個セット, 枚セット
#colour: トーン, 色調
#kind: 種, 種類, とおり, 通り
°F: °f, 華氏
box: ケース, 函, 小箱
kN: キロニュートン
m2: 平方メートル
""",
    "ko": """
dB: 데시벨
piece: 개입, 매입, 장입, 가닥, 알, 송이, 인조
set: 종 세트, 개 세트, 장 세트
#colour: 톤, 가지 톤
°F: 화씨
box: 케이스, 함
kN: 킬로뉴턴
m3: 세제곱미터, 입방미터
""",
    "vi": """
money:USD: đô, đô mỹ
dB: đề-xi-ben, decibel, đêxiben
piece: con, bức, món, viên, cây, thanh, cuốn, cặp lẻ, tờ, miếng, lá, ngọn, pcs
set: bộ sản phẩm, set
box: hộp quà, hộp giấy
#colour: sắc màu, sắc, gam
°F: độ f, độ fahrenheit
mAh: mili ampe giờ, miliampe giờ, mili ampe-giờ
kN: kilonewton, kilô niutơn
""",
    "id": """
dB: desibel
piece: butir, bilah, batang, keping, pucuk, ekor, eksemplar, satuan, pieces
set: paket, kit, satu set
box: dus kecil, kotak hadiah
#colour: nuansa, rona, corak warna
°F: derajat fahrenheit
mAh: miliampere jam, mili ampere hour, miliamper jam, mili ampere jam, miliampere-jam
kN: kilonewton
""",
}
