import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A text in a list, on up to three lines rather than cut off; all of it where one points. */
export class LinesField extends Component {
    static template = "vpdt_documents.LinesField";
    static props = { ...standardFieldProps };

    get text() {
        return this.props.record.data[this.props.name] || "";
    }
}

registry.category("fields").add("vpdt_lines", {
    component: LinesField,
    supportedTypes: ["char", "text"],
});
