"""Words that half the world takes as a password, bare of marks, digits and signs.

Compared as a whole: "Matkhau@123" is "matkhau", which stands here.
"""

WORDS = frozenset(
    """
    admin administrator anhyeuem anhnhoem asdf asdfgh asdfghjkl baoan bantin batman
    chaobuoisang chutich codong congan congty conyeu cungcoi daihoc dangnhap default
    dragon emyeuanh football giadinh gioithieu guest hanhphuc hanoi hello hochiminh
    huyen iloveyou khongbiet khongco khongdung letmein lienhe login macdinh master
    matkhau matkhaumoi matma matmanay maytinh monkey nguoidung nguyen ngoc noibo
    oanhyeu officer password passwd princess qazwsx quantri quantrivien qwert qwerty
    qwertyui qwertyuiop root saigon secret songgianh sunshine superman tailieu tamthoi
    test thaydoi thoitiet tinhyeu toiyeuem toiyeuvietnam truong ubnd ubndhuyen ubndxa
    user vanban vanphong vanthu vietnam vietnamoi vpdt welcome xinchao yeuanh yeuem
    zxcvbn zxcvbnm abc abcd abcdef abcdefgh abcxyz aaaaaa abcabc
    """.split()
)
