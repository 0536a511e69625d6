"""Words that promise what only the owner may promise, and bank details, in thirteen languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.domain.factory import BankAccount

_PROMISE_WORDS = (
    r"refund\w*|reimburs\w*|money[ -]back|full credit|compensat\w*|penalt(?:y|ies)|free of charge|at no (?:extra )?(?:cost|charge)|for free|free (?:sample|shipping|replacement|delivery)\w*|we (?:will |can |'ll )?(?:give|offer|grant) (?:you )?(?:a |an )?(?:extra |additional |special )?\d{0,2} ?%? ?(?:discount|off|rebate)"
    r"|\d{1,2} ?% (?:discount|off|de descuento|de desconto|de remise|rabatt|di sconto|скидк\w*|خصم|할인|diskon)|liquidated damages|exclusiv(?:e|ity) (?:rights|agency|distribution)"
    r"|reembols\w*|devoluci[oó]n del dinero|indemniz\w*|penalizaci\w*|sin (?:cargo|costo|coste)|gratis|gratuit\w*|devolvemos|le (?:hacemos|damos|ofrecemos|concedemos) (?:un )?\w{0,12} ?descuento"
    r"|ressarc\w*|devolu[cç][aã]o do dinheiro|multa contratual|sem custo|gr[aá]tis|daremos (?:um )?desconto|d[aá]mos (?:um )?desconto|concedemos (?:um )?desconto"
    r"|rembours\w*|d[eé]dommag\w*|p[eé]nalit[eé]s?|sans frais|offert\w* gratuitement|nous (?:vous )?(?:accordons|offrons|consentons) (?:une )?(?:remise|r[eé]duction)"
    r"|r[uü]ckerstatt\w*|erstatten|entsch[aä]dig\w*|vertragsstrafe\w*|kostenlos\w*|kostenfrei\w*|geld[ -]zur[uü]ck\w*|gew[aä]hren (?:wir )?(?:ihnen )?(?:einen )?(?:\w+ )?rabatt"
    r"|rimbors\w*|risarc\w*|penal[ei] contrattual\w*|gratuitament\w*|senza spese|vi (?:facciamo|concediamo|offriamo) (?:uno )?sconto"
    r"|верн[её]м деньги|возврат\w* (?:денег|средств|суммы)|возмест\w*|компенс\w*|неустойк\w*|штраф\w*|бесплатн\w*|предостав\w* скидк\w*|дадим скидк\w*"
    r"|استرداد|رد المبلغ|نعيد المبلغ|تعويض\w*|غرام[ةه]|مجان\w*|نمنحكم خصم\w*|نقدم لكم خصم\w*"
    r"|返金|全額返|賠償|補償いた|違約金|無料で|無償で|値引きいたし|割引いたし|お値引きし"
    r"|환불|전액 ?반환|배상|보상해|보상하|위약금|무료로|무상으로|할인해 ?드리"
    r"|hoàn (?:tiền|lại tiền)|bồi thường|phạt hợp đồng|tiền phạt|miễn phí|giảm giá cho (?:bạn|quý|anh|chị)"
    r"|pengembalian (?:uang|dana)|ganti rugi|kompensasi|denda|gratis|cuma-cuma|kami (?:beri|berikan) (?:diskon|potongan)"
    r"|退款|退钱|赔偿|赔付|违约金|免费|打折|给您优惠"
)  # fmt: skip
_PROMISE = re.compile(rf"(?<![^\W\d_])(?:{_PROMISE_WORDS})", re.IGNORECASE)
_GUARANTEED = re.compile(
    r"(?:we |i )?(?:guarantee|promise|assure) (?:you )?(?:the )?(?:delivery|that|to|a )|garantizamos|garantimos|nous garantissons|wir garantieren|garantiamo|гарантируем|نضمن|保証いたします|보장합니다|đảm bảo rằng|kami menjamin|保证",
    re.IGNORECASE,
)

_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Z0-9])")
_SWIFT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_SWIFT_WORD = re.compile(r"swift|bic", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:account|acct|a/c|iban|cuenta|conta|compte|konto\w*|conto|счет\w*|счёт\w*|сч[её]та?|حساب|口座|계좌|tài khoản|rekening|账号|帐号|账户|卡号|card)[^\d\n]{0,40}(\d(?:[ -]?\d){7,29})",
    re.IGNORECASE,
)
_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:bc1[a-z0-9]{20,60}|[13][1-9A-HJ-NP-Za-km-z]{25,40}|0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})(?![A-Za-z0-9])"
)
_PAY_ADDRESS = re.compile(
    r"(?:paypal|payoneer|wise|alipay|支付宝|zelle|venmo|western union)[^\n@]{0,40}?([\w.+-]{1,64}@[\w.-]{1,100})", re.IGNORECASE
)


def promises(text: str) -> list[tuple[int, int]]:
    """Ranges of refund, penalty, gift, discount and guarantee words."""
    return sorted({match.span() for pattern in (_PROMISE, _GUARANTEED) for match in pattern.finditer(text)})


def bank_details(text: str, banks: Sequence[BankAccount], own_texts: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Ranges of account numbers, SWIFT codes, wallets and payment addresses that are not stored ones."""
    stored = {_tight(value) for bank in banks for value in (bank.account, bank.swift or "") if value}
    own = " ".join(own_texts)
    found: list[tuple[int, int]] = []
    for match in (*_IBAN.finditer(text), *_WALLET.finditer(text)):
        if _tight(match[0]) not in stored and not _is_plain_word(match[0]):
            found.append(match.span())
    for match in _ACCOUNT.finditer(text):
        if _tight(match[1]) not in stored:
            found.append(match.span(1))
    for match in _SWIFT.finditer(text):
        near = text[max(0, match.start() - 20) : match.start()]
        if _SWIFT_WORD.search(near) and _tight(match[0]) not in stored:
            found.append(match.span())
    found += [match.span(1) for match in _PAY_ADDRESS.finditer(text) if match[1] not in own]
    return sorted(set(found))


def _tight(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()


def _is_plain_word(text: str) -> bool:
    return sum(ch.isdigit() for ch in text) < 8
