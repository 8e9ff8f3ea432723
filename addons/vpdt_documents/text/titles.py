"""How a post is called outside its own agency."""

from .fold import nfc

# What an agency's name may end with that its posts leave out: "Phòng Y tế huyện"
_LEVELS = {"tỉnh", "huyện", "quận", "xã", "phường"}


def post_title(post, agency):
    """Return the post ``post`` with its agency's name, unless it says it itself.

    "Trưởng phòng Nội vụ" of "Phòng Nội vụ huyện" stands alone; "Cán bộ công nghệ
    thông tin" of it is "Cán bộ công nghệ thông tin, Phòng Nội vụ huyện". The kind of
    agency may be part of another word ("Trưởng phòng"), its place may not be missing:
    there are thirteen "Chủ tịch UBND xã".
    """
    post, agency = nfc(post) or "", nfc(agency) or ""
    if not post or not agency:
        return post or agency
    said, own = post.casefold().split(), agency.casefold().split()
    if len(own) > 2 and own[-1] in _LEVELS:
        own = own[:-1]
    tails = [own] + ([own[1:]] if len(own) > 2 else [])
    if any(
        said[at : at + len(tail)] == tail for tail in tails for at in range(len(said))
    ):
        return post
    return f"{post}, {agency}"
