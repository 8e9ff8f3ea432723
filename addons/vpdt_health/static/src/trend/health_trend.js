import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const WIDTH = 112;
const HEIGHT = 24;

/** Return the points of an SVG line; what is not known (null) is left out. */
export function lineOf(values) {
    const known = values
        .map((value, place) => ({ value, place }))
        .filter(({ value }) => value !== null);
    if (known.length < 2) {
        return "";
    }
    const least = Math.min(...known.map(({ value }) => value));
    const span = Math.max(...known.map(({ value }) => value)) - least;
    return known
        .map(({ value, place }) => {
            const x = (place / (values.length - 1)) * WIDTH;
            const share = span ? (value - least) / span : 0.5;
            return `${x.toFixed(1)},${((1 - share) * (HEIGHT - 4) + 2).toFixed(1)}`;
        })
        .join(" ");
}

/** How a figure went in the last seven days, as a line. */
export class HealthTrend extends Component {
    static template = "vpdt_health.HealthTrend";
    static props = { ...standardFieldProps };

    get trend() {
        return this.props.record.data[this.props.name] || { points: [], state: "" };
    }
    get line() {
        return lineOf(this.trend.points);
    }
    get box() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }
}

registry.category("fields").add("vpdt_health_trend", {
    component: HealthTrend,
    supportedTypes: ["json"],
});
