"""Which kinds of asks a sentence holds, and what excludes what (reference/asks.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.messages import Ask
from desktop.drafting.asks.amounts import block
from desktop.drafting.asks.lexicon import UNSPACED, Lexicon, folded

# Read in this order; the words of an earlier kind are taken away before a later one is looked for.
_ORDER = (
    "complaint", "order_status", "other", "moq", "catalogue", "shipping_cost", "sample", "lead_time", "discount", "payment_terms", "warranty",
    "meeting", "packaging", "customisation", "certificate", "specification", "availability", "price",
)  # fmt: skip
# Their words belong to them from end to end ("how much would it cost to ship"); between the ends of a longer phrase of another kind
# ("when can you deliver and at what price") another ask may stand.
# Of two kinds in one clause the first only describes the second: "how high is the minimum order", "what does a sample cost".
_YIELDS = (
    ("price", "sample"), ("specification", "sample"), ("specification", "packaging"), ("specification", "moq"), ("specification", "warranty"),
    ("specification", "shipping_cost"), ("availability", "sample"), ("specification", "discount"), ("specification", "availability"), ("availability", "lead_time"),
)  # fmt: skip
_WHOLE = frozenset({"shipping_cost", "sample", "discount", "catalogue", "moq"})
_LONG = 26
_INCOTERM = re.compile(
    r"(?<![a-z0-9])(exw|ex[ -]works|fca|fas|fob|cfr|c&f|cnf|cif|cip|cpt|dap|dpu|ddp|ab werk|franco fabbrica|franco fabrica|depart usine|برسم المصنع|تسليم المصنع)(?![a-z])"
)
_TERM = {
    "ex works": "EXW",
    "ex-works": "EXW",
    "c&f": "CFR",
    "cnf": "CFR",
    "ab werk": "EXW",
    "franco fabbrica": "EXW",
    "franco fabrica": "EXW",
    "depart usine": "EXW",
    "برسم المصنع": "EXW",
    "تسليم المصنع": "EXW",
}
_UPPER_ONLY = frozenset({"fas", "cip", "cpt", "dap"})
_SHIPS = re.compile(
    r"(?<![^\W\d_])(?:ship|deliver|freight|port(?!f|a)|warehouse|send|sent|env[ií]|flete|entreg|frete|livr|expedi|fret|transport|liefer|versand|fracht|hafen|lager|sped|consegn|nolo|porto|достав|отправ|груз|фрахт|склад"
    r"|giao|gửi|gui|đến|tới|cảng|cang|vận|kirim|schick|mand(?:a|e|i)|пришл|послать|pelabuhan|gudang|ongkir|tiba|sampai|barang|arriv|lleg|cheg|ankomm|eintreff|приб|прийти|goods|mercanc|mercador|marchand|ware|merce|товар)"
    r"|شحن|ميناء|توصيل|تسليم|مستودع|تصل|يصل|وصول|بضاع|港|送|納|配|倉庫|到着|届|배송|납품|항|선적|창고|도착|운|运|发|到货"
)
_MAKES = re.compile(
    r"produ[cçkz]|fabri[ck]|manufact|deliver|ship|livr|entreg|consegn|liefer|herstell|fertig|изготов|произв|постав|отгруз|توريد|تصنيع|انتاج|تسليم|تجهيز"
    r"|kirim|giao|sản xuất|san xuat|納期|製造|生産|납기|생산|제작"
)
_QUESTION = re.compile(
    r"[?？؟]|ですか|でしょうか|ますか|ませんか|까요|나요|습니까|인가요|吗|呢|(?:không|khong|chưa|chua)(?:\s*[.?]|\s*$)"
    r"|(?<!\w)(?:bao nhiêu|bao nhieu|bao lâu|bao lau|khi nào|khi nao|berapa|apakah|bagaimana|сколько|почем|можно ли|есть ли|هل|كم|بكم|متي)(?!\w)|(?<!\w)tidak\s*$"
)


@dataclass(frozen=True)
class Heard:
    """What a sentence holds. `ships`: it speaks of moving goods."""

    kinds: frozenset[str]
    ships: bool


class KindReader:
    """Reads kinds for one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @property
    def language(self) -> str:
        """The language that is read."""
        return self._lexicon.language

    def hear(self, text: str) -> Heard:
        """The kinds of a folded sentence."""
        spoken = self._lexicon.spelled(self._without_thanks(text))
        kinds: set[str] = set()
        left = spoken
        for kind in _ORDER:
            pattern = self._lexicon.kinds[kind]
            seen = self._without(left, f"not_{kind}", spoken)
            if pattern.search(self._without_lest(seen) if kind == "complaint" else seen):
                kinds.add(kind)
                if kind not in ("packaging", "customisation", "certificate", "complaint"):
                    left = pattern.sub(_taken if kind in _WHOLE else _ends_taken, left)
        kinds |= self._weak(spoken, kinds)
        kinds = self._excluded(kinds, spoken)
        return Heard(frozenset(kinds), bool(_SHIPS.search(text)))

    def sets_date(self, text: str, start: int, end: int) -> bool:
        """Whether the date at this range is one by which the buyer needs something, and not that of a visit, a fair or a mail."""
        cues = self._lexicon.cues
        if cues["not_deadline"].search(text[max(0, start - 32) : start]) or cues["not_deadline"].search(text[end : end + 14]):
            return False
        return bool(cues["deadline"].search(text[max(0, start - 70) : end + 30]))

    def _weak(self, text: str, kinds: set[str]) -> set[str]:
        """ "How long", "how much", "do you have": they mean lead time, price and availability only where nothing else is asked."""
        found: set[str] = set()
        for part in self._clauses(text):
            strong = {kind for kind in kinds if kind not in ("complaint", "catalogue") and self._lexicon.kinds[kind].search(part)}
            if not strong:
                found |= {
                    kind
                    for kind, pattern in self._lexicon.weak.items()
                    if kind not in kinds and pattern.search(self._without(part, f"not_{kind}"))
                }
        if "lead_time" in found:
            found.discard("price")  # "how much" in "how much time"
        if found & {"price", "lead_time", "moq", "availability"}:
            found.discard("specification")  # "how much is the one with the lid"
        if found - {"availability"} or kinds or not _QUESTION.search(text):
            found.discard("availability")
        if not _QUESTION.search(text):
            found -= {"payment_terms", "moq", "order_status"}
            if kinds or "tell" not in self._lexicon.cues or not self._lexicon.cue("tell", text):
                found.discard("specification")
        if "order_status" in found:
            found -= {"specification"} if "lead_time" not in found else {"order_status"}
        return found

    def _without_thanks(self, text: str) -> str:
        """The clause that thanks for a quotation or a catalogue asks for none."""
        match = self._lexicon.cues["thanks_for"].search(text)
        if match is None:
            return text
        if self._lexicon.language in UNSPACED:
            told = _QUESTION.search(text) or len(text) >= 40 or self._lexicon.kinds["complaint"].search(text)
            return text if told else ""
        end = re.compile(r"[,;.!?،؛]|\s(?:and|but|y|pero|e|mas|et|mais|und|aber|ma|и|но|ولكن|لكن|và|nhưng|dan|tapi)\s").search(
            text, match.end()
        )
        stop = end.start() if end else len(text)
        return text[: match.start()] + " " * (stop - match.start()) + text[stop:]

    def _without(self, text: str, cue: str, whole: str = "") -> str:
        """The text without the phrases of a cue that not every language has; `whole`: the same text before words were taken away."""
        pattern = self._lexicon.cues.get(cue)
        if pattern is None:
            return text
        return block(text, [match.span() for match in pattern.finditer(whole or text)])

    def _without_lest(self, text: str) -> str:
        """Without the clauses that say what must not happen ("packed so that they don't break"): nobody complains there."""
        for match in self._lexicon.cues["lest"].finditer(text):
            stop = re.search(r"[,;.!?،؛]", text[match.end() :])
            end = match.end() + stop.start() if stop else len(text)
            start = 0 if self._lexicon.language in UNSPACED else match.start()
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _refused(self, text: str) -> set[str]:
        """Kinds that the buyer says he does not need ("no logo", "ohne Muster")."""
        match = self._lexicon.cues["no_ask"].search(text)
        if match is None:
            return set()
        near = (text[match.end() : match.end() + 25], match[0])
        named = ("sample", "customisation", "packaging", "certificate")
        return {kind for kind in named if any(self._lexicon.kinds[kind].search(part) for part in near)}

    def _excluded(self, kinds: set[str], text: str) -> set[str]:
        asks_too = bool(_QUESTION.search(text))
        kinds = self._complained(kinds - self._refused(text), text, asks_too)
        if "warranty" in kinds and "lead_time" in kinds and not (_MAKES.search(text) or self._besides(text, "lead_time", "warranty")):
            kinds.discard("lead_time")  # "how long is the guarantee"
        if "sample" in kinds and not asks_too and self._lexicon.cue("past", text):
            kinds.discard("sample")
        if "packaging" in kinds and "customisation" in kinds and self._on_packing(text):
            kinds.discard("customisation")
        papers = "other" in kinds and _PAPERS.search(text)
        if papers and not self._besides(text, "lead_time", "other"):
            kinds.discard("lead_time")  # "when do we get the bill of lading"
        if papers and not self._besides(text, "order_status", "other"):
            kinds.discard("order_status")  # the goods wait for a paper: the paper is asked for
        if "order_status" in kinds:
            kinds -= {"lead_time", "availability", "price"} | (set() if papers else {"other"})
        if "other" in kinds:
            kinds -= {"availability"}
        for kind, other in _YIELDS:
            if kinds >= {kind, other} and not self._besides(text, kind, other):
                kinds.discard(kind)
        told = not asks_too and "tell" in self._lexicon.cues and not self._lexicon.cue("tell", text)
        if kinds >= {"customisation", "specification"} and (told or not self._besides(text, "specification", "customisation")):
            kinds.discard("specification")  # "make it 45 cm wide" does not ask how wide it is
        if "payment_terms" in kinds and not asks_too and self._without(text, "account") != text:
            kinds.discard("payment_terms")  # money sent to an account: told, not asked
        if self._lexicon.cue("expensive", text) and "price" in kinds:
            kinds = (kinds - {"price"}) | {"discount"}
        if kinds >= {"discount", "price"} and not (asks_too and self._besides(text, "price", "discount")):
            kinds.discard("price")
        return kinds

    def _complained(self, kinds: set[str], text: str, asks_too: bool) -> set[str]:
        """A doubt asks, a missing paper is asked for; a complaint that stands leaves room for little beside it."""
        if "complaint" in kinds and asks_too and not self._lexicon.kinds["complaint"].search(self._without(text, "doubt")):
            kinds = (kinds - {"complaint"}) | {"specification"}  # "does it shrink or rust" asks about the product
        if kinds >= {"complaint", "other"} and _PAPERS.search(text):
            kinds = kinds - {"complaint"}  # "the original bill of lading is missing"
        if "complaint" not in kinds:
            return kinds
        return kinds & ({"complaint", "order_status"} | ({"warranty", "other"} if asks_too else set()))

    def _clauses(self, text: str) -> list[str]:
        return [
            part
            for part in re.split(
                r"[,;，、；،]|\s(?:and|y|e|et|und|и|và|dan|also|plus|as well as)\s|하고|및|와 |과 |\\s(?=و(?:هل|كم|ما|متي|نحط|نريد|ممكن|نضع|نبي|نبغي|بدنا|عايزين|كيف|ايش|وش|بكم|اريد|ارسل))",
                text,
            )
            if part.strip()
        ]

    def _besides(self, text: str, kind: str, other: str) -> bool:
        """Whether a kind is asked in a clause of its own, not only where the other one stands."""
        mine, others = self._lexicon.kinds[kind], self._lexicon.kinds[other]
        return any(mine.search(part) and not others.search(part) for part in self._clauses(text))

    def _on_packing(self, text: str) -> bool:
        packing, custom = self._lexicon.kinds["packaging"], self._lexicon.kinds["customisation"]
        clauses = [part for part in self._clauses(text) if custom.search(part)]
        return all(packing.search(part) for part in clauses)

    def settled(self, asks: Sequence[Ask]) -> list[Ask]:
        """The message as a whole: a counter-offer is no price ask and no discount ask; a stated reason is not one twice."""
        kinds = {ask.kind for ask in asks}
        result = list(asks)
        if "target_price" in kinds:
            result = [ask for ask in result if ask.kind != "discount"]
            result = [ask for ask in result if ask.kind != "price" or _asks_price(ask.sentence)]
        if len(kinds) > 1:  # "we await your reply" under a question is no reminder
            strong = self._lexicon.kinds["other"]
            result = [
                ask for ask in result if ask.kind != "other" or strong.search(self._lexicon.spelled(folded(ask.sentence, self.language)))
            ]
        if "sample" in kinds and "quantity" not in kinds:
            result = self._without_sample_days(result)
        if "complaint" in kinds:
            result = [ask for ask in result if ask.kind not in ("specification", "availability", "discount")]
            asked = {ask.sentence for ask in result if ask.kind in ("price", "other")}
            result = [ask for ask in result if ask.kind != "quantity" or ask.sentence in asked]
            result = [ask for ask in result if ask.kind != "price" or any(ch.isdigit() for ch in ask.sentence)]  # "what do you offer?"
        return result

    def _without_sample_days(self, asks: list[Ask]) -> list[Ask]:
        """ "What does the sample cost, and how many days?": the days of the sample, asked where it is asked or right after it."""
        said = list(dict.fromkeys(ask.sentence for ask in asks))
        place = max(said.index(ask.sentence) for ask in asks if ask.kind == "sample")

        def of_sample(ask: Ask) -> bool:
            text = self._lexicon.spelled(folded(ask.sentence, self.language))
            near = said.index(ask.sentence) in (place, place + 1)
            return near and not _BULK.search(text) and not self._lexicon.kinds["lead_time"].search(_HOW_SOON.sub(" ", text))

        def its_cost(ask: Ask) -> bool:
            text = self._lexicon.spelled(folded(ask.sentence, self.language))
            return said.index(ask.sentence) == place + 1 and len(text) < 60 and bool(_COST.search(text)) and not _BULK.search(text)

        return [ask for ask in asks if not (ask.kind == "lead_time" and of_sample(ask)) and not (ask.kind == "price" and its_cost(ask))]

    def is_advertising(self, texts: Sequence[str]) -> bool:
        """Whether the message offers something to the owner instead of asking him."""
        whole = "\n".join(texts)
        hits = {match[0] for match in self._lexicon.cues["ad"].finditer(whole)}
        if len(hits) >= 2:
            return True
        wants = self._lexicon.cues["order"].search(whole) and any(_QUESTION.search(text) for text in texts)
        return len(hits) == 1 and not wants

    def says_something(self, text: str) -> bool:
        """Whether an uncovered sentence is more than a greeting or a closing."""
        if self._lexicon.closing.match(text.strip()) or self._lexicon.cue("thanks_for", text):
            return False
        size = sum(ch.isalpha() for ch in text)
        return size >= (8 if self._lexicon.language in UNSPACED else 16)


