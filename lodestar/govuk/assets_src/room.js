// Saves each box of the review room as one writes. Without this the same form is saved by its button: it is an extra.
// What is not saved yet is kept in this tab alone (sessionStorage), for this person alone, and cleared once it is saved.
const AFTER_A_PAUSE = 1500;
const AT_MOST = 15000;
const AGAIN_AFTER = 10000;

const form = document.querySelector("form[data-module='lodestar-room']");
const comparing = document.querySelector("form[data-module='lodestar-room-compare']");

function kept(where) {
  const mine = `lodestar-room:${where.dataset.person}:`;
  // Another person's unsaved words are no business of whoever signed in after them.
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("lodestar-room:") && !key.startsWith(mine)) {
      sessionStorage.removeItem(key);
    }
  }
  const key = (box) => `${mine}${where.dataset.room}:${box}`;
  return {
    put(box, name, text) {
      try {
        sessionStorage.setItem(key(box), JSON.stringify({ name, text }));
      } catch {
        // The tab's store is full or switched off: the words are still in the box.
      }
    },
    get(box) {
      try {
        return JSON.parse(sessionStorage.getItem(key(box)) ?? "null");
      } catch {
        return null;
      }
    },
    drop(box) {
      try {
        sessionStorage.removeItem(key(box));
      } catch {
        // As above.
      }
    },
  };
}

class Room {
  constructor(form) {
    this.form = form;
    this.kept = kept(form);
    this.status = form.querySelector("[data-room-status]");
    this.boxes = [...form.querySelectorAll("textarea[data-room-box]")].map((area) => new Box(this, area));
    window.addEventListener("online", () => this.boxes.forEach((box) => box.soon(0)));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") {
        this.boxes.forEach((box) => box.save({ keepalive: true }));
      }
    });
    form.addEventListener("submit", () => this.boxes.forEach((box) => box.rest()));
  }

  get token() {
    return this.form.querySelector("input[name='csrfmiddlewaretoken']");
  }

  say(words) {
    if (this.status.textContent !== words) {
      this.status.textContent = words;
    }
  }

  // After signing in again in another tab this page's token is out of date: fetch the page's new one.
  async renewToken() {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-module='lodestar-room'] input[name='csrfmiddlewaretoken']");
    if (fresh) {
      this.token.value = fresh.value;
    }
    return Boolean(fresh);
  }
}

class Box {
  constructor(room, area) {
    this.room = room;
    this.area = area;
    this.key = area.dataset.roomBox;
    this.said = room.form.querySelector(`[data-room-saved="${this.key}"]`);
    this.clash = room.form.querySelector(`[data-room-clash="${this.key}"]`);
    this.saved = area.value;
    this.waits = null;
    this.since = 0;
    this.sending = false;
    this.stopped = false;
    area.addEventListener("input", () => this.changed());
    area.addEventListener("blur", () => this.soon(0));
    this.bringBack();
  }

  get isUnsaved() {
    return this.area.value.trimEnd() !== this.saved.trimEnd();
  }

  // What was typed before the page was closed, or the session ended, is put back into its box and saved.
  bringBack() {
    const before = this.room.kept.get(this.key);
    if (!before) {
      return;
    }
    if (before.text.trimEnd() === this.area.value.trimEnd()) {
      this.room.kept.drop(this.key);
      return;
    }
    this.area.name = before.name;
    this.area.value = before.text;
    this.said.textContent = "Not saved yet: what you wrote before is back";
    this.room.say("What you wrote before is back in its box.");
    this.soon(AFTER_A_PAUSE);
  }

  changed() {
    this.room.kept.put(this.key, this.area.name, this.area.value);
    this.said.textContent = "Not saved yet";
    const now = Date.now();
    this.since ||= now;
    this.soon(Math.min(AFTER_A_PAUSE, Math.max(0, this.since + AT_MOST - now)));
  }

  soon(wait) {
    clearTimeout(this.waits);
    if (this.isUnsaved && !this.stopped) {
      this.waits = setTimeout(() => this.save(), wait);
    }
  }

