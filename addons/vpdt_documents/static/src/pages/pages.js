import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { PageViewer } from "./page_viewer";

/** The pages of a document's files, beside its fields. */
export class PagesField extends Component {
    static template = "vpdt_documents.PagesField";
    static components = { PageViewer };
    static props = { ...standardFieldProps };

    get files() {
        const { data } = this.props.record;
        return data[this.props.name].records.map(({ resId, data }) => ({
            id: resId,
            name: data.name,
            pages: Math.max(data.page_count || 1, 1),
            attachmentId: data.attachment_id && data.attachment_id.id,
        }));
    }
}

export const pagesField = {
    component: PagesField,
    displayName: _t("Pages"),
    supportedTypes: ["one2many", "many2many"],
    relatedFields: [
        { name: "name", type: "char", readonly: true },
        { name: "page_count", type: "integer", readonly: true },
        {
            name: "attachment_id",
            type: "many2one",
            relation: "ir.attachment",
            readonly: true,
        },
    ],
};

registry.category("fields").add("vpdt_pages", pagesField);
