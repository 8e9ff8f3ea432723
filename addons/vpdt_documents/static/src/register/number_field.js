import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** A number in a register, from 1 on: nothing where none is given, not 0. */
class RegisterNumberField extends IntegerField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("vpdt_register_number", {
    ...integerField,
    component: RegisterNumberField,
});
