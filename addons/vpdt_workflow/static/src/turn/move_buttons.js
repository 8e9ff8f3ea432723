import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";

import { moveLabel, sortMoves } from "./moves";

/** Buttons of what can be done with a handling: the main ones, the others under "More". */
export class MoveButtons extends Component {
    static template = "vpdt_workflow.MoveButtons";
    static components = { Dropdown, DropdownItem };
    static props = {
        moves: { type: Array, element: String },
        /** Moves that are on the screen already, in another way. */
        without: { type: Array, element: String, optional: true },
        /** What the handling is for: it says which moves are of every day. */
        purpose: { type: String, optional: true },
        isBusy: { type: Boolean, optional: true },
        /** Called with the move chosen. */
        onMove: Function,
    };
    static defaultProps = { without: [] };

    setup() {
        this.moveLabel = moveLabel;
    }

    /** What is expected to be done, if anything: never that it is given back. */
    get primary() {
        const [first] = this.moves.main;
        return this.props.without.length || first === "return" ? undefined : first;
    }

    get moves() {
        const { moves, without, purpose } = this.props;
        return sortMoves(
            moves.filter((move) => !without.includes(move)),
            purpose
        );
    }
}
