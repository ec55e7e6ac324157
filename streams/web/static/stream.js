// What the desk knows: all rows at first, then what changes, for as long as the page is open.

export async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 300) || `${answer.status}`);
  return answer.json();
}

const PAUSE_MS = 2000;

// Calls `take(rows, isFirst)` with rows that are new or changed, and `tell(words, isGood)` how the connection is.
export async function follow(take, tell) {
  for (;;) {
    try {
      const { position, alerts } = await ask("/api/alerts");
      take(alerts, true);
      await listen(position, take, tell);
    } catch (error) {
      tell(error.message || "The desk does not answer.", false);
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }
}

// Returns when what was known is of another topic of the same name: then everything has to be asked anew.
function listen(position, take, tell) {
  return new Promise((done) => {
    const events = new EventSource(`/api/events?after=${encodeURIComponent(position)}`);
    events.addEventListener("open", () => tell("Live", true));
    events.addEventListener("alerts", (event) => {
      tell("Live", true);
      take(JSON.parse(event.data), false);
    });
    events.addEventListener("life", (event) => {
      const { trouble } = JSON.parse(event.data);
      tell(trouble || "Live", !trouble);
    });
    events.addEventListener("reset", () => {
      events.close();
      done();
    });
    events.addEventListener("error", () => {
      tell("The desk does not answer; trying again.", false);
      if (events.readyState !== EventSource.CLOSED) return;
      events.close();
      setTimeout(done, PAUSE_MS);
    });
  });
}
