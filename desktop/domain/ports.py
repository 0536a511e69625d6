"""Names of China's loading ports by UN/LOCODE, for offers and papers ("FOB Qinzhou")."""

from __future__ import annotations

_NAMES = {
    "CNQZH": ("Qinzhou", "钦州"), "CNBHY": ("Beihai", "北海"), "CNFAN": ("Fangchenggang", "防城港"), "CNFNG": ("Fangchenggang", "防城港"), "CNNGB": ("Ningbo", "宁波"), "CNNBO": ("Ningbo", "宁波"),
    "CNSHA": ("Shanghai", "上海"), "CNSHG": ("Shanghai", "上海"), "CNSZX": ("Shenzhen", "深圳"), "CNYTN": ("Yantian, Shenzhen", "深圳盐田"), "CNSHK": ("Shekou, Shenzhen", "深圳蛇口"), "CNCWN": ("Chiwan, Shenzhen", "深圳赤湾"),
    "CNCAN": ("Guangzhou", "广州"), "CNGZG": ("Guangzhou", "广州"), "CNNSA": ("Nansha, Guangzhou", "广州南沙"), "CNHUA": ("Huangpu, Guangzhou", "广州黄埔"), "CNTAO": ("Qingdao", "青岛"), "CNQDG": ("Qingdao", "青岛"),
    "CNTXG": ("Tianjin", "天津"), "CNTSN": ("Tianjin", "天津"), "CNXGG": ("Xingang, Tianjin", "天津新港"), "CNXMN": ("Xiamen", "厦门"), "CNXMG": ("Xiamen", "厦门"), "CNDLC": ("Dalian", "大连"), "CNDLA": ("Dalian", "大连"),
    "CNFOC": ("Fuzhou", "福州"), "CNFZG": ("Fuzhou", "福州"), "CNQZJ": ("Quanzhou", "泉州"), "CNSWA": ("Shantou", "汕头"), "CNZSN": ("Zhongshan", "中山"), "CNZUH": ("Zhuhai", "珠海"), "CNJMN": ("Jiangmen", "江门"),
    "CNFOS": ("Foshan", "佛山"), "CNZHA": ("Zhanjiang", "湛江"), "CNLYG": ("Lianyungang", "连云港"), "CNNTG": ("Nantong", "南通"), "CNNKG": ("Nanjing", "南京"), "CNTAG": ("Taicang", "太仓"), "CNZJG": ("Zhangjiagang", "张家港"),
    "CNWNZ": ("Wenzhou", "温州"), "CNTZO": ("Taizhou", "台州"), "CNYIK": ("Yingkou", "营口"), "CNYNT": ("Yantai", "烟台"), "CNWEI": ("Weihai", "威海"), "CNRZH": ("Rizhao", "日照"), "CNHAK": ("Haikou", "海口"), "CNYPG": ("Yangpu", "洋浦"),
    "CNYIW": ("Yiwu", "义乌"), "CNWUH": ("Wuhan", "武汉"), "CNCKG": ("Chongqing", "重庆"), "CNCQI": ("Chongqing", "重庆"), "HKHKG": ("Hong Kong", "香港"),
}  # fmt: skip


def port_name(code: str | None, language: str) -> str:
    """The port's name (Chinese for "zh", else English), the code itself when unknown, "" without one."""
    if not code:
        return ""
    names = _NAMES.get(code)
    return code if names is None else names[1 if language == "zh" else 0]


def port_codes() -> dict[str, str]:
    """UN/LOCODE by Chinese port name; of two codes for one port the first of the table."""
    codes: dict[str, str] = {}
    for code, (_english, chinese) in _NAMES.items():
        codes.setdefault(chinese, code)
        codes.setdefault(chinese.removeprefix("深圳").removeprefix("广州").removeprefix("天津") or chinese, code)
    return codes
