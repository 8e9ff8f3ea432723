import hashlib
class DraftRefused(Exception):
    def __init__(self, code, **data):
        super().__init__(code); self.code=code; self.data=data
CODES={}
PLACEHOLDERS={}
def check_template(data): return []
def fill(data, values): return data
def inspect(data): return None
def paragraphs(data): return []
def compare(old,new): return None
def to_pdf(data): raise DraftRefused("office_missing")
def content_digest(data): return hashlib.sha256(data).hexdigest()
def available(): return "missing"
