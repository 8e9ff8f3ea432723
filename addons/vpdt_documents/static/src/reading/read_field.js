import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { DateTimeField, dateField } from "@web/views/fields/datetime/datetime_field";
import { Many2OneField, buildM2OFieldDescription } from "@web/views/fields/many2one/many2one_field";
import { SelectionField, selectionField } from "@web/views/fields/selection/selection_field";
import { TextField, textField } from "@web/views/fields/text/text_field";

import { fold } from "./fold";
import { findingFor, markOf, urgencyOf } from "./reading";

/**
 * A field of a paper that the reader of scans may have filled: the usual widget, how
 * sure the reader was, and its guess to accept with one click or Alt+Enter.
 *
 * On a form that gives `env.vpdtReading` (the registration screen) the page beside it
 * shows where the focused field stands.
 */
class ReadField extends Component {
    static template = "vpdt_documents.ReadField";
    /** The usual widget inside. */
    static base = CharField;

    setup() {
        this.root = useRef("root");
        this.orm = useService("orm");
        this.reading = useState(this.env.vpdtReading || {});
        this.state = useState({ gone: false });
        useEffect(
            () => {
                this.state.gone = false;
            },
            () => [this.props.record.resId]
        );
    }

    get base() {
        return this.constructor.base;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isEmpty() {
        return !this.value;
    }

    get finding() {
        const proposals = this.reading.proposals || this.props.record.data.proposals;
        return findingFor(proposals, this.props.name);
    }

    /** The finding as people read it. */
    get shown() {
        return String(this.finding?.value ?? "");
    }

    get isSame() {
        return fold(String(this.value)) === fold(this.shown);
    }

    get mark() {
        return markOf(this.finding, this.isEmpty, this.isSame);
    }

    get markTitle() {
        const percent = Math.round((this.finding?.confidence || 0) * 100);
        return {
            sure: _t("Read with certainty (%s%%)", percent),
            guess: _t("Not sure (%s%%): compare with the page", percent),
            nothing: _t("Nothing read here"),
            own: "",
        }[this.mark];
    }

    get suggestion() {
        return !this.props.readonly && this.isEmpty && this.finding ? this.shown : "";
    }

    /** What is said below a field that holds what nobody read or wrote. */
    get hint() {
        return "";
    }

    onFocusin() {
        this.reading.focused = this.props.name;
    }

    onKeydown(ev) {
        if (ev.altKey && ev.key === "Enter" && this.suggestion) {
            ev.preventDefault();
            ev.stopPropagation();
            this.accept();
        }
    }

    /** Take the guess over, as if it had been typed. */
    async accept() {
        const input = this.root.el.querySelector("input, textarea");
        input.value = this.shown;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        input.dispatchEvent(new Event("change", { bubbles: true }));
        input.focus();
    }
}

class ReadCharField extends ReadField {
    static props = CharField.props;
}

class ReadTextField extends ReadField {
    static base = TextField;
    static props = TextField.props;
    static defaultProps = TextField.defaultProps;
}

class ReadDateField extends ReadField {
    static base = DateTimeField;
    static props = DateTimeField.props;
    static defaultProps = DateTimeField.defaultProps;

    get found() {
        const date = this.finding && deserializeDate(String(this.finding.value));
        return date?.isValid ? date : null;
    }

    get shown() {
        return this.found ? formatDate(this.found) : "";
    }

    get isSame() {
        return Boolean(this.found && this.value && this.value.hasSame(this.found, "day"));
    }

    async accept() {
        await this.props.record.update({ [this.props.name]: this.found });
    }
}

class ReadMany2OneField extends ReadField {
    static base = Many2OneField;
    static props = Many2OneField.props;

    get isSame() {
        return Boolean(this.value) && fold(this.value.display_name) === fold(this.shown);
    }

    get suggestion() {
        return this.state.gone ? "" : super.suggestion;
    }

    async accept() {
        const { record, name } = this.props;
        const found = await this.orm.call(record.fields[name].relation, "name_search", [], {
            name: this.shown,
            operator: "=ilike",
            limit: 1,
            context: record.context,
        });
        if (found.length) {
            const [id, display_name] = found[0];
            await record.update({ [name]: { id, display_name } });
        } else {
            this.state.gone = true;
        }
    }
}

class ReadSelectionField extends ReadField {
    static base = SelectionField;
    static props = SelectionField.props;
    static defaultProps = SelectionField.defaultProps;

    get isEmpty() {
        return !this.value || this.value === "0";
    }

    get isSame() {
        return this.value === urgencyOf(this.shown);
    }

    get markTitle() {
        // A stamp set slanted or faint is not read: the default must not look read
        return this.isDefault
            ? _t("No degree of urgency was read: this is the default, look at the page")
            : super.markTitle;
    }

    get hint() {
        return this.isDefault ? _t("Not read: default") : "";
    }

    /** Whether the field holds its default, for want of a reading. */
    get isDefault() {
        return !this.props.readonly && this.mark === "nothing";
    }

    get suggestion() {
        return urgencyOf(this.shown) ? super.suggestion : "";
    }

    async accept() {
        await this.props.record.update({ [this.props.name]: urgencyOf(this.shown) });
    }
}

const fields = registry.category("fields");
const like = (description, component, additionalClasses) => ({
    ...description,
    component,
    additionalClasses,
    fieldDependencies: [{ name: "proposals", type: "json", readonly: true }],
});
fields.add("vpdt_read_char", like(charField, ReadCharField, ["o_field_char"]));
fields.add("vpdt_read_text", like(textField, ReadTextField, ["o_field_text"]));
fields.add("vpdt_read_date", like(dateField, ReadDateField, ["o_field_date"]));
fields.add(
    "vpdt_read_many2one",
    like(buildM2OFieldDescription(Many2OneField), ReadMany2OneField, ["o_field_many2one"])
);
fields.add("vpdt_read_selection", like(selectionField, ReadSelectionField, ["o_field_selection"]));
