// The co-ordinator's board: one goes from place to place by arrows, Enter opens a meeting or says why a place is empty, M moves it, S swaps it with
// another, P fixes it where it is, U undoes the last of these. Without script the page holds a table with links.
import { closest, find, findAll } from "../dom.js";
import { openSheet } from "../sheets.js";
import { act, read } from "./acts.js";
import { filled } from "./cells.js";
import { freePlaces, swappable } from "./choices.js";
import { step } from "./keys.js";
import { Board } from "./values.js";
import { View } from "./view.js";

/**
 * @typedef {import("./values.js").Place} Place
 * @typedef {import("./values.js").Meeting} Meeting
 * @typedef {import("./acts.js").Undo} Undo
 * @typedef {{ id: number, choose: (place: Place) => Promise<void> }} Choosing
 */

const WIDE = "(min-width: 48rem)";
const MINUTE = 60_000;
const STAY = 12_000;

class Desk {
  /** @type {Undo[]} */
  #done = [];
  /** @type {Choosing | undefined} */
  #choosing = undefined;
  #isBusy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence = undefined;

  /** @param {HTMLElement} root */
  constructor(root) {
    const { words = "{}", icons = "", here = "", token = "", meeting = "", place = "", values = "" } = root.dataset;
    this.words = /** @type {import("./cells.js").Words} */ (JSON.parse(words));
    this.address = { meeting, place, values };
    this.token = token;
    this.root = root;
    this.icons = icons;
    this.here = here;
  }

  async start() {
    const values = await read(this.address.values);
    if (!values) return;
    this.view = new View(this.root, this.words, this.icons, this.here);
    for (const former of findAll(".pagination")) former.hidden = true;
    for (const bar of findAll(".board-bar")) bar.hidden = false;
    const { view } = this;
    view.show(new Board(/** @type {import("./values.js").Values} */ (values)));
    this.#toNow(view);
    view.sheet.addEventListener("keydown", (event) => this.#key(event, view));
    view.sheet.addEventListener("click", (event) => this.#click(event, view));
    document.addEventListener("submit", (event) => this.#submit(event, view), { capture: true });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && !this.#choosing) void this.#reload(view);
    });
    setInterval(() => view.drawNow(), MINUTE / 2);
  }

  /**
   * Says something below the help, for who sees and for who hears; it goes by itself.
   * @param {string} sentence
   * @param {boolean} [isRefused]
   */
  #say(sentence, isRefused = false) {
    const said = find(".board-said");
    said.textContent = sentence;
    said.classList.toggle("is-refused", isRefused);
    clearTimeout(this.#silence);
    if (!this.#choosing) this.#silence = setTimeout(() => said.replaceChildren(), STAY);
  }

  /** @param {View} view */
  #toNow(view) {
    const now = view.board.nowAt(Date.now() / 1000);
    if (now === undefined) return;
    view.scrollTo(now);
    view.at = { row: 0, column: Math.floor(now) };
    view.redraw();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {View} view
   */
  #key(event, view) {
    const place = view.placeOf(event.target);
    if (!place || event.altKey || event.metaKey) return;
    const next = step(event, view, this.#choosing !== undefined && view.jumps);
    const key = event.key.toLowerCase();
    const doing = next ? () => view.go(next) : event.ctrlKey ? undefined : this.#verb(key, place, view);
    if (!doing) return;
    event.preventDefault();
    void doing();
  }

  /**
   * What a key does at a place.
   * @param {string} key
   * @param {Place} place
   * @param {View} view
   * @returns {(() => unknown) | undefined}
   */
  #verb(key, place, view) {
    const meeting = view.board.meeting(place);
    /** @param {(meeting: Meeting) => unknown} verb */
    const withMeeting = (verb) => () => (meeting ? verb(meeting) : this.#say(this.words.noMeeting));
    /** @type {Record<string, () => unknown>} */
    const verbs = {
      enter: () => this.#enter(place, view),
      " ": () => this.#enter(place, view),
      escape: () => this.#leave(view, this.words.left),
      m: withMeeting((one) => this.#move(one, place, view)),
      s: withMeeting((one) => this.#swap(one, place, view)),
      p: withMeeting((one) => this.#do(this.#url(one[2], "pin"), { pinned: one[7] ? 0 : 1 }, one[2], view)),
      u: () => this.#undo(view),
    };
    return key === "escape" && !this.#choosing ? undefined : verbs[key];
  }

  /**
   * @param {MouseEvent} event
   * @param {View} view
   */
  #click(event, view) {
    const place = view.placeOf(event.target);
    if (!place) return;
    view.go(place);
    this.#enter(place, view);
  }

  /**
   * @param {Place} place
   * @param {View} view
   */
  #enter(place, view) {
    if (this.#choosing) {
      void this.#choosing.choose(place);
      return;
    }
    const meeting = view.board.meeting(place);
    const [key] = view.board.rows[place.row] ?? [""];
    const starts = view.board.columns[place.column]?.[3] ?? 0;
    if (meeting) void openSheet(this.#url(meeting[2]));
    else if (!view.board.state(place, 0)) this.#say(this.words.noMeeting);
    else void openSheet(`${this.address.place}&row=${encodeURIComponent(key)}&at=${starts}`);
  }

  /**
   * Lights up where a meeting could move to, and waits for one of these places to be chosen.
   * @param {Meeting} meeting
   * @param {Place} from
   * @param {View} view
   */
  async #move(meeting, from, view) {
    const id = meeting[2];
    /** @type {import("./acts.js").Places | undefined} */
    const free = await read(this.#url(id, "places"));
    if (!free) {
      this.#say(this.words.failed);
      return;
    }
    const rows = this.root.dataset.kind === "tables" ? [String(free.table_id)] : free.people;
    const slots = freePlaces(view.board, rows, free.places);
    if (!slots.size) {
      const others = free.places.slice(0, 3).map((each) => each.when);
      this.#say([this.words.elsewhere, ...others].join(" · "));
      return;
    }
    this.#choosing = {
      id,
      choose: async (place) => {
        const slot_id = slots.get(view.board.numberOf(place));
        if (slot_id === undefined) this.#say(this.words.notFree);
        else await this.#do(this.#url(id, "move"), { slot_id }, id, view);
      },
    };
    view.light(slots.keys(), from, true);
    this.#say(filled(this.words.choosing, { n: slots.size }));
  }

  /**
   * @param {Meeting} meeting
   * @param {Place} from
   * @param {View} view
   */
  #swap(meeting, from, view) {
    const id = meeting[2];
    this.#choosing = {
      id,
      choose: async (place) => {
        const other = view.board.meeting(place);
        if (!other || other[2] === id) this.#say(this.words.noMeeting);
        else await this.#do(this.#url(id, "swap"), { other_id: other[2] }, id, view);
      },
    };
    view.light(swappable(view.board, id, from), from, false);
    this.#say(this.words.swapping);
  }

  /**
   * @param {View} view
   * @param {string} sentence
   */
  #leave(view, sentence) {
    const source = view.source;
    this.#choosing = undefined;
    view.light([], undefined, false);
    if (source !== undefined) view.go(view.board.placeOf(source));
    if (sentence) this.#say(sentence);
  }

