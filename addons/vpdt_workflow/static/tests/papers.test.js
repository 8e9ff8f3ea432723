import { describe, expect, test } from "@odoo/hoot";
import { Papers } from "@vpdt_workflow/desk/papers";

describe.current.tags("headless");

const LINES = [1, 2, 3, 4].map((id) => ({ id }));

/** @returns {{papers: Papers, asked: Array}} with what the server was asked for */
function desk(broken = []) {
    const asked = [];
    const papers = new Papers(
        async (id) => {
            asked.push(id);
            if (broken.includes(id)) {
                throw new Error("no network");
            }
            return { files: id === 4 ? [] : [{ id: 10 * id }] };
        },
        async (fileId, page) => asked.push(`page ${fileId}/${page}`)
    );
    return { papers, asked };
}

test("the paper below is there before it is wanted, with its page", async () => {
    const { papers, asked } = desk();
    await papers.fetch(1);
    await papers.ahead(LINES, 1);
    expect(asked).toEqual([1, 2, "page 20/1"]);
    await papers.fetch(2);
    expect(asked).toEqual([1, 2, "page 20/1"], { message: "the key asks for nothing" });
});

test("whoever reads upwards finds the one above", async () => {
    const { papers, asked } = desk();
    papers.by = -1;
    await papers.ahead(LINES, 3);
    expect(asked).toEqual([2, "page 20/1"]);
});

test("at the end nothing is fetched, without a scan no page", async () => {
    const { papers, asked } = desk();
    await papers.ahead(LINES, 4);
    expect(asked).toEqual([]);
    await papers.ahead(LINES, 3);
    expect(asked).toEqual([4]);
});

test("after news all is asked for again but what is kept", async () => {
    const { papers, asked } = desk();
    await papers.fetch(1);
    await papers.fetch(2);
    papers.forgetAll({ kept: 1 });
    await papers.fetch(1);
    await papers.fetch(2);
    expect(asked).toEqual([1, 2, 2]);
    papers.forgetAll();
    await papers.fetch(1);
    expect(asked).toEqual([1, 2, 2, 1]);
});

test("what failed is asked for again when it is looked at", async () => {
    const broken = [2];
    const { papers, asked } = desk(broken);
    await papers.ahead(LINES, 1);
    broken.pop();
    await papers.fetch(2);
    expect(asked).toEqual([2, 2]);
});
