"""The buyers' pages' own words, in every language that listings are written in, and Chinese for the owner."""

from __future__ import annotations

_KEYS = ("search", "inbox", "shop", "none", "ask", "send", "faq")
_ROWS: dict[str, tuple[str, ...]] = {
    "en": ("Search products", "Inbox", "Practice shop", "Nothing found.", "Ask the seller", "Send", "Questions"),
    "zh": ("搜索产品", "收件箱", "练习店铺", "没有找到。", "联系卖家", "发送", "常见问题"),
    "es": ("Buscar productos", "Mensajes", "Tienda de práctica", "Sin resultados.", "Consultar al vendedor", "Enviar", "Preguntas"),
    "pt": ("Buscar produtos", "Mensagens", "Loja de treino", "Nada encontrado.", "Perguntar ao vendedor", "Enviar", "Perguntas"),
    "fr": ("Chercher un produit", "Messages", "Boutique d'essai", "Aucun résultat.", "Interroger le vendeur", "Envoyer", "Questions"),
    "de": ("Produkte suchen", "Nachrichten", "Übungsladen", "Nichts gefunden.", "Verkäufer fragen", "Senden", "Fragen"),
    "it": ("Cerca prodotti", "Messaggi", "Negozio di prova", "Nessun risultato.", "Chiedi al venditore", "Invia", "Domande"),
    "ru": ("Поиск товаров", "Сообщения", "Учебный магазин", "Ничего не найдено.", "Спросить продавца", "Отправить", "Вопросы"),
    "ar": ("ابحث عن المنتجات", "الرسائل", "متجر تدريبي", "لا توجد نتائج.", "اسأل البائع", "إرسال", "أسئلة"),
    "ja": ("商品を検索", "メッセージ", "練習ショップ", "見つかりません。", "販売者に質問", "送信", "よくある質問"),
    "ko": ("상품 검색", "메시지", "연습 상점", "결과가 없습니다.", "판매자에게 문의", "보내기", "자주 묻는 질문"),
    "vi": ("Tìm sản phẩm", "Tin nhắn", "Cửa hàng thực hành", "Không tìm thấy.", "Hỏi người bán", "Gửi", "Câu hỏi"),
    "id": ("Cari produk", "Pesan", "Toko latihan", "Tidak ditemukan.", "Tanya penjual", "Kirim", "Pertanyaan"),
}  # fmt: skip
WORDS: dict[str, dict[str, str]] = {code: dict(zip(_KEYS, row, strict=True)) for code, row in _ROWS.items()}
