/**
 * Reads the main content aloud, sentence by sentence: plays the recording where there is one, else speaks with a voice
 * that is installed on the device. Other voices would send the text to third parties.
 *
 * @typedef {{ pieces: HTMLElement[], language: string }} Sentence
 */

const PATIENCE = 2000;
const SPACE = 16;
const CURRENT = "readaloud__current";
/** Seconds: players round the times of cues. */
const ROUNDING = 0.01;
const BEGUN = ROUNDING / 2;

/**
 * Begin to read; further presses pause and go on.
 *
 * @param {HTMLButtonElement} button the one that was pressed
 */
export default async function readaloud(button) {
  const recording = document.querySelector("main .recording audio");
  if (recording instanceof HTMLAudioElement) return listen(button, recording);
  const reader = new Reader(button);
  button.addEventListener("click", () => reader.toggle());
  addEventListener("pagehide", () => reader.pause());
  await reader.toggle();
}

/**
 * What a person or a computer has read comes before any voice of the device.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLAudioElement} recording
 */
async function listen(button, recording) {
  const name = button.textContent ?? "";
  /** @type {HTMLElement | undefined} */
  let player;
  const toggle = () => (recording.paused ? recording.play() : recording.pause());
  const stop = () => {
    const hadFocus = player?.contains(document.activeElement);
    player?.remove();
    player = undefined;
    recording.pause();
    recording.currentTime = 0;
    mark([]);
    if (hadFocus) button.focus({ preventScroll: true });
    label(button, player, name);
  };
  /** @param {number} way from the beginning of a sentence to that of another */
  const step = (way) => {
    const starts = [...(recording.textTracks[0]?.cues ?? [])].map(({ startTime }) => startTime);
    const current = starts.findLastIndex((start) => start <= recording.currentTime + ROUNDING);
    const wanted = starts[Math.max(0, current + way)];
    if (wanted !== undefined) recording.currentTime = wanted + BEGUN;
    else if (starts.length) stop();
  };
  const open = () => {
    player = openPlayer(button, {
      listen: toggle,
      stop,
      previous: () => step(-1),
      next: () => step(1),
      speed: (rate) => {
        recording.playbackRate = rate;
      },
    });
    setSpeed(player, recording.playbackRate);
    if (!recording.dataset.track) for (const name of ["previous", "next"]) part(player, name)?.remove();
  };
  const show = () => {
    if (!player) return;
    const { pause = "", resume = "" } = button.dataset;
    label(button, player, recording.paused ? resume : pause);
  };
  for (const event of ["play", "pause"]) recording.addEventListener(event, show);
  recording.addEventListener("ended", stop);
  button.addEventListener("click", () => {
    if (!player) open();
    toggle();
  });
  open();
  await toggle();
}

class Reader {
  /** @type {Sentence[]} */
  #sentences = [];
  #current = 0;
  #isReading = false;
  /** Counts what is begun: whatever an older utterance still reports is late, and of no interest. */
  #turn = 0;
  #rate = 1;
  /** @type {SpeechSynthesisUtterance | undefined} Kept, as browsers forget utterances that nobody holds. */
  #utterance;
  /** @type {HTMLElement | undefined} */
  #player;
  #language = "";

  /** @param {HTMLButtonElement} button */
  constructor(button) {
    this.button = button;
    this.name = button.textContent ?? "";
  }

