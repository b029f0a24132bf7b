"""Cases of single cells: how amounts, days, identifiers, rates and words are written."""

from __future__ import annotations

from typing import Any, Final

from dirty.case import DATE, Case, F, in_loans


def _money(name: str, about: str, value: Any, reads: str | None, *problems: str) -> Case:
    return in_loans(f"money-{name}", about, "贷款余额", value, reads, *problems)


def _wan(name: str, about: str, value: Any, reads: str | None, *problems: str) -> Case:
    return in_loans(f"money-{name}", about, "贷款余额(万元)", value, reads, *problems)


def _date(name: str, about: str, value: Any, reads: str | None, *problems: str) -> Case:
    return in_loans(f"date-{name}", about, "到期日期", value, reads, *problems)


def _id(name: str, about: str, value: Any, reads: str | None, *problems: str) -> Case:
    return in_loans(f"id-{name}", about, "借据号", value, reads, *problems)


def _rate(name: str, about: str, value: Any, reads: str) -> Case:
    return in_loans(f"rate-{name}", about, "年利率(%)", value, reads)


MONEY: Final = (
    _money("text", "A number stored as text is the number.", "1234.50", "1234.50"),
    _money("thousands", "Thousands separators are read.", "12,345.60", "12345.60"),
    _money(
        "wide",
        "Full-width digits, point and comma are digits, point and comma.",
        "１２，３４５．６",
        "12345.60",
    ),
    _money("nbsp", "A no-break space at the end is no part of the number.", "1234.5\u00a0", "1234.50"),
    _money("zero-width", "Nor is a zero-width space inside.", "12\u200b34.5", "1234.50"),
    _money(
        "apostrophe", "A leading apostrophe that became part of the text is dropped.", "'1234.5", "1234.50"
    ),
    _money("yen", "￥ before an amount.", "￥1,234.50", "1234.50"),
    _money("yuan", "元 behind an amount in a column in 元.", "1234.5元", "1234.50"),
    _money(
        "wan",
        "万 in a column in 元 is another unit: a problem, never × 10,000 or nothing.",
        "3.5万",
        None,
        "E128 F3",
    ),
    _money("capitals", "Capital numerals.", "壹仟贰佰元整", "1200.00"),
    _money("capitals-fen", "Capital numerals with 角 and 分.", "人民币壹万零伍拾元叁角贰分", "10050.32"),
    _money("everyday-numerals", "Everyday numerals are not guessed.", "一千二百元", None, "E126 F3"),
    _money("float-noise", "0.1 + 0.2 as a spreadsheet stores it is 0.30.", 0.1 + 0.2, "0.30"),
    _money("too-fine", "A third decimal is not rounded off.", 12.345, None, "E127 F3"),
    _money("empty", "A required amount left empty is a problem, never 0.", None, None, "E120 F3"),
    _money("dash", "So is a dash.", "-", None, "E120 F3"),
    _money("none", "And 无.", "无", None, "E120 F3"),
    _money("slash", "And a slash.", "/", None, "E120 F3"),
    _money("long-dash", "And a long dash.", "——", None, "E120 F3"),
    _money("zero", "0 is 0.", 0, "0.00"),
    _money("spaces", "Blanks only are empty.", "   ", None, "E120 F3"),
    _money("badly-grouped", "12,34 is not guessed to be 1,234 or 12.34.", "12,34", None, "E126 F3"),
    _money("two-points", "1.234.567 is not a number.", "1.234.567", None, "E126 F3"),
    _money("word", "A word is not an amount.", "待核", None, "E126 F3"),
    _money("bool", "TRUE is not 1.", True, None, "E124 F3"),
    _money("date", "A day is not an amount.", F(45473, DATE), None, "E124 F3"),
    _money("percent", "A percentage is not an amount.", F(0.5, "0%"), None, "E124 F3"),
    _money("ref", "#REF! is a problem.", F("#REF!", formula="=Sheet9!A1"), None, "E121 F3"),
    _money("na", "#N/A is a problem, not a blank.", F("#N/A", formula="=NA()"), None, "E121 F3"),
    _money("formula", "A formula counts with its cached value.", F(1234.5, formula="=1000+234.5"), "1234.50"),
    _money("superscript", "² is not 2.", "12²", None, "E126 F3"),
    _money("spaced-thousands", "A blank between thousands.", "1 234.50", "1234.50"),
    _money("spaced", "12 34 may be two numbers.", "12 34", None, "E126 F3"),
    _money("european", "12.345,67 is not guessed.", "12.345,67", None, "E126 F3"),
    _money("credit", "1234.50CR is not guessed.", "1234.50CR", None, "E126 F3"),
    _money("unit-format", "4 shown as 4.00万元 in a column in 元.", F(4, '0.00"万元"'), None, "E128 F3"),
    _money("hidden-format", "A format that shows nothing hides no value.", F(1234.5, ";;;"), "1234.50"),
    _money("exponent", "1.5E7 as text is not guessed.", "1.5E7", None, "E126 F3"),
    _money(
        "two-lines", "500 over 300 in one cell are two amounts, not 500,300.", "500\n300", None, "E126 F3"
    ),
    _money("far-apart", "So are 500 and 300 with a gap between.", "500  300", None, "E126 F3"),
    _money("thin-space", "A narrow no-break space between thousands.", "12\u202f345", "12345.00"),
    _money("blank-behind-point", "1.2 300 is not 1.23.", "1.2 300", None, "E126 F3"),
    _money("error-as-text", "#REF! that came to be a text.", "#REF!", None, "E121 F3"),
    _money("ditto", "〃 is not the amount above.", "〃", None, "E124 F3"),
    _money("bidi", "Digits with direction controls show another number.", "\u202e1234", None, "E139 F3"),
    _money("unit-in-zero", "万元 in any section of a format.", F(4, '[=0]"-";0.00"万元"'), None, "E128 F3"),
    _money("unit-bracket", "万元 as the currency of a format.", F(4, "0.00[$万元-804]"), None, "E128 F3"),
    _money("dollar-format", "4 shown as $4.00 is no yuan.", F(4, "[$$-409]#,##0.00"), None, "E128 F3"),
    _money("dollar-word", "Nor is 4.00美元.", F(4, '0.00"美元"'), None, "E128 F3"),
    _money("permille-format", "Nor 4.00‰.", F(4, '0.00"‰"'), None, "E128 F3"),
    _money("yuan-format", "4.00元 is, in a column in 元.", F(4, '#,##0.00"元"'), "4.00"),
    _money("yen-format", "And ¥4.00.", F(4, "[$¥-804]#,##0.00"), "4.00"),
    _money("scaled-format", "40000 shown as 4.0万 in a column in 元.", F(40_000, '0!.0,"万"'), "40000.00"),
    _money("numerals-format", "4 shown as 肆元.", F(4, '[DBNum2][$-804]General"元"'), "4.00"),
    _money("accounting", "Red brackets of a format.", F(4, "#,##0.00_);[Red]\\(#,##0.00\\)"), "4.00"),
    _wan("wan-scaled", "40000 shown as 4.0万元 is stored in 元.", F(40_000, '0!.0,"万元"'), None, "E128 F3"),
    _wan("wan-thousands", "So is 40000 shown as 40.0.", F(40_000, "0.0,"), None, "E128 F3"),
    _wan("wan-yuan", "And 40000 shown as 40000元.", F(40_000, '0"元"'), None, "E128 F3"),
    _wan("wan-format", "4 shown as 4.00万元 in a column in 万元.", F(4, '0.00"万元"'), "40000.00"),
)
DATES: Final = (
    _date("weekday", "A weekday behind the day is not read over.", "2024年08月01日 星期四", None, "E132 D3"),
    _date("spaced", "Blanks between year, month and day.", "2024 年 8 月 1 日", "2024-08-01"),
    _date("numerals", "二〇二四年八月一日 is not read.", "二〇二四年八月一日", None, "E132 D3"),
    _date("serial-text", "A serial as text is no day.", "45505", None, "E132 D3"),
    _date(
        "digits-format",
        "20240801 shown as 2024-08-01 is a number all the same.",
        F(20240801, "0000-00-00"),
        None,
        "E134 D3",
    ),
    _date("noon", "A time of day in the serial is left off.", F(45505.99999, DATE), "2024-08-01"),
    _date("hour", "A time of day alone is no day.", F(0.5, "h:mm"), None, "E134 D3"),
    _date("compact", "20241231", "20241031", "2024-10-31"),
    _date("compact-number", "20241031 as a number is that day.", 20241031, "2024-10-31"),
    _date("slashes", "2024/8/1", "2024/8/1", "2024-08-01"),
    _date("dots", "2024.08.01", "2024.08.01", "2024-08-01"),
    _date("chinese", "2024年8月1日", "2024年8月1日", "2024-08-01"),
    _date("wide", "Full-width digits.", "２０２４－０８－０１", "2024-08-01"),
    _date("formatted", "A serial with a date format.", F(45505, DATE), "2024-08-01"),
    _date(
        "chinese-format",
        "A serial with a Chinese date format.",
        F(45505, '[$-804]yyyy"年"m"月"d"日"'),
        "2024-08-01",
    ),
    _date("built-in-31", "A built-in Chinese date format.", F(45505, 31), "2024-08-01"),
    _date("built-in-57", "One that shows year and month only: the day is there.", F(45505, 57), "2024-08-01"),
    _date("time", "A time of day is left off.", "2024-08-01 10:30:00", "2024-08-01"),
    _date("bare-serial", "A serial under General is read with a warning.", 45505, "2024-08-01", "W134 D3"),
    _date("serial-zero", "Serial 0 is no day.", F(0, DATE), None, "E134 D3"),
    _date("serial-60", "Serial 60 is a day that never was.", F(60, DATE), None, "E134 D3"),
    _date("serial-59", "Below it two programs disagree.", F(59, DATE), None, "E134 D3"),
    _date("day-first", "3/4/2024 is March or April.", "3/4/2024", None, "E132 D3"),
    _date("year-month", "2024.1 is no day.", "2024.1", None, "E132 D3"),
    _date("year-month-number", "Nor is it as a number.", 2024.1, None, "E134 D3"),
    _date("two-digits", "Two-digit years are not guessed.", "24-08-01", None, "E132 D3"),
    _date("impossible", "31 June never was.", "2024-06-31", None, "E133 D3"),
    _date("leap", "Nor 29 February 2023.", "20230229", None, "E133 D3"),
    _date("word", "A word is no day.", "年底", None, "E132 D3"),
    _date("small-number", "12 is no day.", 12, None, "E134 D3"),
    _date("before-start", "Due before granted.", "2023-12-31", None, "E151 C3"),
    _date("empty", "A required day left empty.", None, None, "E120 D3"),
    _date("year", "2024 as a number is not 1905.", 2024, None, "E134 D3"),
    _date("digit-apart", "2024-8-1 5 is not 2024-8-15.", "2024-8-1 5", None, "E132 D3"),
    _date("elapsed", "Hours and minutes gone by are no day.", F(45505, "[h]:mm"), None, "E134 D3"),
    _date("ditto", "同上 is not the day above.", "同上", None, "E124 D3"),
    _date("range", "Two days in one cell.", "2024-08-01\n2024-09-01", None, "E132 D3"),
    _date(
        "era", "The year of an emperor beside the month and day.", F(45505, "[$-411]ggge.m.d"), "2024-08-01"
    ),
    _date("open", "99991231 is no day where an end is needed.", "99991231", None, "E133 D3"),
    in_loans("date-open-end", "99991231 is no end where an end may be open.", "结清日期", "99991231", ""),
    in_loans("date-settled", "A 结清日期 is read.", "结清日期", "20240610", "2024-06-10"),
)
IDS: Final = (
    _id("break", "A line break inside an identifier is none of it.", "J1\n01", None, "E125 A3"),
    _id(
        "formula-text",
        '="J2" as text is how an export keeps zeros: not an identifier.',
        '="J2"',
        None,
        "E125 A3",
    ),
    _id(
        "condition",
        "A format that shows short and long numbers in two ways: not sure.",
        F(12345, "[<=9999]0000;000000"),
        None,
        "E123 A3",
    ),
    _id("suffix", "A format that adds a word behind: not sure.", F(123, '0"号"'), None, "E123 A3"),
    _id("grouped", "A format that parts the digits: not sure.", F(123456, "000-000"), None, "E123 A3"),
    _id("formula", "An identifier that a formula makes.", F("J2", "", '="J"&2'), "J2"),
    _id("zeros", "Leading zeros of text are kept.", "000123", "000123"),
    _id(
        "long",
        "A long number as text is kept to the last digit.",
        "6217000012345678901",
        "6217000012345678901",
    ),
    _id("apostrophe", "A leading apostrophe is dropped.", "'000123", "000123"),
    _id("wide", "Full-width digits are digits.", "０００１２３", "000123"),
    _id("nbsp", "Blanks at the ends are dropped.", "\u00a0J2\u3000", "J2"),
    _id("number", "A number is taken as it is shown, with a warning.", 123, "123", "W123 A3"),
    _id("padded", "Leading zeros that the format shows are rebuilt.", F(123, "000000"), "000123", "W123 A3"),
    _id("16-digits", "A number of 16 digits has lost its last ones.", 1234567890123456, None, "E123 A3"),
    _id("18-digits", "So has one of 18.", 110101199001011234, None, "E123 A3"),
    _id("12-digits-general", "General shows 12 digits as 1.23E+11: not sure.", 123456789012, None, "E123 A3"),
    _id(
        "12-digits", "With format 0 they are shown in full.", F(123456789012, "0"), "123456789012", "W123 A3"
    ),
    _id("scientific", "1.10101E+17 as text is spoiled for good.", "1.10101E+17", None, "E123 A3"),
    _id("scientific-java", "So is 1.10101E17, as programs write it.", "1.10101E17", None, "E123 A3"),
    _id("exponent", "1E5 may be an identifier.", "1E5", "1E5"),
    _id("error-as-text", "#N/A that came to be a text.", "#N/A", None, "E121 A3"),
    _id("too-narrow", "What a narrow column shows.", "######", None, "E121 A3"),
    _id("ditto", "同上 is nobody's identifier.", "同上", None, "E124 A3"),
    _id("fraction", "12.5 is no identifier.", 12.5, None, "E123 A3"),
    _id("fraction-text", "Nor is 123.0 as text.", "123.0", None, "E123 A3"),
    _id("bool", "Nor TRUE.", True, None, "E124 A3"),
    _id("date", "Nor a day.", F(45505, DATE), None, "E124 A3"),
    _id("negative", "Nor a negative number.", -5, None, "E123 A3"),
    _id("na", "Nor #N/A.", F("#N/A", formula="=NA()"), None, "E121 A3"),
    _id("empty", "A row without its key but with amounts.", None, None, "E120 A3"),
    _id("bidi", "Controls that turn the reading direction are a problem.", "J\u202e2", None, "E139 A3"),
    _id("NA", "NA is an identifier like any other.", "NA", "NA"),
    _id("cyrillic", "Ј2 with a Cyrillic letter is nobody's.", "\u041a2", None, "E203 A3"),
    _id("twice", "A key that occurs twice.", "J1", None, "E155 A3"),
    _id("twice-wide", "Also in another width.", "Ｊ１", None, "E155 A3"),
    _id("twice-blank", "Also with blanks at its ends.", " J1 ", None, "E155 A3"),
)
RATES: Final = (
    _rate("bare", "4.35 under %.", 4.35, "87/2000"),
    _rate("text", "4.35% as text.", "4.35%", "87/2000"),
    _rate("formatted", "0.0435 shown as a percentage.", F(0.0435, "0.00%"), "87/2000"),
    _rate("wide", "４．３５％", "４．３５％", "87/2000"),
    _rate("blank", "A rate that is not needed may be empty.", None, ""),
    in_loans("rate-mixed", "0.0435 beside 5 under %: two scales.", "年利率(%)", 0.0435, None, "E204 G3"),
    in_loans("rate-permille", "‰ where the header says so.", "月利率(‰)", 8.1, "81/10000"),
    in_loans("rate-permille-text", "8.1‰ as text.", "月利率(‰)", "8.1‰", "81/10000"),
    in_loans(
        "rate-permille-of-year", "4.35‰ a year is a monthly rate astray.", "年利率(%)", "4.35‰", "", "W141 G3"
    ),
    in_loans(
        "rate-permille-shown", "So is 4.35 shown as 4.35‰.", "年利率(%)", F(4.35, '0.00"‰"'), "", "W141 G3"
    ),
    _rate(
        "percent-shown", "4.35 shown as 4.35% by a sign that does not reckon.", F(4.35, '0.00"%"'), "87/2000"
    ),
)
WORDS: Final = (
    in_loans("class-ending", "正常类 is 正常.", "五级分类", "正常类", "正常"),
    in_loans("class-spaced", "Blanks inside are dropped.", "五级分类", "关 注", "关注"),
    in_loans("class-traditional", "Traditional characters.", "五级分类", "關注", "关注"),
    in_loans("class-old", "The four classes of old.", "五级分类", "呆滞", "呆滞"),
    in_loans(
        "class-unknown",
        "An unknown class, not needed: left blank and said.",
        "五级分类",
        "一般",
        "",
        "W141 G3",
    ),
    in_loans(
        "class-near", "A misspelled class is not corrected in silence.", "五级分类", "正長", "", "W141 G3"
    ),
    in_loans("name-rare", "Rare characters are kept.", "客户名称", "𠮷田㛃", "𠮷田㛃"),
    in_loans("name-number", "A number cell is no name: left blank and said.", "客户名称", 360, "", "W141 G3"),
    in_loans("name-null", "A client called NULL, not a missing one.", "客户名称", "NULL", "NULL"),
    in_loans("name-error", "#N/A as text is no name.", "客户名称", "#N/A", "", "W141 G3"),
    in_loans("name-ditto", "Nor is 同上.", "客户名称", "同上", "", "W141 G3"),
    in_loans(
        "text-padded", "A code among words keeps the zeros it is shown with.", "产品", F(7, "000"), "007"
    ),
    in_loans(
        "text-16-digits",
        "A number of 16 digits in a column of words has lost its last ones.",
        "产品",
        1234567890123456,
        "",
        "W141 G3",
    ),
    in_loans("name-middle-dot", "阿·买买提", "客户名称", "阿依古丽·买买提", "阿依古丽·买买提"),
    in_loans(
        "name-bidi",
        "A name with direction controls, not needed: left blank and said.",
        "客户名称",
        "甲\u202e乙",
        "",
        "W141 G3",
    ),
    in_loans(
        "name-break", "A line break within a name is a blank.", "客户名称", "甲户\n（二）", "甲户 （二）"
    ),
    in_loans("flag-tick", "√ is 是.", "合规标志", "√", "是"),
    in_loans("flag-cross", "× is 否.", "合规标志", "×", "否"),
    in_loans("flag-bool", "TRUE is 是.", "合规标志", True, "是"),
    in_loans("flag-unsure", "也许 is neither.", "合规标志", "也许", "", "W141 G3"),
    in_loans("count-text", "A count as text.", "逾期天数", "30", "30"),
    in_loans("count-fraction", "30.5 days are not.", "逾期天数", 30.5, "", "W141 G3"),
    in_loans(
        "contract-date",
        "A contract number that became a day is said.",
        "合同号",
        F(45505, DATE),
        None,
        "E124 G3",
    ),
)
CASES: Final = (*MONEY, *DATES, *IDS, *RATES, *WORDS)
