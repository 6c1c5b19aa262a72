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
    track.track.addEventListener("cuechange", async () => {
      const { highlight } = await import("../readaloud/readaloud.mjs");
      const cue = track.track.activeCues?.[0];
      if (cue?.id) highlight(cue.id);
    });
  };
  audio.addEventListener("play", begin, { once: true });
}
