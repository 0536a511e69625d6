"""Payment terms that a buyer states or asks about (reference/asks.md, "payment_terms")."""

from __future__ import annotations

import re


class PaymentTerms:
    """Payment terms that a buyer states or asks about, in one writing."""

    _SIGHT = re.compile(
        r"(?:(?<![a-z])l/?c(?![a-z])|letter of credit|carta de credito|lettre de credit|credit documentaire|credoc|akkreditiv\w*|lettera di credito|аккредитив\w*|اعتماد مستندي|خطاب اعتماد|信用状|信用证|신용장|thư tín dụng|thu tin dung)"
    )
    _AT_SIGHT = re.compile(
        r"at sight|a la vista|a vista|a vue|bei sicht|sicht|по предъявлени|عند الاطلاع|一覧払|at sight|即期|일람|trả ngay|tra ngay|atas unjuk"
    )
    _DAYS = re.compile(r"(\d{2,3})\s?(?:days|dias|jours|tage\w*|giorni|дн\w*|день|يوم\w*|日|일|ngày|ngay|hari|天)")
    _SPLIT = re.compile(r"(?<!\d)(\d{2})\s?%?\s?(?:/|:|-|~)\s?(\d{2})\s?%?(?!\d)")
    _DEPOSIT = re.compile(r"(?<!\d)(\d{2})\s?%")

    @classmethod
    def stated(cls, text: str) -> str | None:
        """ "L/C at sight", "T/T 30/70", "D/P", "O/A 60 days"; None when no terms are named."""
        days = cls._DAYS.search(text)
        if cls._SIGHT.search(text):
            if cls._AT_SIGHT.search(text):
                return "L/C at sight"
            return f"L/C {days[1]} days" if days else "L/C"
        for pattern, name in ((r"(?<![a-z])d/p(?![a-z])", "D/P"), (r"(?<![a-z])d/a(?![a-z])", "D/A")):
            if re.search(pattern, text):
                return f"{name} {days[1]} days" if days and name == "D/A" else name
        split = cls._split(text)
        if split:
            return f"T/T {split[0]}/{split[1]}"
        if (
            re.search(
                r"open account|(?<![a-z])o/a(?![a-z])|net \d+|отсрочк|zahlungsziel|tage netto|công nợ|cong no|月結|後払|외상|后付|账期|a prazo|tempo",
                text,
            )
            and days
        ):
            return f"O/A {days[1]} days"
        net = re.search(r"net (\d{2,3})", text)
        if net:
            return f"O/A {net[1]} days"
        for pattern, name in (
            (r"paypal|페이팔|ペイパル|باي بال", "PayPal"),
            (r"western union", "Western Union"),
            (r"trade assurance", "Trade Assurance"),
        ):
            if re.search(pattern, text):
                return name
        return "T/T" if re.search(r"(?<![a-z/])t/t(?![a-z])|(?<![a-z])tt(?![a-z])", text) else None

    @classmethod
    def _split(cls, text: str) -> tuple[str, str] | None:
        both = cls._SPLIT.search(text)
        if both and int(both[1]) + int(both[2]) == 100:
            return both[1], both[2]
        shares = [int(item) for item in cls._DEPOSIT.findall(text)]
        if len(shares) >= 2 and shares[0] + shares[1] == 100:
            return str(shares[0]), str(shares[1])
        if (
            len(shares) == 1
            and 10 <= shares[0] <= 60
            and re.search(
                r"deposit|advance|anticipo|sinal|acompte|anzahlung|acconto|предоплат|аванс|مقدم|عربون|前金|前払|계약금|선금|cọc|coc|dp|uang muka|定金|adiantamento|antecipad",
                text,
            )
        ):
            return str(shares[0]), str(100 - shares[0])
        return None
