"""Which language a buyer writes in: the script first, then the small words that every sentence has, then all the words we know.

`resources/asks/tongues.txt` holds the words of the Latin-script languages that their neighbours do not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from desktop.drafting.asks.lexicon import bare
from desktop.language.scripts import script_counts

# The commonest small words of each Latin-script language, and a few trade words that tell neighbours apart.
_WORDS: Mapping[str, str] = {
    "en": "the of and to in is you for that we are your please with can our what this have would be i do it on at how from could if need as any price order hi hello dear want send"
    " me us will not there no yes which when pcs pieces quote sample thanks thank best hey but so or they my was were has had just also now then its who where their them get us an",
    "es": "el la de que y en los las por para con su una un es necesitamos cual cuanto precio hola gracias del al lo nos me somos favor muestras muestra tienen pueden usted ustedes"
    " estamos como mas si pedido buenos dias tardes unidades quisiera queremos estimados saludos piezas envio hasta sigo esperando respuesta correo recibido han dia mi hay ha suban seguimos primero pago hacemos ya sin nuestra nuestro esta puede cuesta seria tambien todavia pero a soy va van este eso esto desde cada todo todos solo cuando donde quien porque entonces ser tengo tiene necesito quiero puedo podrian ahora luego antes despues nada algo mejor cliente tienda cuantos cuantas tal muy",
    "pt": "o a os as de que e em para com uma um nao voces qual quanto preco ola obrigado obrigada do da dos das no na ao por favor precisamos amostra amostras temos gostaria"
    " estamos seu sua boa bom dia favor cotar cestos caixas rolo rola gente ninguem escrevi fazemos primeiro como delas deles pagamento podem tem foi vai ainda tambem seria voce ate sem ja nossa nosso valor custa fica tarde unidades pecas prazo pedido cotacao entrega mais se prezados tudo bem quero somos fazem mas ou isso esse ele ela eu fazer ter minha meu agora depois antes nada melhor loja minimo quantos quantas onde porque entao muito consigo preciso",
    "fr": "le la les de des et en un une pour nous vous est votre vos notre avec que qui dans sur du au bonjour merci prix pouvez pourriez quel quelle delai commande pieces"
    " souhaitons je ce cette ou par si madame monsieur besoin echantillon livraison avez etes serait combien sont ne pas plus mais on nos tout bien comme ca moi faut aussi encore deja chez quand comment alors non oui a voudrais peut faire ai",
    "de": "der die das und ist wir sie ihr ihre fur mit auf ein eine einen den dem von zu bitte konnen preis stuck ich uns nach bei oder wie hoch was wurden haben sind guten tag"
    " muster lieferzeit danke hallo brauchen bestellen im auch nicht es als noch gerne grusse mir mich aber wenn dann habe hat nur schon kann uber aus zum zur vom wollen will bis was gibt mal kein keine unsere unser ihrer",
    "it": "il lo la i gli le di e in un una per con che non siamo vorremmo avete potete prezzo pezzi grazie buongiorno vostro vostra quanto qual del della dei delle nel al"
    " campione campioni ordine consegna sono mi ci si o anche salve se quando domani pezzi pronti sarebbero avrei fareste che ha garanzia macchina per giorni lampade accettate accettiamo inviarci potete vi serve servono mia nostra pz stiamo da alla cosa quali spedizione possibile minimo va vanno a ma abbiamo ho questo questa adesso dopo prima nostro voglio posso perche come tutto quante quanti ancora gia subito ne dobbiamo",
    "id": "yang dan di untuk dengan kami saya ini itu dari ke berapa harga bisa apakah anda pesan pesanan barang tolong mohon tidak ada akan juga kirim terima kasih sampel"
    " pengiriman selamat pagi siang waktu kalau jika atau sudah buah bapak ibu per minimal butuh ingin halo bagaimana mau dikirim gan brp yg utk ga gak nggak tdk kak bos juragan barangnya harganya jadinya dong sih kok kita sama aja udah sdh blm dgn ukuran warna",
    "vi": "va cua cho toi chung la co khong duoc gia bao nhieu hang mau giao dat so luong ban cong ty minh anh chi em xin chao cam on voi thoi gian nay mot cac nhung can muon"
    " den tai the nao bang don thung cai chiec bo gui",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_MARKS = (
    ("vi", re.compile("[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")),
    ("de", re.compile("[äöüß]")),
    ("es", re.compile("[ñ¿¡]")),
    ("pt", re.compile("[ãõ]|ç(?:ão|ões)|ções")),
    ("fr", re.compile("[êèàùœâîôû]")),
    ("it", re.compile("[èòùì]|è\\b")),
    ("id", re.compile("[a-z]{3}(?:nya|kan)(?![a-z])")),
    ("it", re.compile("[a-z]{3}(?:zion[ei]|atemi|ateci|itemi|iteci|iamo)(?![a-z])")),
    ("de", re.compile("[a-z]{3}(?:ung|ungen|lich|keit)(?![a-z])")),
    ("es", re.compile("[a-z]{3}(?:ción|ciones|mos|ndo)(?![a-z])")),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")  # "h e l l o": a text with a space behind every letter
_ONE_LETTER, _OWN, _SHARED = 0.3, 0.7, 0.3


class Tongues:
    """Knows languages by their words. `folder` is resources/asks; its list is read on first need."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "tongues.txt"

    @cached_property
    def _listed(self) -> dict[str, tuple[str, ...]]:
        listed: dict[str, tuple[str, ...]] = {}
        for line in self._file.read_text("utf-8").splitlines():
            language, _, words = line.partition(": ")
            if language in _SETS:
                for word in words.split():
                    listed[word] = (*listed.get(word, ()), language)
        return listed

    def language_of(self, text: str, fallback: str = "en") -> str:
        """The language of a text: one of the twelve or "zh"; `fallback` when there is nothing to go by.

        Another script's language wins when it carries a fair share of the letters: codes, trade words and product names in
        Latin letters stand in every language.
        """
        counts = script_counts(text)
        total = sum(counts.values())
        if not total:
            return fallback
        if counts["kana"] * 12 >= total or (counts["kana"] >= 4 and counts["han"] > counts["hangul"]):
            return "ja"
        for script, language in (("hangul", "ko"), ("arabic", "ar"), ("cyrillic", "ru")):
            if counts[script] * 5 >= total and counts[script] >= 2:
                return language
        if counts["han"] * 4 >= total:
            return "zh"
        return self._latin(text, fallback)

    def _latin(self, text: str, fallback: str) -> str:
        low = _SPACED.sub(lambda match: match[0].replace(" ", ""), text.casefold())
        words = [_plain(word) for word in _WORD.findall(low)]
        scores = dict.fromkeys(_SETS, 0.0)
        for word in words:
            weight = _ONE_LETTER if len(word) == 1 else 1.0
            known = [language for language, own in _SETS.items() if word in own]
            for language in known:
                scores[language] += weight
            listed = self._listed.get(word, ())
            for language in listed:
                if language not in known:
                    scores[language] += _OWN if len(listed) == 1 and not known else _SHARED
        for language, pattern in _MARKS:
            scores[language] += min(6.0, 0.8 * len(pattern.findall(low)))
        best = max(scores, key=lambda language: scores[language])
        return best if scores[best] > 0 else fallback


_PLAIN = str.maketrans("áàâãäåéèêëíìîïóòôõöúùûüçñýđ", "aaaaaaeeeeiiiiooooouuuucnyd")


def _plain(word: str) -> str:
    return word if word.isascii() else bare(word.translate(_PLAIN))
