import { registry } from "@web/core/registry";

/** The user's phrases, asked for once and again after a change. */
const phraseService = {
    dependencies: ["orm"],
    start(env, { orm }) {
        let asked;
        return {
            /** @returns {Promise<{id, text, shortcut, use_count, is_own}[]>} most used first */
            read() {
                asked ||= orm.silent.call("vpdt.phrase", "get_phrases", []).catch((error) => {
                    asked = undefined;
                    throw error;
                });
                return asked;
            },
            /** Count a use; nobody waits for it. */
            use({ id }) {
                return orm.silent.call("vpdt.phrase", "action_use", [[id]]).catch(() => {});
            },
            async save(text, shortcut) {
                await orm.call("vpdt.phrase", "action_save", [text, shortcut]);
                asked = undefined;
            },
        };
    },
};

registry.category("services").add("vpdt_phrases", phraseService);