  async toggle() {
    if (this.#isReading) this.pause();
    else if (this.#player && this.#sentences.length) this.#read(this.#current);
    else await this.#start();
  }

  async #start() {
    this.#open();
    this.#sentences = sentences();
    this.#language = mostFrequent(this.#sentences.map(({ language }) => language));
    this.#isReading = true;
    this.#label();
    const turn = ++this.#turn;
    await voicesKnown();
    if (turn !== this.#turn) return;
    if (voiceFor(this.#language)) this.#read(0);
    else this.#giveUp("no-voice");
  }

  /** Stop speaking and remember the sentence: not all devices can go on within one. */
  pause() {
    this.#turn += 1;
    this.#isReading = false;
    globalThis.speechSynthesis?.cancel();
    this.#label();
  }

  #stop() {
    const hadFocus = this.#player?.contains(document.activeElement);
    this.pause();
    this.#highlight();
    this.#player?.remove();
    this.#player = undefined;
    this.#sentences = [];
    this.#label();
    if (hadFocus) this.button.focus({ preventScroll: true });
  }

  /** @param {string} reason */
  #giveUp(reason) {
    this.pause();
    this.#highlight();
    this.#sentences = [];
    this.#show(reason);
    this.#label();
  }

  /**
   * Speak a sentence, or the nearest one in the direction of reading that can be spoken.
   *
   * @param {number} index
   * @param {1 | -1} way
   */
  #read(index, way = 1) {
    const turn = ++this.#turn;
    speechSynthesis.cancel();
    for (let at = index; at >= 0 && at < this.#sentences.length; at += way) {
      const sentence = /** @type {Sentence} */ (this.#sentences[at]);
      const text = spoken(sentence);
      if (!/[\p{L}\p{N}]/u.test(text) || !unfolded(sentence)) continue;
      const voice = voiceFor(sentence.language) ?? this.#otherVoice(text);
      if (!voice) {
        this.#show("some");
        continue;
      }
      this.#current = at;
      this.#isReading = true;
      this.#label();
      this.#highlight(sentence);
      this.#speak(text, voice, turn);
      return;
    }
    if (way > 0) this.#stop();
    else if (this.#isReading) this.#read(this.#current);
  }

  /**
   * The voice of the page for words of another language in Latin letters: most voices can say those.
   *
   * @param {string} text
   */
  #otherVoice(text) {
    return /[^\P{L}\p{Script=Latin}]/u.test(text) ? undefined : voiceFor(this.#language);
  }

  /**
   * @param {string} text
   * @param {SpeechSynthesisVoice} voice
   * @param {number} turn
   */
  #speak(text, voice, turn) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = this.#rate;
    utterance.addEventListener("end", () => {
      if (turn === this.#turn) this.#read(this.#current + 1);
    });
    utterance.addEventListener("error", ({ error }) => {
      if (turn !== this.#turn) return;
      this.pause();
      if (error !== "interrupted" && error !== "canceled") this.#show("failed");
    });
    this.#utterance = utterance;
    speechSynthesis.speak(this.#utterance);
  }

  /** @param {Sentence} [sentence] */
  #highlight(sentence) {
    mark(sentence?.pieces ?? []);
  }

  #open() {
    this.#player?.remove();
    this.#player = openPlayer(this.button, {
      listen: () => this.toggle(),
      stop: () => this.#stop(),
      previous: () => this.#step(-1),
      next: () => this.#step(1),
      speed: (rate) => {
        this.#rate = rate;
        if (this.#isReading && this.#sentences.length) this.#read(this.#current);
      },
    });
    setSpeed(this.#player, this.#rate);
  }

  /** @param {1 | -1} way */
  #step(way) {
    if (this.#sentences.length) this.#read(Math.max(0, this.#current + way), way);
  }

  /** Show one of the messages; screen readers say it as well. @param {string} message */
  #show(message) {
    part(this.#player, message)?.removeAttribute("hidden");
  }

  /** Both buttons say what they do next. */
  #label() {
    const { pause = "", resume = "" } = this.button.dataset;
    const next = this.#isReading ? pause : this.#sentences.length ? resume : this.name;
    label(this.button, this.#player, next);
  }
}

/**
 * Show the player.
 *
 * @param {HTMLButtonElement} button
 * @param {{ listen: () => unknown, stop: () => void, previous: () => void, next: () => void,
 *   speed: (rate: number) => void }} actions
 */
function openPlayer(button, { speed, ...actions }) {
  const template = /** @type {HTMLTemplateElement} */ (button.parentElement?.querySelector("template"));
  const player = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const [name, act] of Object.entries(actions)) part(player, name)?.addEventListener("click", act);
  part(player, "speed")?.addEventListener("change", ({ target }) =>
    speed(Number(/** @type {HTMLSelectElement} */ (target).value)),
  );
  document.body.append(player);
  part(player, "listen")?.focus({ preventScroll: true });
  return player;
}

/**
 * @param {HTMLElement} player
 * @param {number} rate
 */
function setSpeed(player, rate) {
  const speed = part(player, "speed");
  if (speed instanceof HTMLSelectElement) speed.value = String(rate);
}

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLElement | undefined} player
 * @param {string} text
 */
function label(button, player, text) {
  for (const element of [button.querySelector("span"), part(player, "listen")]) {
    if (element) element.textContent = text;
  }
}

/**
 * @param {HTMLElement | undefined} player
 * @param {string} name
 * @returns {HTMLElement | null | undefined}
 */
function part(player, name) {
  return player?.querySelector(`[data-player="${name}"]`);
}

/**
 * Mark a sentence, and unfold what hides it.
 *
 * @param {string} [id] none: mark nothing any more
 */
export function highlight(id) {
  const sentence = sentences().find(({ pieces: [first] }) => first?.id === id);
  mark(sentence && unfolded(sentence) ? sentence.pieces : []);
}

/** @param {HTMLElement[]} pieces those of the sentence that is being read */
function mark(pieces) {
  for (const piece of document.querySelectorAll(`.${CURRENT}`)) piece.classList.remove(CURRENT);
  for (const piece of pieces) piece.classList.add(CURRENT);
  if (pieces.length) reveal(pieces);
}

/**
 * Scroll as little as it takes to see all of a sentence, or its beginning where there is no room for all.
 *
 * @param {HTMLElement[]} pieces
 */
function reveal(pieces) {
  const lowest = document.querySelector(".player")?.getBoundingClientRect().top ?? innerHeight;
  const behavior = matchMedia("(prefers-reduced-motion: no-preference)").matches ? "smooth" : "auto";
  const boxes = pieces.map((piece) => piece.getBoundingClientRect());
  const above = Math.min(...boxes.map(({ top }) => top)) - SPACE;
  const below = Math.max(...boxes.map(({ bottom }) => bottom)) + SPACE - lowest;
  scrollBy({ top: Math.min(above, Math.max(below, 0)), behavior });
  const [first] = pieces;
  const table = first?.closest(".table");
  if (first && table && table.scrollWidth > table.clientWidth)
    first.scrollIntoView({ block: "nearest", behavior });
}

/** The sentences of the page, as the build has marked them. */
function sentences() {
  /** @type {Sentence[]} */
  const found = [];
  for (const piece of document.querySelectorAll("main .s")) {
    if (!(piece instanceof HTMLElement)) continue;
    const language = piece.closest("[lang]")?.getAttribute("lang") ?? "";
    if (piece.id) found.push({ pieces: [piece], language });
    else found.at(-1)?.pieces.push(piece);
  }
  return found;
}

/**
 * What to say for a sentence; in a table with the heading of its column first.
 *
 * @param {Sentence} sentence
 */
function spoken({ pieces: [first, ...others] }) {
  if (!first) return "";
  const text = [first, ...others].map((piece) => piece.dataset.say ?? piece.textContent).join("");
  const cell = first.closest("td");
  const heading = cell?.closest("table")?.querySelector("thead:not(.visually-hidden) tr")?.children[
    cell.cellIndex
  ];
  const isFirst = first === cell?.querySelector(".s");
  const before = isFirst && cell?.cellIndex ? heading?.textContent?.trim() : "";
  return (before ? `${before}: ${text}` : text).replaceAll(/\s+/g, " ");
}

/**
 * Unfold what hides a sentence; whether it can now be seen.
 *
 * @param {Sentence} sentence
 */
function unfolded({ pieces: [first] }) {
  let folded = first?.closest("details:not([open])");
  while (folded instanceof HTMLDetailsElement && !first?.closest("summary")) {
    folded.open = true;
    folded = first?.closest("details:not([open])");
  }
  return first?.checkVisibility?.() ?? true;
}

/** Some browsers look for voices only when they are asked for the first time. */
async function voicesKnown() {
  const speech = globalThis.speechSynthesis;
  if (!speech || speech.getVoices().length) return;
  await new Promise((resolve) => {
    speech.addEventListener("voiceschanged", resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
}

/**
 * The installed voice that suits a language best: of its main country if there is one.
 *
 * @param {string} language
 */
function voiceFor(language) {
  const wanted = locale(language);
  const suitable = (globalThis.speechSynthesis?.getVoices() ?? []).filter(
    (voice) => voice.localService && wanted && locale(voice.lang)?.language === wanted.language,
  );
  const region = wanted?.maximize().region;
  return suitable.find((voice) => locale(voice.lang)?.region === region) ?? suitable[0];
}

/**
 * A tag of a language; some devices write `ar_SA`.
 *
 * @param {string} tag
 */
function locale(tag) {
  const [language = "", ...rest] = tag.replaceAll("_", "-").split("-");
  const region = rest.find((subtag) => /^([a-z]{2}|\d{3})$/i.test(subtag));
  try {
    return new Intl.Locale(region ? `${language}-${region}` : language);
  } catch {
    return undefined;
  }
}

/** @param {string[]} values */
function mostFrequent(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}
