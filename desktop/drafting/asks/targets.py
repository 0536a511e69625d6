"""Prices that a buyer names as wish or limit (reference/asks.md, "target_price")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from desktop.domain.money import EXPONENT
from desktop.drafting.asks.amounts import AmountAt
from desktop.drafting.asks.corrections import uncorrected
from desktop.drafting.asks.lexicon import UNSPACED, Lexicon, Phrases

_BREAK = re.compile(r"[,،、，;；]\s|[()]")


# "If ... at 4.20", "at 4.20 we take 500": a price with its currency that is neither the seller's nor a rival's is the buyer's own.
_CONDITION = re.compile(
    r"(?<![^\W\d_])(?:if|si|se|caso|wenn|falls|bei|если|اذا|لو|kalau|kalo|klo|jika|bila|thì|thi|nếu|neu|at|for|por|à|a|für|fur|zu|per|по|за|бы|بسعر|dengan|với|di)(?![^\W\d_])|(?:면|이면|라면|に|なら|であれば|では|로|으로)"
)
_ORDERED = re.compile(r"\d{2,}[^\d]{1,30}$|^[^\d]{0,40}\d{2,}")
_PAID = re.compile(
    r"paid|deposit|invoice|balance|worth|total|refund|pagamos|pagado|factura|saldo|anticipo|pagou|fatura|sinal|acompte|paye|facture|bezahlt|anzahlung|rechnung|gesamt|pagat|fattura|acconto|оплат|аванс|счет|итого|"
    r"دفعنا|عربون|فاتور|支払|前金|請求|지불|계약금|송장|đã trả|cọc|hóa đơn|bayar|uang muka|faktur|retail|sell|resale|shelf|cost us"
    r"|fee(?:s)?(?![a-z])|registration|contract|tender|overpa|too much|by mistake|refund|difference|surplus|taxa|contrato|licitac|registro|tarifa de|impuesto|diferencia|exceso|frais|contrat|trop.?percu|surplus|gebuhr|vertrag|differenz|zu viel"
    r"|spese|tassa|contratto|eccedenza|differenz|сбор|комисси|контракт|договор|излиш|переплат|разниц|رسوم|عقد|مناقص|فرق|زائد|手数料|契約|差額|超過|過払|수수료|계약|차액|초과|덜 입금|더 입금|phí|hợp đồng|dư|chênh|biaya|kontrak|lelang|kelebihan|selisih|mentransfer|lebih (?=\d)"
)


class TargetReader:
    """Reads target prices for one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, text: str, amounts: Sequence[AmountAt], kinds: frozenset[str]) -> list[tuple[Decimal, str]]:
        """(amount, currency or "") of each target price in a folded sentence."""
        found: list[tuple[Decimal, str]] = []
        last = 0
        amounts = uncorrected(text, amounts)
        for index, item in enumerate(amounts):
            following = amounts[index + 1].start if index + 1 < len(amounts) else len(text)
            before, after = text[last : item.start], text[item.end : following]
            if item.kind != "bare" or any(ch.isdigit() for ch in text[item.start : item.end]):
                last = item.end  # "năm ngoái": a number word that is none parts nothing
            if item.kind == "money":
                if self._wished(before, after, text) and not self._other_money(before, after, kinds):
                    found.append((item.value, item.unit))
            elif item.kind == "bare" and self._bare_target(before, after, item, text):
                found.append((item.value, ""))
        return found

    def _wished(self, before: str, after: str, text: str) -> bool:
        cues = self._lexicon.cues
        near = _BREAK.split(after)[0][:40]
        if cues["expensive"].search(near) or cues["own_price"].search(near[:25]):
            return False
        own = _last(cues["own_price"], before)
        rival = _last(cues["rival"], before)
        wish = _last(cues["target"], before)
        if self._lexicon.language in UNSPACED:
            if cues["target"].search(near):
                wish = len(before) + 1
            if cues["own_price"].search(near[:8]) or cues["rival"].search(near[:10]):
                own = len(before) + 1
        if wish < 0 and own < 0 and rival < 0 and cues["target"].search(near):
            wish = len(before)
        if wish < 0 and max(own, rival) < 0:
            if cues["past"].search(before) or cues["past"].search(near):
                return False
            return bool(_CONDITION.search(before[-40:]) or _CONDITION.search(near) or _ORDERED.search(text)) and not _PAID.search(
                before[-40:] + " " + near
            )
        if cues["past"].search(_BREAK.split(before)[-1]) and not cues["target"].search(near):
            return False  # "last year we paid 10.20"
        return wish >= 0 and wish >= max(own, rival)

    def _other_money(self, before: str, after: str, kinds: frozenset[str]) -> bool:
        """Samples, freight and sums already paid are other money."""
        if self._lexicon.kinds["sample"].search(before[-30:]) or self._lexicon.kinds["shipping_cost"].search(before[-30:]):
            return not self._lexicon.cue("target", before[-20:])
        return "complaint" in kinds

    def _bare_target(self, before: str, after: str, item: AmountAt, text: str) -> bool:
        """ "Can you do 4.20?": a decimal without currency behind a word of wishing."""
        said = text[item.start : item.end].rstrip()
        if not (re.search(r"[.,]\d{1,2}$|[.,]\d{4}$", said) or (item.value % 1 and not any(ch.isdigit() for ch in said))):
            return False
        return bool(self._lexicon.cues["target"].search(before)) and self._wished(before, after, text) and bool(_NO_NOUN.match(after))


_NO_NOUN = re.compile(
    r"\s*(?:[^\w\s]|$|(?:if|when|for|at|per|each|a|and|otherwise|si|por|cada|se|cada|pour|chacun|wenn|bei|für|pro|je|per|cad|если|за|при|اذا|لو|للقطعه|kalau|kalo|per|untuk|nếu|neu|thì|thi|một|mỗi)(?!\w))"
)
_BACK = r"send|wire|return|refund|remit|transfer|forward|devolv|devuelv|reenv|envi|repass|renvoy|rembours|revers|vire|überweis|uberweis|zurück|zuruck|weiterleit|schick|restitu|gir(?:a|o|ate)|bonific|rimbors|верн|перевед|перевод|перечисл|отправ|حول|تحويل|ارسل|ردوا|اعاد|ارجع|返|送金|振り?込|보내|송금|환불|입금|chuyển|trả|hoàn|gửi|kembalikan|kirim"
_REST = r"difference|excess|surplus|overpa|diferencia|excedente|sobrante|diferenca|troco|excesso|trop.?percu|excedent|differenz|überschuss|uberschuss|differenza|eccedenza|разниц|излиш|переплат|الفرق|الزياده|الزايد|فائض|差額|過払|余剰|차액|초과|남는|phần dư|phần chênh|tiền thừa|số dư|dư |selisih|kelebihan"
_SENT_BACK = re.compile(f"(?:{_BACK}).{{0,60}}(?:{_REST})|(?:{_REST}).{{0,60}}(?:{_BACK})")


def sends_back(text: str) -> bool:
    """Whether a folded sentence asks to send a difference on: its sums and terms are no wishes for an order."""
    return bool(_SENT_BACK.search(text))


def _last(pattern: Phrases, text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.end()
    return place


def money_string(amount: Decimal, currency: str) -> str:
    """ "4.20": at least the currency's own digits, more where the buyer wrote more."""
    digits = EXPONENT.get(currency, 2)
    given = max(0, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{max(digits, given)}f}"
