"""Certificates and marks that buyers name, in one canonical writing each."""

from __future__ import annotations

import re

# canonical name -> writings; a short name counts only in capitals, because "ce" and "red" are words.
_NAMES: dict[str, str] = {
    "CE": "CE", "FCC": "FCC", "RoHS": r"RoHS|ROHS|Rohs|rohs", "REACH": "REACH", "FDA": "FDA", "LFGB": "LFGB|lfgb", "FSC": "FSC", "BSCI": "BSCI|bsci", "SEDEX": "SEDEX|Sedex|sedex",
    "SMETA": "SMETA", "ISO 9001": r"(?:ISO|Iso|iso)[ -]?9001", "ISO 14001": r"(?:ISO|iso)[ -]?14001", "ISO 13485": r"(?:ISO|iso)[ -]?13485", "UL": "UL", "ETL": "ETL", "CB": "CB", "GS": "GS",
    "TÜV": r"T[ÜU]V|Tüv|tüv", "UKCA": "UKCA", "EAC": r"EAC|ЕАС", "SASO": "SASO|saso|ساسو", "SABER": "SABER|Saber|سابر", "INMETRO": "INMETRO|Inmetro|inmetro", "ANATEL": "ANATEL|Anatel|anatel", "NOM": "NOM",
    "PSE": "PSE", "KC": "KC", "JIS": "JIS", "SNI": "SNI", "CPC": "CPC", "CPSIA": "CPSIA", "ASTM": "ASTM", "EN 71": r"EN[ -]?71", "OEKO-TEX STANDARD 100": r"(?i:oeko[- ]?tex|öko[- ]?tex)", "GOTS": "GOTS",
    "GRS": "GRS", "BIS": "BIS", "SGS": "SGS", "MSDS": "MSDS", "UN38.3": r"UN ?38[.,]3", "TELEC": "TELEC", "VDE": "VDE", "Halal": r"(?i:halal)|حلال", "COA": "COA", "CCC": "CCC", "RCM": "RCM",
    "SAA": "SAA", "BPOM": "BPOM", "GMP": "GMP", "HACCP": "HACCP", "BRC": "BRC", "WRAP": "WRAP", "Amfori": "(?i:amfori)", "IP65": r"IP ?65", "IP67": r"IP ?67", "ErP": "ErP|ERP", "DoC": "DoC",
    "Prop 65": r"(?i:prop(?:osition)?\.? ?65)", "CA65": "CA65", "G-Mark": r"G[- ]?Mark", "ECAS": "ECAS", "SONCAP": "SONCAP|soncap", "COC": "COC|CoC", "GCC": "GCC", "EN 14988": "EN ?14988",
    "BWTS": "BWTS", "EPA": "EPA", "DOT": "DOT", "NSF": "NSF", "WEEE": "WEEE", "LVD": "LVD", "EMC": "EMC", "RED": "RED", "Qi": "Qi",
}  # fmt: skip
_DOUBTFUL = frozenset(
    {"CB", "GS", "BIS", "COC", "GCC", "RED", "NOM", "UL", "Qi", "EMC", "DOT", "SAA", "EPA", "REACH", "KC", "COA", "CPC", "IP65", "IP67"}
)
_PATTERN = re.compile("|".join(f"(?<![A-Za-z0-9])(?P<n{i}>{writing})(?![A-Za-z])" for i, writing in enumerate(_NAMES.values())))
_CANONICAL = list(_NAMES)


def named_certificates(sentence: str, certain: bool) -> list[str]:
    """Canonical names in a sentence, in order. `certain`: the sentence speaks of certificates, so doubtful names count."""
    if _shouted(sentence) and not certain:
        return []
    found: list[str] = []
    for match in _PATTERN.finditer(sentence):
        if _NOT_NEEDED.match(sentence, match.end()):
            continue
        name = _CANONICAL[int(str(match.lastgroup)[1:])]
        if name not in found and (certain or name not in _DOUBTFUL):
            found.append(name)
    return found or (_other_marks(sentence) if certain else _held_marks(sentence))


_NOT_NEEDED = re.compile(
    r"\s?(?:certificat\w*|認証|인증)?\s?(?:(?:is|are) (?:not|n't) (?:needed|necessary|required)|isn't (?:needed|necessary)|not (?:needed|necessary|required)|no (?:hace falta|es necesario|necesitamos)|n(?:ã|a)o (?:é|e) (?:preciso|necess)|n'est pas (?:nécessaire|requis)|brauchen wir nicht|ist nicht nötig|non serve|не (?:нужен|нужна|нужно|требуется)|غير مطلوب|مو ضروري|(?:は|が)?(?:必要(?:ない|あり)|不要|いら)|(?:은|는)? ?(?:필요 ?없|안 ?필요)|không cần|tidak perlu|ga perlu)"
)
_ACRONYM = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Z0-9]{1,7}(?:[ -]?\d{2,5})?(?![A-Za-z0-9-])")
_NO_MARKS = frozenset(
    "FOB CIF CFR EXW FCA DAP DDP DPU CPT CIP FAS MOQ PI PO LC TT USD EUR GBP RMB CNY USA UK UAE EU UN OEM ODM LED USB PDF ASAP FCL LCL HS GMBH LTD LLC CO INC SA SRL SL PVC ABS PP PE PET PU TV PC VAT OK NB "
    "URL WEB HTTP HTTPS OTP SMS PIN FAQ NET KYC QC QA RFQ ETA ETD BL KG CM MM PCS HQ GP AG KG BV NV PT TB II III IV AM PM ID IT DE FR ES".split()
)


_HELD = re.compile(
    r"(?i:\b(?:have|got|hold|with|carry|meet|haben sie|hat|haben|mit|also|avez|avec|ont|tiene[ns]?|cuentan con|con|cumplen?|tem|t[eê]m|possuem?|com|avete|hanno|ha|есть|имеется|имеете|có|đạt|ada|punya|dengan))"
    r"(?: (?i:the|a|an|el|la|o|le|die|das|un|een|ли))? ([A-Z]{3,6})(?= ?[?,.;]| (?:approv|certif|mark|zertif|zulass|zugelass|or|o|ou|oder|y|e|et|und|and)\b|$)"
)


def _held_marks(sentence: str) -> list[str]:
    """A mark outside the list behind "do you have": "Haben Sie WRAS?"."""
    return [match[1] for match in _HELD.finditer(sentence) if match[1] not in _NO_MARKS][:2]


def _other_marks(sentence: str) -> list[str]:
    """A mark outside the list ("WRAS"), in a sentence that asks for certificates."""
    names = [
        match[0] for match in _ACRONYM.finditer(sentence) if match[0] not in _NO_MARKS and not re.search(r"[A-Z]{1,3}-?\d{2,}$", match[0])
    ]
    return list(dict.fromkeys(names))[:3]


def _shouted(sentence: str) -> bool:
    letters = [ch for ch in sentence if ch.isalpha() and ch.upper() != ch.lower()]
    return len(letters) > 25 and sum(ch.isupper() for ch in letters) > 0.8 * len(letters)