def asks_for_papers(text: str) -> bool:
    """Whether a folded sentence names shipping papers: a place there is where they are looked at, not where goods go."""
    return bool(_PAPERS.search(text))


_PAPERS = re.compile(
    r"(?<![a-z])b/?l(?![a-z])|bill of lading|conocimiento de|conhecimento|connaissement|konnossement|polizza|коносамент|originals?|originales|originaux|originali|documents?(?![a-z])|documentos|dokumente|papiere|papeles|документ|بوليص|مستند|commercial invoice|factura comercial|fatura comercial|facture commerciale|handelsrechnung|fattura commerciale|packing list|書類|서류|chứng từ|chung tu|vận đơn|dokumen"
)
_HOW_SOON = re.compile(
    r"how (?:soon|long|quick(?:ly)?|fast|many days)|cuant[oa]s? (?:dias|tiempo|tarda\w*|demora\w*)|quant[oa]s? (?:dias|tempo|demora\w*)|combien de (?:jours|temps)|sous combien|wie (?:lange|schnell|viele tage)|quant[oi] (?:giorni|tempo)|сколько (?:дней|времени)|за сколько|как (?:быстро|скоро|долго)"
    r"|كم (?:يوم|تاخذ|ياخذ|تستغرق|يستغرق)\w*|(?<!\w)(?:delais?|plazo|prazo)(?!\w| d[eo])|(?<!\w)сроки?(?!\w| (?:изгот|произв|пост))|(?<!\w)tempi(?!\w| di)|日数|何日|며칠|얼마나 ?걸|mấy ngày|bao lâu|bao nhieu ngay|bao lau|berapa (?:hari|lama)"
)
_COST = re.compile(
    r"(?<!\w)(?:cost(?:s|ing)?|how much is it|costo|coste|cuanto (?:cuesta|sale|vale)|custo|quanto (?:custa|fica|sai)|cout|combien (?:ca |cela |il )?coute|kosten|was kostet (?:das|es)|quanto costa|стоимость|сколько (?:он |это )?стоит|التكلفه|تكلفته|biaya|chi phí|phí)(?!\w)|費用|いくら|비용"
)
_BULK = re.compile(
    r"produc|order|bulk|mass|series?|goods|pedido|grande|serie|produk|commande|auftrag|bestell|produkt|ordine|merce|парти|заказ|тираж|производ|انتاج|طلبيه|الكميه|量産|注文|本生産|大貨|양산|주문|대량|본품|đơn hàng|đơn|sản xuất|san xuat|pesanan|produksi|massal"
)
_REQUEST = re.compile(
    r"quot|offer|pric(?:e|ing) for|cotiz|presupuest|cota[rç]|or[cç]ament|devis|offre|angebot|preventiv|предложен|просчит|عرض|見積|견적|báo giá|penawaran",
    re.IGNORECASE,
)


