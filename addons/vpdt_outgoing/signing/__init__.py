from dataclasses import dataclass, field
@dataclass(frozen=True)
class PageCode:
    draft:int; version:int; page:int; pages:int
class SigningError(Exception):
    def __init__(self, code): super().__init__(code); self.code=code
@dataclass
class Match:
    missing:list=field(default_factory=list); other_version:list=field(default_factory=list); other_draft:list=field(default_factory=list); doubled:list=field(default_factory=list); without:list=field(default_factory=list); order:list=field(default_factory=list)
def parse(text,key): 
    try: return PageCode(*map(int,text.split(":")))
    except Exception: raise SigningError("foreign")
def stamp(data, draft, version, key): return data
def match(codes, expected):
    m=Match() 
    m.missing=[e.page for e in expected if e not in codes]
    m.without=[i+1 for i,c in enumerate(codes) if c is None]
    m.other_version=[i+1 for i,c in enumerate(codes) if c and c not in expected and c.draft==expected[0].draft]
    m.other_draft=[i+1 for i,c in enumerate(codes) if c and c.draft!=expected[0].draft]
    return m
def reorder(data, order): return data