  /** @param {View} view */
  async #undo(view) {
    const last = this.#done.pop();
    if (!last) {
      this.#say(this.words.nothing);
      return;
    }
    const id = Number(last.url.match(/\/(\d+)\/\w+$/)?.[1]);
    await this.#do(last.url, last.values, id, view, true);
  }

  /**
   * Does something with a meeting, says what became of it, and goes to where the meeting is now.
   * @param {string} url
   * @param {Record<string, unknown>} values
   * @param {number} id
   * @param {View} view
   * @param {boolean} [isUndo]
   */
  async #do(url, values, id, view, isUndo = false) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const answer = await act(url, values, { token: this.token, failed: this.words.failed });
    this.#isBusy = false;
    if (answer.ok) {
      if (this.#choosing) this.#leave(view, "");
      if (answer.undo && !isUndo) this.#done.push(answer.undo);
      await this.#reload(view, id);
    }
    this.#say(answer.ok && isUndo ? `${this.words.undone} ${answer.said}` : answer.said, !answer.ok);
  }

  /**
   * @param {View} view
   * @param {number} [id] of the meeting to go to
   */
  async #reload(view, id) {
    /** @type {import("./values.js").Values | undefined} */
    const values = await read(this.address.values);
    if (!values) return;
    const key = view.board.rows[view.at.row]?.[0];
    view.show(new Board(values));
    const place = id === undefined ? undefined : view.board.find(id, key);
    if (id !== undefined) view.go(place ?? view.at);
  }

  /**
   * The forms of the sheet beside the board are sent without leaving it.
   * @param {SubmitEvent} event
   * @param {View} view
   */
  async #submit(event, view) {
    /** @type {HTMLFormElement | null} */
    const form = closest(event, "[data-act]");
    if (!form?.closest("dialog")) return;
    event.preventDefault();
    event.stopPropagation();
    const id = Number(form.action.match(/\/(\d+)\/\w+$/)?.[1]);
    const values = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrf_token"));
    const answer = await act(form.action, values, { token: this.token, failed: this.words.failed });
    if (!answer.ok) {
      const refused = find("[data-refused]");
      refused.textContent = answer.said;
      refused.hidden = false;
      return;
    }
    form.closest("dialog")?.close();
    if (answer.undo) this.#done.push(answer.undo);
    await this.#reload(view, id);
    this.#say(answer.said);
  }

  /**
   * @param {number} id
   * @param {string} [act]
   */
  #url(id, act) {
    const meeting = this.address.meeting.replace(/0$/, String(id));
    return act ? `${meeting}/${act}` : meeting;
  }
}

for (const root of findAll("[data-board]")) {
  if (matchMedia(WIDE).matches) void new Desk(root).start();
}
