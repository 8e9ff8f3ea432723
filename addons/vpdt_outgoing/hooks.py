import base64

from .drafting import TEMPLATES, template_bytes


def load_templates(env):
    """Give a new office the templates of the release: its own from then on.

    Not data files: the type of one may be deleted in an office that gets this addon
    by an update; then its template is left out. Each has its XML id, so that a later
    release finds what an office made of it.
    """
    types = env["vpdt.document.type"]
    rows = []
    for sequence, (key, template) in enumerate(TEMPLATES.items(), 1):
        kind = types._find(template.kind)
        if kind:
            rows.append(
                {
                    "xml_id": f"vpdt_outgoing.vpdt_draft_template_{key}",
                    "noupdate": True,
                    "values": {
                        "name": template.name,
                        "sequence": sequence,
                        "type_id": kind.id,
                        "file": base64.b64encode(template_bytes(key)),
                        "file_name": template.file,
                    },
                }
            )
    env["vpdt.draft.template"]._load_records(rows)
