import { describe, expect, test } from "@odoo/hoot";
import { fold } from "@vpdt_documents/reading/fold";
import { findingFor, markOf, toFill, urgencyOf } from "@vpdt_documents/reading/reading";
import { sorted } from "@vpdt_documents/intake/upload_service";

describe.current.tags("headless");

test("fold takes marks and case away, however they were typed", () => {
    expect(fold("Đề  nghị")).toBe("de nghi");
    expect(fold("Đề nghị".normalize("NFD"))).toBe("de nghi");
    expect(fold(false)).toBe("");
});

test("urgency is known by its words", () => {
    expect(urgencyOf("HỎA TỐC")).toBe("3");
    expect(urgencyOf("Thượng khẩn")).toBe("2");
    expect(urgencyOf("Mật")).toBe(false);
});

test("a finding belongs to a field by the reader's name", () => {
    const proposals = {
        parent: { value: "UBND tỉnh" },
        date: { value: null },
        number: { value: "" },
    };
    expect(findingFor(proposals, "issuer_parent").value).toBe("UBND tỉnh");
    expect(findingFor(proposals, "issued_date")).toBe(null);
    expect(findingFor(proposals, "number")).toBe(null);
    expect(findingFor(proposals, "note")).toBe(null);
    expect(findingFor(false, "number")).toBe(null);
});

test("the mark tells certain, guessed, missing and one's own apart", () => {
    const sure = { value: "1", certain: true };
    const guess = { value: "1", certain: false };
    expect(markOf(null, true, false)).toBe("nothing");
    expect(markOf(null, false, false)).toBe("own");
    expect(markOf(sure, false, true)).toBe("sure");
    expect(markOf(sure, false, false)).toBe("own");
    expect(markOf(guess, true, false)).toBe("guess");
});

test("a guess that was accepted is no guess any more", () => {
    expect(markOf({ value: "1", certain: false }, false, true)).toBe("own");
});

test("what is read later fills gaps and never what was typed", () => {
    const mine = { subject: "Typed", signer: false, issuer: "", urgency: "0", number: "7" };
    const theirs = { subject: "Read", signer: "Lê An", issuer: "Sở", urgency: "2", number: "8" };
    expect(toFill(mine, theirs, null)).toEqual({ signer: "Lê An", issuer: "Sở", urgency: "2" });
    expect(toFill(mine, theirs, "signer")).toEqual({ issuer: "Sở", urgency: "2" });
    expect(toFill({ urgency: "0" }, { urgency: "0" }, null)).toEqual({});
});

test("refused files come first, ready ones last", () => {
    const items = ["ready", "waiting", "refused", "sending"].map((state, id) => ({ id, state }));
    expect(sorted(items).map(({ state }) => state)).toEqual([
        "refused",
        "sending",
        "waiting",
        "ready",
    ]);
});