  rest() {
    clearTimeout(this.waits);
    this.stopped = true;
  }

  async save({ keepalive = false, again = false } = {}) {
    if (this.stopped || (!again && this.sending) || !this.isUnsaved) {
      return;
    }
    clearTimeout(this.waits);
    this.sending = true;
    this.since = 0;
    const text = this.area.value;
    const body = new URLSearchParams({
      csrfmiddlewaretoken: this.room.token.value,
      [this.area.name]: text,
    });
    try {
      const answer = await fetch(this.room.form.action, {
        method: "POST",
        body,
        keepalive,
        headers: { Accept: "application/json" },
      });
      await this.heard(answer, text, again);
    } catch {
      this.notYet("Not saved: no connection. Your words are kept here and are sent again.");
    } finally {
      this.sending = false;
    }
    if (!this.stopped && this.isUnsaved && !this.waits) {
      this.soon(AFTER_A_PAUSE);
    }
  }

  async heard(answer, text, again) {
    this.waits = null;
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("application/json");
    if (answer.status === 200 && isJson) {
      this.isSaved(await answer.json(), text);
    } else if (answer.status === 409 && isJson) {
      this.twoTexts(await answer.json());
    } else if (isJson) {
      const { refused } = await answer.json();
      this.stop(refused, "Try to save it anyway");
    } else if (answer.status === 403 && !again && (await this.room.renewToken())) {
      await this.save({ again: true });
    } else if (answer.status === 401 || answer.status === 403 || answer.redirected) {
      this.stop("You have been signed out. What you wrote is still here.", "Sign in and save what I wrote");
    } else {
      this.notYet("Not saved: the service did not answer. Your words are kept here and are sent again.");
    }
  }

  isSaved({ version, saved, text: stands }, text) {
    this.area.name = this.area.name.replace(/\d+$/, String(version));
    this.saved = stands === text.trimEnd() ? text : stands;
    if (this.area.value === text) {
      if (this.saved !== text) {
        this.area.value = stands; // nobody changed it here, and somebody did elsewhere
      }
      this.room.kept.drop(this.key);
    } else {
      this.room.kept.put(this.key, this.area.name, this.area.value);
    }
    this.said.textContent = saved;
    this.room.say(saved);
  }

  twoTexts({ theirs, saved }) {
    this.stop("Somebody else saved this box too. Nothing is lost.", "Compare the two and choose", [saved, theirs]);
  }

  notYet(words) {
    this.said.textContent = words;
    this.room.say(words);
    clearTimeout(this.waits);
    this.waits = setTimeout(() => this.save(), AGAIN_AFTER);
  }

  // Saving as one writes ends for this box; the button sends the whole form, and the page that answers helps on.
  stop(words, act, theirs) {
    this.rest();
    this.said.textContent = "Not saved";
    const said = document.createElement("p");
    said.className = "govuk-body govuk-!-font-weight-bold";
    said.textContent = words;
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
    button.textContent = act;
    this.clash.replaceChildren(said);
    if (theirs) {
      const [who, text] = theirs;
      const by = document.createElement("p");
      by.className = "govuk-body-s govuk-!-margin-bottom-1";
      by.textContent = who;
      const shown = document.createElement("div");
      shown.className = "lodestar-lines room-clash__words";
      shown.textContent = text;
      this.clash.append(by, shown);
    }
    this.clash.append(button);
    this.clash.hidden = false;
    this.room.say(words);
  }
}

if (form) {
  new Room(form);
  // Back to a page that the browser had put aside: it is fetched anew, so that it stands on what is saved now.
  window.addEventListener("pageshow", (shown) => shown.persisted && window.location.reload());
}
if (comparing) {
  const store = kept(comparing);
  comparing.addEventListener("submit", () => {
    for (const one of comparing.querySelectorAll("[data-room-box]")) {
      store.drop(one.dataset.roomBox.replace(/\.\d+$/, ""));
    }
  });
}
