"""China's provinces by ISO 3166-2:CN, for the origin of goods ("CN-GX" is 广西 Guangxi)."""

from __future__ import annotations

_MAINLAND = (
    "BJ 北京 Beijing, TJ 天津 Tianjin, HE 河北 Hebei, SX 山西 Shanxi, NM 内蒙古 Inner Mongolia, LN 辽宁 Liaoning, JL 吉林 Jilin, "
    "HL 黑龙江 Heilongjiang, SH 上海 Shanghai, JS 江苏 Jiangsu, ZJ 浙江 Zhejiang, AH 安徽 Anhui, FJ 福建 Fujian, JX 江西 Jiangxi, "
    "SD 山东 Shandong, HA 河南 Henan, HB 湖北 Hubei, HN 湖南 Hunan, GD 广东 Guangdong, GX 广西 Guangxi, HI 海南 Hainan, "
    "CQ 重庆 Chongqing, SC 四川 Sichuan, GZ 贵州 Guizhou, YN 云南 Yunnan, XZ 西藏 Tibet, SN 陕西 Shaanxi, GS 甘肃 Gansu, "
    "QH 青海 Qinghai, NX 宁夏 Ningxia, XJ 新疆 Xinjiang"
)
_NAMES = {code: (zh, english) for code, zh, english in (row.split(" ", 2) for row in _MAINLAND.split(", "))}


def province_name(origin: str, language: str) -> str:
    """The province of an origin "CN-GX" (Chinese for "zh", else English), "" for anything else."""
    country, _dash, part = origin.partition("-")
    names = _NAMES.get(part) if country == "CN" else None
    return names[0 if language == "zh" else 1] if names else ""


def province_codes(language: str = "zh") -> dict[str, str]:
    """Code ("GX") by the province's name ("广西"; "Guangxi" for any language but "zh")."""
    return {names[0 if language == "zh" else 1]: code for code, names in _NAMES.items()}
