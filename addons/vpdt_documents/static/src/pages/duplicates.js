import { Component } from "@odoo/owl";
import { formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Links to the documents that may be the same paper; each opens over the form. */
export class DuplicatesField extends Component {
    static template = "vpdt_documents.DuplicatesField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get documents() {
        return this.props.record.data[this.props.name].records.map(({ resId, data }) => ({
            id: resId,
            title: data.display_name,
            from: [data.issuer, data.issued_date && formatDate(data.issued_date)]
                .filter(Boolean)
                .join(", "),
        }));
    }

    open(ev, id) {
        if (ev.ctrlKey || ev.metaKey || ev.shiftKey) {
            return; // The browser opens its own tab or window.
        }
        ev.preventDefault();
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("The document already registered"),
            res_model: "vpdt.document",
            res_id: id,
            views: [[false, "form"]],
            target: "new",
            context: { dialog_size: "fullscreen" },
        });
    }
}

registry.category("fields").add("vpdt_duplicates", {
    component: DuplicatesField,
    displayName: _t("Possible duplicates"),
    supportedTypes: ["many2many", "one2many"],
    relatedFields: [
        { name: "display_name", type: "char", readonly: true },
        { name: "issuer", type: "char", readonly: true },
        { name: "issued_date", type: "date", readonly: true },
    ],
});