def _asks_price(sentence: str) -> bool:
    """Beside a counter-offer a price is asked only in a question or a request of its own, without the sum."""
    return (
        not re.search(r"\d[.,]\d|[$€£¥]", sentence)
        and bool(_QUESTION.search(sentence) or _REQUEST.search(sentence))
        and not re.search(r"(?:is|are|looks?|seems?) (?:fine|ok|okay|good)", sentence)
    )


def _taken(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _ends_taken(match: re.Match[str]) -> str:
    """A long phrase with its first and last word taken away, a short one taken away whole."""
    text = match[0]
    words = text.split()
    if len(text) <= _LONG or len(words) < 3:
        return " " * len(text)
    first, last = len(words[0]), len(words[-1])
    return " " * first + text[first : len(text) - last] + " " * last


def incoterms_in(text: str, said: str) -> list[str]:
    """Incoterms named in a sentence, each once. Doubtful short ones count only in capitals; a Spanish tax number is not CIF."""
    found: list[str] = []
    for match in _INCOTERM.finditer(text):
        word = match[1]
        if word in _UPPER_ONLY and word.upper() not in said:
            continue
        if word == "cif" and re.match(r"\s*[:.]?\s*[a-z]-?\d{7}", text[match.end() :]):
            continue
        term = _TERM.get(word, word.upper())
        if term not in found:
            found.append(term)
    return found
