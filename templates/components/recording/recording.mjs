/**
 * Mark the sentence that a recording has reached, where its cues have the ids of sentences. The cues are fetched
 * when it is played for the first time: a track in the page would be loaded at once.
 *
 * @param {HTMLAudioElement} audio
 */
export default function recording(audio) {
  const begin = () => {
    const track = document.createElement("track");
    track.kind = "metadata";
    track.src = audio.dataset.track ?? "";
    audio.append(track);
    track.track.mode = "hidden";
    const show = async (/** @type {string | undefined} */ id) => {
      const { highlight } = await import("../readaloud/readaloud.mjs");
      highlight(id);
    };
    const follow = () => {
      const cue = track.track.activeCues?.[0];
      const isStopped = audio.paused && audio.currentTime === 0;
      if (cue?.id && !isStopped) show(cue.id);
    };
    track.track.addEventListener("cuechange", follow);
    audio.addEventListener("play", follow);
    audio.addEventListener("ended", () => show(undefined));
  };
  audio.addEventListener("play", begin, { once: true });
}
