"""Words before a number that say it is only neared: "almost two litres" of a pan that holds 1.8 L, "more than 5 hours" of 5.5 h."""

from __future__ import annotations

import re

LESS = re.compile(
    r"(?:less than|under|below|almost|nearly|close to|just under|menos de|casi|cerca de|moins de|presque|pres de|weniger als|unter"
    r"|fast|knapp|beinahe|meno di|quasi|poco meno di|quase|perto de|менее|меньше|почти|около"
    r"|اقل من|ما يقارب|قرابه|نحو|حوالي|未満|ほぼ|約|미만|거의|약"
    r"|dưới|gần|kurang dari|hampir|mendekati) ?$"
)
MORE = re.compile(
    r"(?:more than|over|above|just over|mas de|mais de|plus de|mehr als|uber|gut|piu di|oltre|более|больше|свыше|اكثر من"
    r"|ما يزيد (?:عن|علي)|hơn|trên|lebih dari|di atas"
    r"|melebihi|vượt|выше|اعلي من|فوق|superior a|superiore a|superieur a|par dela|au-dessus de|acima de|por encima de) ?$"
)
